"""A log's links: each follows from the one before, and its time is corrected by what its device knew."""

from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.log import UNKNOWN_CLOCK_ERROR_MS, Happening, LogHead, Reading, next_entry, past_scan_of
from sync.protocol.signing import CHAIN_START, entry_hash
from sync.rules.clock import Instant, Offset
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import LogId
from sync.rules.verdict import Basis
from tests.sync.making import EVENT, GATE, KEY, NOW, Chain, make_id

HAPPENING = Happening(EVENT.event_id, make_id(1), Kind.ADMIT, Basis.LOCAL, GATE.gate_id, Direction.ENTRY)


@given(st.lists(st.tuples(st.sampled_from(Kind), st.integers(-(10**9), 10**9)), min_size=1, max_size=12))
def test_entries_are_numbered_from_one_and_each_names_the_one_before(steps: list[tuple[Kind, int]]) -> None:
    chain = Chain()
    entries = [chain.add(kind, make_id(1), at=NOW + later) for kind, later in steps]
    assert [entry.seq for entry in entries] == list(range(1, len(steps) + 1))
    assert entries[0].prev_hash == CHAIN_START
    for before, after in pairwise(entries):
        assert after.prev_hash == entry_hash(before)
        assert after.hlc > before.hlc
    assert chain.head == LogHead(entries[-1].log_id, len(steps), entry_hash(entries[-1]), entries[-1].hlc)


def test_an_entry_keeps_the_clock_as_it_stood_and_what_was_known_of_it() -> None:
    reading = Reading(wall=NOW - 90_000, mono=77, boot_id="boot", offset=Offset(90_000, 12))
    entry, _ = next_entry(LogHead(LogId("dev_a.1")), HAPPENING, reading, KEY)
    assert (entry.wall, entry.mono, entry.boot_id, entry.offset, entry.offset_err) == (
        NOW - 90_000,
        77,
        "boot",
        90_000,
        12,
    )
    assert entry.hlc == NOW << 16


def test_a_clock_that_was_never_compared_is_taken_to_be_minutes_off() -> None:
    reading = Reading(wall=NOW, mono=77, boot_id="boot")
    entry, _ = next_entry(LogHead(LogId("dev_a.1")), HAPPENING, reading, KEY)
    assert reading.corrected == Instant(NOW, UNKNOWN_CLOCK_ERROR_MS)
    assert (entry.offset, entry.offset_err) == (None, None)
    assert past_scan_of(entry).at_error == UNKNOWN_CLOCK_ERROR_MS


@given(st.integers(-(10**10), 10**10), st.integers(0, 10**6))
def test_the_fold_sees_corrected_time(offset: int, error: int) -> None:
    entry = Chain().add(Kind.ADMIT, make_id(1), at=NOW, offset=Offset(offset, error))
    scan = past_scan_of(entry)
    assert (scan.at, scan.at_error) == (NOW + offset, error)


def test_only_a_void_undoes_what_it_points_to() -> None:
    chain = Chain()
    admit = chain.add(Kind.ADMIT, make_id(1), target=(chain.head.log_id, 1))
    void = chain.add(Kind.VOID, make_id(1), target=(admit.log_id, admit.seq))
    assert past_scan_of(admit).voids is None
    assert past_scan_of(void).voids == (admit.log_id, admit.seq)


def test_a_log_head_is_a_value() -> None:
    assert LogHead(LogId("dev_a.1")) == msgspec.structs.replace(LogHead(LogId("dev_a.1"), 4), seq=0)
