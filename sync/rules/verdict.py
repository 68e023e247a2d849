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
    DEVICE_REVOKED = "device_revoked"
    """This device was removed from the event: what it lets in would count nowhere."""
    EVENT_CLOSED = "event_closed"
    STALE_CODE = "stale_code"
    """A live code of another moment: a screenshot, or a phone with a wrong clock."""
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    UNPAID = "unpaid"
    NOT_YET_VALID = "not_yet_valid"
    NO_LONGER_VALID = "no_longer_valid"
    WRONG_GATE = "wrong_gate"
    GATE_NOT_OPEN = "gate_not_open"
    GATE_CLOSED = "gate_closed"
    LIST_TOO_OLD = "list_too_old"
    ALREADY_INSIDE = "already_inside"
    ALREADY_USED = "already_used"
    PARTY_TOO_LARGE = "party_too_large"
    """More people than the group's ticket has places left."""
    BEING_ADMITTED = "being_admitted"
    """Another door is letting this ticket in at this moment."""
    NEEDS_LOOK = "needs_look"
    LIVE_CODE_WANTED = "live_code_wanted"
    """A static code where the event wants live ones: look at it."""
    LIST_OLD = "list_old"
    """Good by a list so old that the gate's policy wants a look."""
    ADMITTED = "admitted"
    ADMITTED_AGAIN = "admitted_again"
    SOLD_AFTER_SYNC = "sold_after_sync"
    OVERRIDDEN = "overridden"
    """Let in by a manager against the rule's answer."""
    ADMITTED_BY_HAND = "admitted_by_hand"
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
    """One decision about one code at one gate, for ``people`` of its holders."""

    outcome: Outcome
    reason: Reason
    ticket_id: TicketId | None = None
    earlier: Earlier | None = None
    people: int = 1
    left: int | None = None
    """How many of a group's places are left after this; None for tickets of one, and where places are not used up."""
