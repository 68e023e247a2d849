"""Telling other doors of an attempt: who heard, who did not, and how long a person waits for it."""

import threading
import time

import pytest

from sync.device.gossip import MOST_BESIDE_AN_ATTEMPT, MOST_ENTRIES_A_PAGE, Told
from sync.protocol.log import past_scan_of
from sync.rules.door_log import Kind, find_rival
from tests.fakes.lossy_link import LossyLink, Weather
from tests.sync.peers.doors import TICKET, Hall, HereDoor, wait_until

Two = tuple[HereDoor, HereDoor]


def _meet(north: HereDoor, south: HereDoor) -> None:
    """Open both, each knowing where the other is."""
    south.open()
    north.open(south.address)
    south.peers.add_address(north.address)
    wait_until(lambda: north.peers.visible() and south.peers.visible(), "they see each other")


def test_a_door_that_was_told_has_the_attempt_when_the_call_returns(two: Two) -> None:
    north, south = two
    _meet(north, south)
    attempt = north.write(Kind.ATTEMPT)
    assert north.peers.tell(attempt, 1.0) == Told(heard=1, missing=0)
    assert south.held(north) == attempt.seq


def test_what_the_other_door_wrote_meanwhile_comes_back_with_the_answer(two: Two) -> None:
    north, south = two
    _meet(north, south)
    admit = south.write(Kind.ADMIT)  # Nobody was told of it.
    assert north.peers.tell(north.write(Kind.ATTEMPT), 1.0).heard == 1
    assert north.held(south) == admit.seq


def test_a_door_counts_as_asked_once_all_of_its_own_log_is_here(two: Two) -> None:
    north, south = two
    _meet(north, south)
    south.write_many(2 * MOST_ENTRIES_A_PAGE)
    admit = south.write(Kind.ADMIT)
    assert north.peers.tell(north.write(Kind.ATTEMPT), 10.0).heard == 1
    assert north.held(south) == admit.seq


def test_a_door_that_nobody_sees_is_missing(hall: Hall) -> None:
    north, south, away = (hall.door(name) for name in ("north", "south", "away"))
    hall.know_each_other()
    _meet(north, south)
    assert north.peers.tell(north.write(Kind.ATTEMPT), 1.0) == Told(heard=1, missing=1)
    assert away.held(north) == 0


def test_a_revoked_door_is_not_missed(hall: Hall) -> None:
    north, south, stolen = (hall.door(name) for name in ("north", "south", "stolen"))
    hall.know_each_other(revoked=[stolen])
    _meet(north, south)
    assert north.peers.tell(north.write(Kind.ATTEMPT), 1.0) == Told(heard=1, missing=0)


def test_the_attempt_goes_before_a_long_tail_of_older_things(hall: Hall) -> None:
    north, south, east = (hall.door(name) for name in ("north", "south", "east"))
    hall.know_each_other()
    south.open()
    link = LossyLink(south.peers.port)
    north.open(link.address)
    wait_until(north.peers.visible, "they see each other")
    east.write_many(5 * MOST_BESIDE_AN_ATTEMPT)
    north.replica.take(east.replica.lacking({}, 5 * MOST_BESIDE_AN_ATTEMPT), north.clock.read())
    attempt = north.write(Kind.ATTEMPT)
    assert north.peers.tell(attempt, 1.0).heard == 1
    assert south.held(north) == attempt.seq
    link.close()


@pytest.mark.parametrize("weather", [Weather(is_silent=True), Weather(trickle_s=0.2), Weather(delay_s=1.0)])
def test_a_door_that_stops_answering_costs_one_deadline_and_then_nothing(two: Two, weather: Weather) -> None:
    north, south = two
    south.open()
    link = LossyLink(south.peers.port)
    north.open(link.address)
    wait_until(north.peers.visible, "it answers")
    link.weather = weather
    first = _time_to_tell(north)
    second = _time_to_tell(north)
    assert first < 0.45
    assert second < 0.05
    link.close()


def test_a_dead_door_costs_the_others_nothing(hall: Hall) -> None:
    north, south, dead = (hall.door(name) for name in ("north", "south", "dead"))
    hall.know_each_other()
    dead.open()
    link = LossyLink(dead.peers.port)
    _meet(north, south)
    north.peers.add_address(link.address)
    wait_until(lambda: len(north.peers.visible()) == 2, "both answer")
    link.weather = Weather(is_silent=True)
    assert north.peers.tell(north.write(Kind.ATTEMPT), 0.25) == Told(heard=1, missing=1)
    began = time.monotonic()
    patience_s = 60.0
    assert north.peers.tell(north.write(Kind.ATTEMPT), patience_s) == Told(heard=1, missing=1)
    assert time.monotonic() - began < patience_s / 2  # The dead door is not waited for a second time.
    link.close()


def test_a_door_that_came_back_is_told_again(two: Two) -> None:
    north, south = two
    south.open()
    link = LossyLink(south.peers.port)
    north.open(link.address)
    wait_until(north.peers.visible, "it answers")
    link.cut()
    assert north.peers.tell(north.write(Kind.ATTEMPT), 0.25) == Told(heard=0, missing=1)
    link.mend()
    wait_until(lambda: north.peers.tell(north.write(Kind.ATTEMPT), 0.25).heard, "it is told again")
    link.close()


def test_of_two_doors_at_one_moment_exactly_one_finds_no_rival(two: Two) -> None:
    north, south = two
    _meet(north, south)
    for _ in range(30):
        both = threading.Barrier(2)
        free: list[HereDoor] = []
        asking = [threading.Thread(target=_ask, args=(door, both, free)) for door in two]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        assert len(free) == 1


def _ask(door: HereDoor, both: threading.Barrier, free: list[HereDoor]) -> None:
    """As the session does without a server: write the attempt down, tell, look for a rival, and answer it."""
    both.wait()
    attempt = door.write(Kind.ATTEMPT)
    assert door.peers.tell(attempt, 2.0).missing == 0
    with door.store.reading() as connection:
        scans = door.scan_log.scans(connection, TICKET)
    if find_rival(scans, past_scan_of(attempt), door.clock.read().corrected) is None:
        free.append(door)
    both.wait()
    door.write(Kind.DENY, target=attempt)


def _time_to_tell(door: HereDoor) -> float:
    attempt = door.write(Kind.ATTEMPT)
    began = time.monotonic()
    assert door.peers.tell(attempt, 0.25).heard == 0
    return time.monotonic() - began
