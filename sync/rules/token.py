"""The signed ticket token: 88 bytes, base45 in an alphanumeric QR (RFC 9285; 132 characters, 41×41 modules at ECC M).

=======  =====  =================================================================
offset   bytes  field (big-endian)
=======  =====  =================================================================
0        1      version, 1
1        2      key id
3        4      event number
7        7      ticket number: the 50 random bits of the ticket's code
14       2      product number
16       4      valid from, Unix seconds; 0 for no bound
20       4      valid until, Unix seconds; 2**32 - 1 for no bound
24       64     Ed25519 signature (RFC 8032) over ``DOMAIN`` and the 24 bytes before
=======  =====  =================================================================

There is one canonical encoding: trailing bytes, lower case and any other spelling of the same bytes are refused.
"""

import struct
from collections.abc import Iterable

import base45
import msgspec
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from sync.rules.ids import EventNumber, KeyId, ProductNumber
from sync.rules.ticket import TicketKey
from sync.rules.verdict import Reason

DOMAIN = b"doorward ticket token v1\x00"
TOKEN_BYTES = 88
TOKEN_CHARACTERS = 132
TICKET_NUMBER_BITS = 50
FOREVER_S = 2**32 - 1
_BODY = struct.Struct(">BHI7sHII")
_VERSION = 1


class Token(msgspec.Struct, frozen=True):
    """What a signed token says. Times are Unix seconds, None for no bound."""

    key_id: KeyId
    event_number: EventNumber
    ticket_number: int
    product: ProductNumber
    valid_from_s: int | None = None
    valid_until_s: int | None = None


def sign_token(token: Token, key: SigningKey) -> str:
    """The token as it stands in the QR; ValueError where a field does not fit its width."""
    if token.ticket_number >> TICKET_NUMBER_BITS:  # Also of negative ones. Reading would refuse it.
        raise ValueError(f"token field out of range: a ticket number has {TICKET_NUMBER_BITS} bits")
    try:
        body = _BODY.pack(
            _VERSION,
            token.key_id,
            token.event_number,
            token.ticket_number.to_bytes(7, "big"),
            token.product,
            token.valid_from_s or 0,
            FOREVER_S if token.valid_until_s is None else token.valid_until_s,
        )
    except (struct.error, OverflowError) as error:
        raise ValueError(f"token field out of range: {error}") from error
    spelled: str = base45.b45encode(body + key.sign(DOMAIN + body).signature).decode()
    return spelled


def read_token(text: str, keys: Iterable[TicketKey]) -> Token | Reason:
    """The token in ``text`` if one of ``keys`` signed it, else why not: MALFORMED, UNKNOWN_KEY or BAD_SIGNATURE."""
    raw = _canonical_bytes(text)
    if raw is None or raw[0] != _VERSION:
        return Reason.MALFORMED
    body = raw[: _BODY.size]
    token = _token_of(body)
    if token.ticket_number >> TICKET_NUMBER_BITS:
        return Reason.MALFORMED
    public = next((key.public_key for key in keys if key.key_id == token.key_id), None)
    if public is None:
        return Reason.UNKNOWN_KEY
    try:
        VerifyKey(public).verify(DOMAIN + body, raw[_BODY.size :])
    except BadSignatureError:
        return Reason.BAD_SIGNATURE
    return token


def _canonical_bytes(text: str) -> bytes | None:
    if len(text) != TOKEN_CHARACTERS:
        return None
    try:
        raw: bytes = base45.b45decode(text)
    except ValueError:
        return None
    # 132 characters that give 88 bytes are 44 full groups, and each group has one spelling only (RFC 9285, section 4).
    return raw if len(raw) == TOKEN_BYTES else None


def _token_of(body: bytes) -> Token:
    _, key_id, event, ticket, product, valid_from, valid_until = _BODY.unpack(body)
    return Token(
        key_id=KeyId(key_id),
        event_number=EventNumber(event),
        ticket_number=int.from_bytes(ticket, "big"),
        product=ProductNumber(product),
        valid_from_s=valid_from or None,
        valid_until_s=None if valid_until == FOREVER_S else valid_until,
    )
