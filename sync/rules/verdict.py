"""Every outcome a door can show, and why."""

from enum import StrEnum

import msgspec

from sync.rules.ids import GateId, LogId, TicketId


class Outcome(StrEnum):
    """What the light shows: green, red, amber, blue."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    LOOK = "look"
    EXIT = "exit"


class Reason(StrEnum):
    """Why, in the order in which the rule asks."""

    MALFORMED = "malformed"
    BAD_CHECK = "bad_check"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_KEY = "unknown_key"
    OTHER_EVENT = "other_event"
    UNKNOWN_TICKET = "unknown_ticket"
    EXIT_RECORDED = "exit_recorded"
    EXIT_WITHOUT_ENTRY = "exit_without_entry"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    UNPAID = "unpaid"
    NOT_YET_VALID = "not_yet_valid"
    NO_LONGER_VALID = "no_longer_valid"
    WRONG_GATE = "wrong_gate"
    GATE_NOT_OPEN = "gate_not_open"
    GATE_CLOSED = "gate_closed"
    ALREADY_INSIDE = "already_inside"
    ALREADY_USED = "already_used"
    NEEDS_LOOK = "needs_look"
    ADMITTED = "admitted"
    ADMITTED_AGAIN = "admitted_again"
    SOLD_AFTER_SYNC = "sold_after_sync"
    NOT_RECORDED = "not_recorded"
    """The decision could not be written down (disk full): amber, never green."""


class Basis(StrEnum):
    """On whose word an entry stands."""

    SERVER = "server"
    LOCAL = "local"
    OVERRIDE = "override"


class Earlier(msgspec.Struct, frozen=True):
    """The earlier entry that stands in the way: when (Unix ms, corrected), where, and by which device's log."""

    at: int
    gate: GateId
    log_id: LogId


class Verdict(msgspec.Struct, frozen=True):
    """One decision about one code at one gate."""

    outcome: Outcome
    reason: Reason
    ticket_id: TicketId | None = None
    earlier: Earlier | None = None
