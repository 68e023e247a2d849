"""Whom a client's address stands for."""

import ipaddress
from functools import lru_cache

from server.text import fold_email

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


def mailbox_of(email: str) -> str:
    """Where mails to an address end up, as far as one can tell: what follows a plus is a mark of the owner's own."""
    local, at, domain = fold_email(email).rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"
