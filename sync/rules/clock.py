"""Clocks as pure values: how far the wall clock is off, and hybrid logical time.

The OS clock is never set. A device's corrected time is ``wall + offset``, known to within ``error`` either way.
"""

from collections.abc import Sequence

import msgspec

MAX_PEER_LEAD_MS = 60_000
"""A peer's hybrid time further ahead than this is ignored: its clock is broken, not the order of events."""
LARGEST_OFFSET_MS = 2**42
"""Some 139 years: two clocks further apart are not two clocks, and what they say would fit into no entry."""
_COUNTER_BITS = 16
_LATEST_MS = 2**45
"""The year 3084: a clock beyond it counts as there, so that every hybrid time fits into an entry."""


class Instant(msgspec.Struct, frozen=True):
    """A corrected time in Unix milliseconds, true to within ``error_ms`` either way."""

    ms: int
    error_ms: int = 0


class RoundTrip(msgspec.Struct, frozen=True):
    """One TIME exchange, all in ms: sent and received by the device's clock, in between by the server's."""

    sent: int
    server_received: int
    server_sent: int
    received: int


class Offset(msgspec.Struct, frozen=True):
    """What to add to the device's wall clock (ms), and how far off that may be (ms)."""

    offset_ms: int
    error_ms: int


def estimate_offset(trips: Sequence[RoundTrip]) -> Offset | None:
    """The offset by the trip with the shortest path, error = RTT/2 (RFC 5905, section 8); None without a sane trip."""
    sane = [trip for trip in trips if _is_sane(trip)]
    if not sane:
        return None
    best = min(sane, key=_path_ms)
    offset = (best.server_received - best.sent + best.server_sent - best.received) // 2
    return Offset(offset_ms=offset, error_ms=(max(_path_ms(best), 0) + 1) // 2)


def next_hlc(previous: int, physical_ms: int) -> int:
    """A local event's hybrid time: 48 bits of ms, 16 of counter, always above ``previous`` (Kulkarni et al. 2014)."""
    return max(previous + 1, min(physical_ms, _LATEST_MS) << _COUNTER_BITS)


def merge_hlc(own: int, peer: int, physical_ms: int) -> int:
    """The hybrid time after hearing of ``peer``; a peer more than a minute ahead of us is not believed."""
    believed = peer if (peer >> _COUNTER_BITS) <= min(physical_ms, _LATEST_MS) + MAX_PEER_LEAD_MS else 0
    return next_hlc(max(own, believed), physical_ms)


def _is_sane(trip: RoundTrip) -> bool:
    """Whether time ran forward all the while: a clock set back on the way would make the trip look like the best."""
    if max(abs(trip.server_received - trip.sent), abs(trip.server_sent - trip.received)) > LARGEST_OFFSET_MS:
        return False
    is_forward = trip.received >= trip.sent and trip.server_sent >= trip.server_received
    return is_forward and _path_ms(trip) >= -1  # Reading clocks in whole ms can take one off.


def _path_ms(trip: RoundTrip) -> int:
    return (trip.received - trip.sent) - (trip.server_sent - trip.server_received)
