"""Closing the program while the network keeps silent: quick, and nothing is lost."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scanner_app.door.shown import Connection
from scanner_app.door.station import Station
from sync.device.errors import ServerUnreachableError
from sync.rules.verdict import Outcome, Reason
from tests.scanner_app.door.place import Place, scan, sync, wait_for

AT_ONCE_S = 1.5


@contextmanager
def _silence(port: int = 0) -> Iterator[str]:
    """Something that takes connections and never reads from them; its address."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("full", [False, True])
def test_hanging_up_ends_a_sync_that_waits_for_an_answer(place: Place, *, full: bool) -> None:
    [ticket] = place.tickets()
    station = place.station
    place.cable.pull()
    with _silence(place.cable.port):
        done: list[bool] = []
        syncing = threading.Thread(target=lambda: done.append(sync(station, full=full)))
        syncing.start()
        syncing.join(0.5)
        assert syncing.is_alive()
        assert scan(station, ticket).verdict.outcome is Outcome.ADMITTED
        began = time.monotonic()
        station.hang_up()
        syncing.join(10)
        folder = station.store.path.parent
        station.close()
        assert time.monotonic() - began < AT_ONCE_S
        assert done == [False]
    place.cable.plug_in()
    place.stations[0] = again = Station(folder, allow_keyring=False)
    assert scan(again, ticket).verdict.reason is Reason.ALREADY_INSIDE
    assert sync(again)
    assert place.venue.attendance()["inside"] == 1


def test_a_station_that_listens_closes_at_once(place: Place) -> None:
    station = place.open_station("listening")
    station.follow()
    wait_for(station, Connection.ONLINE)
    time.sleep(0.3)  # It now waits for news, which may take ten seconds.
    began = time.monotonic()
    station.close()
    assert time.monotonic() - began < AT_ONCE_S
    place.stations.remove(station)


def test_hanging_up_ends_a_pairing_that_waits_for_an_answer(tmp_path: Path) -> None:
    station = Station(tmp_path, allow_keyring=False)
    with _silence() as address:
        ended: list[Exception] = []

        def pair() -> None:
            try:
                station.pair(address, "7K3M9-QXZ55", "Door")
            except ServerUnreachableError as error:
                ended.append(error)

        pairing = threading.Thread(target=pair, daemon=True)
        pairing.start()
        pairing.join(0.5)
        assert pairing.is_alive()
        began = time.monotonic()
        station.hang_up()
        pairing.join(10)
        station.close()
        assert time.monotonic() - began < AT_ONCE_S
        assert len(ended) == 1


def test_once_hung_up_no_pairing_begins(place: Place) -> None:
    place.station.hang_up()
    with pytest.raises(ServerUnreachableError):
        place.station.pair(place.url, place.venue.pairing_code(), "again")


def test_hanging_up_twice_or_before_pairing_is_fine(place: Place) -> None:
    fresh = Station(place.folder / "fresh", allow_keyring=False)
    fresh.hang_up()
    fresh.close()
    place.station.hang_up()
    place.station.hang_up()
    assert not sync(place.station)
