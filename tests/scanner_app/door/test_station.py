"""On whose word a station decides, and what it says beside the verdict."""

from scanner_app.door.session import DoorSession
from scanner_app.door.shown import Source
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, held, kinds, scan


def test_online_the_servers_word_is_asked_and_written_down(place: Place) -> None:
    [ticket] = place.tickets()
    result = scan(place.station, ticket)
    assert (result.verdict.outcome, result.basis) == (Outcome.ADMITTED, Basis.SERVER)
    assert result.holder == ticket["attendeeName"]
    assert (result.gate, result.ticket_type) == ("Main entrance", "VIP")
    assert result.list_age_s is None
    assert kinds(place.station) == [(Kind.ATTEMPT, Basis.LOCAL), (Kind.ADMIT, Basis.SERVER)]


def test_without_a_way_to_ask_the_local_word_stands(place: Place) -> None:
    [ticket] = place.tickets()
    station = place.station
    session = DoorSession(station.store, station.scan_log, station.pairing, station.clock, claims=None)
    result = session.scan(ticket["signedCode"], Source.CAMERA)
    assert (result.verdict.outcome, result.basis) == (Outcome.ADMITTED, Basis.LOCAL)
    assert result.list_age_s is not None
    assert kinds(station) == [(Kind.ADMIT, Basis.LOCAL)]
    assert place.venue.attendance()["inside"] == 0


def test_a_repeat_names_when_where_and_by_whom(place: Place) -> None:
    [ticket] = place.tickets()
    first = scan(place.station, ticket)
    again = scan(place.station, ticket)
    assert again.verdict.reason is Reason.ALREADY_INSIDE
    assert again.verdict.earlier is not None
    assert abs(again.verdict.earlier.at - first.at) < 5_000
    assert (again.earlier_gate, again.earlier_door) == ("Main entrance", "door-1")


def test_two_doors_with_a_server_catch_a_copied_ticket(place: Place) -> None:
    other = place.open_station("door-2")
    [ticket] = place.tickets()
    assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED
    refused = scan(other, ticket)
    assert (refused.verdict.reason, refused.basis) == (Reason.ALREADY_INSIDE, Basis.SERVER)


def test_a_ticket_sold_a_moment_ago_is_let_in_with_its_holders_name(place: Place) -> None:
    [ticket] = place.venue.tickets()
    result = scan(place.station, ticket)
    assert (result.verdict.outcome, result.holder) == (Outcome.ADMITTED, ticket["attendeeName"])
    assert held(place.station, ticket) is not None


def test_offline_a_ticket_sold_after_the_sync_is_let_in_once(place: Place) -> None:
    [ticket] = place.venue.tickets()
    place.cable.pull()
    first, again = scan(place.station, ticket), scan(place.station, ticket)
    assert first.verdict.reason is Reason.SOLD_AFTER_SYNC
    assert again.verdict.reason is Reason.ALREADY_INSIDE


def test_an_exit_lets_the_next_person_in_by_the_gates_rule(place: Place) -> None:
    gate = place.venue.gate("Garden", reEntry="after_exit")
    station = place.open_station("garden", gate)
    [ticket] = place.tickets()
    assert scan(station, ticket).verdict.reason is Reason.ADMITTED
    station.set_direction(Direction.EXIT)
    assert scan(station, ticket).verdict.outcome is Outcome.EXIT
    station.set_direction(None)
    again = scan(station, ticket)
    assert (again.verdict.reason, again.basis) == (
        Reason.ADMITTED_AGAIN,
        Basis.SERVER,
    )


def test_only_looking_writes_nothing_down(place: Place) -> None:
    [ticket] = place.tickets()
    place.station.set_direction(Direction.LOOK)
    assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED
    assert kinds(place.station) == []
    place.station.set_direction(None)
    assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED
