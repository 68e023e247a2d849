"""Scans, one after the other, in the order in which they came."""

from PySide6.QtCore import QObject, Signal, Slot

from scanner_app.door.shown import Source
from scanner_app.door.station import Station


class ScanWorker(QObject):
    """``scan`` decides and writes down; ``decided`` carries the ScanResult."""

    decided = Signal(object)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station

    @Slot(str, object)
    def scan(self, payload: str, source: Source) -> None:
        """Decide about one payload; nothing is decided before the device is paired."""
        if self._station.is_paired:
            self.decided.emit(self._station.scan(payload, source))
