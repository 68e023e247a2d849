"""The one rule: its questions come in a fixed order, and the first "no" is the answer."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.rules.admission import decide_admission
from sync.rules.clock import Instant
from sync.rules.code import SignedCode, TypedCode, UnreadableCode
from sync.rules.door_log import NEVER_SEEN, Kind, PastScan, TicketHistory, fold_ticket
from sync.rules.gate import Direction, Gate, ReEntry
from sync.rules.ids import EventId, EventNumber, GateId, LogId, ProductNumber
from sync.rules.ticket import Ticket, TicketStatus
from sync.rules.verdict import Earlier, Outcome, Reason, Verdict
from tests.sync.making import EVENT, GATE, NOW, make_id

TICKET_ID = make_id(1)
HOUR = 3_600_000
TICKET = Ticket(ticket_id=TICKET_ID, event_id=EVENT.event_id, product=ProductNumber(1), holder="Frida Kahlo")
SIGNED = SignedCode(TICKET_ID, EVENT.number, ProductNumber(1), None, None)
ADMIT = PastScan(LogId("dev_a.1"), 4, Kind.ADMIT, NOW - HOUR, GateId("gat_a"))
EXIT = PastScan(LogId("dev_b.1"), 9, Kind.EXIT, NOW - HOUR // 2, GateId("gat_b"))
INSIDE = fold_ticket([ADMIT])
LEFT = fold_ticket([ADMIT, EXIT])


class Scene(msgspec.Struct, frozen=True):
    """What the rule is asked about."""

    code: TypedCode | SignedCode | UnreadableCode = TypedCode(TICKET_ID, is_of_event=True)
    ticket: Ticket | None = TICKET
    history: TicketHistory = NEVER_SEEN
    gate: Gate = GATE
    at: Instant = Instant(NOW)

    def decide(self) -> Verdict:
        return decide_admission(self.code, self.ticket, self.history, self.gate, EVENT, self.at)

    def but(self, **changes: Any) -> "Scene":
        return msgspec.structs.replace(self, **changes)

    def with_ticket(self, **changes: Any) -> "Scene":
        return self.but(ticket=msgspec.structs.replace(self.ticket or TICKET, **changes))

    def with_gate(self, **changes: Any) -> "Scene":
        return self.but(gate=msgspec.structs.replace(self.gate, **changes))


OBSTACLES: list[tuple[Reason, Callable[[Scene], Scene]]] = [
    (Reason.MALFORMED, lambda scene: scene.but(code=UnreadableCode(Reason.MALFORMED))),
    (Reason.OTHER_EVENT, lambda scene: scene.but(code=TypedCode(TICKET_ID, is_of_event=False))),
    (Reason.UNKNOWN_TICKET, lambda scene: scene.but(ticket=None)),
    (Reason.REVOKED, lambda scene: scene.with_ticket(status=TicketStatus.REVOKED)),
    (Reason.CANCELLED, lambda scene: scene.with_ticket(status=TicketStatus.CANCELLED)),
    (Reason.REFUNDED, lambda scene: scene.with_ticket(status=TicketStatus.REFUNDED)),
    (Reason.UNPAID, lambda scene: scene.with_ticket(status=TicketStatus.UNPAID)),
    (Reason.NOT_YET_VALID, lambda scene: scene.with_ticket(valid_from=NOW + HOUR)),
    (Reason.NO_LONGER_VALID, lambda scene: scene.with_ticket(valid_until=NOW - HOUR)),
    (Reason.WRONG_GATE, lambda scene: scene.with_gate(products=(ProductNumber(2),))),
    (Reason.GATE_NOT_OPEN, lambda scene: scene.with_gate(opens_at=NOW + HOUR)),
    (Reason.GATE_CLOSED, lambda scene: scene.with_gate(closes_at=NOW - HOUR)),
    (Reason.ALREADY_INSIDE, lambda scene: scene.but(history=INSIDE)),
    (Reason.ALREADY_USED, lambda scene: scene.but(history=LEFT)),
    (Reason.NEEDS_LOOK, lambda scene: scene.with_ticket(needs_look=True)),
]


@pytest.mark.parametrize(("reason", "put"), OBSTACLES, ids=[reason for reason, _ in OBSTACLES])
def test_each_obstacle_alone_gives_its_own_reason(reason: Reason, put: Callable[[Scene], Scene]) -> None:
    verdict = put(Scene()).decide()
    assert verdict.reason is reason
    assert verdict.outcome is (Outcome.LOOK if reason is Reason.NEEDS_LOOK else Outcome.REFUSED)


PAIRS = list(combinations(OBSTACLES, 2))


@pytest.mark.parametrize(("earlier", "later"), PAIRS, ids=[f"{first[0]}-{second[0]}" for first, second in PAIRS])
def test_of_two_obstacles_the_earlier_question_gives_the_reason(
    earlier: tuple[Reason, Callable[[Scene], Scene]], later: tuple[Reason, Callable[[Scene], Scene]]
) -> None:
    assert earlier[1](later[1](Scene())).decide().reason is earlier[0]


def test_the_order_of_the_obstacles_is_the_order_in_which_reasons_are_listed() -> None:
    listed = list(Reason)
    places = [listed.index(reason) for reason, _ in OBSTACLES]
    assert places == sorted(places)


def test_without_an_obstacle_the_holder_is_admitted() -> None:
    assert Scene().decide() == Verdict(Outcome.ADMITTED, Reason.ADMITTED, TICKET_ID)


@pytest.mark.parametrize("reason", [Reason.MALFORMED, Reason.BAD_CHECK, Reason.BAD_SIGNATURE, Reason.UNKNOWN_KEY])
@pytest.mark.parametrize("direction", list(Direction))
def test_an_unreadable_code_is_refused_with_its_own_reason_whichever_way(reason: Reason, direction: Direction) -> None:
    scene = Scene(code=UnreadableCode(reason), ticket=None).with_gate(direction=direction)
    assert scene.decide() == Verdict(Outcome.REFUSED, reason)


@pytest.mark.parametrize("number", [0, EVENT.number + 1, 2**32 - 1])
def test_a_signed_code_of_another_event_is_refused_even_where_policy_takes_unsynced_tickets(number: int) -> None:
    code = SignedCode(None, EventNumber(number), ProductNumber(1), None, None)
    assert Scene(code=code, ticket=None).decide().reason is Reason.OTHER_EVENT


def test_a_ticket_that_the_list_holds_for_another_event_is_refused() -> None:
    assert Scene().with_ticket(event_id=EventId("evt_2")).decide().reason is Reason.OTHER_EVENT


def test_a_signed_code_that_the_list_lacks_is_admitted_as_sold_after_sync() -> None:
    assert Scene(code=SIGNED, ticket=None).decide() == Verdict(Outcome.ADMITTED, Reason.SOLD_AFTER_SYNC, TICKET_ID)


def test_a_signed_code_that_the_list_lacks_is_unknown_where_the_gate_does_not_take_such() -> None:
    assert Scene(code=SIGNED, ticket=None).with_gate(admits_unsynced=False).decide().reason is Reason.UNKNOWN_TICKET


def test_a_signed_code_that_the_list_lacks_is_a_duplicate_the_second_time() -> None:
    verdict = Scene(code=SIGNED, ticket=None, history=INSIDE).decide()
    assert verdict.reason is Reason.ALREADY_INSIDE
    assert verdict.earlier == Earlier(ADMIT.at, ADMIT.gate, ADMIT.log_id)


def test_an_unsynced_tickets_own_window_and_product_count() -> None:
    early = msgspec.structs.replace(SIGNED, valid_from=NOW + HOUR)
    late = msgspec.structs.replace(SIGNED, valid_until=NOW - HOUR)
    assert Scene(code=early, ticket=None).decide().reason is Reason.NOT_YET_VALID
    assert Scene(code=late, ticket=None).decide().reason is Reason.NO_LONGER_VALID
    elsewhere = Scene(code=SIGNED, ticket=None).with_gate(products=(ProductNumber(2),))
    assert elsewhere.decide().reason is Reason.WRONG_GATE


def test_the_list_has_the_last_word_over_what_was_signed() -> None:
    code = msgspec.structs.replace(SIGNED, product=ProductNumber(9), valid_until=NOW - HOUR)
    assert Scene(code=code).with_gate(products=(ProductNumber(1),)).decide().reason is Reason.ADMITTED
    assert Scene(code=SIGNED).with_ticket(status=TicketStatus.REVOKED).decide().reason is Reason.REVOKED


USES = [
    (ReEntry.SINGLE, NEVER_SEEN, Reason.ADMITTED),
    (ReEntry.SINGLE, INSIDE, Reason.ALREADY_INSIDE),
    (ReEntry.SINGLE, LEFT, Reason.ALREADY_USED),
    (ReEntry.AFTER_EXIT, NEVER_SEEN, Reason.ADMITTED),
    (ReEntry.AFTER_EXIT, INSIDE, Reason.ALREADY_INSIDE),
    (ReEntry.AFTER_EXIT, LEFT, Reason.ADMITTED_AGAIN),
    (ReEntry.UNLIMITED, NEVER_SEEN, Reason.ADMITTED),
    (ReEntry.UNLIMITED, INSIDE, Reason.ADMITTED_AGAIN),
    (ReEntry.UNLIMITED, LEFT, Reason.ADMITTED_AGAIN),
]


@pytest.mark.parametrize(("re_entry", "history", "reason"), USES)
def test_re_entry_is_as_the_gate_says(re_entry: ReEntry, history: TicketHistory, reason: Reason) -> None:
    assert Scene(history=history).with_gate(re_entry=re_entry).decide().reason is reason


def test_an_exit_without_an_entry_uses_nothing_up() -> None:
    assert Scene(history=fold_ticket([EXIT])).decide().reason is Reason.ADMITTED


def test_a_duplicate_says_when_where_and_at_whose_door_the_holder_last_came_in() -> None:
    verdict = Scene(history=LEFT).decide()
    assert verdict.earlier == Earlier(ADMIT.at, ADMIT.gate, ADMIT.log_id)


@pytest.mark.parametrize("status", list(TicketStatus))
def test_who_leaves_has_left_whatever_the_ticket_is_worth(status: TicketStatus) -> None:
    scene = Scene(history=INSIDE).with_ticket(status=status, valid_until=NOW - HOUR)
    verdict = scene.with_gate(direction=Direction.EXIT, products=(ProductNumber(2),), closes_at=NOW - HOUR).decide()
    assert (verdict.outcome, verdict.reason) == (Outcome.EXIT, Reason.EXIT_RECORDED)
    assert verdict.earlier == Earlier(ADMIT.at, ADMIT.gate, ADMIT.log_id)


@pytest.mark.parametrize("history", [NEVER_SEEN, LEFT])
def test_an_exit_of_someone_who_is_not_inside_is_recorded_and_noted(history: TicketHistory) -> None:
    verdict = Scene(history=history).with_gate(direction=Direction.EXIT).decide()
    assert (verdict.outcome, verdict.reason) == (Outcome.EXIT, Reason.EXIT_WITHOUT_ENTRY)


def test_nobody_leaves_on_a_code_that_no_one_issued() -> None:
    assert Scene(ticket=None).with_gate(direction=Direction.EXIT).decide().reason is Reason.UNKNOWN_TICKET


@pytest.mark.parametrize(("reason", "put"), OBSTACLES, ids=[reason for reason, _ in OBSTACLES])
def test_looking_answers_as_entering_would(reason: Reason, put: Callable[[Scene], Scene]) -> None:
    scene = put(Scene())
    assert scene.with_gate(direction=Direction.LOOK).decide() == scene.decide()


errors = st.integers(0, 8)
distances = st.integers(-12, 12)
"""From now to the window's edge. Small numbers, so that both sides of the error's edge are met often."""


@given(errors, distances)
def test_a_window_begins_as_soon_as_the_time_could_have_come(error: int, distance: int) -> None:
    scene, begins = Scene(at=Instant(NOW, error)), NOW + distance
    could_have_come = NOW + error >= begins
    by_ticket = scene.with_ticket(valid_from=begins).decide().reason
    by_gate = scene.with_gate(opens_at=begins).decide().reason
    assert by_ticket is (Reason.ADMITTED if could_have_come else Reason.NOT_YET_VALID)
    assert by_gate is (Reason.ADMITTED if could_have_come else Reason.GATE_NOT_OPEN)


@given(errors, distances)
def test_a_window_ends_only_when_the_time_must_be_over(error: int, distance: int) -> None:
    scene, ends = Scene(at=Instant(NOW, error)), NOW + distance
    must_be_over = NOW - error >= ends
    by_ticket = scene.with_ticket(valid_until=ends).decide().reason
    by_gate = scene.with_gate(closes_at=ends).decide().reason
    assert by_ticket is (Reason.NO_LONGER_VALID if must_be_over else Reason.ADMITTED)
    assert by_gate is (Reason.GATE_CLOSED if must_be_over else Reason.ADMITTED)


@pytest.mark.parametrize(("at", "reason"), [(NOW - 1, Reason.GATE_NOT_OPEN), (NOW, Reason.ADMITTED)])
def test_a_gate_is_open_from_its_first_millisecond(at: int, reason: Reason) -> None:
    assert Scene(at=Instant(at)).with_gate(opens_at=NOW).decide().reason is reason


@pytest.mark.parametrize(("at", "reason"), [(NOW - 1, Reason.ADMITTED), (NOW, Reason.NO_LONGER_VALID)])
def test_a_ticket_is_valid_up_to_but_not_at_its_end(at: int, reason: Reason) -> None:
    assert Scene(at=Instant(at)).with_ticket(valid_until=NOW).decide().reason is reason
