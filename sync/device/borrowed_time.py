"""The server's time by way of another door, for a door whose own clock was never compared with the server's.

A bad peer is not believed: of the doors that say anything more than half must agree with what it says, and at least one
voice beside its own. This device's clock is such a voice, right to within five minutes for all it knows. So one peer
can make a clock of about the right time exact, and it takes two that agree to correct a clock that is a day off.

What was borrowed is not passed on, also not after the next start: then one mistake could go round and come back as
many voices.
"""

import contextlib
import threading

from sync.device.clock import Clock, Memory
from sync.device.errors import DeviceError
from sync.protocol.log import UNKNOWN_CLOCK_ERROR_MS, Reading
from sync.protocol.messages import TimeAnswer
from sync.rules.clock import Offset, RoundTrip, estimate_offset
from sync.rules.ids import DeviceId

LARGEST_BORROWED_ERROR_MS = 10_000
"""A way between two doors that takes longer than this tells nothing worth having."""
_KEY = "borrowed_offset_ms"


class BorrowedTime:
    """What this device tells of the server's time, and what it learns of it. Any thread may call it."""

    def __init__(self, clock: Clock, memory: Memory) -> None:
        """Correct ``clock`` where it does not know its own error; ``memory`` keeps that this was done."""
        self._clock = clock
        self._memory = memory
        self._lock = threading.Lock()
        self._borrowed_ms: int | None = memory.get(_KEY)
        """The offset that was borrowed; the clock may have another by now."""
        self._claims: dict[DeviceId, Offset] = {}
        """What each peer said the server's time is, as an offset to this device's monotonic clock."""

    def tell(self, sent: int, arrived: Reading) -> tuple[TimeAnswer | None, int]:
        """The server's time at ``arrived`` and now with its error, for a door that asked at ``sent`` of its clock.

        None where this device has no offset, or one that is borrowed itself or hardly better than none.
        """
        now = self._clock.read()
        if now.offset is None or arrived.offset != now.offset or now.offset.offset_ms == self._borrowed_ms:
            return None, 0
        if now.offset.error_ms > LARGEST_BORROWED_ERROR_MS:
            return None, 0
        answer = TimeAnswer(sent=sent, server_received=arrived.corrected.ms, server_sent=now.corrected.ms)
        return answer, now.offset.error_ms

    def hear(self, peer: DeviceId, answer: TimeAnswer, error_ms: int, arrived: Reading) -> None:
        """Take the answer of ``peer``, which came when the clock stood at ``arrived``, for what it is worth."""
        now = self._clock.read()
        if now.offset is not None and now.offset.error_ms < UNKNOWN_CLOCK_ERROR_MS:
            return
        trip = RoundTrip(answer.sent, answer.server_received, answer.server_sent, arrived.mono)
        offset = estimate_offset([trip])
        if offset is None or not 0 <= error_ms <= LARGEST_BORROWED_ERROR_MS - offset.error_ms:
            return
        with self._lock:
            self._claims[peer] = Offset(offset.offset_ms, offset.error_ms + error_ms)
            believed = self._believed(now)
            if believed is not None:
                self._learn(Offset(believed.offset_ms + now.mono - now.wall, believed.error_ms))

    def _believed(self, now: Reading) -> Offset | None:
        """The most exact of the claims that may be believed, None where none may."""
        claims = list(self._claims.values())
        own = Offset(now.corrected.ms - now.mono, now.corrected.error_ms)
        believed = []
        for claim in claims:
            agreeing = sum(_overlap(claim, other) for other in claims)
            if 2 * agreeing > len(claims) and agreeing + _overlap(claim, own) > 1:
                believed.append(claim)
        return min(believed, key=lambda claim: claim.error_ms, default=None)

    def _learn(self, offset: Offset) -> None:
        self._claims.clear()
        self._borrowed_ms = offset.offset_ms
        with contextlib.suppress(DeviceError):  # A full disk: this program knows all the same.
            self._memory.put(**{_KEY: offset.offset_ms})
        self._clock.learn(offset)


def _overlap(one: Offset, other: Offset) -> bool:
    return abs(one.offset_ms - other.offset_ms) <= one.error_ms + other.error_ms
