"""The sync that a person asked for, and pairing: both talk to the network and may take their time."""

import threading

from PySide6.QtCore import QObject, Signal, Slot

from scanner_app.door.station import Station
from sync.device.errors import DeviceError


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


class PairWorker(QObject):
    """``pair`` enrols this device; then ``paired``, or ``refused`` with what to do."""

    paired = Signal()
    refused = Signal(str)

    def __init__(self, station: Station, door_name: str, app_version: str) -> None:
        super().__init__()
        self._station = station
        self._door_name = door_name
        self._app_version = app_version

    @Slot(str, str)
    def pair(self, server: str, code: str) -> None:
        """Enrol with ``code`` at ``server``."""
        try:
            self._station.pair(server, code, self._door_name, self._app_version)
        except (DeviceError, ValueError) as error:
            self.refused.emit(str(error))
        else:
            self.paired.emit()
