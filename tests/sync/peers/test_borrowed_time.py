"""A door whose clock was never compared with the server's takes the time from doors whose clocks were."""

import pytest

from sync.device.borrowed_time import LARGEST_BORROWED_ERROR_MS
from sync.protocol.log import UNKNOWN_CLOCK_ERROR_MS, Reading
from sync.rules.clock import Offset
from tests.sync.making import NOW
from tests.sync.peers.doors import Hall, HereDoor

DAY_MS = 86_400_000


class HeldClock:
    """A clock that stands ``off_ms`` from the right time and goes only when it is told to."""

    def __init__(self, off_ms: int = 0, offset: Offset | None = None) -> None:
        self.off_ms = off_ms
        self.now = 0
        self.offset = offset

    def read(self) -> Reading:
        return Reading(wall=NOW + self.now + self.off_ms, mono=1_000 + self.now, boot_id="boot", offset=self.offset)

    def learn(self, offset: Offset) -> None:
        self.offset = offset

    @property
    def error_ms(self) -> int:
        """How far off the corrected time is in truth."""
        return self.read().corrected.ms - NOW - self.now


def _door(hall: Hall, name: str, clock: HeldClock) -> HereDoor:
    return hall.door(name, clock=clock)


def _ask(asking: HereDoor, asked: HereDoor, *, way_ms: int = 20) -> None:
    """One gossip, half of ``way_ms`` each way by everybody's clock."""
    doors = (asking.clock, asked.clock)
    request = asking.gossip.request({})
    _pass(doors, way_ms // 2)
    answer = asked.gossip.answer(request, asking.device_id)
    _pass(doors, way_ms - way_ms // 2)
    asking.gossip.take(answer, asked.device_id)


def _pass(clocks: tuple[object, ...], ms: int) -> None:
    for clock in clocks:
        assert isinstance(clock, HeldClock)
        clock.now += ms


def test_a_clock_of_about_the_right_time_becomes_exact_by_one_door(hall: Hall) -> None:
    lost = HeldClock(off_ms=90_000)
    north, south = _door(hall, "north", lost), _door(hall, "south", HeldClock(offset=Offset(0, 15)))
    hall.know_each_other()
    _ask(north, south)
    assert lost.offset == Offset(-90_000, 10 + 15)
    assert lost.error_ms == 0


def test_a_clock_a_day_off_is_not_moved_by_one_door(hall: Hall) -> None:
    lost = HeldClock(off_ms=DAY_MS)
    north, south = _door(hall, "north", lost), _door(hall, "south", HeldClock(offset=Offset(0, 15)))
    hall.know_each_other()
    _ask(north, south)
    _ask(north, south)
    assert lost.offset is None


def test_a_clock_a_day_off_is_moved_by_two_doors_that_agree(hall: Hall) -> None:
    lost = HeldClock(off_ms=-DAY_MS)
    north = _door(hall, "north", lost)
    others = [_door(hall, name, HeldClock(offset=Offset(0, 15))) for name in ("south", "east")]
    hall.know_each_other()
    for other in others:
        lost.now = other.clock.now = 0  # type: ignore[attr-defined]
        _ask(north, other)
    assert lost.offset == Offset(DAY_MS, 25)


def test_a_bad_door_is_not_believed_against_two_good_ones(hall: Hall) -> None:
    lost = HeldClock(off_ms=DAY_MS)
    north = _door(hall, "north", lost)
    clocks = {"bad": 7 * DAY_MS, "south": 0, "east": 0}
    others = [_door(hall, name, HeldClock(offset=Offset(off, 15))) for name, off in clocks.items()]
    hall.know_each_other()
    for other in others:
        assert isinstance(other.clock, HeldClock)
        lost.now = other.clock.now = 0
        _ask(north, other)
    assert abs(lost.error_ms) <= 25


def test_a_clock_that_was_compared_with_the_server_is_left_alone(hall: Hall) -> None:
    known = HeldClock(offset=Offset(3, 40))
    north, south = _door(hall, "north", known), _door(hall, "south", HeldClock(offset=Offset(100, 1)))
    hall.know_each_other()
    _ask(north, south)
    assert known.offset == Offset(3, 40)


@pytest.mark.parametrize("worth", [None, Offset(0, UNKNOWN_CLOCK_ERROR_MS), Offset(0, LARGEST_BORROWED_ERROR_MS)])
def test_a_door_that_does_not_know_the_time_itself_lends_none(hall: Hall, worth: Offset | None) -> None:
    lost = HeldClock()
    north, south = _door(hall, "north", lost), _door(hall, "south", HeldClock(offset=worth))
    hall.know_each_other()
    _ask(north, south)
    assert lost.offset is None


def test_an_answer_that_took_its_time_tells_nothing(hall: Hall) -> None:
    lost = HeldClock()
    north, south = _door(hall, "north", lost), _door(hall, "south", HeldClock(offset=Offset(0, 15)))
    hall.know_each_other()
    _ask(north, south, way_ms=2 * LARGEST_BORROWED_ERROR_MS)
    assert lost.offset is None


def test_what_was_borrowed_is_not_lent_on_also_not_after_a_restart(hall: Hall) -> None:
    lender, borrower, third = HeldClock(offset=Offset(0, 15)), HeldClock(off_ms=500), HeldClock(off_ms=700)
    south, north, east = _door(hall, "south", lender), _door(hall, "north", borrower), _door(hall, "east", third)
    hall.know_each_other()
    _ask(north, south)
    assert borrower.offset is not None
    _ask(east, north)
    assert third.offset is None
    kept = borrower.offset
    north.store.close()
    hall.doors.remove(north)
    again = _door(hall, "north", HeldClock(off_ms=500, offset=kept))
    again.learn(hall.policy(again, south, east))
    east.learn(hall.policy(again, south, east))
    _ask(east, again)
    assert third.offset is None
