"""Device and server answer alike: every case of the table by CLAIM over HTTP, then by the same door offline.

One server process with one event serves the whole table. Its facts are real bookings; the history is written by two
real doors and uploaded; the asking door fetches all of it by its own sync before it is asked anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sync.protocol.messages import Entry
from sync.rules.ids import GateId, LogId
from sync.rules.verdict import Earlier, Verdict
from tests.agreement.booked import Booked, arrange
from tests.agreement.doors import Door
from tests.agreement.payloads import PAYLOADS
from tests.agreement.table import CASES, GATES, HERE, OTHER, Case
from tests.serving import open_context, running_server


@dataclass(frozen=True, slots=True)
class Venue:
    """The arranged world: who asks, what was booked, and the log entries of each case's history."""

    door: Door
    booked: Booked
    history: dict[str, list[Entry]]

    def payload(self, case: Case) -> str:
        return PAYLOADS[case.payload](self.booked.shown[case.name])

    def expected(self, case: Case) -> tuple[object, ...]:
        """Outcome, reason, and the earlier entry's time, gate and log."""
        if case.earlier is None:
            return case.outcome, case.reason, None
        entry = self.history[case.name][case.earlier]
        return case.outcome, case.reason, Earlier(entry.wall + (entry.offset or 0), entry.gate, entry.log_id)


@pytest.fixture(scope="module")
def venue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Venue]:
    folder = tmp_path_factory.mktemp("agreement")
    data_dir = folder / "server"
    with running_server(data_dir) as server:
        with open_context(server.config) as context:
            booked = arrange(context)
        doors = {name: Door(folder / name, server.url, booked.pairing_codes[name], name) for name in (HERE, OTHER)}
        history = {case.name: _write_history(doors, booked, case) for case in CASES}
        doors[OTHER].upload()
        doors[HERE].sync()
        yield Venue(doors[HERE], booked, history)
        for door in doors.values():
            door.close()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_device_and_server_answer_alike(venue: Venue, case: Case) -> None:
    payload, gate_id = venue.payload(case), venue.booked.gates[case.gate]
    by_server = venue.door.claim(payload, gate_id, case.direction)
    by_device = venue.door.scan_offline(payload, gate_id, case.direction)
    assert _said(by_server.verdict) == venue.expected(case)
    assert _said(by_device) == venue.expected(case)
    assert by_device == by_server.verdict
    if by_device.ticket_id is not None:
        assert by_server.ticket == venue.door.ticket(by_device.ticket_id)


def test_the_table_is_large_and_names_each_case_once() -> None:
    assert len(CASES) >= 80
    assert len({case.name for case in CASES}) == len(CASES)


def test_every_gate_and_every_way_of_showing_a_ticket_is_used() -> None:
    assert {case.gate for case in CASES} | {step.gate for case in CASES for step in case.history} == set(GATES)
    assert {case.payload for case in CASES} == set(PAYLOADS)


def _said(verdict: Verdict) -> tuple[object, ...]:
    return verdict.outcome, verdict.reason, verdict.earlier


def _write_history(doors: dict[str, Door], booked: Booked, case: Case) -> list[Entry]:
    entries: list[Entry] = []
    for step in case.history:
        target: tuple[LogId, int] | None = None
        if step.voids is not None:
            target = (entries[step.voids].log_id, entries[step.voids].seq)
        gate: GateId = booked.gates[step.gate]
        entries.append(doors[step.door].write(step, booked.shown[case.name].ticket_id, gate, booked.now, target))
    return entries
