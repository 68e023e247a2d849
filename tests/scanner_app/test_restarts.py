"""`doorward scan` as a whole: killed, started twice, told to end. Its camera is a folder of ticket pictures."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scanner_app.door.station import Station
from scanner_app.settings import KioskSettings, Settings, SettingsFile
from server.context import Context
from sync.rules.door_log import Kind
from tests.scanner_app.door.place import Place, open_place, sync
from tests.server.doors.venue import wait_until
from tests.serving import RunningServer

_PATIENCE_S = 60.0


@pytest.fixture
def place(door_server: RunningServer, door_context: Context, tmp_path: Path) -> Iterator[Place]:
    with open_place(door_server, door_context, tmp_path) as opened:
        yield opened


@dataclass(slots=True)
class Running:
    """A scanner that runs as a process, and its parent."""

    parent: "subprocess.Popen[str]"
    folder: Path
    pictures: Path

    def child(self) -> int:
        """The process with the window."""
        listed = Path(f"/proc/{self.parent.pid}/task/{self.parent.pid}/children").read_text().split()
        return int(listed[0]) if listed else 0

    def is_open(self) -> bool:
        """Whether it answers whoever starts it again."""
        with socket.socket(socket.AF_UNIX) as caller:
            caller.settimeout(2)
            try:
                caller.connect(str(self.folder / "scanner.socket"))
                return caller.recv(10) == b"show\n"
            except OSError:
                return False

    def show(self, place: Place, ticket: dict[str, Any]) -> None:
        """Hold a ticket before the camera."""
        picture = place.venue.api.get(f"/api/v1/tickets/{ticket['ticketId']}/qr.png").content
        beside = self.pictures / "coming"
        beside.write_bytes(picture)
        beside.replace(self.pictures / f"{ticket['ticketId']}.png")


def _command(folder: Path, pictures: Path, *more: str) -> list[str]:
    told = ["--data-dir", str(folder), "--no-keyring", "--no-peers", "--camera", str(pictures), *more]
    return [sys.executable, "-m", "doorward", "scan", *told]


@contextmanager
def _running(place: Place, tmp_path: Path, first: dict[str, Any]) -> Iterator[Running]:
    """The place's device run as people run it, its camera looking at ``first``."""
    folder = place.station.store.path.parent
    place.stations.pop(0).close()
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    running = Running(
        subprocess.Popen(
            _command(folder, pictures), env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ),
        folder,
        pictures,
    )
    try:
        running.show(place, first)
        wait_until(lambda: _inside(place) == 1, "the first guest is in", _PATIENCE_S)
        yield running
    finally:
        running.parent.terminate()
        running.parent.communicate(timeout=30)


def _inside(place: Place) -> int:
    return int(place.venue.attendance()["inside"])


@pytest.mark.skipif(sys.platform != "linux", reason="it looks for the child in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_a_scanner_that_is_killed_scans_on_at_the_same_gate(place: Place, tmp_path: Path, how: signal.Signals) -> None:
    first, second = place.tickets(2)
    gate = place.station.pairing.gate_id
    with _running(place, tmp_path, first) as running:
        before = running.child()
        os.kill(before, how)
        wait_until(lambda: running.child() not in (0, before), "another child is started", _PATIENCE_S)
        running.show(place, second)
        wait_until(lambda: _inside(place) == 2, "the second guest is in", _PATIENCE_S)
        wait_until(running.is_open, "it answers", _PATIENCE_S)
        assert running.parent.poll() is None
    assert "the scanner ended by" in (running.folder / "logs" / "crash.log").read_text()
    station = Station(running.folder, allow_keyring=False)
    place.stations.append(station)
    assert sync(station)
    entries = station.scan_log.recent(1000)
    admitted = [entry for entry in entries if entry.kind is Kind.ADMIT]
    assert {entry.ticket_id for entry in admitted} == {first["ticketId"], second["ticketId"]}
    assert {entry.gate for entry in entries} == {gate}
    assert station.scan_log.waiting() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="it looks for the child in /proc")
def test_a_second_start_brings_the_first_to_the_front_and_a_dead_ones_socket_hinders_nobody(
    place: Place, tmp_path: Path
) -> None:
    [first] = place.tickets()
    with _running(place, tmp_path, first) as running:
        again = _command(running.folder, running.pictures)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        second = subprocess.run(again, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert second.returncode == 0, second.stderr
        assert second.stdout == "The scanner is open already; its window was brought to the front.\n"
        before = running.child()
        os.kill(before, signal.SIGKILL)
        assert (running.folder / "scanner.socket").exists()
        wait_until(running.is_open, "the new child listens where the dead one did", _PATIENCE_S)
        assert running.child() not in (0, before)


@pytest.mark.skipif(sys.platform != "linux", reason="it looks for the child in /proc")
def test_told_to_end_it_ends_in_good_order_also_as_a_kiosk(place: Place, tmp_path: Path) -> None:
    answer = place.venue.api.patch(f"/api/v1/events/{place.venue.club.event_id}", json={"doorPin": "4711"})
    assert answer.is_success
    [first] = place.tickets()
    folder = place.station.store.path.parent
    SettingsFile(folder.parent / f"{folder.name}-settings.json").save(Settings(kiosk=KioskSettings(is_on=True)))
    with _running(place, tmp_path, first) as running:
        running.parent.send_signal(signal.SIGTERM)
        assert running.parent.wait(30) == 0
    assert not (running.folder / "logs" / "crash.log").read_text()
