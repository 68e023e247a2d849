"""Whole stations that see each other on the network and not the server."""

import pytest

from scanner_app.door.paired import PeerOptions
from scanner_app.door.shown import Connection
from scanner_app.door.station import Station
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, scan, sync, wait_for
from tests.server.doors.venue import wait_until


def _open(place: Place, name: str, *addresses: str, url: str = "") -> Station:
    """A station that follows and answers others on this machine; ``url`` leads past the cable."""
    peers = PeerOptions(port=0, addresses=addresses, host="127.0.0.1", is_announced=False)
    station = Station(place.folder / name, allow_keyring=False, peers=peers)
    place.stations.append(station)
    station.pair(url or place.url, place.venue.pairing_code(), name)
    assert sync(station)
    station.follow()
    return station


@pytest.fixture
def pair(place: Place) -> list[Station]:
    """Two doors in each other's sight; the place's first one sees nobody."""
    here = _open(place, "here")
    peers = here.place().peers
    assert peers is not None
    there = _open(place, "there", f"127.0.0.1:{peers.port}")
    wait_until(lambda: here.status().peers_expected == 2, "the door has heard of the others")
    wait_until(lambda: there.status().peers_seen == 1, "the doors see each other")
    return [here, there]


def test_without_the_server_a_copied_ticket_is_caught_at_the_next_door(place: Place, pair: list[Station]) -> None:
    here, there = pair
    [ticket] = place.tickets()
    place.cable.pull()
    for station in pair:
        wait_for(station, Connection.OFFLINE)
    assert scan(here, ticket).verdict.outcome is Outcome.ADMITTED
    again = scan(there, ticket)
    assert (again.verdict.reason, again.basis) == (Reason.ALREADY_INSIDE, Basis.LOCAL)
    assert again.earlier_door == "here"


def test_the_door_that_nobody_sees_is_warned_of(place: Place, pair: list[Station]) -> None:
    [ticket] = place.tickets()
    place.cable.pull()
    wait_for(pair[1], Connection.OFFLINE)
    result = scan(pair[1], ticket)
    assert (result.unseen_doors, result.duplicates_possible) == (1, True)


def test_an_undo_is_at_the_next_door_at_once(place: Place, pair: list[Station]) -> None:
    here, there = pair
    [ticket] = place.tickets()
    place.cable.pull()
    wait_for(there, Connection.OFFLINE)
    admitted = scan(here, ticket)
    assert admitted.entry is not None
    assert here.undo(admitted.entry).is_done
    # No waiting: the attempt that is told brings back what the other door knows.
    assert scan(there, ticket).verdict.outcome is Outcome.ADMITTED


def test_what_one_door_cannot_upload_another_carries(place: Place, pair: list[Station]) -> None:
    here, there = pair
    [ticket] = place.tickets()
    place.cable.pull()
    wait_for(here, Connection.OFFLINE)
    assert scan(here, ticket).verdict.outcome is Outcome.ADMITTED
    wait_until(lambda: there.status().inside == 1, "the other door has heard of it")
    here.close()
    place.stations.remove(here)
    place.cable.plug_in()
    wait_until(lambda: place.venue.attendance()["inside"] == 1, "the server has it from the other door")


def test_a_door_that_reaches_the_server_knows_better_than_it_what_a_cut_off_door_did(place: Place) -> None:
    cut_off = _open(place, "cut off")
    peers = cut_off.place().peers
    assert peers is not None
    online = _open(place, "online", f"127.0.0.1:{peers.port}", url=place.venue.server.url)
    wait_until(lambda: online.status().peers_seen == 1, "the doors see each other")
    [ticket] = place.tickets()
    place.cable.pull()
    wait_for(cut_off, Connection.OFFLINE)
    assert scan(cut_off, ticket).basis is Basis.LOCAL
    wait_until(lambda: online.status().inside == 1, "the other door has heard of it")
    second = scan(online, ticket)
    assert (second.verdict.outcome, second.verdict.reason) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)
    assert online.status().connection is Connection.ONLINE
    wait_until(lambda: place.venue.attendance()["inside"] == 1, "one admission, and one only")
