"""The sync that a person asked for: it talks to the network and may take its time."""

import threading
import time

from PySide6.QtCore import QObject, Signal, Slot

from scanner_app.door.station import Station
from scanner_app.door.sync_summary import SyncSummary, compare_policies
from sync.device.errors import DeviceError
from sync.device.pairing import load_policy
from sync.device.progress import SyncPhase, SyncProgress


class SyncWorker(QObject):
    """``run`` syncs once; ``progress`` carries SyncProgress values, the last of which says how it ended.

    ``ended`` comes after it and carries a SyncSummary.
    """

    progress = Signal(object)
    ended = Signal(object)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._cancelled = threading.Event()
        self._last = SyncProgress(SyncPhase.CONNECTING)

    @Slot(bool)
    def run(self, full: bool) -> None:  # noqa: FBT001  A signal's slot.
        """Sync now; ``full`` fetches every ticket anew."""
        self._cancelled.clear()
        began_s = time.monotonic()
        try:
            place = self._station.place()
            rules, changes = load_policy(self._station.store), place.round.changes
        except DeviceError as error:
            self._report(SyncProgress(SyncPhase.FAILED, detail=error.sentence))
            return
        self._station.sync(full=full, report=self._report, is_cancelled=self._cancelled.is_set)
        try:
            self.ended.emit(
                SyncSummary(
                    phase=self._last.phase,
                    at=self._station.clock.read().corrected.ms,
                    took_s=time.monotonic() - began_s,
                    detail=self._last.detail,
                    changes=place.round.changes - changes,
                    rules=compare_policies(rules, load_policy(self._station.store)),
                )
            )
        except DeviceError:  # Wiped meanwhile, or a full disk: the progress has said how it ended.
            return

    def cancel(self) -> None:
        """Stop the running sync at its next step; from any thread."""
        self._cancelled.set()

    def _report(self, progress: SyncProgress) -> None:
        self._last = progress
        self.progress.emit(progress)
