"""Device and server answer alike: every case of the table by CLAIM over HTTP, then by the same door alone.

One server process serves the whole table, with an event for each way with live codes. Its facts are real bookings; the
history is written by two real doors and uploaded; the asking door fetches all of it by its own sync before it is asked.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.protocol.messages import Entry
from sync.rules.ids import LogId
from sync.rules.verdict import Earlier, Reason, Verdict
from tests.agreement.booked import Booked, arrange
from tests.agreement.case import GATES, HERE, OTHER, Case, Step
from tests.agreement.doors import Door
from tests.agreement.payloads import PAYLOADS
from tests.agreement.table_policies import CASES
from tests.serving import open_context, running_server

Said = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """An arranged event: who asks, what was booked, and the log entries of each case's history."""

    door: Door
    booked: Booked
    history: dict[str, list[Entry]]

    def expected(self, case: Case) -> Said:
        """Outcome, reason, places left, and the earlier entry's time, gate and log."""
        if case.earlier is None:
            return case.outcome, case.reason, case.left, None
        entry = self.history[case.name][case.earlier]
        earlier = Earlier(entry.wall + (entry.offset or 0), entry.gate, entry.log_id)
        return case.outcome, case.reason, case.left, earlier


@pytest.fixture(scope="module")
def venues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Venue]]:
    folder = tmp_path_factory.mktemp("agreement")
    doors: list[Door] = []
    with running_server(folder / "server") as server:
        with open_context(server.config) as context:
            arranged = arrange(context)
        yield {kind: _open(folder / kind, server.url, booked, doors) for kind, booked in arranged.items()}
        for door in doors:
            door.close()


def _open(folder: Path, url: str, booked: Booked, opened: list[Door]) -> Venue:
    doors = {name: Door(folder / name, url, booked.pairing_codes[name], name) for name in (HERE, OTHER)}
    opened += doors.values()
    cases = [case for case in CASES if case.name in booked.shown]
    history = {case.name: _write_history(doors, booked, case) for case in cases}
    doors[OTHER].upload()
    doors[HERE].sync()
    return Venue(doors[HERE], booked, history)


def _write_history(doors: dict[str, Door], booked: Booked, case: Case) -> list[Entry]:
    entries: list[Entry] = []
    for step in case.history:
        entries.append(_write_step(doors[step.door], booked, case, step, entries))
    return entries


def _write_step(door: Door, booked: Booked, case: Case, step: Step, before: list[Entry]) -> Entry:
    shown, gate = booked.shown[case.name], booked.gates[step.gate]
    if step.is_claimed:
        return door.claim(PAYLOADS[case.payload](shown), case, gate)[1]
    target: tuple[LogId, int] | None = None
    place = step.voids if step.voids is not None else step.answers
    if place is not None:
        target = before[place].log_id, before[place].seq
    return door.write(step, shown.ticket_id, gate, booked.now, target)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_device_and_server_answer_alike(venues: dict[str, Venue], case: Case) -> None:
    venue = venues[case.event]
    payload, gate_id = PAYLOADS[case.payload](venue.booked.shown[case.name]), venue.booked.gates[case.gate]
    by_server, _ = venue.door.claim(payload, case, gate_id)
    by_device = venue.door.scan_alone(payload, case, gate_id)
    if case.apart is not None:
        assert (by_server.verdict.outcome, by_server.verdict.reason) == (case.outcome, case.reason)
        assert (by_device.outcome, by_device.reason) == (case.apart.outcome, case.apart.reason)
        return
    assert _said(by_server.verdict) == venue.expected(case)
    assert _said(by_device) == venue.expected(case)
    assert by_device == by_server.verdict
    if by_device.ticket_id is not None:
        assert by_server.ticket == venue.door.ticket(by_device.ticket_id)


def test_the_table_is_large_and_names_each_case_once() -> None:
    assert len(CASES) >= 150
    assert [name for name, count in Counter(case.name for case in CASES).items() if count > 1] == []


def test_every_reason_there_is_occurs() -> None:
    said = {case.reason for case in CASES} | {case.apart.reason for case in CASES if case.apart is not None}
    written = {step.reason for case in CASES for step in case.history}
    by_people = {Reason.ADMITTED_BY_HAND, Reason.NOT_RECORDED, Reason.OVERRIDDEN}
    assert by_people <= written  # Nobody decides these by the rule; they are written down and then count.
    # A removed device asks no rule.
    assert set(Reason) - said == by_people | {Reason.DEVICE_REVOKED}


def test_where_device_and_server_answer_apart_they_do() -> None:
    apart = [case for case in CASES if case.apart is not None]
    assert all((case.apart.outcome, case.apart.reason) != (case.outcome, case.reason) for case in apart if case.apart)


def test_every_gate_and_every_way_of_showing_a_ticket_is_used() -> None:
    assert {case.gate for case in CASES} | {step.gate for case in CASES for step in case.history} == set(GATES)
    assert {case.payload for case in CASES} == set(PAYLOADS)


def _said(verdict: Verdict) -> Said:
    return verdict.outcome, verdict.reason, verdict.left, verdict.earlier
