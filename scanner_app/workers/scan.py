"""Scans, one after the other, in the order in which they came."""

from PySide6.QtCore import QObject, Signal, Slot

from scanner_app.door.shown import Source
from scanner_app.door.station import Station
from sync.device.errors import NotPairedError


class ScanWorker(QObject):
    """``scan`` decides and writes down; ``decided`` carries the ScanResult."""

    decided = Signal(object)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station

    @Slot(str, object, int)
    def scan(self, payload: str, source: Source, people: int = 1) -> None:
        """Decide about one payload for so many people; nothing is decided before the device is paired."""
        try:
            self.decided.emit(self._station.scan(payload, source, people))
        except NotPairedError:  # Not yet, or no more: the window says so.
            return
