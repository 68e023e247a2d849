"""Tickets that other systems sold: which of them a payload is that is no code of ours. Pure.

What a machine reads is compared as it is. What a person types, or a reader spells in its own way, is compared by its
``alias_key``: without case, blanks and punctuation. Where that leaves more than one ticket, it names none.
"""

import unicodedata
from collections.abc import Callable, Iterable

import msgspec

from sync.rules.code import SignedCode, TicketCode, TypedCode, UnreadableCode, read_code
from sync.rules.ids import TicketId
from sync.rules.ticket import Event

LONGEST_ALIAS = 200
"""Characters."""
LONGEST_PAYLOAD = 2 * LONGEST_ALIAS
"""Blanks and dashes that somebody typed included."""
_EAN_DIGITS = 13


class Alias(msgspec.Struct, frozen=True):
    """A ticket of ours and what another system printed for it."""

    alias: str
    ticket_id: TicketId


FindAliases = Callable[[str], Iterable[Alias]]
"""Gives the event's aliases with this ``alias_key``."""


class ForeignCode(msgspec.Struct, frozen=True):
    """A code of another system that names a ticket of the event. It can be no live one, and has no signature."""

    ticket_id: TicketId
    is_of_event: bool = True


AnyCode = TicketCode | ForeignCode


def read_payload(payload: str, event: Event, find_aliases: FindAliases) -> AnyCode:
    """Read a payload as ``read_code`` does; one that is no code of this event may be another system's."""
    code = read_code(payload, event)
    if not may_be_foreign(code) or len(payload) > LONGEST_PAYLOAD:
        return code
    key = alias_key(payload)
    ticket_id = resolve_alias(payload, find_aliases(key)) if key else None
    return code if ticket_id is None else ForeignCode(ticket_id)


def may_be_foreign(code: TicketCode) -> bool:
    """Whether another system may have given out what was read as ``code``: it is none of this event, nor signed.

    A long number may look like a code of ours for an event that nobody knows, its check character right by chance.
    """
    match code:
        case UnreadableCode():
            return True
        case TypedCode():
            return not code.is_of_event
        case SignedCode():
            return False


def resolve_alias(payload: str, known: Iterable[Alias]) -> TicketId | None:
    """The one ticket of ``known``, all of one key, that the payload is; None where it is none or more than one."""
    found = list(known)
    exact = [each for each in found if each.alias.strip() == payload.strip()]
    named = {each.ticket_id for each in exact or found}
    return named.pop() if len(named) == 1 else None


def alias_key(text: str) -> str:
    """What spellings of one code have in common, empty for none: letters and digits, case folded.

    An EAN-13 that begins with 0 is the UPC-A of its other digits: readers tell it either way.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    key = "".join(filter(str.isalnum, plain)) or "".join(filter(str.isprintable, plain)).strip()
    is_upc = len(key) == _EAN_DIGITS and key.isascii() and key.isdigit() and key.startswith("0")
    return key[1:] if is_upc else key
