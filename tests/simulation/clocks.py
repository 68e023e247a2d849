"""A device's clocks in a world where only the server's is right: off from the start, drifting, set by people."""

from dataclasses import dataclass

from sync.device.clock import Memory, SystemClock
from tests.simulation.hub import Hub


@dataclass(slots=True)
class Quartz:
    """One device's hardware: how far its wall clock is off (ms), and how fast both its clocks run."""

    hub: Hub
    began_ms: int
    off_ms: int = 0
    drift_ppm: int = 0
    machine: str = ""
    """Which computer this is: no two have the same start."""
    boots: int = 0
    """How often the computer was started; its monotonic clock begins anew each time."""
    booted_ms: int = 0

    def mono_ms(self) -> int:
        return 1_000 + self._passed(self.booted_ms or self.began_ms)

    def wall_ms(self) -> int:
        return self.began_ms + self.off_ms + self._passed(self.began_ms)

    def lose_power(self) -> None:
        """The computer is started anew; its wall clock went on."""
        self.boots += 1
        self.booted_ms = self.hub.now

    def _passed(self, since_ms: int) -> int:
        passed = self.hub.now - since_ms
        return passed + passed * self.drift_ppm // 1_000_000


class DoorClock(SystemClock):
    """The product's own clock on that hardware."""

    def __init__(self, quartz: Quartz, memory: Memory | None = None) -> None:
        self._quartz = quartz
        super().__init__(memory)

    def _wall_ms(self) -> int:  # type: ignore[override]
        return self._quartz.wall_ms()

    def _mono_ms(self) -> int:  # type: ignore[override]
        return self._quartz.mono_ms()

    def _os_boot(self) -> str:  # type: ignore[override]
        return f"{self._quartz.machine} boot {self._quartz.boots}"
