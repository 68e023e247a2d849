"""One process at a time: a lock that the operating system gives back when its holder dies."""

import errno
import os
import sys
from pathlib import Path

from sync.device.errors import StoreError, StoreFullError, StoreLockedError

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ExclusiveLock:
    """Held from construction to ``release``; StoreLockedError where another process holds it."""

    def __init__(self, path: Path) -> None:
        """Take the lock on ``path``, which is created empty."""
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            kind = StoreFullError if error.errno == errno.ENOSPC else StoreError
            raise kind(
                f"Cannot write to {path.parent}: {error.strerror}. Free some space, or name another folder."
            ) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise StoreLockedError("A scanner is already running on this device with the same data.") from error

    def release(self) -> None:
        """Give the lock back; again is fine, and closes nothing that got the descriptor's number meanwhile."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)
