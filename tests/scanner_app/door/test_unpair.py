"""Leaving an event: what goes, what stays, and that nothing a server lacks is lost."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from scanner_app.door.shown import Source
from scanner_app.door.station import Station
from sync.device.carving import _file_pages, _wal_pages
from sync.device.database import Store
from sync.device.errors import NotPairedError, StoreError
from sync.device.search_index import SearchIndex
from sync.device.ticket_cache import Staging, read_rows
from sync.device.vault import find_or_make_key
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.verdict import Outcome
from tests.scanner_app.door.place import Place, cut, scan, sync
from tests.server.doors.venue import wait_until


def _rows(station: Station, table: str) -> int:
    with station.store.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  Our own.


def _settings(station: Station) -> set[str]:
    with station.store.reading() as connection:
        return {key for (key,) in connection.execute("SELECT key FROM meta WHERE value NOT IN ('', 0)")}


def _pages(station: Station) -> bytes:
    """All that lies in the store's files once they are decrypted, also where nothing is any more."""
    path = station.store.path
    secret = find_or_make_key(path.parent, allow_keyring=False).secret
    pages = (*_file_pages(path, secret), *_wal_pages(Path(f"{path}-wal"), secret))
    return b"".join(page.content for page in pages)


def _know_a_guest(place: Place) -> dict[str, Any]:
    """Have a guest in the list, in the index of names, and in another list on its way in."""
    [ticket] = place.tickets(1)
    station = place.station
    index = SearchIndex(station.store)
    while index.keep_up(lambda: False) or index.missing_after() is not None:
        pass
    index.close()
    with station.store.reading() as connection:
        rows = read_rows(connection, "", 10)
    staging = Staging(station.store)
    staging.begin("epoch", 1)
    staging.add([(*row[:13], "Alias-4006381") for row in rows])
    with station.store.writing() as connection:
        connection.execute("INSERT INTO aliases VALUES ('K4006381', ?)", (ticket["ticketId"],))
        connection.execute("INSERT INTO search_queue (ticket_id) VALUES (?)", (ticket["ticketId"],))
    return ticket


def _told_by(ticket: dict[str, Any]) -> list[bytes]:
    facts = (ticket["attendeeName"], ticket["attendeeEmail"], "123456789", "4006381")
    return [fact.encode() for fact in facts]


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
    with pytest.raises(ValueError, match="1 scan waits for upload"):
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


def test_nothing_in_the_whole_folder_tells_of_the_guests(place: Place) -> None:
    ticket, station = _know_a_guest(place), place.station
    folder = station.store.path.parent
    assert (folder / "search.db").exists()
    assert all(fact in _pages(station) for fact in _told_by(ticket))
    station.unpair()
    assert [file.name for file in folder.rglob("search*")] == []
    assert [_rows(station, table) for table in ("tickets", "aliases", "search_queue")] == [0, 0, 0]
    left = _pages(station)
    assert [fact for fact in (*_told_by(ticket), ticket["ticketId"].encode()) if fact in left] == []


def test_the_settings_that_stay_are_the_devices_own(place: Place) -> None:
    station = place.station
    _know_a_guest(place)
    station.store.put(names_forgotten=1, contacts_unsettled=1, contacts_withheld=1, removed_device="dev", list_wanted=1)
    station.set_training(is_training=True)
    station.unpair()
    own = {"clock", "closed_cleanly", "presence_format"}
    assert {key for key in _settings(station) if not key.startswith("forget_at:")} <= own


def test_another_pairing_lets_go_of_every_list(place: Place) -> None:
    ticket, station = _know_a_guest(place), place.station
    station.pair(place.url, place.venue.pairing_code(), "door-1")
    station.place().round.forget()  # As following it begins.
    assert station.store.get("search_key") is None
    left = _pages(station)
    assert [fact for fact in (*_told_by(ticket), ticket["ticketId"].encode()) if fact in left] == []


def test_what_a_crash_left_of_the_index_goes_at_the_next_start(place: Place, tmp_path: Path) -> None:
    _know_a_guest(place)
    folder = place.station.store.path.parent
    kept = shutil.copy(folder / "search.db", tmp_path / "kept")
    place.station.unpair()
    shutil.copy(kept, folder / "search.db")
    place.reopen()
    assert [file.name for file in folder.glob("search*")] == []


def test_a_log_beside_the_file_that_cannot_be_emptied_now_is_emptied_at_the_next_start(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ticket, station = _know_a_guest(place), place.station

    def fail(_: Store) -> None:
        raise StoreError("The disk is busy.")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "settle", fail)
        station.unpair()
        assert not station.is_paired
        assert _told_by(ticket)[0] in _pages(station)
    shutil.copytree(station.store.path.parent, tmp_path / "crashed")
    place.stations.append(again := Station(tmp_path / "crashed", allow_keyring=False))
    assert _told_by(ticket)[0] not in _pages(again)


def test_the_way_people_pass_is_kept_over_a_restart_and_not_over_another_pairing(place: Place) -> None:
    place.station.set_direction(Direction.EXIT)
    assert place.reopen().status().direction is Direction.EXIT
    place.station.set_direction(None)
    assert place.reopen().status().direction is Direction.ENTRY
    place.station.set_direction(Direction.LOOK)
    place.station.unpair()
    place.station.pair(place.url, place.venue.pairing_code(), "door-1")
    assert place.station.status().direction is Direction.ENTRY
