"""Whatever clocks, lists and logs say, a door gets an answer; and a clock's error never sends away who is in time."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sync.rules.admission import decide_admission
from sync.rules.clock import Instant
from sync.rules.code import SignedCode, TypedCode, read_code
from sync.rules.door_log import PastScan, fold_ticket
from sync.rules.gate import Direction, Gate, ReEntry
from sync.rules.ids import LARGEST_WHOLE, GateId, ProductNumber
from sync.rules.incidents import find_incidents
from sync.rules.ticket import LARGEST_PARTY, Event, Rotation, Ticket, TicketStatus
from sync.rules.verdict import Outcome, Reason
from tests.sync.making import EVENT, GATE, NOW, make_id
from tests.sync.rules.scans import HOUR, made_up_scans

TICKET_ID = make_id(1)
DAY = 24 * HOUR
wholes = st.integers(-LARGEST_WHOLE, LARGEST_WHOLE)
bounds = st.none() | wholes
ages = st.none() | st.floats(allow_nan=False)
zones = st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Anchorage", "Nowhere/At_All", ""])
instants = st.builds(Instant, wholes, st.integers(0, LARGEST_WHOLE))
TYPED = TypedCode(TICKET_ID, is_of_event=True)
codes = st.sampled_from([TYPED, SignedCode(TICKET_ID, EVENT.number, ProductNumber(1), None, None, 2**32 - 1)])
tickets = st.builds(
    Ticket,
    ticket_id=st.just(TICKET_ID),
    event_id=st.just(EVENT.event_id),
    product=st.just(ProductNumber(1)),
    status=st.sampled_from(TicketStatus),
    valid_from=bounds,
    valid_until=bounds,
    admits=st.integers(1, LARGEST_PARTY),
    status_since=bounds,
)
gates = st.builds(
    Gate,
    gate_id=st.just(GateId("gat_a")),
    event_id=st.just(EVENT.event_id),
    name=st.just("A"),
    direction=st.sampled_from(Direction),
    opens_at=bounds,
    closes_at=bounds,
    re_entry=st.sampled_from(ReEntry),
    most_entries=st.integers(1, 10_000),
    look_after_s=bounds,
    refuse_after_s=bounds,
)
events = st.builds(
    lambda zone, rotation: msgspec.structs.replace(EVENT, time_zone=zone, rotation=rotation, rotation_key=bytes(32)),
    zones,
    st.sampled_from(Rotation),
)


@given(codes, st.none() | tickets, made_up_scans(), gates, events, instants, st.integers(1, LARGEST_PARTY), ages)
def test_every_question_gets_an_answer(
    code: TypedCode | SignedCode,
    ticket: Ticket | None,
    scans: list[PastScan],
    gate: Gate,
    event: Event,
    at: Instant,
    people: int,
    age_s: float | None,
) -> None:
    verdict = decide_admission(code, ticket, fold_ticket(scans), gate, event, at, people=people, list_age_s=age_s)
    assert verdict.left is None or 0 <= verdict.left <= LARGEST_PARTY
    assert (verdict.outcome is Outcome.EXIT) == (verdict.reason in (Reason.EXIT_RECORDED, Reason.EXIT_WITHOUT_ENTRY))


@given(made_up_scans(), st.none() | tickets, zones, bounds, st.lists(wholes, min_size=12, max_size=12))
def test_incidents_are_found_at_any_time(
    scans: list[PastScan], ticket: Ticket | None, zone: str, known_at: int | None, times: list[int]
) -> None:
    far = [msgspec.structs.replace(scan, at=at, at_error=-at) for scan, at in zip(scans, times, strict=False)]
    found = find_incidents(TICKET_ID, far, ticket, zone, known_at)
    assert {each.entry.name for each in found} <= {scan.name for scan in far}


@given(st.text(max_size=200), events)
def test_every_text_is_read(text: str, event: Event) -> None:
    assert read_code(text, event) == read_code(text, event)


near = st.none() | st.integers(NOW - 2 * DAY, NOW + 2 * DAY)


@given(near, near, near, near, st.integers(-DAY, DAY), st.integers(0, HOUR))
def test_a_clock_up_to_a_day_wrong_that_says_so_sends_away_nobody_who_is_in_time(
    valid_from: int | None, valid_until: int | None, opens_at: int | None, closes_at: int | None, wrong: int, more: int
) -> None:
    ticket = Ticket(TICKET_ID, EVENT.event_id, ProductNumber(1), valid_from=valid_from, valid_until=valid_until)
    gate = msgspec.structs.replace(GATE, opens_at=opens_at, closes_at=closes_at)

    def answer(at: Instant) -> Reason:
        return decide_admission(TYPED, ticket, fold_ticket([]), gate, EVENT, at).reason

    if answer(Instant(NOW)) is Reason.ADMITTED:
        assert answer(Instant(NOW + wrong, abs(wrong) + more)) is Reason.ADMITTED
