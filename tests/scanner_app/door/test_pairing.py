"""Pairing, pairing again, and what stays of the time before."""

from pathlib import Path

import pytest

from scanner_app.door.shown import Connection, Source, SyncPhase
from scanner_app.door.station import Station
from sync.device.errors import NotPairedError, StoreLockedError
from sync.rules.verdict import Basis, Reason
from tests.scanner_app.door.place import Place, cut, scan, sync, sync_steps, wait_for
from tests.server.doors.venue import open_venue


def test_before_pairing_there_is_nothing_to_scan_for(tmp_path: Path) -> None:
    station = Station(tmp_path, allow_keyring=False)
    try:
        assert not station.is_paired
        with pytest.raises(NotPairedError, match="not paired yet"):
            station.scan("x", Source.TYPED)
        assert sync_steps(station)[-1].phase is SyncPhase.FAILED
        station.follow()
    finally:
        station.close()


@pytest.mark.parametrize(
    ("server", "why"),
    [
        ("", "looks like https"),
        ("ftp://example.org", "looks like https"),
        ("http://example.org", "must begin with https"),
        ("https://example.org:port", "no valid .*port"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(tmp_path: Path, server: str, why: str) -> None:
    station = Station(tmp_path, allow_keyring=False)
    try:
        with pytest.raises(ValueError, match=why):
            station.pair(server, "00000-00000", "Door")
    finally:
        station.close()


def test_pairing_again_with_waiting_scans_is_refused(place: Place) -> None:
    [ticket] = place.tickets()
    cut(place)
    scan(place.station, ticket)
    code = place.venue.pairing_code()
    with pytest.raises(ValueError, match="1 scan waits for upload"):
        place.station.pair(place.venue.server.url, code, "again")
    place.cable.plug_in()
    assert sync(place.station)
    place.station.pair(place.venue.server.url, code, "again")


def test_pairing_again_keeps_the_old_log_and_what_it_says(place: Place) -> None:
    station = place.station
    [ticket] = place.tickets()
    scan(station, ticket)
    assert sync(station)
    old = {(entry.log_id, entry.seq) for entry in station.scan_log.recent(10)}
    station.pair(place.url, place.venue.pairing_code(), "again")
    assert {(entry.log_id, entry.seq) for entry in station.scan_log.entries_of(ticket["ticketId"])} == old
    assert station.status().inside == 1
    place.cable.pull()
    refused = scan(station, ticket)
    assert (refused.verdict.reason, refused.basis) == (Reason.ALREADY_INSIDE, Basis.LOCAL)


def test_after_a_detour_to_another_event_the_first_ones_people_are_known_again(place: Place) -> None:
    station = place.station
    [ticket] = place.tickets()
    scan(station, ticket)
    assert sync(station)
    with open_venue(place.venue.server, place.venue.context) as other:
        station.pair(other.server.url, other.pairing_code(), "detour")
        assert sync(station)
        assert (station.status().inside, station.status().expected) == (0, 0)
        assert scan(station, ticket).verdict.reason in (Reason.OTHER_EVENT, Reason.UNKNOWN_KEY)
        assert sync(station)
    station.pair(place.url, place.venue.pairing_code(), "back")
    assert sync(station)
    assert station.status().inside == 1
    place.cable.pull()
    assert scan(station, ticket).verdict.reason is Reason.ALREADY_INSIDE


def test_a_failed_pairing_leaves_everything_as_it_was(place: Place) -> None:
    [ticket] = place.tickets()
    before = place.station.pairing
    with pytest.raises(Exception, match="not known"):
        place.station.pair(place.url, "00000-00000", "again")
    assert place.station.pairing == before
    assert scan(place.station, ticket).basis is Basis.SERVER


def test_a_second_station_on_the_same_data_is_refused(place: Place) -> None:
    with pytest.raises(StoreLockedError, match="already running"):
        Station(place.station.store.path.parent, allow_keyring=False)


def test_a_station_may_be_closed_at_any_time_while_it_follows(place: Place) -> None:
    for number in range(5):
        station = place.open_station(f"brief-{number}")
        station.follow()
        if number % 2:
            wait_for(station, Connection.ONLINE)
        station.close()
        place.stations.remove(station)
