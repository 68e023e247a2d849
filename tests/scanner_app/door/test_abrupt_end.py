"""A program that ended in the middle: a yes that was not used is given back, a light that was owed is shown once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scanner_app.door.shown import ScanResult, Source
from scanner_app.door.station import Station
from sync.device.clock import SystemClock
from sync.device.errors import StoreFullError
from sync.protocol.messages import ClaimAnswer
from sync.rules.clock import Offset
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, scan, sync

ADMITTED, ALREADY_INSIDE = (Outcome.ADMITTED, Reason.ADMITTED), (Outcome.REFUSED, Reason.ALREADY_INSIDE)
MINUTE_MS = 60_000


class _MovedClock(SystemClock):
    """The system's clock, set by so much, with an offset as if it had been compared where one is given."""

    def __init__(self, moved_ms: int = 0, offset: Offset | None = None) -> None:
        self.moved_ms = moved_ms
        super().__init__()
        if offset is not None:
            self.learn(offset)

    def _wall_ms(self) -> int:  # type: ignore[override]
        return super()._wall_ms() + self.moved_ms


def _seen(result: ScanResult) -> tuple[Outcome, Reason]:
    return result.verdict.outcome, result.verdict.reason


def _kinds(station: Station) -> list[Kind]:
    return [entry.kind for entry in reversed(station.scan_log.recent(100))]


def _kill(place: Place, payload: str) -> None:
    """Scan ``payload`` in a process of its own that is killed between the disk and the light."""
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from scanner_app.door.session import DoorSession\n"
        "from scanner_app.door.shown import Source\n"
        "from scanner_app.door.station import Station\n"
        "station = Station(Path(sys.argv[1]), allow_keyring=False)\n"
        "DoorSession._result = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "station.scan(sys.argv[2], Source.CAMERA)\n"
    )
    folder = place.station.store.path.parent
    place.station.close()
    command = [sys.executable, "-c", program, str(folder), payload]
    root = Path(__file__).parents[3]
    ended = subprocess.run(command, cwd=root, env=dict(os.environ), capture_output=True, timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr


def _open(place: Place, clock: SystemClock | None = None) -> Station:
    folder = place.station.store.path.parent
    place.stations[0] = Station(folder, allow_keyring=False, clock=clock)
    return place.stations[0]


@pytest.mark.parametrize("is_online", [True, False], ids=["online", "offline"])
def test_who_was_let_in_as_the_program_died_is_shown_the_light_once_more(place: Place, is_online: bool) -> None:
    [ticket] = place.tickets()
    other = place.open_station("door-2")
    if not is_online:
        place.cable.pull()
    _kill(place, ticket["signedCode"])
    station = _open(place)
    shown = scan(station, ticket)
    assert _seen(shown) == ADMITTED
    assert shown.holder == ticket["attendeeName"]
    assert shown.basis is (Basis.SERVER if is_online else Basis.LOCAL)
    assert _seen(scan(station, ticket)) == ALREADY_INSIDE
    place.cable.plug_in()
    assert sync(station)
    assert [kind for kind in _kinds(station) if kind in (Kind.ADMIT, Kind.NOTE)] == [Kind.ADMIT, Kind.NOTE]
    assert place.venue.attendance()["inside"] == 1
    assert _seen(scan(other, ticket)) == ALREADY_INSIDE


def test_after_an_abrupt_end_nobody_else_is_shown_a_light_that_is_not_theirs(place: Place) -> None:
    first, last = place.tickets(2)
    scan(place.station, first)
    _kill(place, last["signedCode"])
    station = _open(place)
    assert _seen(scan(station, first)) == ALREADY_INSIDE
    assert _seen(scan(station, last)) == ADMITTED


def test_a_second_abrupt_end_does_not_forget_the_light_that_the_first_one_owed(place: Place) -> None:
    first, second, other = place.tickets(3)
    _kill(place, first["signedCode"])
    _open(place)._mark_clean_end = lambda: None  # type: ignore[method-assign]
    _kill(place, second["signedCode"])
    station = _open(place)
    scan(station, other)
    station._mark_clean_end = lambda: None  # type: ignore[method-assign]
    station.close()
    station = _open(place)
    assert [_seen(scan(station, ticket)) for ticket in (first, second)] == [ADMITTED, ADMITTED]
    assert [_seen(scan(station, ticket)) for ticket in (first, second)] == [ALREADY_INSIDE, ALREADY_INSIDE]


def test_after_two_minutes_the_light_is_owed_no_more(place: Place) -> None:
    [ticket] = place.tickets()
    _kill(place, ticket["signedCode"])
    assert _seen(scan(_open(place, _MovedClock(2 * MINUTE_MS + 1_000)), ticket)) == ALREADY_INSIDE


def test_the_two_minutes_are_told_by_one_clock_whatever_was_known_of_its_error(place: Place) -> None:
    [ticket] = place.tickets()
    folder = place.station.store.path.parent
    place.station.close()
    # This device's wall clock is ten minutes slow, and it knew.
    station = Station(folder, allow_keyring=False, clock=_MovedClock(-10 * MINUTE_MS, Offset(10 * MINUTE_MS, 10)))
    place.cable.pull()
    assert _seen(scan(station, ticket)) == ADMITTED
    station._mark_clean_end = lambda: None  # type: ignore[method-assign]
    station.close()
    # Three minutes later it starts without a network, and does not know any more.
    assert _seen(scan(_open(place, _MovedClock(-7 * MINUTE_MS)), ticket)) == ALREADY_INSIDE


def test_after_a_clean_end_no_light_is_owed(place: Place) -> None:
    [ticket] = place.tickets()
    scan(place.station, ticket)
    assert _seen(scan(place.reopen(), ticket)) == ALREADY_INSIDE


@pytest.mark.parametrize("direction", [Direction.LOOK, Direction.EXIT])
def test_the_light_is_owed_to_who_enters_only(place: Place, direction: Direction) -> None:
    [ticket] = place.tickets()
    _kill(place, ticket["signedCode"])
    station = _open(place)
    station.set_direction(direction)
    assert _seen(scan(station, ticket)) != ADMITTED
    assert Kind.NOTE not in _kinds(station)


def test_a_person_to_be_looked_at_is_looked_at_again(place: Place) -> None:
    [ticket] = place.tickets()
    with place.station.store.writing() as connection:
        connection.execute("UPDATE tickets SET needs_look = 1")
    place.cable.pull()
    _kill(place, ticket["signedCode"])
    assert _seen(scan(_open(place), ticket)) == (Outcome.LOOK, Reason.NEEDS_LOOK)


def test_a_refusal_as_the_program_died_stays_one(place: Place) -> None:
    [ticket] = place.tickets()
    scan(place.station, ticket)
    _kill(place, ticket["signedCode"])
    assert _seen(scan(_open(place), ticket)) == ALREADY_INSIDE


def _lose_answers(station: Station) -> None:
    """Let every answer of the server come and not be written down, as on a disk that filled up at that moment."""

    def lose(*_: object) -> ClaimAnswer:
        raise StoreFullError("This device's storage is full.")

    station.place().session._record_answer = lose  # type: ignore[method-assign,assignment]


def test_a_yes_that_was_not_written_down_is_given_back_at_the_next_start(place: Place) -> None:
    other = place.open_station("door-2")
    [ticket] = place.tickets()
    _lose_answers(place.station)
    assert _seen(scan(place.station, ticket)) == (Outcome.LOOK, Reason.NOT_RECORDED)
    assert _seen(scan(other, ticket)) == ALREADY_INSIDE
    station = place.reopen()
    assert sync(station)
    assert [(entry["kind"], entry["reason"]) for entry in place.venue.entries()][-1] == ("deny", "not_recorded")
    assert _seen(scan(other, ticket)) == ADMITTED
    assert sync(other)
    assert sync(station)
    assert _seen(scan(station, ticket)) == ALREADY_INSIDE
    assert place.venue.attendance()["inside"] == 1


def test_a_yes_that_was_not_written_down_is_given_back_with_the_next_scan(place: Place) -> None:
    other = place.open_station("door-2")
    ticket, next_one = place.tickets(2)
    real = place.station.place().session._record_answer
    _lose_answers(place.station)
    assert scan(place.station, ticket).verdict.reason is Reason.NOT_RECORDED
    place.station.place().session._record_answer = real  # type: ignore[method-assign]
    assert _seen(scan(place.station, next_one)) == ADMITTED
    assert _seen(scan(other, ticket)) == ADMITTED
    assert sync(place.station)
    assert sync(other)
    assert place.venue.attendance()["inside"] == 2


def test_the_door_that_was_not_shown_its_yes_may_let_the_same_person_in_itself(place: Place) -> None:
    other = place.open_station("door-2")
    [ticket] = place.tickets()
    _lose_answers(place.station)
    scan(place.station, ticket)
    station = place.reopen()
    assert _seen(scan(station, ticket)) == ADMITTED
    assert _seen(scan(other, ticket)) == ALREADY_INSIDE
    assert sync(station)
    assert place.venue.attendance()["inside"] == 1


def test_after_pairing_anew_the_same_device_is_not_barred_by_its_own_old_yes(place: Place) -> None:
    [ticket] = place.tickets()
    _lose_answers(place.station)
    scan(place.station, ticket)
    station = place.reopen()
    assert sync(station)
    station.pair(place.url, place.venue.pairing_code(station.pairing.gate_id), "again")
    assert sync(station)
    assert _seen(scan(station, ticket)) == ADMITTED


def test_a_store_that_is_full_at_the_start_says_so_and_opens_once_there_is_space(place: Place) -> None:
    folder = place.station.store.path.parent
    place.station.close()

    class Full(Station):
        def _take_place(self, *_: object) -> None:
            raise StoreFullError("This device's storage is full.")

    with pytest.raises(StoreFullError):
        Full(folder, allow_keyring=False)
    assert _open(place).scan("x", Source.TYPED).verdict.outcome is Outcome.REFUSED
