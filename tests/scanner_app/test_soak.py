"""A door that has scanned all night holds no more than one that has scanned for an hour."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scanner_app.door.station import Station
from tests.scanner_app.door.place import sync
from tests.scanner_app.windows import multiply
from tests.server.doors.venue import Venue

SCANS = int(os.environ.get("DOORWARD_SOAK_SCANS", "900"))
_ROOM = 1.10
"""What caches may still take after a third of the way."""


@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is read from /proc")
@pytest.mark.timeout(60 + SCANS)
def test_scanning_for_hours_takes_no_more_memory_handles_or_threads(venue: Venue, tmp_path: Path) -> None:
    [ticket] = venue.tickets(1)
    multiply(venue, ticket["ticketId"], SCANS // 2)
    station = Station(tmp_path / "door", allow_keyring=False)
    station.pair(venue.server.url, venue.pairing_code(), "Door 1")
    assert sync(station)
    station.close()
    command = [sys.executable, "-m", "tests.scanner_app.soaking", str(tmp_path / "door"), str(SCANS)]
    ended = subprocess.run(
        command, capture_output=True, text=True, env=dict(os.environ), timeout=60 + SCANS, check=False
    )
    assert ended.returncode == 0, ended.stderr
    early, late = (json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{"))
    assert late["scans"] == SCANS
    assert late["resident"] <= _ROOM * early["resident"], (early, late)
    for name in ("handles", "threads", "widgets"):
        assert late[name] <= early[name], (name, early, late)
