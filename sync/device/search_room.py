"""When the search's index may be worked at: not at once again after it failed, and never with the disk's last bytes.

Whatever it takes of a disk that is nearly full, scans lack.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

BYTES_A_TICKET = 600
RESERVE_BYTES = 100_000_000
"""What a list that is taken in leaves free."""
LEAST_BYTES = 20_000_000
"""What a few changed tickets leave free."""
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 600.0


class Pause:
    """A rest after each failure, twice as long where it follows soon upon the one before."""

    def __init__(self, mono_s: Callable[[], float]) -> None:
        """Over; ``mono_s`` gives monotonic seconds."""
        self._mono_s = mono_s
        self._pause_s = FIRST_PAUSE_S
        self._until = float("-inf")

    @property
    def is_over(self) -> bool:
        """Whether to try again."""
        return self._mono_s() >= self._until

    def begin(self) -> None:
        """Something failed."""
        now = self._mono_s()
        is_soon = now - self._until < LONGEST_PAUSE_S
        self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S) if is_soon else FIRST_PAUSE_S
        self._until = now + self._pause_s


def has_room(folder: Path, more_bytes: int) -> bool:
    """Whether so much is free on the disk that ``folder`` is on; also where that cannot be asked."""
    try:
        return shutil.disk_usage(folder).free >= more_bytes
    except OSError:
        return True
