"""Devices that are lost, stolen or broken: no scan that counts is lost, and nothing that a thief does counts."""

import random
from pathlib import Path
from typing import Any

import pytest

from scanner_app.door.station import Station
from sync.device.carving import PAGE_BYTES
from sync.device.client import ServerClient
from sync.device.database import DATABASE_FILE
from sync.device.errors import DeviceNotAcceptedError
from sync.device.rescue import export_rescue, send_rescue
from sync.device.sealed import SEALED_FILE, left_behind
from sync.rules.verdict import Outcome, Reason
from tests.crash.chain import assert_server_agrees, own_entries
from tests.scanner_app.door.place import Place, held, scan, sync
from tests.server.doors.venue import wait_until


def _close(place: Place) -> Path:
    """Close the first station; its folder."""
    folder = place.station.store.path.parent
    place.station.close()
    return folder


def _reopen(place: Place, folder: Path) -> Station:
    place.stations[0] = Station(folder, allow_keyring=False)
    return place.stations[0]


def _pair(place: Place, station: Station) -> None:
    station.pair(place.url, place.venue.pairing_code(), "door-1 again")
    assert sync(station)


def _scan_offline(place: Place, tickets: list[dict[str, Any]]) -> None:
    """Let people in at the first station while its cable is out."""
    place.cable.pull()
    assert not sync(place.station)
    for ticket in tickets:
        assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED
    place.cable.plug_in()


def test_scans_that_were_not_uploaded_survive_the_loss_of_the_key(place: Place) -> None:
    tickets = place.tickets(5)
    _scan_offline(place, tickets)
    before = own_entries(place.station.scan_log)
    folder = _close(place)
    (folder / "store.key").unlink()
    station = _reopen(place, folder)
    assert "key of the ticket store was lost" in station.opening_note
    assert not station.is_paired
    _pair(place, station)
    assert left_behind(folder) == []
    assert place.venue.attendance()["inside"] == 5
    held = {(entry["logId"], entry["seq"]) for entry in place.venue.entries()}
    assert held >= {(entry.log_id, entry.seq) for entry in before}
    assert scan(station, tickets[0]).verdict.reason is Reason.ALREADY_INSIDE


def test_scans_that_were_not_uploaded_survive_the_loss_of_the_database(place: Place) -> None:
    _scan_offline(place, place.tickets(5))
    folder = _close(place)
    for path in folder.glob(f"{DATABASE_FILE}*"):
        path.unlink()
    station = _reopen(place, folder)
    _pair(place, station)
    assert place.venue.attendance()["inside"] == 5


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_a_damaged_store_goes_on_at_its_door_and_all_it_wrote_reaches_the_server(
    place: Place, accidents: random.Random, share: float
) -> None:
    tickets = place.tickets(40)
    for ticket in tickets[:20]:
        assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED
    assert sync(place.station)
    _scan_offline(place, tickets[20:])
    before = own_entries(place.station.scan_log)
    device = place.station.pairing.device_id
    folder = _close(place)
    raw = bytearray((folder / DATABASE_FILE).read_bytes())
    pages = len(raw) // PAGE_BYTES
    for number in accidents.sample(range(pages), k=max(1, int(pages * share))):
        raw[number * PAGE_BYTES : (number + 1) * PAGE_BYTES] = accidents.randbytes(PAGE_BYTES)
    (folder / DATABASE_FILE).write_bytes(raw)
    station = _reopen(place, folder)
    assert "was damaged" in station.opening_note
    if station.is_paired:
        assert station.pairing.device_id == device
        assert sync(station)
    else:  # The page that says who it is was among them.
        _pair(place, station)
    held = {(entry["logId"], entry["seq"]) for entry in place.venue.entries()}
    assert held >= {(entry.log_id, entry.seq) for entry in before}
    assert place.venue.attendance()["inside"] == 40
    assert station.scan_log.waiting() == 0
    for ticket in tickets[::7]:
        assert scan(station, ticket).verdict.reason is Reason.ALREADY_INSIDE


def test_a_log_carried_on_a_stick_reaches_the_server_by_another_door(place: Place, tmp_path: Path) -> None:
    other = place.open_station("door-2")
    tickets = place.tickets(4)
    _scan_offline(place, tickets)
    exported = export_rescue(place.station.store, place.station.pairing, tmp_path / "stick.doorward")
    answer = send_rescue(other.place().client, exported.path)
    assert (answer.accepted, answer.refused) == (exported.entries, 0)
    again = send_rescue(other.place().client, exported.path)
    assert (again.accepted, again.known) == (0, exported.entries)
    assert sync(other)
    assert scan(other, tickets[0]).verdict.reason is Reason.ALREADY_INSIDE
    assert sync(place.station)
    assert_server_agrees(place.venue, place.station)


def test_a_wiped_device_leaves_its_unsent_scans_sealed_and_uploads_them_once_it_is_paired_again(place: Place) -> None:
    _scan_offline(place, place.tickets(3))
    place.cable.pull()
    said = place.station.wipe()
    assert SEALED_FILE in said
    assert not place.station.is_paired
    place.cable.plug_in()
    _pair(place, place.station)
    assert place.venue.attendance()["inside"] == 3


def test_a_wipe_with_the_server_at_hand_uploads_first(place: Place) -> None:
    _scan_offline(place, place.tickets(3))
    assert place.station.wipe() == "This device was wiped. Nothing is left on it."
    assert place.venue.attendance()["inside"] == 3


def test_a_stolen_device_is_shut_out_unreadable_and_what_the_thief_scans_counts_nowhere(
    place: Place, tmp_path: Path
) -> None:
    other = place.open_station("door-2")
    tickets = place.tickets(6)
    stolen = place.station
    device, token = stolen.pairing.device_id, stolen.pairing.token
    names = {known.holder for ticket in tickets if (known := held(stolen, ticket)) is not None and known.holder}
    assert names
    for ticket in tickets[:2]:
        assert scan(stolen, ticket).verdict.outcome is Outcome.ADMITTED
    assert sync(stolen)
    place.venue.post(f"/api/v1/devices/{device}/revoke", {"wipe": True})
    _scan_offline(place, tickets[2:5])  # The thief lets friends in, by a list from before.
    exported = export_rescue(stolen.store, stolen.pairing, tmp_path / "stick.doorward")

    # Its token opens nothing any more; that the server may believe it a moment longer must not matter.
    wait_until(lambda: not _is_accepted(place, token), "the stolen device is refused")

    # What it wrote since counts at no replica, also where somebody carries it in.
    answer = send_rescue(other.place().client, exported.path)
    assert (answer.accepted, answer.refused > 0) == (0, True)
    assert sync(other)
    assert place.venue.attendance()["inside"] == 2
    assert other.status().inside == 2
    assert scan(other, tickets[2]).verdict.outcome is Outcome.ADMITTED

    # The event's word reaches it all the same, and it makes an end of itself.
    stolen.follow()
    wait_until(lambda: not stolen.is_paired, "the stolen device is wiped")
    folder = stolen.store.path.parent
    left = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    for secret in (token, *names, *(ticket["ticketId"] for ticket in tickets)):
        assert secret.encode() not in left


def _is_accepted(place: Place, token: str) -> bool:
    client = ServerClient(place.url, token)
    try:
        client.time(0)
    except DeviceNotAcceptedError:
        return False
    finally:
        client.close()
    return True
