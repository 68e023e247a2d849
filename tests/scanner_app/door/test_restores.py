"""Databases that were put back to an earlier state, the server's or a door's: nothing is lost and nothing forks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from doorward.demo.cable import Cable
from scanner_app.door.shown import Connection
from scanner_app.door.station import Station
from server.doors.models import DoorEntry, DoorLog
from server.outbox.feed import renew_epoch
from sync.device.pairing import load_policy
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, held, scan, sync, wait_for
from tests.server.doors.venue import Venue, open_venue, wait_until
from tests.serving import RunningServer, open_context, start_server


@dataclass
class _Restorable:
    """A place whose server can be stopped, put aside, and put back."""

    folder: Path
    server: RunningServer
    place: Place

    def back_up(self) -> None:
        """Copy the stopped server's data and let it run on."""
        self.server.stop()
        shutil.copytree(self.folder / "server", self.folder / "backup")
        self._start()

    def restore(self) -> None:
        """Put the copy in the place of the server's data."""
        self.server.stop()
        self.place.venue.context.database.close()
        shutil.rmtree(self.folder / "server")
        shutil.copytree(self.folder / "backup", self.folder / "server")
        self._start()

    def _start(self) -> None:
        self.server = start_server(self.folder / "server", port=self.server.port)


@pytest.fixture
def restorable(tmp_path: Path) -> Iterator[_Restorable]:
    """A place with one station on a server of its own."""
    with _running(tmp_path) as opened:
        yield opened


@contextmanager
def _running(folder: Path) -> Iterator[_Restorable]:
    server = start_server(folder / "server")
    with open_context(server.config) as context, open_venue(server, context) as venue:
        place = Place(venue, Cable(server.port), folder)
        world = _Restorable(folder, server, place)
        try:
            place.open_station("door-1")
            yield world
        finally:
            for station in place.stations:
                station.close()
            place.cable.pull()
            world.server.stop()


def _logged(venue: Venue, station: Station) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """What the server holds of a station's device, and what the station does."""
    device = station.pairing.device_id
    there = [(entry["logId"], entry["seq"]) for entry in venue.entries() if entry["logId"].startswith(device)]
    return sorted(there), sorted((entry.log_id, entry.seq) for entry in station.scan_log.recent(10_000))


def test_what_was_sold_and_scanned_around_a_restore_of_the_server_arrives(restorable: _Restorable) -> None:
    place, venue = restorable.place, restorable.place.venue
    kept = place.tickets(2)
    assert scan(place.station, kept[0]).basis is Basis.SERVER
    assert sync(place.station)
    restorable.back_up()
    lost = place.tickets(10)
    for ticket in lost[:4]:
        assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED
    # An earlier start's log is whole on the server, which is about to lose it.
    station = place.reopen()
    scan(station, lost[4])
    assert sync(station)
    restorable.restore()
    sold = venue.tickets(3)
    cancelled = venue.book()
    venue.cancel(cancelled["bookingId"])
    assert sync(station)
    assert all(held(station, ticket) is not None for ticket in sold)
    assert held(station, lost[5]) is None  # As the server now has it; the ticket's own signature still lets it in.
    on_server, here = _logged(venue, station)
    assert on_server == here
    assert station.status().waiting == 0
    assert scan(station, cancelled["tickets"][0]).verdict.reason is Reason.CANCELLED
    more = venue.tickets(20)
    assert sync(station)
    assert all(held(station, ticket) is not None for ticket in more)


def test_a_door_that_only_uploads_notices_that_the_server_lost_what_it_had_confirmed(restorable: _Restorable) -> None:
    place, venue = restorable.place, restorable.place.venue
    tickets = place.tickets(6)
    scan(place.station, tickets[0])
    assert sync(place.station)
    restorable.back_up()
    for ticket in tickets[1:4]:
        scan(place.station, ticket)
    assert sync(place.station)
    restorable.restore()
    # So much is sold that the restored feed is soon longer than what the door has heard.
    sold = venue.tickets(30)
    place.station.follow()
    wait_for(place.station, Connection.ONLINE)
    scan(place.station, tickets[4])
    wait_until(lambda: _logged(venue, place.station)[0] == _logged(venue, place.station)[1], "the logs agree")
    wait_until(lambda: all(held(place.station, ticket) is not None for ticket in sold), "what was sold is known")
    assert venue.attendance()["inside"] == 5


def _gates(station: Station) -> set[str]:
    return {gate.name for gate in load_policy(station.store).gates}


def _hear_of_gate(station: Station, name: str) -> None:
    wait_until(lambda: sync(station) and name in _gates(station), f"the gate {name}")


def test_after_a_restore_a_new_gate_is_heard_of_though_the_policys_number_was_lower(restorable: _Restorable) -> None:
    place, venue = restorable.place, restorable.place.venue
    restorable.back_up()
    for number in range(3):
        venue.gate(f"Lost {number}")
        _hear_of_gate(place.station, f"Lost {number}")
    before = load_policy(place.station.store).version
    restorable.restore()
    venue.gate("New")
    _hear_of_gate(place.station, "New")
    # A number never goes back within an epoch, and the gates that the door still knew are the server's again.
    assert load_policy(place.station.store).version > before
    assert {"Lost 0", "Lost 1", "Lost 2"} < _gates(place.station)


def test_a_new_epoch_makes_doors_fetch_all_anew_and_offer_what_they_hold(place: Place) -> None:
    tickets = place.tickets(3)
    scan(place.station, tickets[0])
    station = place.reopen()
    scan(station, tickets[1])
    assert sync(station)
    before = station.store.get("epoch")
    with place.venue.context.database.transaction() as session:
        renew_epoch(session)
        session.execute(delete(DoorEntry).where(DoorEntry.event_id == place.venue.club.event_id))
        session.execute(delete(DoorLog).where(DoorLog.event_id == place.venue.club.event_id))
    assert sync(station)
    assert station.store.get("epoch") not in ("", before)
    assert station.status().waiting == 0
    on_server, here = _logged(place.venue, station)
    assert on_server == here


def test_a_door_whose_own_database_was_put_back_loses_no_scan_and_forks_no_log(place: Place) -> None:
    tickets: list[dict[str, Any]] = place.tickets(12)
    for ticket in tickets[:3]:
        scan(place.station, ticket)
    assert sync(place.station)
    folder = place.station.store.path.parent
    place.station.close()
    shutil.copytree(folder, place.folder / "backup")
    place.stations[0] = station = Station(folder, allow_keyring=False)
    for ticket in tickets[3:8]:
        assert scan(station, ticket).verdict.outcome is Outcome.ADMITTED
    assert sync(station)
    station.close()
    shutil.rmtree(folder)
    shutil.copytree(place.folder / "backup", folder)
    place.stations[0] = station = Station(folder, allow_keyring=False)
    assert sync(station)
    assert station.status().inside == 8
    for ticket in tickets[8:]:
        result = scan(station, ticket)
        assert (result.verdict.outcome, result.basis) == (Outcome.ADMITTED, Basis.SERVER)
    assert scan(station, tickets[5]).verdict.reason is Reason.ALREADY_INSIDE
    assert sync(station)
    assert station.status().waiting == 0
    assert {entry["ticketId"] for entry in place.venue.entries()} == {ticket["ticketId"] for ticket in tickets}
    assert place.venue.attendance()["inside"] == 12


def test_a_copied_database_on_a_second_device_writes_a_log_of_its_own(place: Place) -> None:
    tickets = place.tickets(6)
    scan(place.station, tickets[0])
    assert sync(place.station)
    folder = place.station.store.path.parent
    place.station.close()
    shutil.copytree(folder, place.folder / "clone")
    place.stations[0] = first = Station(folder, allow_keyring=False)
    second = Station(place.folder / "clone", allow_keyring=False)
    place.stations.append(second)
    place.cable.pull()
    for station, own in ((first, tickets[1:3]), (second, tickets[3:5])):
        for ticket in own:
            assert scan(station, ticket).verdict.outcome is Outcome.ADMITTED
    place.cable.plug_in()
    for station in (first, second, first, second):
        assert sync(station)
    assert place.venue.attendance()["inside"] == 5
    assert [station.status().inside for station in (first, second)] == [5, 5]
    assert [station.status().waiting for station in (first, second)] == [0, 0]


def test_what_an_earlier_start_let_in_offline_is_told_before_the_server_is_asked(place: Place) -> None:
    [ticket] = place.tickets()
    place.cable.pull()
    assert scan(place.station, ticket).basis is Basis.LOCAL
    station = place.reopen()
    place.cable.plug_in()
    refused = scan(station, ticket)
    assert (refused.verdict.reason, refused.basis) == (Reason.ALREADY_INSIDE, Basis.SERVER)
