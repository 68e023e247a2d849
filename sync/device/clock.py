"""The device's clocks, read together, with the offset that the server's answers gave.

What is believed, and for how long:

* The wall clock is never set. What a comparison with the server gave is added to it: offset and error.
* A step of more than 2 s of the wall clock against the monotonic one means that somebody set it: the offset is dropped,
  and the door counts as up to 5 minutes off until it is compared again. The monotonic clock is the one that goes on
  while the computer sleeps, so waking up is no step.
* The offset outlives the program. Where the computer was not started anew meanwhile and its clocks are as far apart
  as they were, it is as good as before but for what crystals drift.
* After a new start of the computer nobody can tell whether its clock was set. Where it shows an earlier time than
  before, it was, and nothing is known. Else the offset is the best guess, with an error that covers a clock that
  was set right meanwhile, and never less than that of a clock that was never compared.
* Another door's time is believed by the rules of sync/rules/clock.py (hybrid time no more than 60 s ahead).
"""

import contextlib
import secrets
import time
from pathlib import Path
from typing import Any, Protocol

import msgspec
import structlog

from sync.device.errors import DeviceError
from sync.protocol.log import UNKNOWN_CLOCK_ERROR_MS, Reading
from sync.rules.clock import Offset

log = structlog.get_logger()

LARGEST_JUMP_MS = 2_000
"""A step of the wall clock against the monotonic one that makes the known offset worthless."""
DRIFT_PER_MILLION = 100
"""What cheap crystals drift; door laptops stay within a few tens."""
_KEY = "clock"
_BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Where time comes from; tests put a clock of their own here."""

    def read(self) -> Reading:
        """All clocks at this moment."""
        ...

    def learn(self, offset: Offset) -> None:
        """Take the offset just measured as true from now on."""
        ...


class Memory(Protocol):
    """What outlives the program; a ``Store`` is one."""

    def get(self, key: str) -> Any:  # noqa: ANN401  As the store's.
        """The value kept under ``key``, or None."""
        ...

    def put(self, **values: str | float | bytes | None) -> None:
        """Keep each value under its name."""
        ...


class _Kept(msgspec.Struct, frozen=True):
    """An offset with the clocks as they were when it was learned (ms), and which start of the computer that was."""

    offset: Offset
    wall: int
    mono: int
    boot: str


class SystemClock:
    """The operating system's clocks. The wall clock is never set, only corrected by an offset."""

    def __init__(self, memory: Memory | None = None) -> None:
        """Begin with the offset that ``memory`` still vouches for, or an unknown one."""
        self._boot_id = secrets.token_hex(8)
        self._memory = memory
        self._offset: Offset | None = None
        self._apart_ms = self._wall_ms() - self._mono_ms()
        with contextlib.suppress(DeviceError, msgspec.DecodeError, TypeError, ValueError):
            kept = None if memory is None else memory.get(_KEY)
            if kept is not None:
                self._remember(msgspec.msgpack.decode(kept, type=_Kept))

    def read(self) -> Reading:
        """All clocks now; the offset is dropped when the wall clock has jumped since it was measured."""
        wall, mono = self._wall_ms(), self._mono_ms()
        if abs(wall - mono - self._apart_ms) > LARGEST_JUMP_MS:
            self._offset, self._apart_ms = None, wall - mono
        return Reading(wall=wall, mono=mono, boot_id=self._boot_id, offset=self._offset)

    def learn(self, offset: Offset) -> None:
        """Take the offset just measured as true from now on, and keep it where there is a memory.

        Not to be called inside a transaction of the store that is the memory.
        """
        wall, mono = self._wall_ms(), self._mono_ms()
        self._apart_ms = wall - mono
        self._offset = offset
        if self._memory is None:
            return
        try:
            self._memory.put(**{_KEY: msgspec.msgpack.encode(_Kept(offset, wall, mono, self._os_boot()))})
        except DeviceError as error:  # A full disk: this program knows the time all the same.
            log.warning("offset_not_kept", why=type(error).__name__)

    def keep_in(self, memory: Memory) -> None:
        """Keep offsets in ``memory`` from now on; what is known now is not forgotten."""
        self._memory = memory

    def _remember(self, kept: _Kept) -> None:
        wall, mono = self._wall_ms(), self._mono_ms()
        known = kept.offset
        if kept.boot == self._os_boot() and mono >= kept.mono:
            self._apart_ms = kept.wall - kept.mono  # A step since then is found when the clocks are read.
            self._offset = Offset(known.offset_ms, known.error_ms + _drift(mono - kept.mono))
        elif wall >= kept.wall:
            error = UNKNOWN_CLOCK_ERROR_MS + known.error_ms + abs(known.offset_ms) + _drift(wall - kept.wall)
            self._offset = Offset(known.offset_ms, error)

    @staticmethod
    def _wall_ms() -> int:
        return time.time_ns() // 1_000_000

    @staticmethod
    def _mono_ms() -> int:
        """Milliseconds since some moment, those of sleep included; the same for all programs until the next start."""
        # Linux has a clock of its own for that; elsewhere the plain one goes on in sleep.
        through_sleep: int | None = getattr(time, "CLOCK_BOOTTIME", None)
        now_ns = time.monotonic_ns() if through_sleep is None else time.clock_gettime_ns(through_sleep)
        return now_ns // 1_000_000

    @staticmethod
    def _os_boot() -> str:
        """Which start of the computer this is; empty where it does not say: then the clocks' difference must do."""
        try:
            return _BOOT_ID_FILE.read_text(encoding="ascii").strip()
        except OSError:
            return ""


def _drift(ms: int) -> int:
    return ms * DRIFT_PER_MILLION // 1_000_000
