"""Pairing a device again: what it scanned before goes up all the same, and it goes on keeping in step."""

import threading
from typing import Any

import pytest

from scanner_app.door.shown import Connection
from scanner_app.door.standing import REVOKED
from scanner_app.door.station import Station
from server.doors.device_tokens import TOKEN_LIFE_MS, make_token
from server.doors.pairing import revoke_device
from server.ids import now_ms
from sync.device.client import ServerClient
from sync.device.errors import DeviceNotAcceptedError, FileTroubleError, NotPairedError, StoreFullError
from sync.device.pairing import keep_token
from sync.device.sealed import Sealed
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, scan, sync, sync_steps, wait_for
from tests.server.doors.venue import open_venue, wait_until


def _revoke(place: Place, station: Station) -> None:
    """Revoke it, and wait until the server has forgotten it."""
    with place.venue.context.database.transaction() as session:
        revoke_device(session, place.venue.club.organization_id, station.pairing.device_id)
    client = station.place().client

    def is_refused() -> bool:
        try:
            client.time(0)
        except DeviceNotAcceptedError:
            return True
        return False

    wait_until(is_refused, "the device is refused")


def _outlive(place: Place, station: Station) -> None:
    """Let its token be over, as after a week without a network."""
    week_ago = now_ms() - TOKEN_LIFE_MS - 1
    token = make_token(place.venue.context.vault, station.pairing.device_id, week_ago)
    with station.store.writing() as connection:
        keep_token(connection, station.scan_log.log_id, token)
    station.place().client.use_token(token)


def _scanned_tickets(place: Place) -> set[str]:
    return {entry["ticketId"] for entry in place.venue.entries() if entry["kind"] == "admit"}


def test_what_is_scanned_while_the_device_pairs_again_is_uploaded(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = place.station
    [ticket] = place.tickets()
    real = ServerClient.enrol

    def scan_meanwhile(client: ServerClient, request: EnrolRequest) -> EnrolAnswer:
        answer = real(client, request)
        station.place().breaker.failed()  # Only now: its pause is a second, and pairing may take longer.
        assert scan(station, ticket).basis is Basis.LOCAL
        return answer

    monkeypatch.setattr(ServerClient, "enrol", scan_meanwhile)
    station.pair(place.url, place.venue.pairing_code(), "again")
    assert station.status().waiting == 1
    assert scan(station, ticket).verdict.reason is Reason.ALREADY_INSIDE
    assert sync(station)
    assert station.status().waiting == 0
    assert _scanned_tickets(place) == {ticket["ticketId"]}
    assert place.venue.attendance()["inside"] == 1


@pytest.mark.parametrize("is_restarted", [True, False], ids=["restarted", "running"])
def test_a_device_away_for_too_long_pairs_again_and_its_waiting_scans_go_up(
    place: Place, *, is_restarted: bool
) -> None:
    tickets = place.tickets(3)
    place.cable.pull()
    for ticket in tickets:
        assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED
    place.cable.plug_in()
    station = place.reopen() if is_restarted else place.station
    waiting = station.status().waiting
    _outlive(place, station)
    code = place.venue.pairing_code()
    with pytest.raises(ValueError, match="wait for upload"):  # It cannot know yet that they will never be taken.
        station.pair(place.url, code, "again")
    assert "Pair it again" in sync_steps(station)[-1].detail
    station.pair(place.url, code, "again")
    assert station.status().waiting == waiting
    assert sync(station)
    assert station.status().waiting == 0
    assert _scanned_tickets(place) == {ticket["ticketId"] for ticket in tickets}
    assert place.venue.attendance()["inside"] == 3
    assert scan(station, tickets[0]).verdict.reason is Reason.ALREADY_INSIDE


def test_what_a_revoked_device_kept_back_does_not_count_once_it_is_paired_again(place: Place) -> None:
    [before, after] = place.tickets(2)
    station = place.station
    assert scan(station, before).basis is Basis.SERVER
    assert sync(station)
    place.cable.pull()
    assert scan(station, after).verdict.outcome is Outcome.ADMITTED
    place.cable.plug_in()
    _revoke(place, station)
    assert not sync(station)
    wait_until(lambda: station.status().problem == REVOKED, "it is said that the device was removed")
    station.pair(place.url, place.venue.pairing_code(), "again")
    assert station.status().problem == ""
    assert sync(station)
    assert _scanned_tickets(place) == {before["ticketId"]}
    assert (place.venue.attendance()["inside"], station.status().inside) == (1, 1)
    assert scan(station, after).verdict.outcome is Outcome.ADMITTED


def test_scans_of_one_event_wait_for_it_through_a_pairing_with_another(place: Place) -> None:
    station = place.station
    [ticket] = place.tickets()
    place.cable.pull()
    scan(station, ticket)
    place.cable.plug_in()
    waiting = station.status().waiting
    _outlive(place, station)
    assert not sync(station)
    with open_venue(place.venue.server, place.venue.context) as other:
        station.pair(other.server.url, other.pairing_code(), "detour")
        assert station.status().waiting == 0
        assert sync(station)
        assert other.entries() == []
    station.pair(place.url, place.venue.pairing_code(), "back")
    assert station.status().waiting == waiting > 0
    assert sync(station)
    assert _scanned_tickets(place) == {ticket["ticketId"]}


def _door_threads() -> list[str]:
    names = (thread.name for thread in threading.enumerate())
    return sorted(name for name in names if name in ("door-listener", "door-uploader"))


def test_a_station_that_pairs_again_while_it_follows_follows_once(place: Place) -> None:
    station = place.station
    station.follow()
    wait_for(station, Connection.ONLINE)
    station.pair(place.url, place.venue.pairing_code(), "again")
    station.follow()
    wait_for(station, Connection.ONLINE)
    wait_until(lambda: _door_threads() == ["door-listener", "door-uploader"], "one listener and one uploader")
    [ticket] = place.venue.tickets()
    wait_until(lambda: station.status().expected == 1, "the new pairing hears of a sale")
    assert scan(station, ticket).verdict.outcome is Outcome.ADMITTED


def test_just_paired_the_list_has_no_age(place: Place) -> None:
    station = place.station
    assert station.status().list_age_s is not None
    station.pair(place.url, place.venue.pairing_code(), "again")
    status: Any = station.status()
    assert (status.expected, status.list_age_s) == (0, None)
    assert sync(station)
    assert station.status().list_age_s is not None


def _fill_disk(station: Station, table: str, condition: str = "true") -> None:
    """Let nothing be written into ``table`` any more, as on a full disk."""
    station.store._writer.execute(
        f"CREATE TEMP TRIGGER full_disk BEFORE INSERT ON main.{table} WHEN {condition} "
        "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    )


def test_a_disk_that_is_full_at_the_end_of_a_pairing_leaves_no_door_that_follows_nobody(place: Place) -> None:
    station = place.station
    [ticket] = place.tickets()
    _fill_disk(station, "logs", "new.is_own")
    with pytest.raises(StoreFullError):
        station.pair(place.url, place.venue.pairing_code(), "again")
    assert not station.is_paired
    assert "storage is full" in station.opening_note
    with pytest.raises(NotPairedError):
        scan(station, ticket)
    station = place.reopen()
    assert sync(station)
    assert scan(station, ticket).basis is Basis.SERVER


def test_a_pairing_whose_last_step_fails_is_followed_all_the_same(place: Place) -> None:
    station = place.station
    station.follow()
    wait_for(station, Connection.ONLINE)
    before = station.pairing.device_id
    _fill_disk(station, "meta", "new.key = 'message_read'")
    with pytest.raises(StoreFullError):
        station.pair(place.url, place.venue.pairing_code(), "again")
    assert station.pairing.device_id != before
    wait_for(station, Connection.ONLINE)
    [ticket] = place.venue.tickets()
    wait_until(lambda: station.status().expected == 1, "the door hears of a sale")
    assert scan(station, ticket).verdict.outcome is Outcome.ADMITTED


def test_a_door_that_could_not_be_wiped_keeps_in_step(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    station = place.station
    station.follow()
    wait_for(station, Connection.ONLINE)

    def fail(_sealed: Sealed) -> None:
        raise FileTroubleError("The folder cannot be written.")

    monkeypatch.setattr(Sealed, "seal_now", fail)
    with pytest.raises(FileTroubleError):
        station.wipe()
    monkeypatch.undo()
    wait_for(station, Connection.ONLINE)
    place.venue.tickets()
    wait_until(lambda: station.status().expected == 1, "the door hears of a sale")
