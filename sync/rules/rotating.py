"""Live codes: a phone shows the signed token with a number that changes, so that a screenshot is soon worth nothing.

An open scheme after RFC 6238, verified by doors offline. The event's 32-byte key is at the doors and the server only;
a ticket's secret is derived from it and given to the holder's page, which needs no network afterwards.

    secret = HMAC-SHA256(event key, "doorward live secret v1" 0x00 ‖ event number (4) ‖ ticket number (7))
    step   = Unix seconds // 30, 4 bytes big-endian (in the year 6053 it begins anew)
    mac    = the first 8 bytes of HMAC-SHA256(secret, "doorward live code v1" 0x00 ‖ step)
    code   = base45 of token (88 bytes) ‖ step ‖ mac: 150 characters, alphanumeric QR
"""

import hashlib
import hmac
import struct

import base45
import msgspec

from sync.rules.clock import Instant
from sync.rules.ids import EventNumber
from sync.rules.token import TOKEN_BYTES, TOKEN_CHARACTERS

PERIOD_S = 30
_PERIOD_MS = PERIOD_S * 1000
LIVE_CHARACTERS = 150
MAC_BYTES = 8
_LIVE_BYTES = TOKEN_BYTES + 4 + MAC_BYTES
_SECRET_DOMAIN = b"doorward live secret v1\x00"
_CODE_DOMAIN = b"doorward live code v1\x00"
_STEP = struct.Struct(">I")
_STEPS = 2**32


class LiveCode(msgspec.Struct, frozen=True):
    """A live code taken apart: the signed token as its static QR spells it, and the proof of the moment."""

    token: str
    step: int
    mac: bytes


def ticket_secret(rotation_key: bytes, event_number: EventNumber, ticket_number: int) -> bytes:
    """The 32 bytes that a ticket's holder is given; ``ticket_number`` is the 50 bits of the ticket's code."""
    text = struct.pack(">I", event_number) + ticket_number.to_bytes(7, "big")
    return hmac.digest(rotation_key, _SECRET_DOMAIN + text, hashlib.sha256)


def make_live_code(token: str, secret: bytes, at_ms: int) -> str:
    """What the holder's phone shows at ``at_ms`` (Unix ms)."""
    step = _step_at(at_ms)
    raw: bytes = base45.b45decode(token) + _STEP.pack(step) + _mac(secret, step)
    spelled: str = base45.b45encode(raw).decode()
    return spelled


def split_live_code(text: str) -> LiveCode | None:
    """The parts of a live code, None for any other text; nothing is verified yet."""
    if len(text) != LIVE_CHARACTERS:
        return None
    try:
        raw: bytes = base45.b45decode(text)
    except ValueError:
        return None
    if len(raw) != _LIVE_BYTES:
        return None
    token: str = base45.b45encode(raw[:TOKEN_BYTES]).decode()
    if len(token) != TOKEN_CHARACTERS:
        return None
    (step,) = _STEP.unpack_from(raw, TOKEN_BYTES)
    return LiveCode(token, step, raw[TOKEN_BYTES + _STEP.size :])


def is_proven(code: LiveCode, secret: bytes) -> bool:
    """Whether whoever made ``code`` knew the ticket's secret."""
    return hmac.compare_digest(code.mac, _mac(secret, code.step))


def is_of_now(step: int, at: Instant) -> bool:
    """Whether ``step`` is this moment's, the one before or after; widened by the clock's error."""
    earliest, latest = at.ms - at.error_ms, at.ms + at.error_ms
    width = latest // _PERIOD_MS - earliest // _PERIOD_MS + 2
    return (step - _step_at(earliest) + 1) % _STEPS <= width


def _step_at(at_ms: int) -> int:
    return at_ms // _PERIOD_MS % _STEPS


def _mac(secret: bytes, step: int) -> bytes:
    return hmac.digest(secret, _CODE_DOMAIN + _STEP.pack(step), hashlib.sha256)[:MAC_BYTES]
