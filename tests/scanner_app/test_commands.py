"""`doorward sync` and `doorward scan` as processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scanner_app.door.shown import Source
from scanner_app.door.station import Station
from server.context import Context
from tests.scanner_app.door.place import Place, open_place, sync
from tests.serving import RunningServer


@pytest.fixture
def place(door_server: RunningServer, door_context: Context, tmp_path: Path) -> Iterator[Place]:
    with open_place(door_server, door_context, tmp_path) as opened:
        yield opened


def _run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "doorward", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
    )


def _sync(folder: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    return _run("sync", "--data-dir", str(folder), "--no-keyring", *more)


def _leave(place: Place) -> Path:
    """Close the station, so that another process may have its data."""
    folder = place.station.store.path.parent
    place.stations.pop(0).close()
    return folder


def test_sync_uploads_and_fetches_and_says_how_things_stand(place: Place) -> None:
    first, second = place.tickets(2)
    place.cable.pull()
    place.station.scan(first["signedCode"], Source.CAMERA)
    place.cable.plug_in()
    place.venue.tickets()
    done = _sync(_leave(place))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "Perreo Fridays: 3 tickets, 1 inside, 0 waiting"
    assert "uploading: 0 of" in done.stdout
    assert done.stderr == ""
    assert place.venue.attendance()["inside"] == 1
    assert second["ticketId"] not in done.stdout


def test_a_full_sync_fetches_every_ticket_anew(place: Place) -> None:
    place.tickets(7)
    done = _sync(_leave(place), "--full")
    assert done.returncode == 0, done.stderr
    assert "downloading: 7 of 7" in done.stdout


def test_with_the_server_gone_it_fails_with_one_clear_line(place: Place) -> None:
    place.tickets()
    place.cable.pull()
    done = _sync(_leave(place), "--full")
    assert done.returncode == 1
    assert done.stderr == "failed: The server cannot be reached. Check the network; scanning goes on offline.\n"


def test_an_unpaired_device_is_told_to_pair(tmp_path: Path) -> None:
    done = _sync(tmp_path / "new")
    assert done.returncode == 1
    assert done.stderr == "failed: This device is not paired yet. Pair it with a code from the organizer.\n"


@pytest.mark.parametrize("command", ["sync", "scan"])
def test_data_that_another_scanner_holds_are_left_alone(place: Place, command: str) -> None:
    folder = str(place.station.store.path.parent)
    # `scan` says so on a terminal where it is asked to pair first; without that it shows a message box.
    more = ["--server", place.url, "--code", "00000-00000"] if command == "scan" else []
    done = _run(command, "--data-dir", folder, "--no-keyring", *more)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]  # Qt may speak before it, of sound libraries.
    assert last == "Error: A scanner is already running on this device with the same data."
    assert sync(place.station)


def test_a_store_that_is_damaged_is_told_and_kept(place: Place) -> None:
    folder = _leave(place)
    damaged = b"not a database" * 1000
    (folder / "scanner.db").write_bytes(damaged)
    done = _sync(folder)
    assert done.returncode == 1
    assert "The ticket store was damaged. It was moved to" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.read_bytes() for path in folder.glob("set-aside/*/scanner.db")] == [damaged]


def test_a_doors_log_goes_to_a_stick_and_through_another_door_to_the_server(place: Place, tmp_path: Path) -> None:
    [ticket] = place.tickets()
    place.open_station("door-2")
    place.cable.pull()
    place.station.scan(ticket["signedCode"], Source.CAMERA)
    here, there = _leave(place), _leave(place)
    stick = tmp_path / "stick"
    stick.mkdir()
    written = _sync(here, "--export", str(stick))
    assert written.returncode == 0, written.stderr
    [file] = stick.iterdir()
    assert written.stdout == f"{file}: 2 entries\n"
    refused = _sync(there, "--import", str(file))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "cannot be reached" in refused.stderr
    place.cable.plug_in()
    carried = _sync(there, "--import", str(file))
    assert carried.stdout == f"{file.name}: 2 entries were new to the server, 0 known, 0 cannot count\n"
    assert place.venue.attendance()["inside"] == 1


def test_a_device_that_is_told_to_wipe_does_so_at_its_next_sync_and_says_so(place: Place) -> None:
    place.venue.post(f"/api/v1/devices/{place.station.pairing.device_id}/revoke", {"wipe": True})
    folder = _leave(place)
    secret = (folder / "store.key").read_bytes()
    assert "This device was wiped." in _sync(folder).stderr
    assert (folder / "store.key").read_bytes() != secret
    assert "not paired yet" in _sync(folder).stderr


def test_what_is_no_rescue_file_is_refused_in_words(place: Place, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(bytes(1000))
    done = _sync(_leave(place), "--import", str(tmp_path / "photo.jpg"))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: photo.jpg: ")
    assert "Traceback" not in done.stderr


def test_an_address_that_is_none_is_refused_before_anything_starts(tmp_path: Path) -> None:
    done = _run("scan", "--data-dir", str(tmp_path / "new"), "--no-keyring", "--peer", "not an address")
    assert done.returncode == 2
    assert "--peer" in done.stderr


def test_a_data_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="ascii")
    done = _sync(tmp_path / "file" / "scanner")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(tmp_path / "file") in done.stderr


def test_the_log_names_no_person_and_no_code(place: Place) -> None:
    [ticket] = place.tickets()
    folder = _leave(place)
    assert _sync(folder, "--full").returncode == 0
    station = Station(folder, allow_keyring=False)
    token = station.pairing.token
    station.close()
    log = (folder / "logs" / "scanner.log").read_text(encoding="utf-8")
    for secret in (ticket["attendeeName"], ticket["ticketId"], ticket["signedCode"], token):
        assert secret not in log


@pytest.mark.parametrize(
    ("server", "code", "why"),
    [
        ("http://127.0.0.1:1", "00000-00000", "cannot be reached"),
        ("http://example.org", "00000-00000", "must begin with https"),
        ("", "00000-00000", "looks like https"),
    ],
)
def test_scan_says_why_it_cannot_pair(tmp_path: Path, server: str, code: str, why: str) -> None:
    done = _run("scan", "--data-dir", str(tmp_path), "--no-keyring", "--server", server, "--code", code)
    assert done.returncode == 1
    assert why in done.stderr
    assert "Traceback" not in done.stderr
