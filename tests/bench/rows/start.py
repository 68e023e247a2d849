"""From the start of the process to a scanner that is ready, with 100,000 tickets held.

The baseline is an empty Qt window in a process of its own. Both are timed from outside.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from scanner_app.door.station import Station
from tests.bench.doorstep import venue
from tests.bench.harness import Row, compared, interleave

TICKETS = int(os.environ.get("DOORWARD_BENCH_START_TICKETS", "100000"))


def run(rounds: int) -> list[Row]:
    """Start the scanner in turn with an empty window; the server is gone by then, as on a night without a network."""
    with tempfile.TemporaryDirectory() as folder:
        door = synced_door(Path(folder), TICKETS)
        _start(str(door))  # Python compiles what it has not seen.
        taken = interleave(rounds, {"ours": lambda: _start(str(door)), "bare": lambda: _start("bare")})
    figure = f"{TICKETS:,} tickets"
    return [compared("start", figure, "s", ours=taken["ours"], baseline=taken["bare"], target="≤ 2 s")]


def synced_door(folder: Path, tickets: int) -> Path:
    """The data folder of a scanner that was paired with a server of so many tickets, which is gone now."""
    with venue(folder / "server", tickets) as place:
        station = Station(folder / "door", allow_keyring=False)
        station.pair(place.server.url, place.pairing_code(), "Door")
        is_synced = station.sync(full=False, report=lambda _: None, is_cancelled=lambda: False)
        station.close()
    if not is_synced:
        raise RuntimeError("the door could not be synced")
    return folder / "door"


def _start(what: str) -> float:
    command = [sys.executable, "-m", "tests.bench.starting", what]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as process:
        # The scanner's log goes the same way here.
        is_ready = any(line == b"ready\n" for line in process.stdout or ())
        taken = perf_counter() - began
        process.communicate()
    if not is_ready:
        raise RuntimeError(f"{what} did not become ready")
    return taken
