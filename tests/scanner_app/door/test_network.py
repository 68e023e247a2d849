"""The network comes and goes, dies, lies and drips: scanning goes on, and everything arrives later."""

from pathlib import Path
from typing import Any

import pytest

from doorward.demo.cable import Cable
from scanner_app.door.shown import Connection, SyncPhase
from scanner_app.door.station import Station
from server.doors.pairing import revoke_device
from sync.device.client import ServerClient
from sync.device.errors import DeviceNotAcceptedError
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, scan, sync, sync_steps, wait_for
from tests.scanner_app.door.portal import LOGIN_PAGE, http_answer, portal
from tests.server.doors.venue import open_venue, wait_until
from tests.serving import running_server


def test_when_the_cable_is_pulled_scanning_goes_on_and_everything_arrives_later(place: Place) -> None:
    tickets = place.tickets(6)
    place.station.follow()
    wait_for(place.station, Connection.ONLINE)
    assert scan(place.station, tickets[0]).basis is Basis.SERVER
    place.cable.pull()
    wait_for(place.station, Connection.OFFLINE)
    offline = [scan(place.station, ticket) for ticket in tickets[1:5]]
    assert {(result.verdict.outcome, result.basis) for result in offline} == {(Outcome.ADMITTED, Basis.LOCAL)}
    assert scan(place.station, tickets[1]).verdict.reason is Reason.ALREADY_INSIDE
    assert place.station.status().waiting >= 5
    place.cable.plug_in()
    wait_for(place.station, Connection.ONLINE)
    wait_until(lambda: place.station.status().waiting == 0, "everything is uploaded")
    assert place.venue.attendance()["inside"] == 5
    wait_until(lambda: scan(place.station, tickets[5]).verdict.outcome is not Outcome.LOOK, "scanning goes on")


def test_after_the_server_dies_the_next_scans_do_not_wait_for_it(tmp_path: Path) -> None:
    with running_server(tmp_path / "server") as server, open_venue(server) as venue:
        place = Place(venue, Cable(server.port), tmp_path)
        try:
            station = place.open_station("door-1")
            tickets = place.tickets(4)
            assert scan(station, tickets[0]).basis is Basis.SERVER
            server.kill()
            assert scan(station, tickets[1]).verdict.outcome is Outcome.ADMITTED
            place.cable.pull()
            # Something that takes connections and says nothing: whoever asks it waits.
            with portal(place.cable.port, http_answer("200 OK", LOGIN_PAGE)) as silent:
                results = [scan(station, ticket) for ticket in tickets[2:]]
                assert silent.connections == 0
            assert {(result.verdict.outcome, result.basis) for result in results} == {(Outcome.ADMITTED, Basis.LOCAL)}
        finally:
            for opened in place.stations:
                opened.close()
            place.cable.pull()


@pytest.mark.parametrize(
    "answer",
    [
        http_answer("200 OK", LOGIN_PAGE, "Content-Type: text/html"),
        http_answer("302 Found", b"", "Location: http://192.0.2.1/login"),
        http_answer("511 Network Authentication Required", LOGIN_PAGE),
        http_answer("200 OK", b"{}", "Content-Type: application/json"),
        http_answer("200 OK", b'{"epoch": 3}', "Content-Type: application/json"),
        http_answer("200 OK", b"\xff\xfe\x00", "Content-Encoding: gzip"),
        http_answer("401 Unauthorized", LOGIN_PAGE),
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nshort",
        b"",
        bytes(100_000),
    ],
    ids=[
        "login-page",
        "redirect",
        "http-511",
        "empty-json",
        "other-json",
        "broken-gzip",
        "html-401",
        "ssh",
        "cut",
        "nothing",
        "zeros",
    ],
)
def test_whatever_answers_in_the_servers_place_scanning_goes_on_offline(place: Place, answer: bytes) -> None:
    [first, second] = place.tickets(2)
    place.cable.pull()
    with portal(place.cable.port, answer):
        results = [scan(place.station, ticket) for ticket in (first, second)]
        last = sync_steps(place.station, full=True)[-1]
    assert {(result.verdict.outcome, result.basis) for result in results} == {(Outcome.ADMITTED, Basis.LOCAL)}
    assert last.phase is SyncPhase.FAILED
    assert last.detail.endswith((".", "page."))
    assert place.station.status().connection is Connection.OFFLINE
    place.cable.plug_in()
    assert sync(place.station)
    assert place.venue.attendance()["inside"] == 2


def test_an_answer_that_drips_in_holds_nobody_up(place: Place) -> None:
    [first, second] = place.tickets(2)
    place.cable.pull()
    endless = http_answer("200 OK", b" " * 10_000)
    with portal(place.cable.port, endless, drips=True) as dripping:
        results = [scan(place.station, ticket) for ticket in (first, second)]
        assert dripping.connections == 1
    assert {(result.verdict.outcome, result.basis) for result in results} == {(Outcome.ADMITTED, Basis.LOCAL)}


def _is_refused(client: ServerClient) -> bool:
    try:
        client.time(0)
    except DeviceNotAcceptedError:
        return True
    return False


def test_a_revoked_device_says_what_to_do_and_lets_nobody_in(place: Place) -> None:
    [ticket] = place.tickets()
    place.station.follow()
    wait_for(place.station, Connection.ONLINE)
    with place.venue.context.database.transaction() as session:
        revoke_device(session, place.venue.club.organization_id, place.station.pairing.device_id)
    client = place.station.place().client
    wait_until(lambda: _is_refused(client), "the device is refused")
    place.venue.tickets()  # Ends the listener's wait, so that it asks again now.
    wait_until(lambda: "Pair it again" in place.station.status().problem, "the problem is told")
    assert scan(place.station, ticket).verdict.reason is Reason.DEVICE_REVOKED


def test_a_cable_pulled_in_the_middle_of_the_first_sync_costs_nothing(place: Place) -> None:
    place.venue.tickets(40)
    fresh = Station(place.folder / "fresh", allow_keyring=False)
    place.stations.append(fresh)
    fresh.pair(place.url, place.venue.pairing_code(), "fresh")
    steps: list[SyncPhase] = []

    def pull_on_download(progress: Any) -> None:
        steps.append(progress.phase)
        if progress.phase is SyncPhase.DOWNLOADING:
            place.cable.pull()

    fresh.sync(full=True, report=pull_on_download, is_cancelled=lambda: False)
    assert SyncPhase.DOWNLOADING in steps
    place.cable.plug_in()
    assert sync(fresh)
    assert fresh.status().expected == 40


def test_a_sync_can_be_cancelled_and_gone_on_with(place: Place) -> None:
    place.venue.tickets(10)
    steps: list[SyncPhase] = []
    is_done = place.station.sync(
        full=True, report=lambda progress: steps.append(progress.phase), is_cancelled=lambda: len(steps) > 1
    )
    assert not is_done
    assert steps[-1] is SyncPhase.CANCELLED
    assert sync(place.station)
    assert place.station.status().expected == 10
