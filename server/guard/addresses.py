"""Whom a client's address stands for."""

import ipaddress
from functools import lru_cache

_SITE_BITS = 64


@lru_cache(maxsize=10_000)
def site_of(address: str) -> str:
    """The address itself, or for IPv6 its /64, which one household has whole."""
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, _SITE_BITS), strict=False))
