"""Doors over a bad network: whatever it does, both have everything in the end, and nothing twice."""

import time

import pytest

from sync.device.gossip import MOST_ENTRIES_A_PAGE
from sync.rules.door_log import Kind
from tests.fakes.lossy_link import FAIR, LossyLink, Weather
from tests.sync.making import make_id
from tests.sync.peers.doors import Hall, HereDoor, wait_until

Two = tuple[HereDoor, HereDoor]

STORMS = {
    "lost packets": Weather(loss=0.2),
    "delay": Weather(delay_s=0.1),
    "overtaking": Weather(overtaking_s=0.3, loss=0.1),
    "half an answer": Weather(answer_bytes=3_000),
    "half-open": Weather(is_silent=True),
    "trickle": Weather(trickle_s=0.05),
    "cut": Weather(is_cut=True),
}


@pytest.mark.parametrize("storm", list(STORMS))
def test_both_doors_have_everything_once_the_storm_is_over(two: Two, storm: str) -> None:
    north, south = two
    south.open()
    link = LossyLink(south.peers.port, seed=3)
    try:
        link.weather = STORMS[storm]
        north.open(link.address)
        for number in range(60):
            north.write(Kind.ADMIT, make_id(number))
            south.write(Kind.ADMIT, make_id(1_000 + number))
            north.peers.changed()
            time.sleep(0.02)
        link.mend()
        _wait_for_agreement(north, south)
        assert len(north.replica.lacking({}, 1_000)) == 120
    finally:
        link.close()


def test_everything_comes_over_in_a_lasting_drizzle(two: Two) -> None:
    """The weather never clears; a page that did not come is asked for again."""
    north, south = two
    north.write_many(MOST_ENTRIES_A_PAGE + 50)
    south.open()
    link = LossyLink(south.peers.port, seed=5)
    try:
        link.weather = Weather(loss=0.02, delay_s=0.002, overtaking_s=0.02)
        north.open(link.address)
        _wait_for_agreement(north, south)
    finally:
        link.close()


def test_a_page_that_arrived_while_its_answer_did_not_is_held_once(two: Two) -> None:
    north, south = two
    south.open()
    link = LossyLink(south.peers.port)
    try:
        north.open(link.address)
        wait_until(north.peers.visible, "they meet")
        link.weather = Weather(answer_bytes=0)
        north.write(Kind.ADMIT)
        north.peers.changed()
        wait_until(lambda: south.held(north) == 1, "the page arrived")
        wait_until(lambda: not north.peers.visible(), "its answer did not")
        north.write(Kind.EXIT)
        link.weather = FAIR
        _wait_for_agreement(north, south)
        assert [entry.kind for entry in south.replica.lacking({}, 10)] == [Kind.ADMIT, Kind.EXIT]
    finally:
        link.close()


def test_a_ring_of_doors_that_breaks_and_heals_agrees(hall: Hall) -> None:
    doors = [hall.door(name) for name in ("a", "b", "c", "d")]
    hall.know_each_other()
    links = []
    try:
        for door in doors:
            door.open()
        for door, following in zip(doors, [*doors[1:], doors[0]], strict=True):
            link = LossyLink(following.peers.port)
            links.append(link)
            door.peers.add_address(link.address)
        links[0].cut()
        links[2].cut()
        for number, door in enumerate(doors * 5):
            door.write(Kind.ADMIT, make_id(number))
            door.peers.changed()
        links[0].mend()
        _wait_for_agreement(*doors)
        assert len(doors[0].replica.vector()) == 4
    finally:
        for link in links:
            link.close()


def _wait_for_agreement(*doors: HereDoor) -> None:
    def agree() -> bool:
        vectors = [door.replica.vector() for door in doors]
        return all(vector == vectors[0] for vector in vectors) and bool(vectors[0])

    wait_until(agree, "all hold the same", patience_s=40)
