"""A gate: a place with its rules."""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated

import msgspec

from sync.rules.ids import EventId, GateId, ProductNumber, Whole


class Direction(StrEnum):
    """Which way people pass. LOOK tells what would happen and records nothing."""

    ENTRY = "entry"
    EXIT = "exit"
    LOOK = "look"


class ReEntry(StrEnum):
    """How often one ticket admits. MULTI and PER_DAY have a number; a day is one of the event's time zone."""

    SINGLE = "single"
    MULTI = "multi"
    PER_DAY = "per_day"
    AFTER_EXIT = "after_exit"
    UNLIMITED = "unlimited"


_NUMBERED = (ReEntry.MULTI, ReEntry.PER_DAY)


class EntryRule(msgspec.Struct, frozen=True):
    """A re-entry policy with its number, as admissions carry it with them: ``single``, ``multi:3``, ``per_day:1``."""

    re_entry: ReEntry = ReEntry.SINGLE
    most: int = 1

    def __str__(self) -> str:
        """How entries spell it; the number only where it counts."""
        return f"{self.re_entry}:{self.most}" if self.re_entry in _NUMBERED else str(self.re_entry)


def rule_written(rule: EntryRule) -> str:
    """How admissions carry the rule they stand on: nothing for the common one."""
    return "" if rule == EntryRule() else str(rule)


@lru_cache(maxsize=64)
def read_entry_rule(text: str) -> EntryRule:
    """The rule that an entry names; nothing, and what is not known here, is the strictest: single."""
    name, _, number = text.partition(":")
    try:
        re_entry = ReEntry(name)
        most = int(number) if re_entry in _NUMBERED else 1
    except ValueError:
        return EntryRule()
    return EntryRule(re_entry, max(1, most))


class Gate(msgspec.Struct, frozen=True):
    """Who may pass here and when. Times are Unix milliseconds, None for no bound."""

    gate_id: GateId
    event_id: EventId
    name: str
    direction: Direction = Direction.ENTRY
    products: tuple[ProductNumber, ...] = ()
    """The products taken here; empty takes all."""
    opens_at: Whole | None = None
    closes_at: Whole | None = None
    re_entry: ReEntry = ReEntry.SINGLE
    admits_unsynced: bool = True
    """Whether a validly signed ticket that the list lacks is let in as sold after the last sync."""
    most_entries: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1
    """The number of MULTI (altogether) and PER_DAY (each day)."""
    look_after_s: Whole | None = None
    """A door whose list is older than this, unconfirmed by the server, shows amber: someone must look."""
    refuse_after_s: Whole | None = None
    """A door whose list is older than this, unconfirmed by the server, lets nobody in."""

    @property
    def rule(self) -> EntryRule:
        """How often one ticket admits here."""
        return EntryRule(self.re_entry, self.most_entries)
