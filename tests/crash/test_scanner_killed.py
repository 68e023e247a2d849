"""kill -9 of a scanner at any moment: what was green is in the log, and the log is whole."""

import random
import subprocess
import sys
import threading
from pathlib import Path

from scanner_app.door.station import Station
from sync.rules.verdict import Outcome, Reason
from tests.crash.chain import admitted, assert_chains_are_whole, assert_server_agrees
from tests.scanner_app.door.place import Place, scan, sync

KILLS = 16
OPENINGS = 6
_LONGEST_LIFE_S = 0.5
_PATIENCE_S = 30.0


def _start(mode: str, folder: Path, codes: Path | None = None) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.crash.driver", mode, str(folder), *([str(codes)] if codes else [])]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _wait_for_line(program: "subprocess.Popen[str]", wanted: str) -> None:
    assert program.stdout is not None
    for line in program.stdout:
        if line.strip() == wanted:
            return
    raise AssertionError(f"The scanner ended before it was {wanted}")


def _kill_after(program: "subprocess.Popen[str]", seconds: float) -> list[str]:
    """Kill it so many seconds from now; the whole lines it said until then."""
    timer = threading.Timer(seconds, program.kill)
    timer.start()
    said, _ = program.communicate(timeout=_PATIENCE_S)
    timer.join()
    lines = said.split("\n")
    return lines[:-1]  # What follows the last newline was cut off by the kill.


def _reopen(place: Place) -> Station:
    folder = place.station.store.path.parent
    place.stations[0] = Station(folder, allow_keyring=False)
    return place.stations[0]


def test_whatever_was_green_is_in_the_log_after_any_kill(place: Place, accidents: random.Random) -> None:
    tickets = [ticket for _ in range(20) for ticket in place.venue.tickets(50)]
    assert sync(place.station)
    accidents.shuffle(tickets)
    greens: list[str] = []
    for kill in range(KILLS):
        codes = place.folder / "codes.txt"
        lot = tickets[kill * len(tickets) // KILLS : (kill + 1) * len(tickets) // KILLS]
        codes.write_text("\n".join(ticket["signedCode"] for ticket in lot), encoding="ascii")
        folder = place.station.store.path.parent
        place.station.close()
        if accidents.random() < 0.4:
            place.cable.pull()
        program = _start("scan", folder, codes)
        _wait_for_line(program, "ready")
        said = _kill_after(program, accidents.uniform(0, _LONGEST_LIFE_S))
        place.cable.plug_in()
        greens += [line.removeprefix("green ") for line in said if line.startswith("green ")]
        entries = assert_chains_are_whole(_reopen(place))
        assert set(greens) <= admitted(entries)
    assert len(greens) > KILLS, "the scanner was killed too soon to show anything"
    assert len(greens) == len(set(greens)), "one ticket was green twice"
    assert sync(place.station)
    assert_server_agrees(place.venue, place.station)
    assert place.venue.attendance()["inside"] == len(admitted(assert_chains_are_whole(place.station)))


def test_a_scanner_killed_while_it_makes_its_store_opens_it_the_next_time(
    tmp_path: Path, accidents: random.Random
) -> None:
    for opening in range(OPENINGS):
        folder = tmp_path / str(opening)
        program = _start("open", folder)
        _wait_for_line(program, "opening")
        _kill_after(program, accidents.uniform(0, 0.06))
        station = Station(folder, allow_keyring=False)
        assert not station.is_paired
        station.close()


def test_a_crash_between_the_servers_yes_and_the_light_turns_nobody_away(place: Place) -> None:
    other = place.open_station("door-2")
    [ticket] = place.tickets()
    folder = place.station.store.path.parent
    place.station.close()
    codes = place.folder / "codes.txt"
    codes.write_text(ticket["signedCode"], encoding="ascii")
    program = _start("claim", folder, codes)
    said, _ = program.communicate(timeout=_PATIENCE_S)
    assert said.splitlines() == ["opening", "ready", "answered admitted"]
    assert program.returncode == -9
    refused = scan(other, ticket).verdict
    assert (refused.outcome, refused.reason) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)
    station = _reopen(place)
    assert_chains_are_whole(station)
    assert scan(station, ticket).verdict.outcome is Outcome.ADMITTED
    assert scan(station, ticket).verdict.reason is Reason.ALREADY_INSIDE
    assert scan(other, ticket).verdict.reason is Reason.ALREADY_INSIDE
    assert sync(station)
    assert_server_agrees(place.venue, station)
    assert place.venue.attendance()["inside"] == 1
