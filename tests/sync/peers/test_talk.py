"""Doors on one network, over real TLS connections: what one knows the others know."""

import threading
import time

from sync.device.gossip import MOST_ENTRIES_A_PAGE
from sync.device.pairing import load_policy
from sync.rules.door_log import Kind
from tests.sync.making import make_id
from tests.sync.peers.doors import LOOPBACK, Hall, HereDoor, wait_until

Two = tuple[HereDoor, HereDoor]


def test_what_one_door_writes_the_other_has_within_a_moment(two: Two) -> None:
    north, south = two
    north.write(Kind.ADMIT)
    south.open()
    north.open(south.address)
    wait_until(lambda: south.held(north) == 1, "the south has the first")
    written = time.monotonic()
    north.write(Kind.EXIT)
    north.peers.changed()
    wait_until(lambda: south.held(north) == 2, "the south has the second")
    assert time.monotonic() - written < 1.0
    assert south.news == 2


def test_a_door_that_only_answers_hears_and_is_heard(two: Two) -> None:
    north, south = two
    south.write(Kind.ADMIT)
    south.open()
    north.open(south.address)
    wait_until(lambda: north.held(south) == 1, "the asking door takes what is answered")
    assert south.peers.visible() == []
    assert [peer.device_id for peer in north.peers.visible()] == [south.device_id]


def test_a_door_that_is_asked_asks_back_where_that_may_be_known(two: Two) -> None:
    north, south = two
    south.open(is_announced=True)
    north.open(south.address, is_announced=True)
    wait_until(south.peers.visible, "the south sees the north")
    [seen] = south.peers.visible()
    assert (seen.device_id, seen.address) == (north.device_id, north.address)


def test_a_log_of_many_pages_comes_over_at_once(two: Two) -> None:
    north, south = two
    north.write_many(3 * MOST_ENTRIES_A_PAGE + 7)
    south.open()
    north.open(south.address)
    wait_until(lambda: south.held(north) == 3 * MOST_ENTRIES_A_PAGE + 7, "all of it", patience_s=30)


def test_a_door_out_of_sight_all_night_hands_its_log_over_by_way_of_another(hall: Hall) -> None:
    cellar, stairs, office = (hall.door(name) for name in ("cellar", "stairs", "office"))
    hall.know_each_other()
    for number in range(20):
        cellar.write(Kind.ADMIT, make_id(number))
    office.open()
    stairs.open(office.address)
    cellar.open(stairs.address)  # It sees nobody else.
    wait_until(lambda: office.held(cellar) == 20, "the office has the cellar's night")


def test_an_address_is_tried_until_somebody_answers_there(two: Two) -> None:
    north, south = two
    south.open()
    address, port = south.address, south.peers.port
    south.peers.stop()
    north.open(address)
    time.sleep(0.3)
    assert north.peers.visible() == []
    south.open(port=port)
    wait_until(north.peers.visible, "the north sees the south")


def test_a_door_that_goes_is_no_longer_seen(two: Two) -> None:
    north, south = two
    south.open()
    north.open(south.address)
    wait_until(north.peers.visible, "they see each other")
    south.peers.stop()
    wait_until(lambda: not north.peers.visible(), "it is gone")


def test_a_typed_address_is_remembered_at_the_next_start(two: Two) -> None:
    north, south = two
    south.open()
    north.open()
    north.peers.add_address(f" {south.address} ")
    wait_until(north.peers.visible, "the typed one answers")
    north.peers.stop()
    assert north.open().addresses() == [south.address]
    wait_until(north.peers.visible, "the remembered one answers")
    north.peers.forget_address(south.address)
    assert north.peers.addresses() == []
    wait_until(lambda: not north.peers.visible(), "the forgotten one is let go")


def test_a_door_that_is_reached_in_two_ways_is_one_door(two: Two) -> None:
    north, south = two
    south.open()
    north.open(south.address, f"localhost:{south.peers.port}")
    wait_until(north.peers.visible, "it is seen")
    attempt = north.write(Kind.ATTEMPT)
    told = north.peers.tell(attempt, 1.0)
    assert (told.heard, told.missing) == (1, 0)
    assert len(north.peers.visible()) == 1


def test_its_own_address_is_no_peer(two: Two) -> None:
    north, _ = two
    north.open()
    north.peers.add_address(north.address)
    time.sleep(0.3)
    assert north.peers.visible() == []


def test_a_newer_policy_goes_from_door_to_door(hall: Hall) -> None:
    north, south = hall.door("north"), hall.door("south")
    hall.know_each_other()
    north.learn(hall.policy(north, south))
    north.open()
    south.open(north.address)
    wait_until(lambda: south.policy_version() == 2, "the asking door has the newer policy")
    south.learn(hall.policy(north, south))
    wait_until(lambda: north.policy_version() == 3, "the asked door has the newer policy")


def test_a_door_enrolled_since_makes_itself_known_by_its_policy(hall: Hall) -> None:
    old = hall.door("old")
    hall.know_each_other()
    new = hall.door("new")
    new.learn(hall.policy(old, new))
    new.write(Kind.ADMIT)
    old.open()
    new.open(old.address)
    wait_until(lambda: old.held(new) == 1, "the old door took the new one's entries")


def test_a_door_enrolled_since_makes_itself_known_also_where_it_is_asked(hall: Hall) -> None:
    old = hall.door("old")
    hall.know_each_other()
    new = hall.door("new")
    new.learn(hall.policy(old, new))
    new.write(Kind.ADMIT)
    new.open()
    old.open(new.address)
    wait_until(lambda: old.held(new) == 1, "the old door took the new one's entries")
    assert len(load_policy(old.store).doors) == 2


def test_another_port_is_taken_where_the_wanted_one_is_not_free(two: Two) -> None:
    north, south = two
    south.open()
    north.open(port=south.peers.port)
    assert north.peers.port not in (0, south.peers.port)
    south.peers.add_address(f"{LOOPBACK}:{north.peers.port}")
    wait_until(south.peers.visible, "it answers there")


def test_stopping_ends_every_thread_within_two_seconds(two: Two) -> None:
    before = set(threading.enumerate())
    north, south = two
    south.open()
    north.open(south.address, "192.0.2.1:9", "no-such-name.invalid")  # One that never answers, and no name at all.
    wait_until(north.peers.visible, "they talk")
    began = time.monotonic()
    north.peers.stop()
    south.peers.stop()
    assert time.monotonic() - began < 2.0
    left = {thread for thread in set(threading.enumerate()) - before if not thread.name.startswith("peer-tell")}
    assert not {thread.name for thread in left}
