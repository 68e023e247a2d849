"""kill -9 of a scanner at any moment: what was green is in the log, and the log is whole.

``DOORWARD_CRASH_KILLS=200`` kills so often; by default it is a tenth of that.
"""

import os
import random
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scanner_app.door.station import Station
from sync.device.sealed import left_behind
from sync.protocol.messages import Entry
from sync.rules.ids import LogId
from sync.rules.verdict import Outcome, Reason
from tests.crash.chain import admitted, assert_chains_are_whole, assert_chains_hold, assert_server_agrees
from tests.scanner_app.door.place import Place, scan, sync

KILLS = int(os.environ.get("DOORWARD_CRASH_KILLS", "20"))
OPENINGS = 6
_LONGEST_LIFE_S = 0.5
_PATIENCE_S = 30.0
_A_KILL_S = 20
"""How long one may take on a busy machine."""


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


@dataclass(slots=True)
class _Tally:
    """What was seen over all kills."""

    greens: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    logs: set[LogId] = field(default_factory=set)
    modes: Counter[str] = field(default_factory=Counter)

    def take(self, said: list[str], station: Station) -> None:
        """Look at what the killed program said, and at the logs that are new since."""
        self.greens += [line.removeprefix("green ") for line in said if line.startswith("green ")]
        fresh = [log_id for log_id in station.scan_log.own_log_ids() if log_id not in self.logs]
        written = [entry for log_id in fresh for entry in _chain(station, log_id)]
        assert_chains_hold(written, station)
        self.entries += written
        self.logs |= {entry.log_id for entry in written}
        assert set(self.greens) <= admitted(self.entries)
        assert left_behind(station.store.path.parent) == [], "a sealed copy was ahead of its store"


def _chain(station: Station, log_id: LogId) -> list[Entry]:
    with station.store.reading() as connection:
        seqs = connection.execute("SELECT seq FROM entries WHERE log_id = ? ORDER BY seq", (log_id,)).fetchall()
        found = [station.scan_log.find(connection, (log_id, seq)) for (seq,) in seqs]
    return [entry for entry in found if entry is not None]


@pytest.mark.timeout(60 + KILLS * _A_KILL_S)
def test_whatever_was_green_is_in_the_log_after_any_kill(place: Place, accidents: random.Random) -> None:
    tickets = [ticket for _ in range(20) for ticket in place.venue.tickets(50)]
    assert sync(place.station)
    accidents.shuffle(tickets)
    tally = _Tally()
    codes = place.folder / "codes.txt"
    for kill in range(KILLS):
        lot = tickets[kill * len(tickets) // KILLS : (kill + 1) * len(tickets) // KILLS]
        codes.write_text("\n".join(ticket["signedCode"] for ticket in lot), encoding="ascii")
        folder = place.station.store.path.parent
        place.station.close()
        mode = accidents.choice(["scan", "scan", "sync"])
        if accidents.random() < 0.4:
            place.cable.pull()
            mode = "scan"
        program = _start(mode, folder, codes)
        _wait_for_line(program, "ready")
        said = _kill_after(program, accidents.uniform(0, _LONGEST_LIFE_S))
        place.cable.plug_in()
        tally.modes[mode] += 1
        tally.take(said, _reopen(place))
    greens = tally.greens
    seen = f"{len(greens)} greens, {len(tally.entries)} entries in {len(tally.logs)} logs"
    print(f"{KILLS} kills {dict(tally.modes)}: {seen}")  # noqa: T201  pytest shows it with -s.
    assert len(greens) > KILLS // 2, "the scanner was killed too soon to show anything"
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
