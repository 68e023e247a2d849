"""A station at its door: online by the server's word, offline by its own, and never out of step for long."""

import secrets
from pathlib import Path
from typing import Any

import pytest

from doorward.demo.cable import Cable
from scanner_app.door.session import DoorSession
from scanner_app.door.shown import Connection, Source, SyncPhase
from scanner_app.door.station import Station
from server.doors.pairing import revoke_device
from sync.device.client import ServerClient
from sync.device.errors import DeviceNotAcceptedError, NotPairedError, StoreLockedError
from sync.device.ticket_cache import put_tickets
from sync.rules.code import make_ticket_id
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import EventId, ProductNumber
from sync.rules.ticket import Ticket, TicketStatus
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, held, scan, sync, sync_steps, wait_for
from tests.scanner_app.door.portal import LOGIN_PAGE, http_answer, portal
from tests.server.doors.venue import open_venue, wait_until
from tests.serving import running_server


def _kinds(station: Station) -> list[tuple[Kind, Basis]]:
    """What the log says, oldest first."""
    return [(entry.kind, entry.basis) for entry in reversed(station.scan_log.recent(1000))]


def _cut(place: Place) -> None:
    """Pull the cable and let the station notice by a sync that fails."""
    place.cable.pull()
    assert not sync(place.station)


# On whose word.


def test_online_the_servers_word_is_asked_and_written_down(place: Place) -> None:
    [ticket] = place.tickets()
    result = scan(place.station, ticket)
    assert (result.verdict.outcome, result.basis) == (Outcome.ADMITTED, Basis.SERVER)
    assert result.holder == ticket["attendeeName"]
    assert (result.gate, result.ticket_type) == ("Main entrance", "VIP")
    assert result.list_age_s is None
    assert _kinds(place.station) == [(Kind.ATTEMPT, Basis.LOCAL), (Kind.ADMIT, Basis.SERVER)]


def test_without_a_way_to_ask_the_local_word_stands(place: Place) -> None:
    [ticket] = place.tickets()
    station = place.station
    session = DoorSession(station.store, station.scan_log, station.pairing, station.clock, claims=None)
    result = session.scan(ticket["signedCode"], Source.CAMERA)
    assert (result.verdict.outcome, result.basis) == (Outcome.ADMITTED, Basis.LOCAL)
    assert result.list_age_s is not None
    assert _kinds(station) == [(Kind.ADMIT, Basis.LOCAL)]
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
    assert _kinds(place.station) == []
    place.station.set_direction(None)
    assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED


# The network comes and goes.


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


def test_a_revoked_device_says_what_to_do_and_scans_on(place: Place) -> None:
    [ticket] = place.tickets()
    place.station.follow()
    wait_for(place.station, Connection.ONLINE)
    with place.venue.context.database.transaction() as session:
        revoke_device(session, place.venue.club.organization_id, place.station.pairing.device_id)
    client = place.station._place().client
    wait_until(lambda: _is_refused(client), "the device is refused")
    place.venue.tickets()  # Ends the listener's wait, so that it asks again now.
    wait_until(lambda: "Pair it again" in place.station.status().problem, "the problem is told")
    assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED


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


# What must not be lost.


def _set_limit(station: Station, pages: int) -> None:
    """Let the store grow to so many pages and no further, as a full disk does."""
    station.store._writer.execute(f"PRAGMA max_page_count={pages}")


def _pages(station: Station) -> int:
    return int(station.store._writer.execute("PRAGMA page_count").fetchone()[0])


@pytest.mark.parametrize("is_online", [True, False], ids=["online", "offline"])
def test_on_a_full_disk_nothing_is_green_and_with_space_the_same_ticket_is_let_in(
    place: Place, is_online: bool
) -> None:
    tickets = place.tickets(40)
    if not is_online:
        _cut(place)
    _set_limit(place.station, _pages(place.station))
    results = [scan(place.station, ticket) for ticket in tickets]
    green = [ticket for ticket, seen in zip(tickets, results, strict=True) if seen.verdict.outcome is Outcome.ADMITTED]
    amber = [ticket for ticket in tickets if ticket not in green]
    assert amber, "the disk was not full"
    assert {seen.verdict.reason for seen in results if seen.verdict.outcome is not Outcome.ADMITTED} == {
        Reason.NOT_RECORDED
    }
    logged = {entry.ticket_id for entry in place.station.scan_log.recent(1000) if entry.kind is Kind.ADMIT}
    assert logged == {ticket["ticketId"] for ticket in green}
    _set_limit(place.station, 1_000_000)
    assert {scan(place.station, ticket).verdict.outcome for ticket in amber} == {Outcome.ADMITTED}
    assert {scan(place.station, ticket).verdict.outcome for ticket in green} <= {Outcome.REFUSED}
    place.cable.plug_in()
    assert sync(place.station)
    assert place.venue.attendance()["inside"] == 40


def test_an_online_scan_waits_for_the_disk_no_more_than_twice(place: Place) -> None:
    [ticket] = place.tickets()
    statements: list[str] = []
    place.station.store._writer.set_trace_callback(statements.append)
    assert scan(place.station, ticket).basis is Basis.SERVER
    place.station.store._writer.set_trace_callback(None)
    assert statements.count("COMMIT") == 2


def test_a_restart_remembers_everything(place: Place) -> None:
    inside, waiting = place.tickets(2)
    scan(place.station, inside)
    _cut(place)
    scan(place.station, waiting)
    station = place.reopen()
    assert station.status().expected == 2
    assert station.status().inside == 2
    assert station.status().waiting >= 2
    assert {scan(station, ticket).verdict.reason for ticket in (inside, waiting)} == {Reason.ALREADY_INSIDE}
    place.cable.plug_in()
    assert sync(station)
    assert place.venue.attendance()["inside"] == 2


def test_an_attempt_that_was_uploaded_meanwhile_is_still_asked_about(place: Place) -> None:
    [ticket] = place.tickets()
    station = place.station
    paired = station._place()
    claims = paired.session._claims

    class Meddling:
        """Uploads what waits at the very moment when it is to be asked about."""

        def are_possible(self) -> bool:
            return True

        def ask(self, *asked: Any) -> Any:
            assert claims is not None
            paired.round.push_all(lambda _: None, lambda: False)
            return claims.ask(*asked)

    paired.session._claims = Meddling()  # type: ignore[assignment]
    assert scan(station, ticket).basis is Basis.SERVER


# Pairing.


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
    _cut(place)
    scan(place.station, ticket)
    code = place.venue.pairing_code()
    with pytest.raises(ValueError, match="wait for upload"):
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


# Anything may be scanned.

HOSTILE = [
    "",
    " ",
    "\x00",
    "\x00\x01\x02\x1b[31m\x7f",
    "A" * 4096,
    "%" * 4296,
    "\u202eMGY-PF-20250115",
    "ſhort K",
    "\U0001f389" * 132,
    "\ud800",
    "https://example.com/?q=' OR 1=1 --",
    '{"ticket": true}',
    "0" * 132,
    "BEGIN:VCARD\nFN:Somebody\nEND:VCARD",
]


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_anything_else_is_refused_and_written_down(place: Place, payload: str) -> None:
    result = place.station.scan(payload, Source.CAMERA)
    assert result.verdict.outcome is Outcome.REFUSED
    assert result.verdict.ticket_id is None
    assert _kinds(place.station)[-1] == (Kind.DENY, Basis.LOCAL)
    assert sync(place.station)


def test_hostile_names_go_through_unharmed(place: Place) -> None:
    name = "Robert'); DROP TABLE tickets;-- <b>é\u200f"
    ticket = _own_ticket(place, holder=name, note="\u202e VIP")
    _cut(place)
    result = place.station.scan(ticket.ticket_id, Source.TYPED)
    assert (result.holder, result.note) == (name, "\u202e VIP")


def _own_ticket(place: Place, **fields: Any) -> Ticket:
    """A ticket put straight into the station's list."""
    event = place.station._place().session.policy.event
    ticket_id = None
    while ticket_id is None:
        ticket_id = make_ticket_id(event.code_prefix, secrets.randbits(50))
    ticket = Ticket(ticket_id=ticket_id, event_id=EventId(event.event_id), product=ProductNumber(1), **fields)
    with place.station.store.writing() as connection:
        put_tickets(connection, [ticket])
    return ticket


def test_one_of_a_hundred_thousand_tickets_is_found_by_its_typed_code(place: Place) -> None:
    event = place.station._place().session.policy.event
    numbers = range(100_000)
    ids = [code for number in numbers if (code := make_ticket_id(event.code_prefix, number * 7_919))]
    tickets = [
        Ticket(ticket_id=code, event_id=event.event_id, product=ProductNumber(1), holder=f"Guest {at}")
        for at, code in enumerate(ids)
    ]
    with place.station.store.writing() as connection:
        put_tickets(connection, tickets)
    place.cable.pull()
    for at in (0, len(ids) // 2, len(ids) - 1):
        result = place.station.scan(ids[at].lower().replace("-", ""), Source.TYPED)
        assert (result.verdict.outcome, result.holder) == (Outcome.ADMITTED, f"Guest {at}")
    assert place.station.scan(ids[0], Source.TYPED).verdict.reason is Reason.ALREADY_INSIDE


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (TicketStatus.REVOKED, Reason.REVOKED),
        (TicketStatus.CANCELLED, Reason.CANCELLED),
        (TicketStatus.REFUNDED, Reason.REFUNDED),
        (TicketStatus.UNPAID, Reason.UNPAID),
    ],
)
def test_offline_the_list_says_what_a_ticket_is_worth(place: Place, status: TicketStatus, reason: Reason) -> None:
    ticket = _own_ticket(place, status=status)
    _cut(place)
    assert place.station.scan(ticket.ticket_id, Source.TYPED).verdict.reason is reason
