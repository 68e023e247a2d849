"""The admission cases: what is shown at a door, what is known of it, and what both device and server must answer.

Hours are counted from now, minutes back from now. Every case has a ticket of its own, sold by a real booking and then
changed as the case says. ``payload`` names a way of showing it (``payloads.py``), ``gate`` one of ``GATES``.
"""

from dataclasses import dataclass
from typing import Any

from sync.rules.door_log import Kind
from sync.rules.gate import Direction, ReEntry
from sync.rules.ticket import TicketStatus
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


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a ticket's log. ``clock_off_min`` is how far the door's clock was ahead, which it knew."""

    kind: Kind
    ago_min: float
    door: str = OTHER
    gate: str = "side"
    clock_off_min: float = 0
    voids: int | None = None
    basis: Basis = Basis.LOCAL


@dataclass(frozen=True, slots=True)
class Case:
    """One row. ``earlier`` is the place in ``history`` of the entry that stands in the way."""

    name: str
    payload: str
    facts: Facts
    history: tuple[Step, ...]
    gate: str
    outcome: Outcome
    reason: Reason
    earlier: int | None = None
    direction: Direction | None = None
    """Where the door passes people another way than its gate says."""


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
    "reentry": {"re_entry": ReEntry.AFTER_EXIT},
    "unlimited": {"re_entry": ReEntry.UNLIMITED},
    "listed": {"admits_unsynced": False},
    "exit": {"direction": EXIT},
    "exit_vip": {"direction": EXIT, "products": (VIP,)},
    "exit_closed": {"direction": EXIT, "closes_h": -24},
    "exit_listed": {"direction": EXIT, "admits_unsynced": False},
    "look": {"direction": LOOK},
}

F = Facts
ACTIVE, MISSING, VIP_TICKET, NEEDS_LOOK = F(), F(is_listed=False), F(product=VIP), F(needs_look=True)
REVOKED, CANCELLED = F(TicketStatus.REVOKED), F(TicketStatus.CANCELLED)
REFUNDED, UNPAID = F(TicketStatus.REFUNDED), F(TicketStatus.UNPAID)
TOMORROW, YESTERDAY, TODAY = F(valid_from_h=24), F(valid_until_h=-24), F(valid_from_h=-3, valid_until_h=3)

IN, OUT = Step(Kind.ADMIT, 60), Step(Kind.EXIT, 30)
IN_HERE, OUT_HERE = Step(Kind.ADMIT, 60, HERE, "main"), Step(Kind.EXIT, 30, HERE, "main")
IN_AGAIN = Step(Kind.ADMIT, 10, HERE, "reentry")
TRIED, DENIED, NOTED = Step(Kind.ATTEMPT, 50), Step(Kind.DENY, 49), Step(Kind.NOTE, 48)
UNDO_FIRST, UNDO_SECOND = Step(Kind.VOID, 5, voids=0), Step(Kind.VOID, 5, voids=1)
OVERRIDDEN, BY_SERVER = Step(Kind.ADMIT, 60, basis=Basis.OVERRIDE), Step(Kind.ADMIT, 60, basis=Basis.SERVER)
IN_BY_A_FAST_CLOCK = Step(Kind.ADMIT, 60, clock_off_min=300)
OUT_BY_A_SLOW_CLOCK = Step(Kind.EXIT, 30, HERE, clock_off_min=-300)

YES, NO, LEAVES, CHECK = Outcome.ADMITTED, Outcome.REFUSED, Outcome.EXIT, Outcome.LOOK
R = Reason

# fmt: off
CASES: list[Case] = [
    # What is it? Any way of writing the same code ...
    Case("signed token", "signed", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("typed code", "typed", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("typed in small letters", "lower", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("typed without dashes", "no_dashes", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("typed with blanks for dashes", "blanks", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("typed with O for 0 and l for 1", "look_alikes", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("typed with blanks around", "padded", ACTIVE, (), "main", YES, R.ADMITTED),
    # ... and what only looks like one.
    Case("nothing", "empty", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("blanks", "blank", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("a web address", "web_address", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("a pairing link", "pairing_link", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("four kilobytes", "four_kilobytes", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("control characters", "control", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("a control character inside a code", "control_inside", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("a foreign letter with an ASCII capital", "dotless", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("the code of another system", "other_system", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("half a code", "half", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("one wrong character", "wrong_letter", ACTIVE, (), "main", NO, R.BAD_CHECK),
    Case("two characters swapped", "swapped", ACTIVE, (), "main", NO, R.BAD_CHECK),
    Case("a wrong check character", "wrong_check", ACTIVE, (), "main", NO, R.BAD_CHECK),
    Case("token in small letters", "token_lower", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("token without its end", "token_short", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("token with something behind it", "token_long", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("token with a newline behind it", "token_newline", ACTIVE, (), "main", NO, R.MALFORMED),
    Case("token whose number makes no code", "token_no_code", MISSING, (), "main", NO, R.MALFORMED),
    Case("token changed after signing", "token_changed", ACTIVE, (), "main", NO, R.BAD_SIGNATURE),
    Case("token forged under our key id", "token_forged", ACTIVE, (), "main", NO, R.BAD_SIGNATURE),
    Case("token of another organization", "other_organizations_token", ACTIVE, (), "main", NO, R.UNKNOWN_KEY),
    Case("a bad code says so at an exit too", "wrong_letter", ACTIVE, (IN,), "exit", NO, R.BAD_CHECK),
    # Whose is it?
    Case("typed code of another event", "other_events_code", ACTIVE, (), "main", NO, R.OTHER_EVENT),
    Case("the same without dashes", "other_events_code_no_dashes", ACTIVE, (), "main", NO, R.OTHER_EVENT),
    Case("token of another event", "other_events_token", ACTIVE, (), "main", NO, R.OTHER_EVENT),
    Case("typed code of another organization", "other_organizations_code", ACTIVE, (), "main", NO, R.OTHER_EVENT),
    Case("another event's ticket at an exit", "other_events_token", ACTIVE, (), "exit", NO, R.OTHER_EVENT),
    # Is it there at all?
    Case("typed code that nobody sold", "typed", MISSING, (), "main", NO, R.UNKNOWN_TICKET),
    Case("signed ticket not in the list", "signed", MISSING, (), "main", YES, R.SOLD_AFTER_SYNC),
    Case("the same a second time", "signed", MISSING, (IN,), "main", NO, R.ALREADY_INSIDE, 0),
    Case("the same a second time at the same door", "signed", MISSING, (IN_HERE,), "main", NO, R.ALREADY_INSIDE, 0),
    Case("the same after leaving", "signed", MISSING, (IN, OUT), "main", NO, R.ALREADY_USED, 0),
    Case("the same where re-entry is allowed", "signed", MISSING, (IN, OUT), "reentry", YES, R.ADMITTED_AGAIN),
    Case("not in the list where only listed ones pass", "signed", MISSING, (), "listed", NO, R.UNKNOWN_TICKET),
    Case("not in the list, not at its gate", "signed", MISSING, (), "vip", NO, R.WRONG_GATE),
    Case("not in the list, signed for VIP", "token_vip", MISSING, (), "vip", YES, R.SOLD_AFTER_SYNC),
    Case("not in the list, valid tomorrow", "token_tomorrow", MISSING, (), "main", NO, R.NOT_YET_VALID),
    Case("not in the list, valid until yesterday", "token_yesterday", MISSING, (), "main", NO, R.NO_LONGER_VALID),
    Case("not in the list, leaving", "signed", MISSING, (IN,), "exit", LEAVES, R.EXIT_RECORDED, 0),
    Case("not in the list, leaving a listed-only gate", "signed", MISSING, (IN,), "exit_listed", NO, R.UNKNOWN_TICKET),
    Case("listed at a gate for listed ones", "signed", ACTIVE, (), "listed", YES, R.ADMITTED),
    Case("the list counts, not the token's window", "token_yesterday", ACTIVE, (), "main", YES, R.ADMITTED),
    Case("the list counts, not the token's product", "token_vip", ACTIVE, (), "vip", NO, R.WRONG_GATE),
    # Does it stand?
    Case("revoked", "signed", REVOKED, (), "main", NO, R.REVOKED),
    Case("cancelled", "signed", CANCELLED, (), "main", NO, R.CANCELLED),
    Case("refunded", "typed", REFUNDED, (), "main", NO, R.REFUNDED),
    Case("unpaid", "typed", UNPAID, (), "main", NO, R.UNPAID),
    Case("revoked while inside", "signed", REVOKED, (IN,), "main", NO, R.REVOKED),
    Case("refunded, and not for this gate", "signed", REFUNDED, (), "vip", NO, R.REFUNDED),
    Case("unpaid, and valid tomorrow", "signed", F(TicketStatus.UNPAID, valid_from_h=24), (), "main", NO, R.UNPAID),
    # Is it time?
    Case("valid from tomorrow", "signed", TOMORROW, (), "main", NO, R.NOT_YET_VALID),
    Case("valid until yesterday", "signed", YESTERDAY, (), "main", NO, R.NO_LONGER_VALID),
    Case("valid today", "signed", TODAY, (), "main", YES, R.ADMITTED),
    Case("valid tomorrow, typed", "typed", TOMORROW, (), "main", NO, R.NOT_YET_VALID),
    Case("valid from tomorrow until yesterday", "signed", F(valid_from_h=24, valid_until_h=-24), (), "main", NO, R.NOT_YET_VALID),  # noqa: E501
    Case("valid until yesterday, and used", "signed", YESTERDAY, (IN,), "main", NO, R.NO_LONGER_VALID),
    # Is it this gate?
    Case("standard ticket at the VIP gate", "signed", ACTIVE, (), "vip", NO, R.WRONG_GATE),
    Case("VIP ticket at the VIP gate", "signed", VIP_TICKET, (), "vip", YES, R.ADMITTED),
    Case("standard ticket where both pass", "signed", ACTIVE, (), "both", YES, R.ADMITTED),
    Case("VIP ticket where both pass", "typed", VIP_TICKET, (), "both", YES, R.ADMITTED),
    Case("gate opens tomorrow", "signed", ACTIVE, (), "tomorrow", NO, R.GATE_NOT_OPEN),
    Case("gate closed yesterday", "signed", ACTIVE, (), "yesterday", NO, R.GATE_CLOSED),
    Case("gate open tonight", "signed", ACTIVE, (), "tonight", YES, R.ADMITTED),
    Case("gate that never opens", "signed", ACTIVE, (), "never", NO, R.GATE_NOT_OPEN),
    Case("wrong gate before closed gate", "signed", ACTIVE, (), "vip_tomorrow", NO, R.WRONG_GATE),
    Case("right ticket at a gate for tomorrow", "signed", VIP_TICKET, (), "vip_tomorrow", NO, R.GATE_NOT_OPEN),
    Case("closed gate, used ticket", "signed", ACTIVE, (IN,), "yesterday", NO, R.GATE_CLOSED),
    Case("wrong gate, used ticket", "signed", ACTIVE, (IN,), "vip", NO, R.WRONG_GATE),
    # Has it been used?
    Case("inside by another door", "signed", ACTIVE, (IN,), "main", NO, R.ALREADY_INSIDE, 0),
    Case("inside by this door", "signed", ACTIVE, (IN_HERE,), "main", NO, R.ALREADY_INSIDE, 0),
    Case("inside, now typed", "typed", ACTIVE, (IN,), "main", NO, R.ALREADY_INSIDE, 0),
    Case("inside by a manager's override", "signed", ACTIVE, (OVERRIDDEN,), "main", NO, R.ALREADY_INSIDE, 0),
    Case("inside on the server's word", "signed", ACTIVE, (BY_SERVER,), "main", NO, R.ALREADY_INSIDE, 0),
    Case("let in twice: the latest is named", "signed", ACTIVE, (IN, IN_AGAIN), "main", NO, R.ALREADY_INSIDE, 1),
    Case("left, single entry", "signed", ACTIVE, (IN, OUT), "main", NO, R.ALREADY_USED, 0),
    Case("left by this door, single entry", "signed", ACTIVE, (IN_HERE, OUT_HERE), "main", NO, R.ALREADY_USED, 0),
    Case("left, re-entry after exit", "signed", ACTIVE, (IN, OUT), "reentry", YES, R.ADMITTED_AGAIN),
    Case("inside, re-entry after exit", "signed", ACTIVE, (IN,), "reentry", NO, R.ALREADY_INSIDE, 0),
    Case("came back, re-entry after exit", "signed", ACTIVE, (IN, OUT, IN_AGAIN), "reentry", NO, R.ALREADY_INSIDE, 2),
    Case("first time at a re-entry gate", "signed", ACTIVE, (), "reentry", YES, R.ADMITTED),
    Case("inside, unlimited", "signed", ACTIVE, (IN,), "unlimited", YES, R.ADMITTED_AGAIN),
    Case("left, unlimited", "signed", ACTIVE, (IN, OUT), "unlimited", YES, R.ADMITTED_AGAIN),
    Case("first time, unlimited", "typed", ACTIVE, (), "unlimited", YES, R.ADMITTED),
    Case("left without having come", "signed", ACTIVE, (OUT,), "main", YES, R.ADMITTED),
    Case("tried and denied before", "signed", ACTIVE, (TRIED, DENIED, NOTED), "main", YES, R.ADMITTED),
    # Undone entries never count again.
    Case("the admission was undone", "signed", ACTIVE, (IN, UNDO_FIRST), "main", YES, R.ADMITTED),
    Case("undone by the other door", "signed", ACTIVE, (IN_HERE, UNDO_FIRST), "main", YES, R.ADMITTED),
    Case("the exit was undone", "signed", ACTIVE, (IN, OUT, UNDO_SECOND), "reentry", NO, R.ALREADY_INSIDE, 0),
    Case("one of two entries undone", "signed", ACTIVE, (IN, IN_AGAIN, UNDO_SECOND), "main", NO, R.ALREADY_INSIDE, 0),
    Case("undone, then let in anew", "signed", ACTIVE, (IN, UNDO_FIRST, Step(Kind.ADMIT, 2)), "main", NO, R.ALREADY_INSIDE, 2),  # noqa: E501
    # A door's wrong clock is corrected by what it knew of it.
    Case("inside by a fast clock", "signed", ACTIVE, (IN_BY_A_FAST_CLOCK,), "main", NO, R.ALREADY_INSIDE, 0),
    Case("a fast clock's entry, then the exit", "signed", ACTIVE, (IN_BY_A_FAST_CLOCK, OUT), "reentry", YES, R.ADMITTED_AGAIN),  # noqa: E501
    Case("a slow clock's exit, after the entry", "signed", ACTIVE, (IN, OUT_BY_A_SLOW_CLOCK), "main", NO, R.ALREADY_USED, 0),  # noqa: E501
    # Must someone look?
    Case("needs a look", "signed", NEEDS_LOOK, (), "main", CHECK, R.NEEDS_LOOK),
    Case("needs a look, but is inside", "signed", NEEDS_LOOK, (IN,), "main", NO, R.ALREADY_INSIDE, 0),
    Case("needs a look at every re-entry", "signed", NEEDS_LOOK, (IN, OUT), "reentry", CHECK, R.NEEDS_LOOK),
    Case("needs a look, revoked", "signed", F(TicketStatus.REVOKED, needs_look=True), (), "main", NO, R.REVOKED),
    # Who leaves has left.
    Case("leaves", "signed", ACTIVE, (IN,), "exit", LEAVES, R.EXIT_RECORDED, 0),
    Case("leaves, typed", "typed", ACTIVE, (IN_HERE,), "exit", LEAVES, R.EXIT_RECORDED, 0),
    Case("leaves without having come", "signed", ACTIVE, (), "exit", LEAVES, R.EXIT_WITHOUT_ENTRY),
    Case("leaves twice", "signed", ACTIVE, (IN, OUT), "exit", LEAVES, R.EXIT_WITHOUT_ENTRY, 0),
    Case("leaves on a revoked ticket", "signed", REVOKED, (IN,), "exit", LEAVES, R.EXIT_RECORDED, 0),
    Case("leaves after the ticket's time", "signed", YESTERDAY, (IN,), "exit", LEAVES, R.EXIT_RECORDED, 0),
    Case("leaves by a gate of another product", "signed", ACTIVE, (IN,), "exit_vip", LEAVES, R.EXIT_RECORDED, 0),
    Case("leaves by a closed gate", "signed", ACTIVE, (IN,), "exit_closed", LEAVES, R.EXIT_RECORDED, 0),
    Case("an unknown code leaves nowhere", "typed", MISSING, (), "exit", NO, R.UNKNOWN_TICKET),
    Case("leaves by an entry turned round", "signed", ACTIVE, (IN,), "main", LEAVES, R.EXIT_RECORDED, 0, EXIT),
    Case("enters by an exit turned round", "signed", ACTIVE, (), "exit", YES, R.ADMITTED, None, ENTRY),
    # Only looking answers as entering would.
    Case("looking at a good ticket", "signed", ACTIVE, (), "look", YES, R.ADMITTED),
    Case("looking at a used ticket", "signed", ACTIVE, (IN,), "look", NO, R.ALREADY_INSIDE, 0),
    Case("looking at a revoked ticket", "typed", REVOKED, (), "look", NO, R.REVOKED),
    Case("looking at nonsense", "four_kilobytes", ACTIVE, (), "look", NO, R.MALFORMED),
    Case("looking at the VIP gate", "signed", ACTIVE, (), "vip", NO, R.WRONG_GATE, None, LOOK),
]
# fmt: on
