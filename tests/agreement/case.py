"""What a row of the agreement table is: how a ticket is shown, what is known of it, and what must be answered.

Hours are counted from now, minutes back from now; it is between 12 and 1 o'clock at noon where the events are, so that
today and yesterday are where the rows say. Every row has a ticket of its own, sold by a real booking and then changed
as the row says.
"""

from dataclasses import dataclass
from typing import Any

from sync.rules.door_log import Kind
from sync.rules.gate import Direction, ReEntry
from sync.rules.ticket import Rotation, TicketStatus
from sync.rules.verdict import Basis, Outcome, Reason

ENTRY, EXIT, LOOK = Direction.ENTRY, Direction.EXIT, Direction.LOOK
HERE, OTHER = "here", "other"
"""The door that asks, and the one that made most of the history."""
STANDARD, VIP = "standard", "vip"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the seller's database says of a ticket; not ``is_listed``: the ticket is missing there."""

    status: TicketStatus = TicketStatus.ACTIVE
    product: str = STANDARD
    valid_from_h: float | None = None
    valid_until_h: float | None = None
    needs_look: bool = False
    is_listed: bool = True
    note: str = ""
    admits: int = 1
    alias: str = ""
    """What another system printed on it, with a place for a number of its own; empty for a ticket of ours."""
    has_twin: bool = False
    """Whether another ticket's differs by case only."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a ticket's log. ``clock_off_min`` is how far the door's clock was ahead, which it knew."""

    kind: Kind
    ago_min: float
    door: str = OTHER
    gate: str = "side"
    clock_off_min: float = 0
    voids: int | None = None
    """The place in the history of the entry that it undoes."""
    basis: Basis = Basis.LOCAL
    answers: int | None = None
    """The place in the history of the attempt that it answers, or of the denial that it overrides."""
    reason: str = ""
    people: int = 1
    party: int = 1
    training: bool = False
    is_claimed: bool = False
    """Whether the server was asked, and no answer was written down."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What the device alone says where it must not say the same as the server, and why that is so."""

    outcome: Outcome
    reason: Reason
    why: str


@dataclass(frozen=True, slots=True)
class Case:
    """One row. ``payload`` names a way of showing the ticket (``payloads.py``), ``gate`` one of ``GATES``."""

    name: str
    payload: str
    facts: Facts
    history: tuple[Step, ...]
    gate: str
    outcome: Outcome
    reason: Reason
    earlier: int | None = None
    """The place in ``history`` of the entry that stands in the way."""
    direction: Direction | None = None
    """Where the door passes people another way than its gate says."""
    people: int = 1
    left: int | None = None
    """Places of a group that are left afterwards."""
    rotation: Rotation = Rotation.OFF
    """Whether the event has live codes; there is one event for each answer, and one that is called off."""
    is_called_off: bool = False
    clock_off_min: float = 0
    """How far the asking door's clock is ahead, which it knows."""
    clock_error_min: float = 0
    """How far off it may be besides."""
    list_age_h: float = 0
    asks_doors: bool = False
    """Whether the device alone first hears from the other door."""
    apart: Apart | None = None

    @property
    def event(self) -> str:
        """Which of the table's events it is at."""
        return CALLED_OFF if self.is_called_off else self.rotation.value


CALLED_OFF = "called off"
GATES: dict[str, dict[str, Any]] = {
    "main": {},
    "side": {},
    "vip": {"products": (VIP,)},
    "both": {"products": (STANDARD, VIP)},
    "tomorrow": {"opens_h": 24},
    "yesterday": {"closes_h": -24},
    "tonight": {"opens_h": -3, "closes_h": 3},
    "never": {"opens_h": 24, "closes_h": -24},
    "vip_tomorrow": {"products": (VIP,), "opens_h": 24},
    "in_five_minutes": {"opens_h": 1 / 12},
    "until_five_minutes_ago": {"closes_h": -1 / 12},
    "reentry": {"re_entry": ReEntry.AFTER_EXIT},
    "unlimited": {"re_entry": ReEntry.UNLIMITED},
    "twice": {"re_entry": ReEntry.MULTI, "most_entries": 2},
    "daily": {"re_entry": ReEntry.PER_DAY, "most_entries": 1},
    "twice_daily": {"re_entry": ReEntry.PER_DAY, "most_entries": 2},
    "listed": {"admits_unsynced": False},
    "careful": {"look_after_s": 3600, "refuse_after_s": 4 * 3600},
    "exit": {"direction": EXIT},
    "exit_vip": {"direction": EXIT, "products": (VIP,)},
    "exit_closed": {"direction": EXIT, "closes_h": -24},
    "exit_listed": {"direction": EXIT, "admits_unsynced": False},
    "exit_careful": {"direction": EXIT, "refuse_after_s": 3600},
    "look": {"direction": LOOK},
    "look_vip": {"direction": LOOK, "products": (VIP,)},
}

UNSURE = 10
"""Minutes by which a door's clock may be off that does not know better."""
F = Facts
ACTIVE, MISSING, VIP_TICKET, NEEDS_LOOK = F(), F(is_listed=False), F(product=VIP), F(needs_look=True)
REVOKED, CANCELLED = F(TicketStatus.REVOKED), F(TicketStatus.CANCELLED)
REFUNDED, UNPAID = F(TicketStatus.REFUNDED), F(TicketStatus.UNPAID)
UNPAID_FOR_TOMORROW, REVOKED_WITH_LOOK = (
    F(TicketStatus.UNPAID, valid_from_h=24),
    F(TicketStatus.REVOKED, needs_look=True),
)
GROUP = F(admits=5)
IN_FIVE_MINUTES, UNTIL_FIVE_MINUTES_AGO = F(valid_from_h=1 / 12), F(valid_until_h=-1 / 12)
TOMORROW, YESTERDAY, TODAY = F(valid_from_h=24), F(valid_until_h=-24), F(valid_from_h=-3, valid_until_h=3)

BARCODE, UPC = F(alias="Tkt-{:05d}-aZ"), F(alias="{:012d}")
REVOKED_BARCODE = F(TicketStatus.REVOKED, alias=BARCODE.alias)
GROUP_BARCODE, VIP_BARCODE = F(admits=5, alias=BARCODE.alias), F(product=VIP, alias=BARCODE.alias)
LOOKS_OURS, TWINS = F(alias="QRS-TV-20250101-{:08d}"), F(alias=BARCODE.alias, has_twin=True)
LOST_BARCODE = F(alias=BARCODE.alias, is_listed=False)

IN, OUT = Step(Kind.ADMIT, 60), Step(Kind.EXIT, 30)
IN_HERE, OUT_HERE = Step(Kind.ADMIT, 60, HERE, "main"), Step(Kind.EXIT, 30, HERE, "main")
IN_AGAIN = Step(Kind.ADMIT, 10, HERE, "reentry")
TRIED, DENIED, NOTED = Step(Kind.ATTEMPT, 50), Step(Kind.DENY, 49), Step(Kind.NOTE, 48)
UNDO_FIRST, UNDO_SECOND = Step(Kind.VOID, 5, voids=0), Step(Kind.VOID, 5, voids=1)
OVERRIDDEN, BY_SERVER = Step(Kind.ADMIT, 60, basis=Basis.OVERRIDE), Step(Kind.ADMIT, 60, basis=Basis.SERVER)
IN_BY_A_FAST_CLOCK = Step(Kind.ADMIT, 60, clock_off_min=300)
OUT_BY_A_SLOW_CLOCK = Step(Kind.EXIT, 30, HERE, clock_off_min=-300)

OUT_AGAIN = Step(Kind.EXIT, 5)
THIS_MORNING, LAST_NIGHT = Step(Kind.ADMIT, 12 * 60), Step(Kind.ADMIT, 13 * 60)
OUT_LAST_NIGHT = Step(Kind.EXIT, 12.9 * 60)
ALL_FIVE, THREE = Step(Kind.ADMIT, 60, people=5, party=5), Step(Kind.ADMIT, 60, people=3, party=5)
TWO_OUT, FIVE_OUT = Step(Kind.EXIT, 30, people=2), Step(Kind.EXIT, 30, people=5)
IN_PRACTICE = Step(Kind.ADMIT, 60, training=True)

YES, NO, LEAVES, CHECK = Outcome.ADMITTED, Outcome.REFUSED, Outcome.EXIT, Outcome.LOOK
R = Reason
