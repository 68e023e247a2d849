"""A device's clocks in a world where only the server's is right: off from the start, drifting, set by people."""

from dataclasses import dataclass

from sync.device.clock import SystemClock
from tests.simulation.hub import Hub


@dataclass(slots=True)
class Quartz:
    """One device's hardware: how far its wall clock is off (ms), and how fast both its clocks run."""

    hub: Hub
    began_ms: int
    off_ms: int = 0
    drift_ppm: int = 0

    def mono_ms(self) -> int:
        passed = self.hub.now - self.began_ms
        return 1_000 + passed + passed * self.drift_ppm // 1_000_000

    def wall_ms(self) -> int:
        return self.began_ms + self.off_ms + self.mono_ms() - 1_000


class DoorClock(SystemClock):
    """The product's own clock on that hardware; a new process knows nothing of the old one's offset."""

    def __init__(self, quartz: Quartz) -> None:
        self._quartz = quartz
        super().__init__()

    def _wall_ms(self) -> int:  # type: ignore[override]
        return self._quartz.wall_ms()

    def _mono_ms(self) -> int:  # type: ignore[override]
        return self._quartz.mono_ms()
