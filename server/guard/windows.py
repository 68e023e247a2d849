"""The counts behind the rate limits: moving windows in the memory of one process, bounded, without threads.

The memory of ``limits`` itself starts a timer thread every few requests and looks at every key each time; here a key
is tidied when it is asked for, and the one not asked for longest makes room.
"""

import time
from collections import OrderedDict, deque

from limits.storage import MovingWindowSupport, Storage

MOST_KEYS = 50_000
"""Each key holds what happened in its window, so all together hold no more than this process served meanwhile."""


class Windows(Storage, MovingWindowSupport):
    """A storage for ``limits.strategies.MovingWindowRateLimiter``, for use on one thread. Times are Unix seconds."""

    def __init__(self, most_keys: int = MOST_KEYS) -> None:
        super().__init__()
        self._hits: OrderedDict[str, deque[float]] = OrderedDict()
        self._most_keys = most_keys

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count ``amount`` more unless that makes more than ``limit`` within ``expiry`` seconds."""
        at = time.time()
        hits = self._current(key, expiry, at)
        if len(hits) + amount > limit:
            return False
        hits.extend([at] * amount)
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:  # noqa: ARG002  As limits asks.
        """When the oldest hit that counts happened (now, where there is none), and how many count."""
        at = time.time()
        hits = self._current(key, expiry, at)
        return (hits[0] if hits else at), len(hits)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count ``amount`` more, whatever the bound; how many count now."""
        at = time.time()
        hits = self._current(key, expiry, at)
        hits.extend([at] * amount)
        return len(hits)

    def get(self, key: str) -> int:
        """How many were counted and not yet tidied away."""
        return len(self._hits.get(key, ()))

    def get_expiry(self, key: str) -> float:
        """When the newest hit happened."""
        hits = self._hits.get(key)
        return hits[-1] if hits else time.time()

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forget all; how many keys there were."""
        count = len(self._hits)
        self._hits.clear()
        return count

    def clear(self, key: str) -> None:
        """Forget one key."""
        self._hits.pop(key, None)

    def _current(self, key: str, expiry: int, at: float) -> deque[float]:
        """The key's hits without those that are too old, or that a clock since put back has in the future."""
        hits = self._hits.get(key)
        if hits is None:
            if len(self._hits) >= self._most_keys:
                self._hits.popitem(last=False)
            hits = self._hits[key] = deque()
            return hits
        self._hits.move_to_end(key)
        if hits and hits[-1] > at:
            hits.clear()
        oldest = at - expiry
        while hits and hits[0] <= oldest:
            hits.popleft()
        return hits
