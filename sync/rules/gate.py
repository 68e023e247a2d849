"""A gate: a place with its rules."""

from enum import StrEnum

import msgspec

from sync.rules.ids import EventId, GateId, ProductNumber, Whole


class Direction(StrEnum):
    """Which way people pass. LOOK tells what would happen and records nothing."""

    ENTRY = "entry"
    EXIT = "exit"
    LOOK = "look"


class ReEntry(StrEnum):
    """How often one ticket admits."""

    SINGLE = "single"
    AFTER_EXIT = "after_exit"
    UNLIMITED = "unlimited"


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
