"""Preflight at a real station and server: each check finds what is wrong, and none writes anything down."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from scanner_app.door.battery import read_power
from scanner_app.door.preflight import (
    Check,
    Finding,
    Mend,
    State,
    check_clock,
    check_disk,
    check_keys,
    check_list,
    check_outage,
    check_peers,
    check_power,
    is_green,
    last_green,
    remember_green,
)
from scanner_app.door.rehearsal import rehearse_outage
from scanner_app.door.shown import Connection
from scanner_app.door.station import Station
from sync.device.digest import compare_lists
from sync.device.errors import CancelledError, ServerUnreachableError
from sync.device.pairing import find_signed_policy
from sync.rules.verdict import Outcome
from tests.scanner_app.door.place import Place, cut, kinds, scan, sync, wait_for
from tests.server.doors.venue import wait_until


def tamper(station: Station, change: str, *values: object) -> None:
    """Change the list behind everybody's back."""
    with station.store.writing() as connection:
        connection.execute(change, values)


def test_after_a_sync_the_list_is_the_servers(place: Place) -> None:
    place.tickets(3)
    finding = check_list(place.station)
    assert (finding.state, finding.what) == (State.OK, "3 tickets, the same as on the server")


def test_tickets_sold_since_the_last_sync_are_fetched_first(place: Place) -> None:
    place.tickets(1)
    place.venue.tickets(2)
    assert check_list(place.station).what.startswith("3 tickets, the same")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE tickets SET holder = 'Somebody else' WHERE ticket_id = ?",
        "UPDATE tickets SET status = 2 WHERE ticket_id = ?",
        "DELETE FROM tickets WHERE ticket_id = ?",
    ],
    ids=["another-name", "another-status", "missing"],
)
def test_a_list_that_differs_is_told_and_mended_by_a_full_resync(place: Place, change: str) -> None:
    first, _ = place.tickets(2)
    tamper(place.station, change, first["ticketId"])
    finding = check_list(place.station)
    assert (finding.state, finding.mend) == (State.FAILED, Mend.FULL_RESYNC)
    assert "differs" in finding.what
    assert "Fetch the whole list" in finding.advice
    assert sync(place.station, full=True)
    assert check_list(place.station).state is State.OK


def test_a_claimed_ticket_that_the_feed_has_not_brought_yet_is_no_difference(place: Place) -> None:
    place.tickets(1)
    [sold] = place.venue.tickets(1)
    assert scan(place.station, sold).verdict.outcome is Outcome.ADMITTED
    assert check_list(place.station).state is State.OK


def test_without_a_network_the_list_is_counted_and_not_compared(place: Place) -> None:
    place.tickets(2)
    cut(place)
    finding = check_list(place.station)
    assert finding.state is State.LOOK
    assert finding.what == "2 tickets, not compared with the server"


def test_a_door_without_any_list_must_not_open(place: Place) -> None:
    fresh = Station(place.folder / "fresh", allow_keyring=False)
    place.stations.append(fresh)
    fresh.pair(place.url, place.venue.pairing_code(), "fresh")
    place.cable.pull()
    assert check_list(fresh).state is State.FAILED


def test_paired_with_another_gate_meanwhile_it_waits_no_more_for_the_list_of_the_one_before(place: Place) -> None:
    fresh = Station(place.folder / "fresh", allow_keyring=False)
    place.stations.append(fresh)
    fresh.pair(place.url, place.venue.pairing_code(), "fresh")
    place.cable.pull()
    fresh.follow()
    with ThreadPoolExecutor() as pool:
        checked = pool.submit(check_list, fresh)
        with pytest.raises(TimeoutError):
            checked.result(0.5)
        fresh.pair(place.venue.server.url, place.venue.pairing_code(), "anew")
        with pytest.raises(CancelledError):
            checked.result(5)


def test_the_outage_decides_a_ticket_without_the_server_and_writes_nothing(place: Place) -> None:
    place.tickets(1)
    finding = check_outage(place.station)
    assert finding.state is State.OK
    assert "“Admitted”" in finding.what
    assert kinds(place.station) == []
    assert place.station.scan_log.waiting() == 0


def test_the_line_is_really_cut_and_comes_back(place: Place) -> None:
    place.tickets(1)
    client = place.station.place().client
    with client.cut_off(), pytest.raises(ServerUnreachableError):
        client.time(0)
    client.time(0)
    assert rehearse_outage(place.station).was_cut
    client.time(0)


def test_a_door_that_follows_is_online_again_after_the_outage(place: Place) -> None:
    place.tickets(1)
    place.station.follow()
    wait_for(place.station, Connection.ONLINE)
    assert check_outage(place.station).state is State.OK
    wait_for(place.station, Connection.ONLINE)
    [ticket] = place.venue.tickets(1)
    assert scan(place.station, ticket).verdict.outcome is Outcome.ADMITTED


def test_a_list_without_a_good_ticket_leaves_nothing_to_try(place: Place) -> None:
    assert check_outage(place.station).state is State.LOOK


def test_a_cancelled_event_would_let_nobody_in(place: Place) -> None:
    place.tickets(1)
    answer = place.venue.api.patch(f"/api/v1/events/{place.venue.club.event_id}", json={"status": "cancelled"})
    assert answer.is_success, answer.text
    session = place.station.place().session
    wait_until(lambda: sync(place.station) and session.policy.event.is_closed, "the door hears of it")
    finding = check_outage(place.station)
    assert finding.state is State.FAILED
    assert "Ask the organizer" in finding.advice


def test_rules_that_the_organizer_did_not_sign_are_not_believed(place: Place) -> None:
    assert check_keys(place.station).state is State.OK
    with place.station.store.reading() as connection:
        signed = find_signed_policy(connection)
    assert signed is not None
    place.station.store.put(policy_sig=bytes(64))
    finding = check_keys(place.station)
    assert finding.state is State.FAILED
    assert "Pair" in finding.advice


def test_the_clock_is_compared_now_or_known_from_before(place: Place) -> None:
    now = check_clock(place.station)
    assert now.state is State.OK
    cut(place)
    later = check_clock(place.station)
    assert later.state is State.OK
    assert later.what.endswith("as of the last contact")


def test_doors_that_are_not_in_sight_are_told(place: Place) -> None:
    assert check_peers(place.station).state is State.UNUSED
    place.open_station("door-2")
    sync(place.station)
    # This station was opened without the means to speak with others.
    assert check_peers(place.station).state is State.UNUSED


def test_power_and_disk_of_this_computer_are_told(place: Place) -> None:
    assert check_power(place.station).check is Check.POWER
    power = read_power()
    assert power is None or 0 <= power.percent <= 100
    assert "GB free" in check_disk(place.station).what


def test_when_all_was_green_is_kept_for_this_pairing_only(place: Place) -> None:
    station = place.station
    assert last_green(station) is None
    remember_green(station)
    kept = last_green(station)
    assert kept is not None
    assert last_green(place.reopen()) == kept
    place.station.pair(place.url, place.venue.pairing_code(), "anew")
    assert last_green(place.station) is None


def test_green_is_what_is_well_or_not_wanted() -> None:
    well, unused = Finding(Check.DISK, State.OK), Finding(Check.PEERS, State.UNUSED)
    assert is_green([well, unused])
    for state in (State.LOOK, State.FAILED, State.RUNNING, State.YOUR_TURN):
        assert not is_green([well, Finding(Check.CLOCK, state)])


def test_a_list_that_moves_all_the_while_is_neither_the_same_nor_another(place: Place) -> None:
    [ticket] = place.tickets(1)
    station = place.station
    parts = station.place()
    names = iter(range(1_000))

    class Moving:
        """A line on which somebody changes the list before every answer."""

        def digest(self) -> object:
            tamper(station, "UPDATE tickets SET holder = ? WHERE ticket_id = ?", str(next(names)), ticket["ticketId"])
            return parts.client.digest()

    assert compare_lists(station.store, Moving(), parts.round).is_same is None  # type: ignore[arg-type]
