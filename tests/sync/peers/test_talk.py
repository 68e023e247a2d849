"""Doors on one network, over real TLS connections: what one knows the others know."""

import time

from sync.rules.door_log import Kind
from tests.server.doors.venue import wait_until
from tests.sync.peers.doors import HereDoor


def test_what_one_door_writes_the_other_has_within_a_moment(two: tuple[HereDoor, HereDoor]) -> None:
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
