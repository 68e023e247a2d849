"""The gate's policy for old lists, other doors' open attempts, and the order in which looks are asked for."""

import math

import msgspec
import pytest

from sync.rules.admission import decide_admission
from sync.rules.clock import Instant
from sync.rules.code import TypedCode
from sync.rules.door_log import NEVER_SEEN, Kind, TicketHistory, fold_ticket
from sync.rules.gate import Direction, Gate, ReEntry
from sync.rules.ids import ProductNumber
from sync.rules.ticket import Event, Rotation, Ticket
from sync.rules.verdict import Earlier, Outcome, Reason, Verdict
from tests.sync.making import EVENT, GATE, NOW, make_id
from tests.sync.rules.scans import HOUR, scan

TICKET_ID = make_id(1)
TICKET = Ticket(ticket_id=TICKET_ID, event_id=EVENT.event_id, product=ProductNumber(1))
CAREFUL = msgspec.structs.replace(GATE, look_after_s=600, refuse_after_s=3600)
LIVE = msgspec.structs.replace(EVENT, rotation=Rotation.REQUIRED, rotation_key=bytes(32))
RIVAL = scan(Kind.ATTEMPT, -1, 3, "dev_b.1")
INSIDE = fold_ticket([scan(Kind.ADMIT, -HOUR)])


def decide(
    gate: Gate = CAREFUL,
    age_s: float | None = None,
    history: TicketHistory = NEVER_SEEN,
    ticket: Ticket = TICKET,
    event: Event = EVENT,
) -> Verdict:
    code = TypedCode(TICKET_ID, is_of_event=True)
    return decide_admission(code, ticket, history, gate, event, Instant(NOW), list_age_s=age_s)


@pytest.mark.parametrize(
    ("age_s", "outcome", "reason"),
    [
        (None, Outcome.ADMITTED, Reason.ADMITTED),
        (0, Outcome.ADMITTED, Reason.ADMITTED),
        (600, Outcome.ADMITTED, Reason.ADMITTED),
        (600.5, Outcome.LOOK, Reason.LIST_OLD),
        (3600, Outcome.LOOK, Reason.LIST_OLD),
        (3600.5, Outcome.REFUSED, Reason.LIST_TOO_OLD),
        (math.inf, Outcome.REFUSED, Reason.LIST_TOO_OLD),
    ],
)
def test_an_old_list_wants_a_look_and_a_very_old_one_admits_nobody(
    age_s: float | None, outcome: Outcome, reason: Reason
) -> None:
    verdict = decide(age_s=age_s)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_a_gate_without_such_a_policy_takes_any_list() -> None:
    assert decide(GATE, math.inf).reason is Reason.ADMITTED


def test_who_leaves_does_not_mind_an_old_list() -> None:
    gate = msgspec.structs.replace(CAREFUL, direction=Direction.EXIT)
    assert decide(gate, math.inf, INSIDE).reason is Reason.EXIT_RECORDED


def test_an_old_list_is_still_good_enough_to_refuse_by() -> None:
    assert decide(age_s=700, history=INSIDE).reason is Reason.ALREADY_INSIDE


def test_of_several_reasons_to_look_the_tickets_own_comes_first_and_the_lists_last() -> None:
    looked_at = msgspec.structs.replace(TICKET, needs_look=True)
    assert decide(age_s=700, ticket=looked_at, event=LIVE).reason is Reason.NEEDS_LOOK
    assert decide(age_s=700, event=LIVE).reason is Reason.LIVE_CODE_WANTED
    assert decide(age_s=700).reason is Reason.LIST_OLD


def test_while_another_door_lets_the_ticket_in_this_one_does_not() -> None:
    verdict = decide(history=msgspec.structs.replace(NEVER_SEEN, rival=RIVAL))
    assert verdict == Verdict(
        Outcome.REFUSED, Reason.BEING_ADMITTED, TICKET_ID, Earlier(RIVAL.at, RIVAL.gate, RIVAL.log_id)
    )


def test_what_is_known_to_be_used_is_said_before_what_may_be_under_way() -> None:
    assert decide(history=msgspec.structs.replace(INSIDE, rival=RIVAL)).reason is Reason.ALREADY_INSIDE


def test_where_entries_are_unlimited_no_other_door_stands_in_the_way() -> None:
    gate = msgspec.structs.replace(GATE, re_entry=ReEntry.UNLIMITED)
    assert decide(gate, history=msgspec.structs.replace(NEVER_SEEN, rival=RIVAL)).reason is Reason.ADMITTED
