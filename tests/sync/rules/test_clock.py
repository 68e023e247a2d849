"""Clocks as values: an offset that is never further off than it says, and a hybrid time that only rises."""

from hypothesis import given
from hypothesis import strategies as st

from sync.rules.clock import (
    LARGEST_OFFSET_MS,
    MAX_PEER_LEAD_MS,
    Offset,
    RoundTrip,
    estimate_offset,
    merge_hlc,
    next_hlc,
)
from sync.rules.ids import LARGEST_WHOLE
from tests.sync.making import NOW

delays = st.integers(0, 5_000)
offsets = st.integers(-(10**10), 10**10)
hybrids = st.integers(0, 2**63 - 1)


def trip(true_offset: int, there: int, thinking: int, back: int, *, sent: int = NOW) -> RoundTrip:
    """A round trip as both ends' clocks would show it; the server's is ahead by ``true_offset``."""
    received = sent + there + true_offset
    return RoundTrip(sent, received, received + thinking, sent + there + thinking + back)


@given(offsets, st.lists(st.tuples(delays, delays, delays), min_size=1, max_size=8))
def test_the_true_offset_lies_within_the_error_however_lopsided_the_network(
    true_offset: int, paths: list[tuple[int, int, int]]
) -> None:
    found = estimate_offset([trip(true_offset, *path) for path in paths])
    assert found is not None
    assert abs(found.offset_ms - true_offset) <= found.error_ms


@given(offsets, st.lists(st.tuples(delays, delays, delays), min_size=1, max_size=8))
def test_the_error_is_half_of_the_shortest_path(true_offset: int, paths: list[tuple[int, int, int]]) -> None:
    found = estimate_offset([trip(true_offset, *path) for path in paths])
    assert found is not None
    assert found.error_ms == (min(there + back for there, _, back in paths) + 1) // 2


@given(offsets, delays)
def test_equal_ways_there_and_back_give_the_exact_offset(true_offset: int, way: int) -> None:
    assert estimate_offset([trip(true_offset, way, 3, way)]) == Offset(true_offset, way)


def test_without_a_trip_nothing_is_known() -> None:
    assert estimate_offset([]) is None


def test_a_trip_that_ended_before_it_began_is_not_believed() -> None:
    backwards = RoundTrip(sent=NOW, server_received=NOW, server_sent=NOW, received=NOW - 1)
    undone = RoundTrip(sent=NOW, server_received=NOW, server_sent=NOW - 1, received=NOW + 10)
    assert estimate_offset([backwards, undone]) is None


def test_a_clock_that_was_set_back_during_a_trip_does_not_look_like_the_best_trip() -> None:
    good = trip(100, 20, 500, 20)
    jumped = RoundTrip(good.sent, good.server_received, good.server_sent, good.received - 400)
    assert estimate_offset([good, jumped]) == Offset(100, 20)
    assert estimate_offset([jumped]) is None


def test_a_time_that_no_clock_shows_is_not_believed() -> None:
    for at in (NOW + LARGEST_OFFSET_MS + 1, NOW - LARGEST_OFFSET_MS - 1, 2**62, -(2**62)):
        assert estimate_offset([RoundTrip(NOW, at, at, NOW)]) is None
    assert estimate_offset([RoundTrip(NOW, 0, 0, NOW)]) == Offset(-NOW, 0)


def test_whole_milliseconds_may_make_the_fastest_trip_look_shorter_than_it_was() -> None:
    assert estimate_offset([RoundTrip(NOW, NOW + 100, NOW + 101, NOW)]) == Offset(100, 0)


@given(hybrids, st.integers(-(10**12), 2**46))
def test_a_local_event_is_always_later_than_the_one_before(previous: int, physical: int) -> None:
    assert next_hlc(previous, physical) > previous


@given(hybrids, hybrids, st.integers(0, 2**44))
def test_hearing_of_a_peer_never_takes_time_back(own: int, peer: int, physical: int) -> None:
    assert merge_hlc(own, peer, physical) > own


@given(st.integers(0, 2**44), st.integers(0, MAX_PEER_LEAD_MS))
def test_a_peer_up_to_a_minute_ahead_is_followed(physical: int, lead: int) -> None:
    peer = next_hlc(0, physical + lead) + 5
    assert merge_hlc(0, peer, physical) > peer


@given(hybrids, st.integers(0, 2**44), st.integers(MAX_PEER_LEAD_MS + 1, 10**9))
def test_a_peer_further_ahead_than_a_minute_is_ignored(own: int, physical: int, lead: int) -> None:
    assert merge_hlc(own, next_hlc(0, physical + lead), physical) == next_hlc(own, physical)


def test_a_peer_sixty_one_seconds_ahead_is_ignored() -> None:
    assert merge_hlc(0, next_hlc(0, NOW + 61_000), NOW) == NOW << 16


def test_a_clock_that_stands_still_still_orders_events() -> None:
    first = next_hlc(0, NOW)
    second = next_hlc(first, NOW)
    assert next_hlc(second, NOW - 1000) > second > first


@given(st.lists(st.tuples(st.integers(-LARGEST_WHOLE, LARGEST_WHOLE), st.integers(-LARGEST_WHOLE, LARGEST_WHOLE))))
def test_whatever_clocks_and_peers_say_hybrid_time_fits_into_an_entry(heard: list[tuple[int, int]]) -> None:
    hlc = 0
    for physical, peer in heard:
        hlc = merge_hlc(hlc, peer, physical)
        assert 0 < hlc <= LARGEST_WHOLE
