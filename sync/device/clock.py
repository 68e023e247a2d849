"""The device's clocks, read together, with the offset that the server's answers gave."""

import secrets
import time
from typing import Protocol

from sync.protocol.log import Reading
from sync.rules.clock import Offset

LARGEST_JUMP_MS = 2_000
"""A step of the wall clock against the monotonic one that makes the known offset worthless."""


class Clock(Protocol):
    """Where time comes from; tests put a clock of their own here."""

    def read(self) -> Reading:
        """All clocks at this moment."""
        ...

    def learn(self, offset: Offset) -> None:
        """Take the offset just measured as true from now on."""
        ...


class SystemClock:
    """The operating system's clocks. The wall clock is never set, only corrected by an offset."""

    def __init__(self) -> None:
        """Begin with an unknown offset and a boot id of this process's own."""
        self._boot_id = secrets.token_hex(8)
        self._offset: Offset | None = None
        self._apart_ms = self._wall_ms() - self._mono_ms()

    def read(self) -> Reading:
        """All clocks now; the offset is dropped when the wall clock has jumped since it was measured."""
        wall, mono = self._wall_ms(), self._mono_ms()
        if abs(wall - mono - self._apart_ms) > LARGEST_JUMP_MS:
            self._offset, self._apart_ms = None, wall - mono
        return Reading(wall=wall, mono=mono, boot_id=self._boot_id, offset=self._offset)

    def learn(self, offset: Offset) -> None:
        """Take the offset just measured as true from now on."""
        self._apart_ms = self._wall_ms() - self._mono_ms()
        self._offset = offset

    @staticmethod
    def _wall_ms() -> int:
        return time.time_ns() // 1_000_000

    @staticmethod
    def _mono_ms() -> int:
        return time.monotonic_ns() // 1_000_000
