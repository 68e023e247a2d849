"""The sync that a person asked for: it talks to the network and may take its time."""

import threading

from PySide6.QtCore import QObject, Signal, Slot

from scanner_app.door.station import Station


class SyncWorker(QObject):
    """``run`` syncs once; ``progress`` carries SyncProgress values, the last of which says how it ended."""

    progress = Signal(object)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._cancelled = threading.Event()

    @Slot(bool)
    def run(self, full: bool) -> None:  # noqa: FBT001  A signal's slot.
        """Sync now; ``full`` fetches every ticket anew."""
        self._cancelled.clear()
        self._station.sync(full=full, report=self.progress.emit, is_cancelled=self._cancelled.is_set)

    def cancel(self) -> None:
        """Stop the running sync at its next step; from any thread."""
        self._cancelled.set()
