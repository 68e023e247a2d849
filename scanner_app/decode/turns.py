"""A verdict each for codes that came into view together: one after the other, so that each one is seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from scanner_app.decode.codes import Code

TURN_S = 0.8
"""So long the first verdict has the screen to itself."""


class Turns:
    """A line of codes. The first is handed on at once, each next one a while later. Time is an argument (seconds)."""

    def __init__(self, turn_s: float = TURN_S) -> None:
        self._turn_s = turn_s
        self._line: deque[Code] = deque()
        self._free_at = float("-inf")

    def add(self, codes: Iterable[Code]) -> None:
        """Put codes at the end of the line."""
        self._line.extend(codes)

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits."""
        return not self._line

    def next(self, at_mono: float) -> Code | None:
        """The code whose turn it is at ``at_mono``, once; None where none waits or the last one's turn is not over."""
        if not self._line or at_mono < self._free_at:
            return None
        self._free_at = at_mono + self._turn_s
        return self._line.popleft()
