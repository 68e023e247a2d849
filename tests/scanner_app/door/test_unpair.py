"""Leaving an event: what goes, what stays, and that nothing a server lacks is lost."""

import pytest

from scanner_app.door.shown import Source
from scanner_app.door.station import Station
from sync.device.errors import NotPairedError
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.verdict import Outcome
from tests.scanner_app.door.place import Place, cut, scan, sync
from tests.server.doors.venue import wait_until


def _rows(station: Station, table: str) -> int:
    with station.store.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  Our own.


def test_the_place_the_list_and_what_the_server_holds_are_gone(place: Place) -> None:
    [ticket] = place.tickets(1)
    scan(place.station, ticket)
    wait_until(lambda: sync(place.station) and place.station.scan_log.waiting() == 0, "all is uploaded")
    left = place.station.unpair()
    assert (left.own, left.carried) == (0, 0)
    assert not place.station.is_paired
    for table in ("tickets", "entries", "presence", "incidents"):
        assert _rows(place.station, table) == 0
    for key in ("pairing", "policy", "policy_sig"):
        assert place.station.store.get(key) is None
    with pytest.raises(NotPairedError):
        place.station.scan(ticket["signedCode"], Source.CAMERA)


def test_a_restart_finds_a_device_as_at_first_start(place: Place) -> None:
    place.station.unpair()
    assert not place.reopen().is_paired


def test_scans_that_wait_hold_it_up(place: Place) -> None:
    [ticket] = place.tickets(1)
    cut(place)
    scan(place.station, ticket)
    with pytest.raises(ValueError, match="1 scans wait"):
        place.station.unpair()
    assert place.station.is_paired
    assert scan(place.station, ticket).verdict.outcome is Outcome.REFUSED


def test_what_waits_stays_and_goes_up_once_paired_with_the_event_again(place: Place) -> None:
    [ticket] = place.tickets(1)
    cut(place)
    scan(place.station, ticket)
    assert place.station.unpair(even_waiting=True).own == 1
    place.cable.plug_in()
    place.station.pair(place.url, place.venue.pairing_code(), "door-1")
    assert sync(place.station)
    wait_until(lambda: place.venue.attendance()["inside"] == 1, "the server has it")


def test_paired_again_it_knows_who_is_inside(place: Place) -> None:
    mine, theirs = place.tickets(2)
    scan(place.station, mine)
    other = place.venue.door("Door 2")
    other.push(other.entry(Kind.ADMIT, theirs["ticketId"], reason="admitted"))
    wait_until(lambda: sync(place.station) and place.station.status().inside == 2, "both are known")
    assert place.station.scan_log.waiting() == 0
    place.station.unpair()
    place.station.pair(place.url, place.venue.pairing_code(), "door-1")
    assert sync(place.station)
    assert place.station.status().inside == 2
    cut(place)
    assert scan(place.station, mine).verdict.outcome is Outcome.REFUSED
    assert scan(place.station, theirs).verdict.outcome is Outcome.REFUSED


def test_no_name_is_left_on_the_disk(place: Place) -> None:
    """The file is encrypted; this looks at what lies in it."""
    [ticket] = place.tickets(1)
    station = place.station
    station.unpair()
    with station.store.reading() as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        dump = " ".join(str(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names)  # noqa: S608
    assert ticket["attendeeName"] not in dump


def test_the_way_people_pass_is_kept_over_a_restart_and_not_over_another_pairing(place: Place) -> None:
    place.station.set_direction(Direction.EXIT)
    assert place.reopen().status().direction is Direction.EXIT
    place.station.set_direction(None)
    assert place.reopen().status().direction is Direction.ENTRY
    place.station.set_direction(Direction.LOOK)
    place.station.unpair()
    place.station.pair(place.url, place.venue.pairing_code(), "door-1")
    assert place.station.status().direction is Direction.ENTRY
