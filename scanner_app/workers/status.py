"""How the door stands, looked up twice a second and whenever there is news."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from scanner_app.door.station import Station
from scanner_app.wording import tell
from sync.device.errors import NotPairedError, StoreError

_EVERY_MS = 500


class StatusWorker(QObject):
    """``status`` carries a DoorStatus. ``begin`` must run on the worker's thread: its timer lives there."""

    status = Signal(object)
    unpaired = Signal(str)
    """The device lost its place, as by an order to wipe itself: what to say of it."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._timer: QTimer | None = None
        self._was_paired, self._said = False, station.opening_note

    @Slot()
    def begin(self) -> None:
        """Start looking."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)
        self.look()

    @Slot()
    def look(self) -> None:
        """Look once; a store that cannot be read now is looked at again."""
        if not self._station.is_paired:
            self._say_unpaired()
            return
        self._was_paired = True
        try:
            self.status.emit(self._station.status())
        except (StoreError, NotPairedError):
            return

    def _say_unpaired(self) -> None:
        """Once, and again when there is more to say of it: a wipe takes a moment."""
        note = self._station.opening_note
        if self._was_paired or note != self._said:
            self._was_paired, self._said = False, note
            self.unpaired.emit(tell(note))  # A signal carries no more than the text.

    @Slot()
    def end(self) -> None:
        """Stop looking."""
        if self._timer is not None:
            self._timer.stop()
