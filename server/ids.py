"""Ids: prefixed, time-sortable, URL-safe: 48 bits of Unix ms and 80 random bits in lower-case Crockford base 32."""

import secrets
import time

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(high + low for high in _LETTERS for low in _LETTERS)
_PAIR_BITS = 10
_RANDOM_BITS = 80
_SHIFTS = tuple(range(120, -1, -_PAIR_BITS))
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def now_ms() -> int:
    """The wall clock in Unix milliseconds: the only place where the server's domains read it."""
    return time.time_ns() // 1_000_000


def new_id(prefix: str) -> str:
    """``{prefix}_`` and 26 characters that sort by the time of making, e.g. ``evt_01j8z…``."""
    return f"{prefix}_{_sortable_text()}"


def new_organization_id() -> str:
    """``o`` and 26 characters: without an underscore, because API keys put one on either side of it."""
    return f"o{_sortable_text()}"


def new_secret_text(length: int) -> str:
    """``length`` random letters and digits from the system's CSPRNG, 5.95 bits each."""
    return "".join(secrets.choice(_ALPHANUMERIC) for _ in range(length))


def _sortable_text() -> str:
    value = now_ms() << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    return "".join([_PAIRS[value >> shift & 1023] for shift in _SHIFTS])
