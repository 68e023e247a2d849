"""How fast something goes on and how long it will take, from what was done when. Pure."""

from collections import deque

_LOOK_BACK_S = 5.0
"""A rate older than this says nothing of a network that has changed since."""


class Rate:
    """Told how much is done, says how fast. Monotonic seconds."""

    def __init__(self) -> None:
        self._told: deque[tuple[float, int]] = deque()

    def tell(self, done: int, at_s: float) -> None:
        """``done`` are done now; less than before is another count, which begins anew."""
        if self._told and done < self._told[-1][1]:
            self._told.clear()
        self._told.append((at_s, done))
        while len(self._told) > 2 and self._told[1][0] <= at_s - _LOOK_BACK_S:
            self._told.popleft()

    @property
    def a_second(self) -> float | None:
        """How many a second lately, None where nobody can tell yet."""
        if not self._told:
            return None
        passed, more = self._told[-1][0] - self._told[0][0], self._told[-1][1] - self._told[0][1]
        return more / passed if passed > 0 and more > 0 else None

    def left_s(self, total: int | None) -> float | None:
        """How many seconds it takes to come to ``total`` at this rate, None where nobody can tell."""
        rate = self.a_second
        if total is None or rate is None or total <= self._told[-1][1]:
            return None
        return (total - self._told[-1][1]) / rate
