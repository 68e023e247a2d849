"""A verdict each for codes that came into view together: one after the other, so that each one is seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from scanner_app.decode.codes import Code

TURN_S = 0.8
"""So long the first verdict has the screen to itself."""


class Turns:
    """A line of codes. One that comes alone is handed on at once; of several each has its turn. Time is an argument."""

    def __init__(self, turn_s: float = TURN_S) -> None:
        self._turn_s = turn_s
        self._line: deque[tuple[float, Code]] = deque()

    def add(self, codes: Iterable[Code], at_mono: float) -> None:
        """Put codes that came into view at ``at_mono`` (seconds) at the end of the line."""
        for code in codes:
            due_at = max(at_mono, self._line[-1][0] + self._turn_s) if self._line else at_mono
            self._line.append((due_at, code))

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits."""
        return not self._line

    def next(self, at_mono: float) -> Code | None:
        """The code whose turn it is at ``at_mono``, once; None where none waits or it is not its turn yet."""
        if not self._line or at_mono < self._line[0][0]:
            return None
        return self._line.popleft()[1]
