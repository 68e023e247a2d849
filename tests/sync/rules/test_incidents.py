"""What went wrong: what a door would have refused, had it known all that is known now; and nothing else."""

import time
from functools import reduce

import pytest
from hypothesis import given

from sync.rules.admission import decide_admission
from sync.rules.clock import Instant
from sync.rules.code import TypedCode
from sync.rules.door_log import Kind, PastScan, TicketHistory, in_order, inside_after
from sync.rules.gate import Gate, read_entry_rule
from sync.rules.ids import ProductNumber
from sync.rules.incidents import ACKNOWLEDGED, Incident, IncidentKind, find_incidents
from sync.rules.ticket import Ticket, TicketStatus
from sync.rules.verdict import Basis, Outcome
from tests.sync.making import EVENT, GATE, NOW, make_id
from tests.sync.rules.scans import HOUR, MINUTE, made_up_scans, scan, void

TICKET_ID = make_id(1)
TICKET = Ticket(ticket_id=TICKET_ID, event_id=EVENT.event_id, product=ProductNumber(1))
HERE, THERE = scan(Kind.ADMIT, 0, 1), scan(Kind.ADMIT, MINUTE, 1, "dev_b.1")


def found(*scans: PastScan, ticket: Ticket | None = TICKET, known_at: int | None = None) -> tuple[Incident, ...]:
    return find_incidents(TICKET_ID, scans, ticket, "UTC", known_at)


def doubles(*scans: PastScan) -> list[tuple[PastScan, PastScan | None]]:
    return [(each.entry, each.against) for each in found(*scans) if each.kind is IncidentKind.DOUBLE_ADMISSION]


def test_one_admission_is_no_incident() -> None:
    assert found(HERE) == ()


def test_two_admissions_are_one_incident_that_names_the_later_and_the_earlier() -> None:
    assert found(THERE, HERE) == (Incident(IncidentKind.DOUBLE_ADMISSION, TICKET_ID, THERE, HERE),)


def test_each_further_admission_is_one_more() -> None:
    third = scan(Kind.ADMIT, 2 * MINUTE, 9, "dev_c.1")
    assert doubles(third, THERE, HERE) == [(THERE, HERE), (third, THERE)]


def test_leaving_between_does_not_excuse_a_second_single_admission() -> None:
    left = scan(Kind.EXIT, 1, 2)
    assert doubles(HERE, left, THERE) == [(THERE, HERE)]


def test_an_undone_admission_is_no_part_of_an_incident() -> None:
    assert found(HERE, THERE, void(HERE, 99)) == found(HERE, THERE, void(THERE, 99)) == ()


@pytest.mark.parametrize(("basis", "count"), [(Basis.OVERRIDE, 0), (Basis.SERVER, 1), (Basis.LOCAL, 1)], ids=str)
def test_a_managers_override_is_no_incident_and_only_that(basis: Basis, count: int) -> None:
    assert len(found(HERE, scan(Kind.ADMIT, 9, 1, "dev_b.1", basis=basis))) == count


def test_an_override_uses_the_ticket_up_for_those_who_come_after() -> None:
    override = scan(Kind.ADMIT, 0, 1, basis=Basis.OVERRIDE)
    assert doubles(override, THERE) == [(THERE, override)]


def test_practice_is_no_incident() -> None:
    assert found(HERE, scan(Kind.ADMIT, 9, 2, training=True), scan(Kind.ADMIT, 10, 3, training=True)) == ()


@pytest.mark.parametrize(
    ("rule", "ways", "count"),
    [
        ("after_exit", "ii", 1),
        ("after_exit", "ioi", 0),
        ("multi:2", "ii", 0),
        ("multi:2", "iioi", 1),
        ("per_day:1", "ii", 1),
        ("per_day:1", "i|i", 0),
        ("per_day:1", "i|ii", 1),
        ("per_day:2", "ii|iii", 1),
        ("unlimited", "iiii", 0),
        ("no rule of ours", "ii", 1),
    ],
)
def test_an_admission_is_judged_by_the_rule_it_stood_on(rule: str, ways: str, count: int) -> None:
    days = ways.split("|")
    kinds = {"i": Kind.ADMIT, "o": Kind.EXIT}
    scans = [
        scan(kinds[each], day * 24 * HOUR + at * MINUTE, day * 10 + at, rule=rule)
        for day, way in enumerate(days)
        for at, each in enumerate(way)
    ]
    assert len(found(*scans)) == count


def test_a_gate_made_stricter_makes_no_incident_of_what_it_allowed_before() -> None:
    free = [scan(Kind.ADMIT, at * MINUTE, at, rule="unlimited") for at in range(3)]
    strict = scan(Kind.ADMIT, HOUR, 9, "dev_b.1")
    assert doubles(*free) == []
    assert doubles(*free, strict) == [(strict, free[-1])]


def test_a_group_may_come_in_parts_but_not_be_larger_than_it_is() -> None:
    parts = [scan(Kind.ADMIT, at, at, people=people, party=5) for at, people in ((1, 2), (2, 3))]
    one_more = scan(Kind.ADMIT, 3, 1, "dev_b.1", party=5)
    unsynced = scan(Kind.ADMIT, 0, 1, "dev_c.1")
    assert doubles(*parts) == []
    assert doubles(*parts, one_more) == [(one_more, parts[1])]
    assert doubles(unsynced, parts[0]) == []


@pytest.mark.parametrize(
    ("here", "there", "is_uncertain"), [(0, 0, False), (MINUTE, 0, True), (MINUTE // 2, MINUTE // 2 - 1, False)]
)
def test_where_clocks_may_be_off_by_more_than_the_time_between_the_order_is_uncertain(
    here: int, there: int, is_uncertain: bool
) -> None:
    [incident] = found(scan(Kind.ADMIT, 0, 1, at_error=here), scan(Kind.ADMIT, MINUTE, 1, "dev_b.1", at_error=there))
    assert incident.is_order_uncertain is is_uncertain


@pytest.mark.parametrize(("rule", "is_uncertain"), [("after_exit", True), ("single", False)])
def test_an_exit_that_may_have_come_between_makes_the_order_uncertain(rule: str, is_uncertain: bool) -> None:
    back = scan(Kind.ADMIT, HOUR, 1, "dev_b.1", rule=rule, at_error=MINUTE)
    [incident] = found(HERE, back, scan(Kind.EXIT, HOUR + MINUTE, 2))
    assert incident.is_order_uncertain is is_uncertain


@pytest.mark.parametrize("status", [status for status in TicketStatus if status is not TicketStatus.ACTIVE])
def test_who_was_let_in_surely_after_the_ticket_was_taken_back_is_an_incident(status: TicketStatus) -> None:
    ticket = Ticket(TICKET_ID, EVENT.event_id, ProductNumber(1), status, status_since=NOW)
    [incident] = found(scan(Kind.ADMIT, 11, at_error=10), ticket=ticket)
    assert incident.kind is IncidentKind.ADMITTED_AFTER_REVOCATION
    assert found(scan(Kind.ADMIT, 10, at_error=10), ticket=ticket) == ()
    assert found(scan(Kind.ADMIT, 11, basis=Basis.OVERRIDE), ticket=ticket) == ()
    assert found(scan(Kind.EXIT, 11), ticket=ticket) == ()


def test_nobody_is_blamed_where_nobody_knows_since_when() -> None:
    assert found(HERE, ticket=Ticket(TICKET_ID, EVENT.event_id, ProductNumber(1), TicketStatus.REVOKED)) == ()


def test_a_ticket_that_the_whole_list_lacks_is_an_incident_once_the_list_is_newer() -> None:
    admit = scan(Kind.ADMIT, 0, at_error=10)
    [incident] = found(admit, ticket=None, known_at=NOW + 11)
    assert (incident.kind, incident.entry) == (IncidentKind.UNKNOWN_TICKET, admit)
    assert found(admit, ticket=None, known_at=NOW + 10) == found(admit, ticket=None) == ()


def test_an_incident_is_acknowledged_by_the_first_note_on_its_entry() -> None:
    notes = [scan(Kind.NOTE, at, at, "dev_d.1", reason=ACKNOWLEDGED, target=THERE.name) for at in (HOUR, 2 * HOUR)]
    [incident] = found(*reversed(notes), HERE, THERE)
    assert incident.acknowledged == notes[0]


@pytest.mark.parametrize(
    "note",
    [
        scan(Kind.NOTE, HOUR, 5, reason="seen", target=THERE.name),
        scan(Kind.NOTE, HOUR, 5, reason=ACKNOWLEDGED, target=HERE.name),
        scan(Kind.NOTE, HOUR, 5, reason=ACKNOWLEDGED),
        scan(Kind.NOTE, HOUR, 5, reason=ACKNOWLEDGED, target=THERE.name, training=True),
        scan(Kind.DENY, HOUR, 5, reason=ACKNOWLEDGED, target=THERE.name),
    ],
    ids=["another reason", "another entry", "no entry", "in practice", "no note"],
)
def test_nothing_else_acknowledges_it(note: PastScan) -> None:
    [incident] = found(HERE, THERE, note)
    assert incident.acknowledged is None


@given(made_up_scans())
def test_a_double_admission_is_just_what_a_door_that_knew_all_would_have_refused(scans: list[PastScan]) -> None:
    passages = in_order(scans)
    party = max((each.party for each in passages), default=1)
    ticket = Ticket(TICKET_ID, EVENT.event_id, ProductNumber(1), admits=party)
    refused = []
    for place, passage in enumerate(passages):
        if passage.kind is not Kind.ADMIT or passage.basis is Basis.OVERRIDE:
            continue
        rule = read_entry_rule(passage.rule)
        gate = Gate(GATE.gate_id, EVENT.event_id, "", re_entry=rule.re_entry, most_entries=rule.most)
        verdict = decide_admission(
            TypedCode(TICKET_ID, is_of_event=True),
            ticket,
            _history(passages[:place], party),
            gate,
            EVENT,
            Instant(passage.at),
            people=passage.people,
        )
        if verdict.outcome is Outcome.REFUSED and verdict.earlier is not None:
            refused.append(passage)
    assert [entry for entry, _ in doubles(*scans)] == refused


def _history(passages: list[PastScan], party: int) -> TicketHistory:
    inside = reduce(lambda inside, passage: inside_after(inside, passage, party), passages, 0)
    return TicketHistory(inside, tuple(each for each in passages if each.kind is Kind.ADMIT))


@pytest.mark.parametrize("rule", ["unlimited", "per_day:10000", "single"])
def test_a_pass_that_was_scanned_ten_thousand_times_is_judged_in_a_moment(rule: str) -> None:
    scans = [scan(Kind.ADMIT, at * MINUTE, at, f"dev_{at % 4}.1", rule=rule) for at in range(10_000)]
    began = time.process_time()
    count = len(found(*scans))
    assert count == (9_999 if rule == "single" else 0)
    assert time.process_time() - began < 2  # With the square of the entries it would be minutes.
