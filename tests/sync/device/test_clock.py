"""The device's clocks: a known offset holds until someone sets the wall clock."""

from sync.device.clock import LARGEST_JUMP_MS, SystemClock
from sync.protocol.log import UNKNOWN_CLOCK_ERROR_MS
from sync.rules.clock import Offset
from tests.sync.making import NOW


class SteeredClock(SystemClock):
    """The system's clock with hands that a test moves."""

    def __init__(self) -> None:
        self.wall, self.mono = NOW, 1_000
        super().__init__()

    def pass_ms(self, ms: int, *, wall_jumps: int = 0) -> None:
        self.mono += ms
        self.wall += ms + wall_jumps

    def _wall_ms(self) -> int:  # type: ignore[override]
        return self.wall

    def _mono_ms(self) -> int:  # type: ignore[override]
        return self.mono


def test_a_new_clock_does_not_know_how_far_it_is_off() -> None:
    reading = SteeredClock().read()
    assert reading.offset is None
    assert (reading.corrected.ms, reading.corrected.error_ms) == (NOW, UNKNOWN_CLOCK_ERROR_MS)


def test_a_learned_offset_corrects_the_wall_clock_and_never_sets_it() -> None:
    clock = SteeredClock()
    clock.learn(Offset(-90_000, 15))
    clock.pass_ms(3_600_000)
    reading = clock.read()
    assert reading.wall == NOW + 3_600_000
    assert (reading.corrected.ms, reading.corrected.error_ms) == (NOW + 3_600_000 - 90_000, 15)


def test_a_jump_of_the_wall_clock_drops_the_offset_either_way() -> None:
    for jump in (LARGEST_JUMP_MS + 1, -LARGEST_JUMP_MS - 1, 86_400_000, -86_400_000):
        clock = SteeredClock()
        clock.learn(Offset(500, 15))
        clock.pass_ms(60_000, wall_jumps=jump)
        assert clock.read().offset is None
        assert clock.read().offset is None


def test_a_step_as_small_as_time_servers_make_keeps_the_offset() -> None:
    clock = SteeredClock()
    clock.learn(Offset(500, 15))
    clock.pass_ms(60_000, wall_jumps=LARGEST_JUMP_MS)
    assert clock.read().offset == Offset(500, 15)


def test_after_a_jump_a_new_offset_is_believed_again() -> None:
    clock = SteeredClock()
    clock.learn(Offset(500, 15))
    clock.pass_ms(1_000, wall_jumps=9_000_000)
    clock.read()
    clock.learn(Offset(-8_999_500, 20))
    clock.pass_ms(1_000)
    assert clock.read().offset == Offset(-8_999_500, 20)


def test_a_jump_that_nobody_read_before_the_next_comparison_changes_nothing_later() -> None:
    clock = SteeredClock()
    clock.pass_ms(1_000, wall_jumps=-9_000_000)
    clock.learn(Offset(9_000_000, 20))
    assert clock.read().offset == Offset(9_000_000, 20)


def test_readings_of_one_process_share_a_boot_id_and_those_of_another_do_not() -> None:
    clock = SystemClock()
    assert clock.read().boot_id == clock.read().boot_id != SystemClock().read().boot_id


def test_the_real_clocks_are_in_unix_milliseconds() -> None:
    reading = SystemClock().read()
    assert 1_700_000_000_000 < reading.wall < 5_000_000_000_000
    assert SystemClock().read().mono >= reading.mono
