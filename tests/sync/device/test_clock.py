"""The device's clocks: a known offset holds until someone sets the wall clock, also beyond the program's end."""

import sys
import time

import pytest

from sync.device.clock import LARGEST_JUMP_MS, SystemClock
from sync.device.database import Store
from sync.device.errors import StoreFullError
from sync.protocol.log import UNKNOWN_CLOCK_ERROR_MS
from sync.rules.clock import Offset
from tests.sync.device.steered_clock import SteeredClock, Storage
from tests.sync.making import NOW

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


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


def test_the_real_monotonic_clock_goes_on_while_the_computer_sleeps() -> None:
    if sys.platform != "linux":
        pytest.skip("other systems' plain monotonic clock does")
    since_start_ms = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    assert abs(SystemClock().read().mono - since_start_ms) < 1_000


def test_sleep_is_no_jump() -> None:
    clock = SteeredClock()
    clock.learn(Offset(-DAY_MS, 15))
    clock.pass_ms(8 * HOUR_MS)
    assert clock.read().offset == Offset(-DAY_MS, 15)


def test_a_restart_of_the_program_keeps_the_offset() -> None:
    before = SteeredClock(Storage())
    before.learn(Offset(-DAY_MS, 15))
    after = before.restarted(after_ms=60_000)
    assert after.read().offset == Offset(-DAY_MS, 15 + 6)
    assert after.read().corrected.ms == NOW + 60_000 - DAY_MS


def test_long_after_a_comparison_the_kept_error_has_grown_by_what_crystals_drift() -> None:
    before = SteeredClock(Storage())
    before.learn(Offset(500, 15))
    offset = before.restarted(after_ms=10 * HOUR_MS).read().offset
    assert offset == Offset(500, 15 + 3_600)


@pytest.mark.parametrize("jump", [LARGEST_JUMP_MS + 1, -LARGEST_JUMP_MS - 1, DAY_MS, -DAY_MS])
def test_a_clock_that_was_set_between_two_runs_of_the_program_is_unknown(jump: int) -> None:
    before = SteeredClock(Storage())
    before.learn(Offset(500, 15))
    assert before.restarted(after_ms=60_000, wall_jumps=jump).read().offset is None


def test_a_jump_after_a_restart_is_measured_from_the_comparison() -> None:
    before = SteeredClock(Storage())
    before.learn(Offset(500, 15))
    after = before.restarted(after_ms=60_000, wall_jumps=LARGEST_JUMP_MS - 100)
    assert after.read().offset is not None
    after.pass_ms(1_000, wall_jumps=200)
    assert after.read().offset is None


@pytest.mark.parametrize("offset_ms", [0, 500, -DAY_MS, DAY_MS])
def test_after_a_new_start_of_the_computer_the_error_covers_a_clock_that_was_set_right(offset_ms: int) -> None:
    before = SteeredClock(Storage())
    before.learn(Offset(offset_ms, 15))
    at = before.started_anew(after_ms=HOUR_MS).read().corrected
    true_if_untouched, true_if_set_right = NOW + HOUR_MS + offset_ms, NOW + HOUR_MS
    assert at.ms == true_if_untouched
    assert abs(at.ms - true_if_set_right) <= at.error_ms
    assert at.error_ms >= UNKNOWN_CLOCK_ERROR_MS


def test_after_a_new_start_a_clock_that_went_back_is_unknown() -> None:
    before = SteeredClock(Storage())
    before.learn(Offset(500, 15))
    assert before.started_anew(after_ms=HOUR_MS, wall_jumps=-2 * HOUR_MS).read().offset is None


def test_a_system_without_a_boot_id_is_known_by_its_clocks_difference() -> None:
    before = SteeredClock(Storage(), boot="")
    before.learn(Offset(500, 15))
    assert before.restarted(after_ms=10_000).read().offset == Offset(500, 16)
    other = before.started_anew(after_ms=HOUR_MS, boot="").read()
    assert other.offset is not None
    assert other.offset.error_ms >= UNKNOWN_CLOCK_ERROR_MS


def test_the_store_is_a_memory_for_the_offset(store: Store) -> None:
    SystemClock(store).learn(Offset(-1_234, 15))
    offset = SystemClock(store).read().offset
    assert offset is not None
    assert (offset.offset_ms, offset.error_ms) == (-1_234, 15)


@pytest.mark.parametrize("kept", [b"", b"nonsense", b"\x80", "text", 7])
def test_a_memory_that_cannot_be_read_is_none(store: Store, kept: bytes | str | int) -> None:
    store.put(clock=kept)
    assert SystemClock(store).read().offset is None


def test_a_disk_that_keeps_nothing_does_not_make_the_clock_worse(store: Store) -> None:
    class FullDisk(Storage):
        def put(self, **values: object) -> None:
            raise StoreFullError("full")

    clock = SteeredClock(FullDisk())
    clock.learn(Offset(500, 15))
    assert clock.read().offset == Offset(500, 15)


def test_a_clock_that_got_another_memory_keeps_what_it_learns_there() -> None:
    clock, other = SteeredClock(Storage()), Storage()
    clock.learn(Offset(500, 15))
    clock.keep_in(other)
    assert clock.read().offset == Offset(500, 15)
    clock.learn(Offset(700, 15))
    assert SteeredClock(other).read().offset == Offset(700, 15)
