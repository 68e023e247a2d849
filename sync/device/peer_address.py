"""Addresses of other doors, as people type them and as the store remembers them."""

import contextlib
import ipaddress
import json
import re
from collections.abc import Iterable

import msgspec

from sync.device.database import Store

PEER_PORT = 47_655
"""Where doors answer each other unless told otherwise."""
_KEPT_AS = "peer_addresses"
_NAME = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(\.(?!-)[A-Za-z0-9_-]{1,63})*\.?")
_BRACKETED = re.compile(r"\[(?P<host>[^\]]+)\](:(?P<port>\d{1,5}))?")
_PLAIN = re.compile(r"(?P<host>[^:]+)(:(?P<port>\d{1,5}))?")
_ZONE = re.compile(r"[A-Za-z0-9_.~-]{1,64}")
"""The network that an IPv6 address of one link is on: a name or a number."""
_LONGEST_NAME = 253
_LIKE_THIS = "Another door's address looks like 192.168.1.20 or door-2.local:47655."


class Address(msgspec.Struct, frozen=True, order=True):
    """Where a door may answer."""

    host: str
    port: int

    def __str__(self) -> str:
        """As a person types it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def read_address(text: str) -> Address:
    """The address in ``text``: host or host:port, with [brackets] around an IPv6 host; ValueError where it is none."""
    typed = text.strip()
    if _is_ip(typed):
        return Address(typed, PEER_PORT)
    match = _BRACKETED.fullmatch(typed) or _PLAIN.fullmatch(typed)
    if match is None:
        raise ValueError(_LIKE_THIS)
    host, port = match["host"], int(match["port"] or PEER_PORT)
    is_name = len(host) <= _LONGEST_NAME and _NAME.fullmatch(host) is not None
    if not (_is_ip(host) or is_name) or not 0 < port < 65_536:
        raise ValueError(_LIKE_THIS)
    return Address(host, port)


def plain_host(host: str) -> str:
    """The IPv4 address inside an IPv6 one, where a port that takes both tells it so."""
    return host.removeprefix("::ffff:") if "." in host else host


def remembered_addresses(store: Store) -> set[Address]:
    """The typed addresses that the store remembers."""
    found = set()
    with contextlib.suppress(msgspec.DecodeError, ValueError):  # Not to be read: then none are remembered.
        for text in msgspec.json.decode(store.get(_KEPT_AS) or "[]", type=list[str]):
            with contextlib.suppress(ValueError):  # Kept by a version that knew more kinds.
                found.add(read_address(text))
    return found


def store_addresses(store: Store, addresses: Iterable[Address]) -> None:
    """Remember exactly these; StoreError where the disk does not do its part."""
    store.put(**{_KEPT_AS: json.dumps([str(address) for address in sorted(addresses)])})


def _is_ip(text: str) -> bool:
    address, mark, zone = text.partition("%")
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    # Python takes anything for a zone, also what an address in brackets could not be read back with.
    return not mark or (":" in address and _ZONE.fullmatch(zone) is not None)
