"""How busy a door is: scans in the last minute."""

from collections import deque
from collections.abc import Callable

_MINUTE_S = 60.0


class Pace:
    """Counts scans as they come. Any thread may ask."""

    def __init__(self, mono_s: Callable[[], float]) -> None:
        """``mono_s`` gives monotonic seconds."""
        self._mono_s = mono_s
        self._scans: deque[float] = deque()

    def scanned(self) -> None:
        """One more."""
        self._scans.append(self._mono_s())
        self._forget()

    @property
    def a_minute(self) -> float:
        """Scans in the minute that ends now."""
        since = self._mono_s() - _MINUTE_S
        return float(sum(at > since for at in tuple(self._scans)))

    def _forget(self) -> None:
        since = self._mono_s() - _MINUTE_S
        while self._scans and self._scans[0] <= since:
            self._scans.popleft()
