"""What a QR or a person gives us, read into a ticket code or into why it is none.

A typed code is ``{PREFIX}-{EVENTCODE}-{YYYYMMDD}-{random}{check}``: the random part in Crockford base 32, the last
character an ISO 7064 MOD 37-2 check over all characters before it without the dashes. Reading folds case, O to 0,
I and L to 1, and missing dashes; prefixes therefore hold none of those letters.
"""

import re

import msgspec
from stdnum.iso7064 import mod_37_2

from sync.rules.ids import EventNumber, ProductNumber, TicketId
from sync.rules.rotating import LIVE_CHARACTERS, is_proven, split_live_code, ticket_secret
from sync.rules.ticket import Event, Rotation
from sync.rules.token import TICKET_NUMBER_BITS, TOKEN_CHARACTERS, read_token
from sync.rules.verdict import Reason

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = TICKET_NUMBER_BITS // 5
LONGEST_TYPED_CODE = 64
_PREFIX_LETTERS = "0-9A-HJKMNP-Z"
_RANDOM_LETTERS = "0-9A-HJKMNP-TV-Z"
_PREFIX = re.compile(rf"[{_PREFIX_LETTERS}]{{1,8}}-[{_PREFIX_LETTERS}]{{1,8}}-[0-9]{{8}}")
_DASHED = re.compile(rf"({_PREFIX.pattern})-([{_RANDOM_LETTERS}]{{8,16}}[{_PREFIX_LETTERS}])")
_DASHLESS = re.compile(rf"([{_PREFIX_LETTERS}]{{2,16}}[0-9]{{8}})([{_RANDOM_LETTERS}]{{8,16}}[{_PREFIX_LETTERS}])")
_UNREADABLE_CHECKS = "*ILO"
"""``*`` is no letter to type, and folding would turn the others into digits."""
_FOLD = str.maketrans({"O": "0", "I": "1", "L": "1"})


class TypedCode(msgspec.Struct, frozen=True):
    """A well-formed code with a right check character. ``is_of_event`` says whether its prefix is the event's."""

    ticket_id: TicketId
    is_of_event: bool


class SignedCode(msgspec.Struct, frozen=True):
    """A token with a good signature. Times are Unix milliseconds; the ticket id is None for another event's."""

    ticket_id: TicketId | None
    event_number: EventNumber
    product: ProductNumber
    valid_from: int | None
    valid_until: int | None
    live_step: int | None = None
    """The moment that a phone's live code proves (in steps of ``rotating.PERIOD_S``); None for a static code."""


class UnreadableCode(msgspec.Struct, frozen=True):
    """Nothing that identifies a ticket: MALFORMED, BAD_CHECK, BAD_SIGNATURE or UNKNOWN_KEY."""

    reason: Reason


TicketCode = TypedCode | SignedCode | UnreadableCode


def read_code(payload: str, event: Event) -> TicketCode:
    """Read a scanned or typed ``payload`` of any length and content; never raises."""
    if len(payload) == TOKEN_CHARACTERS:
        return _read_signed(payload, event)
    if len(payload) == LIVE_CHARACTERS:
        return _read_live(payload, event)
    if len(payload) > LONGEST_TYPED_CODE:
        return UnreadableCode(Reason.MALFORMED)
    return _read_typed(payload, event)


def make_ticket_id(code_prefix: str, ticket_number: int) -> TicketId | None:
    """The code of a ticket, or None where its check character would be ``*``, I, L or O: then draw another number.

    ``ticket_number`` holds 50 bits; ValueError outside them or for a prefix that reading could not give back.
    """
    if not is_code_prefix(code_prefix):
        raise ValueError(f"not a code prefix: {code_prefix!r}")
    if not 0 <= ticket_number < 2**TICKET_NUMBER_BITS:
        raise ValueError(f"a ticket number has {TICKET_NUMBER_BITS} bits")
    random = "".join(CROCKFORD[(ticket_number >> shift) & 31] for shift in range(TICKET_NUMBER_BITS - 5, -1, -5))
    check = mod_37_2.calc_check_digit(code_prefix.replace("-", "") + random)
    return None if check in _UNREADABLE_CHECKS else TicketId(f"{code_prefix}-{random}{check}")


def ticket_number_of(ticket_id: TicketId) -> int | None:
    """The 50 bits a canonical ticket id was made from, or None where its random part has another length."""
    random = ticket_id.rpartition("-")[2][:-1]
    if len(random) != RANDOM_CHARACTERS:
        return None
    number = 0
    for character in random:
        number = number << 5 | CROCKFORD.index(character)
    return number


def is_code_prefix(text: str) -> bool:
    """Whether ``text`` is ``{PREFIX}-{EVENTCODE}-{YYYYMMDD}`` in letters that survive folding (no I, L, O)."""
    return _PREFIX.fullmatch(text) is not None


def is_begun_as(text: str, code_prefix: str) -> bool:
    """Whether a typed code begins with the prefix of an event, as reading folds it."""
    return re.sub(r"[\s-]", "", text).upper().translate(_FOLD).startswith(code_prefix.replace("-", ""))


def _read_signed(payload: str, event: Event) -> SignedCode | UnreadableCode:
    token = read_token(payload, event.keys)
    if isinstance(token, Reason):
        return UnreadableCode(token)
    ticket_id = None
    if token.event_number == event.number:
        ticket_id = make_ticket_id(event.code_prefix, token.ticket_number)
        if ticket_id is None:
            return UnreadableCode(Reason.MALFORMED)
    return SignedCode(
        ticket_id=ticket_id,
        event_number=token.event_number,
        product=token.product,
        valid_from=None if token.valid_from_s is None else token.valid_from_s * 1000,
        valid_until=None if token.valid_until_s is None else token.valid_until_s * 1000,
    )


def _read_live(payload: str, event: Event) -> SignedCode | UnreadableCode:
    live = split_live_code(payload)
    if live is None:
        return UnreadableCode(Reason.MALFORMED)
    code = _read_signed(live.token, event)
    if isinstance(code, UnreadableCode) or code.ticket_id is None:
        return code
    if event.rotation is Rotation.OFF or not event.rotation_key:  # Without a key anybody could prove the moment.
        return code
    number = ticket_number_of(code.ticket_id)
    if number is None or not is_proven(live, ticket_secret(event.rotation_key, event.number, number)):
        return UnreadableCode(Reason.BAD_SIGNATURE)
    return msgspec.structs.replace(code, live_step=live.step)


def _read_typed(payload: str, event: Event) -> TypedCode | UnreadableCode:
    if not payload.isascii():  # Before folding: some foreign letters have ASCII capitals.
        return UnreadableCode(Reason.MALFORMED)
    text = payload.strip().upper().translate(_FOLD)
    match = _DASHED.fullmatch(text) or _match_dashless(re.sub(r"[\s-]", "", text), event.code_prefix)
    if match is None:
        return UnreadableCode(Reason.MALFORMED)
    prefix, tail = match.groups()
    if not mod_37_2.is_valid(prefix.replace("-", "") + tail):
        return UnreadableCode(Reason.BAD_CHECK)
    return TypedCode(ticket_id=TicketId(f"{prefix}-{tail}"), is_of_event=prefix == event.code_prefix)


def _match_dashless(compact: str, code_prefix: str) -> re.Match[str] | None:
    """Split a code without dashes at the event's own prefix, else where a date may end."""
    own = code_prefix.replace("-", "")
    if compact.startswith(own):
        return _DASHED.fullmatch(f"{code_prefix}-{compact[len(own) :]}")
    return _DASHLESS.fullmatch(compact)
