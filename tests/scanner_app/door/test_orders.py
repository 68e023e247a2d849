"""What the organizer orders from afar, and what a door tells of itself: wiping, messages, reports, rescue files."""

from pathlib import Path
from typing import Any

import pytest

from scanner_app.door.shown import Act, Connection
from scanner_app.door.station import Station
from sync.device.errors import DeviceError, NotPairedError
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, scan, sync, wait_for
from tests.server.doors.venue import wait_until


def _shut_out(place: Place, station: Station, *, wipe: bool) -> None:
    place.venue.post(f"/api/v1/devices/{station.pairing.device_id}/revoke", {"wipe": wipe})


def _as_told(place: Place) -> dict[str, Any]:
    """How the server thinks that the door is."""
    [device] = place.venue.get(f"/api/v1/events/{place.venue.club.event_id}/fleet")["devices"]
    return dict(device)


def test_a_device_that_is_told_to_wipe_forgets_everything_and_says_so(place: Place) -> None:
    tickets = place.tickets(2)
    station = place.station
    station.follow()
    wait_for(station, Connection.ONLINE)
    assert scan(station, tickets[0]).basis is Basis.SERVER
    folder = station.store.path.parent
    secret = (folder / "store.key").read_bytes()
    _shut_out(place, station, wipe=True)
    wait_until(lambda: not station.is_paired, "the device has forgotten its event")
    wait_until(lambda: "wiped" in station.opening_note, "it says so")
    assert (folder / "store.key").read_bytes() != secret
    with pytest.raises(NotPairedError):
        scan(station, tickets[1])
    station.pair(place.url, place.venue.pairing_code(), "again")
    assert sync(station)
    assert scan(station, tickets[0]).verdict.reason is Reason.ALREADY_INSIDE
    assert scan(station, tickets[1]).verdict.outcome is Outcome.ADMITTED


def test_a_device_that_is_only_shut_out_keeps_what_it_has(place: Place) -> None:
    station = place.station
    _shut_out(place, station, wipe=False)
    wait_until(lambda: not sync(station), "the server refuses it")
    wait_until(lambda: "removed this device" in station.status().problem, "the door is told")
    assert station.is_paired


def test_a_device_that_was_shut_out_lets_nobody_in_also_after_a_restart_and_without_a_network(place: Place) -> None:
    [ticket] = place.tickets()
    station = place.station
    _shut_out(place, station, wipe=False)
    wait_until(lambda: not sync(station), "the server refuses it")
    wait_until(lambda: scan(station, ticket).verdict.reason is Reason.DEVICE_REVOKED, "it lets nobody in")
    place.cable.pull()
    shown = scan(place.reopen(), ticket)
    assert (shown.verdict.outcome, shown.verdict.reason) == (Outcome.REFUSED, Reason.DEVICE_REVOKED)
    assert shown.verdict.ticket_id == ticket["ticketId"]
    assert place.station.override(shown, "1234", "Manager").act is Act.NOTHING_TO_OVERRIDE


def test_a_device_that_pairs_again_lets_people_in_again(place: Place) -> None:
    [ticket] = place.tickets()
    station = place.station
    _shut_out(place, station, wipe=False)
    wait_until(lambda: not sync(station), "the server refuses it")
    wait_until(lambda: "removed this device" in station.status().problem, "the door is told")
    station.pair(place.url, place.venue.pairing_code(), "again")
    assert sync(station)
    assert scan(station, ticket).verdict.outcome is Outcome.ADMITTED


def test_nobody_is_let_in_to_an_event_that_was_called_off(place: Place) -> None:
    [inside, outside] = place.tickets(2)
    station = place.station
    assert scan(station, inside).verdict.outcome is Outcome.ADMITTED
    answer = place.venue.api.patch(f"/api/v1/events/{place.venue.club.event_id}", json={"status": "cancelled"})
    assert answer.is_success, answer.text
    wait_until(lambda: sync(station) and station.place().session.policy.event.is_closed, "the door is told")
    place.cable.pull()
    assert scan(station, outside).verdict.reason is Reason.EVENT_CLOSED


def test_the_organizers_message_is_shown_until_it_was_read_and_they_hear_of_it(place: Place) -> None:
    station = place.station
    station.follow()
    wait_for(station, Connection.ONLINE)
    place.venue.post(f"/api/v1/devices/{station.pairing.device_id}/message", {"text": "Gate C opens at 22:00."})
    wait_until(lambda: station.status().message == "Gate C opens at 22:00.", "the message is shown")
    assert not _as_told(place)["isMessageRead"]
    station.read_message()
    assert station.status().message == ""
    place.venue.tickets()  # Ends the listener's wait, so that it tells at once.
    wait_until(lambda: _as_told(place)["isMessageRead"], "the organizer knows that it was read")
    place.reopen()
    assert place.station.status().message == ""


def test_the_organizer_hears_how_the_door_is(place: Place) -> None:
    station, [ticket] = place.station, place.tickets()
    station.set_training(is_training=True)
    scan(station, ticket)
    assert sync(station)
    assert sync(station)
    wait_until(lambda: "waiting" in _as_told(place), "the server has heard of it")
    told = _as_told(place)
    assert (told["isTraining"], told["waiting"], told["scansAMinute"]) == (True, 0, 1.0)
    assert told["listAgeSeconds"] < 60
    assert place.venue.attendance()["inside"] == 0
    assert station.status().is_training


def test_a_rescue_file_of_one_door_reaches_the_server_through_another(place: Place, tmp_path: Path) -> None:
    [ticket] = place.tickets()
    other = place.open_station("door-2")
    place.cable.pull()
    assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED
    written = place.station.export_rescue(tmp_path)
    assert written.entries == 2
    with pytest.raises(DeviceError):
        other.import_rescue(written.path)
    place.cable.plug_in()
    assert other.import_rescue(written.path).accepted == 2
    assert other.import_rescue(written.path).known == 2
    assert place.venue.attendance()["inside"] == 1
