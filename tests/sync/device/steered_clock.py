"""A clock with hands that a test moves, through restarts of the program and of the computer."""

from typing import Any

from sync.device.clock import SystemClock
from tests.sync.making import NOW


class Storage:
    """What outlives a program, in memory."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        return self.values.get(key)

    def put(self, **values: object) -> None:
        self.values.update(values)


class SteeredClock(SystemClock):
    """The system's clock, which stands still until it is moved; ``storage`` is what it remembers by."""

    def __init__(
        self, storage: Storage | None = None, *, wall: int = NOW, mono: int = 1_000_000, boot: str = "boot-1"
    ) -> None:
        self.wall, self.mono, self.boot, self.storage = wall, mono, boot, storage
        super().__init__(storage)

    def pass_ms(self, ms: int, *, wall_jumps: int = 0) -> None:
        """Let time pass, and somebody set the wall clock by ``wall_jumps``."""
        self.mono += ms
        self.wall += ms + wall_jumps

    def restarted(self, *, after_ms: int, wall_jumps: int = 0) -> "SteeredClock":
        """The clock of the next run of the program."""
        wall = self.wall + after_ms + wall_jumps
        return SteeredClock(self.storage, wall=wall, mono=self.mono + after_ms, boot=self.boot)

    def started_anew(self, *, after_ms: int, wall_jumps: int = 0, boot: str = "boot-2") -> "SteeredClock":
        """The clock of the first run after the computer was started anew."""
        return SteeredClock(self.storage, wall=self.wall + after_ms + wall_jumps, mono=20_000, boot=boot)

    def _wall_ms(self) -> int:  # type: ignore[override]
        return self.wall

    def _mono_ms(self) -> int:  # type: ignore[override]
        return self.mono

    def _os_boot(self) -> str:  # type: ignore[override]
        return self.boot
