"""A server gone wrong, or something in its place: the door scans on, says what to do, and comes back by itself."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
import pytest

from scanner_app.door.shown import Connection, Source
from sync.device.client import ServerClient
from sync.device.errors import ServerGarbledError, StoreError
from sync.protocol.messages import ClaimAnswer, PullAnswer, PullRequest, TimeAnswer
from sync.protocol.signing import sign_entry
from sync.rules.door_log import Kind
from sync.rules.ids import LARGEST_WHOLE, GateId, LogId
from sync.rules.verdict import Earlier, Outcome, Reason, Verdict
from tests.scanner_app.door.place import Place, held, scan, sync, sync_steps, wait_for
from tests.scanner_app.door.portal import LOGIN_PAGE, http_answer, portal
from tests.server.doors.venue import wait_until

T = TypeVar("T")


def _door_threads() -> list[str]:
    names = (thread.name for thread in threading.enumerate())
    return sorted(name for name in names if name in ("door-listener", "door-uploader"))


def _bend(monkeypatch: pytest.MonkeyPatch, message: str, change: Callable[[Any], Any]) -> None:
    """Have every answer to ``message`` changed on its way."""
    real = getattr(ServerClient, message)
    monkeypatch.setattr(ServerClient, message, lambda client, *asked: change(real(client, *asked)))


def test_a_login_page_in_the_servers_place_is_told_of_while_following(place: Place) -> None:
    place.station.follow()
    wait_for(place.station, Connection.ONLINE)
    assert place.station.status().problem == ""
    place.cable.pull()
    with portal(place.cable.port, http_answer("200 OK", LOGIN_PAGE)):
        problem = wait_until(lambda: place.station.status().problem, "the problem is told")
        assert "login page" in problem
        assert place.station.status().connection is Connection.OFFLINE
    place.cable.plug_in()
    wait_for(place.station, Connection.ONLINE)
    wait_until(lambda: place.station.status().problem == "", "the problem is over")


def test_a_network_that_is_away_is_shown_as_offline_and_as_no_problem(place: Place) -> None:
    place.station.follow()
    wait_for(place.station, Connection.ONLINE)
    place.cable.pull()
    wait_for(place.station, Connection.OFFLINE)
    assert place.station.status().problem == ""


def test_a_store_that_fails_for_a_moment_ends_neither_listening_nor_uploading(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = place.station
    station.follow()
    wait_for(station, Connection.ONLINE)
    has_failed = threading.Event()

    def fail(_key: str) -> Any:
        has_failed.set()
        raise StoreError("The ticket store failed: disk I/O error.")

    with monkeypatch.context() as moment:
        moment.setattr(station.store, "get", fail)
        place.venue.tickets()
        assert has_failed.wait(10)
        wait_until(lambda: "disk I/O" in station.place().follower.problem, "the problem is told")
    [ticket] = place.venue.tickets()
    wait_until(lambda: held(station, ticket) is not None, "the listener hears again")
    assert _door_threads() == ["door-listener", "door-uploader"]
    assert scan(station, ticket).verdict.outcome is Outcome.ADMITTED
    wait_until(lambda: station.status().waiting == 0, "the uploader uploads again")


@pytest.mark.parametrize("number", [LARGEST_WHOLE, -LARGEST_WHOLE, 2**63, 2**70, -(2**70)])
@pytest.mark.parametrize("field", ["cursor", "vector", "valid_until", "product"])
def test_a_number_beyond_all_bounds_in_a_page_stops_neither_scans_nor_the_next_sync(
    place: Place, monkeypatch: pytest.MonkeyPatch, field: str, number: int
) -> None:
    [ticket, other] = place.tickets(2)
    station = place.station

    def bend(answer: PullAnswer) -> PullAnswer:
        if field == "cursor":
            return msgspec.structs.replace(answer, cursor=number)
        if field == "vector":
            return msgspec.structs.replace(answer, vector={station.scan_log.log_id: number})
        strange = held(station, other)
        assert strange is not None
        return msgspec.structs.replace(answer, tickets=(msgspec.structs.replace(strange, **{field: number}),))

    with monkeypatch.context() as moment:
        _bend(moment, "pull", bend)
        sync(station)
    assert scan(station, ticket).verdict.outcome is Outcome.ADMITTED
    scan(station, other)
    # A place in the feed that the server does not know is let go of by the first round.
    assert sync(station, full=True) or sync(station, full=True)
    place.cable.pull()
    assert scan(station, ticket).verdict.reason is Reason.ALREADY_INSIDE


@pytest.mark.parametrize("number", [LARGEST_WHOLE, -LARGEST_WHOLE, 2**63, 2**70])
def test_a_servers_time_beyond_all_bounds_never_raises_in_a_scan(
    place: Place, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    tickets = place.tickets(2)
    with monkeypatch.context() as moment:
        _bend(moment, "time", lambda answer: TimeAnswer(answer.sent, number, number))
        sync(place.station)
        place.cable.pull()
        assert scan(place.station, tickets[0]).verdict.outcome is Outcome.ADMITTED
        place.station.status()
    place.cable.plug_in()
    assert sync(place.station)
    assert scan(place.station, tickets[1]).verdict.outcome is Outcome.ADMITTED


@pytest.mark.parametrize("number", [LARGEST_WHOLE, -LARGEST_WHOLE, 2**63, 2**70])
@pytest.mark.parametrize("field", ["vector", "earlier", "product", "valid_from"])
def test_a_number_beyond_all_bounds_in_a_verdict_never_raises_in_a_scan(
    place: Place, monkeypatch: pytest.MonkeyPatch, field: str, number: int
) -> None:
    ticket, other = place.tickets(2)
    log_id = place.station.scan_log.log_id

    def bend(answer: ClaimAnswer) -> ClaimAnswer:
        if field == "vector":
            return msgspec.structs.replace(answer, vector={log_id: number})
        if field == "earlier":
            earlier = Earlier(number, GateId(""), LogId("dev.1"))
            verdict = Verdict(Outcome.REFUSED, Reason.ALREADY_INSIDE, answer.verdict.ticket_id, earlier)
            return msgspec.structs.replace(answer, verdict=verdict)
        assert answer.ticket is not None
        return msgspec.structs.replace(answer, ticket=msgspec.structs.replace(answer.ticket, **{field: number}))

    with monkeypatch.context() as moment:
        _bend(moment, "claim", bend)
        place.station.scan(ticket["signedCode"], Source.CAMERA)
    assert sync(place.station, full=True)
    assert scan(place.station, other).verdict.outcome is Outcome.ADMITTED


def test_entries_that_a_server_invents_for_this_doors_own_log_are_passed_over(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = place.tickets(3)
    station = place.station
    scan(station, first)
    assert sync(station)
    own = station.scan_log.recent(1)[0]
    invented, _ = sign_entry(msgspec.structs.replace(own, seq=own.seq + 1), station.pairing.signing_key)
    with monkeypatch.context() as moment:
        _bend(moment, "pull", lambda answer: msgspec.structs.replace(answer, entries=(invented,)))
        assert sync(station)
    assert [scan(station, ticket).verdict.reason for ticket in (second, third)] == [Reason.ADMITTED, Reason.ADMITTED]
    entries = station.scan_log.recent(100)
    assert [entry.seq for entry in entries] == list(range(len(entries), 0, -1))
    assert sync(station)
    assert {entry["seq"] for entry in place.venue.entries() if entry["kind"] == Kind.ADMIT} == {2, 4, 6}


@pytest.mark.parametrize("vector", [{}, 0, -1, -LARGEST_WHOLE])
def test_a_server_that_takes_nothing_is_given_up_on_and_told_of(
    place: Place, monkeypatch: pytest.MonkeyPatch, vector: object
) -> None:
    station = place.station
    [ticket] = place.tickets()
    station.place().breaker.failed()
    scan(station, ticket)
    held_there = {} if vector == {} else {station.scan_log.log_id: vector}
    with monkeypatch.context() as moment:
        _bend(moment, "push", lambda answer: msgspec.structs.replace(answer, vector=held_there))
        with pytest.raises(ServerGarbledError, match="took none"):
            station.place().round.push_all(lambda _: None, lambda: False)
        assert "tell the organizer" in sync_steps(station)[-1].detail
    assert sync(station)
    assert station.status().waiting == 0


def test_a_log_that_is_never_confirmed_fails_no_sync(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = place.tickets(2)
    place.cable.pull()
    scan(place.station, first)
    stuck = place.station.scan_log.log_id
    station = place.reopen()
    scan(station, second)
    place.cable.plug_in()

    def forget(answer: Any) -> Any:
        return msgspec.structs.replace(answer, vector={at: seq for at, seq in answer.vector.items() if at != stuck})

    with monkeypatch.context() as moment:
        _bend(moment, "push", forget)
        assert sync(station)
    assert station.scan_log.unconfirmed() == []
    # The feed told that it had arrived all the same.
    assert station.scan_log.kept_aside() == 0
    assert {entry["ticketId"] for entry in place.venue.entries()} == {first["ticketId"], second["ticketId"]}


def test_a_page_of_a_server_that_says_more_for_ever_can_be_cancelled(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[PullRequest] = []
    real = ServerClient.pull

    def more(client: ServerClient, request: PullRequest) -> PullAnswer:
        asked.append(request)
        return msgspec.structs.replace(real(client, request), more=True)

    monkeypatch.setattr(ServerClient, "pull", more)
    for full in (False, True):
        asked.clear()
        is_done = place.station.sync(full=full, report=lambda _: None, is_cancelled=lambda: len(asked) > 5)
        assert not is_done
        assert len(asked) == 6
