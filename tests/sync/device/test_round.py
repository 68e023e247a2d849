"""Comparing clocks over the network: the best of eight trips, and nothing from trips of two different clocks."""

import pytest

from sync.device.client import ServerClient
from sync.device.clock import LARGEST_JUMP_MS
from sync.device.compared_clocks import CLOCK_ROUND_TRIPS
from sync.device.database import Store
from sync.device.errors import ServerUnreachableError
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.protocol.messages import TimeAnswer
from sync.rules.clock import Offset
from tests.sync.device.steered_clock import SteeredClock
from tests.sync.making import AUTHORITY

AHEAD_MS = 600_000


class TimeServer(ServerClient):
    """A server so far ahead of the device; each trip takes 10 ms there and 10 back, and one meets a jump or an end."""

    def __init__(self, clock: SteeredClock, jump_at: int = 0, jump_ms: int = 0, ends_at: int = 0) -> None:
        super().__init__("http://127.0.0.1:1")
        self.clock, self.jump_at, self.jump_ms, self.ends_at = clock, jump_at, jump_ms, ends_at
        self.trips, self.true_ms = 0, clock.wall + AHEAD_MS

    def time(self, sent: int) -> TimeAnswer:
        self.trips += 1
        if self.trips == self.ends_at:
            raise ServerUnreachableError("The cable was pulled.")
        self._pass(10, self.jump_ms if self.trips == self.jump_at else 0)
        answer = TimeAnswer(sent, self.true_ms, self.true_ms)
        self._pass(10, 0)
        return answer

    def _pass(self, ms: int, jump_ms: int) -> None:
        self.clock.pass_ms(ms, wall_jumps=jump_ms)
        self.true_ms += ms


def compare(store: Store, scan_log: ScanLog, clock: SteeredClock, server: TimeServer) -> Round:
    round_ = Round(store, scan_log, server, clock, AUTHORITY.verify_key)
    round_.compare_clocks()
    return round_


def test_the_offset_is_learned_from_eight_trips(store: Store, scan_log: ScanLog) -> None:
    clock = SteeredClock()
    server = TimeServer(clock)
    round_ = compare(store, scan_log, clock, server)
    assert server.trips == CLOCK_ROUND_TRIPS == 8
    assert clock.read().offset == Offset(AHEAD_MS, 10)
    assert clock.read().corrected.ms == server.true_ms
    assert not round_.is_clock_unknown


@pytest.mark.parametrize("jump_ms", [AHEAD_MS, -AHEAD_MS, LARGEST_JUMP_MS + 1, -LARGEST_JUMP_MS - 1])
@pytest.mark.parametrize("jump_at", range(1, CLOCK_ROUND_TRIPS + 1))
def test_nothing_is_learned_when_the_wall_clock_was_set_meanwhile(
    store: Store, scan_log: ScanLog, jump_at: int, jump_ms: int
) -> None:
    clock = SteeredClock()
    round_ = compare(store, scan_log, clock, TimeServer(clock, jump_at, jump_ms))
    assert round_.is_clock_unknown
    # The next comparison is of one clock only.
    server = TimeServer(clock)
    Round(store, scan_log, server, clock, AUTHORITY.verify_key).compare_clocks()
    assert clock.read().corrected.ms == server.true_ms


def test_a_comparison_that_breaks_off_teaches_nothing(store: Store, scan_log: ScanLog) -> None:
    clock = SteeredClock()
    with pytest.raises(ServerUnreachableError):
        compare(store, scan_log, clock, TimeServer(clock, ends_at=5))
    assert clock.read().offset is None
