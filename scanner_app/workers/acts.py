"""Acts by hand, on the scans' thread and in turn with them."""

import contextlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from scanner_app.door.shown import Act, ActResult, ScanResult
from scanner_app.door.station import Station
from sync.device.errors import DeviceError, NotPairedError
from sync.rules.ids import TicketId


class ActWorker(QObject):
    """``acted`` carries an ActResult, ``decided`` the ScanResult of who was let in by hand."""

    acted = Signal(object)
    decided = Signal(object)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station

    @Slot(object, str, str)
    def undo(self, result: ScanResult, reason: str, operator: str) -> None:
        """Take back what ``result`` wrote."""
        if result.entry is not None:
            self._act(partial(self._station.undo, result.entry, reason, operator))

    @Slot(object, str)
    def turn_away(self, result: ScanResult, operator: str) -> None:
        """Take back the admission of somebody who was looked at."""
        if result.entry is not None:
            self._act(partial(self._station.turn_away, result.entry, operator))

    @Slot(object, str, str)
    def override(self, result: ScanResult, pin: str, operator: str) -> None:
        """Let in whom the rule refused; the light follows where the PIN is right."""
        self._act(partial(self._station.override, result, pin, operator))

    @Slot(str, int, str, str)
    def admit(self, ticket_id: str, people: int, why: str, operator: str) -> None:
        """Decide about a ticket that somebody picked from the list."""
        with contextlib.suppress(NotPairedError):  # The window says so.
            self.decided.emit(self._station.admit_by_hand(TicketId(ticket_id), operator, people, why))

    @Slot(bool)
    def set_training(self, is_training: bool) -> None:  # noqa: FBT001  A signal's slot.
        """Practise, or count again."""
        self._keep(partial(self._station.set_training, is_training=is_training))

    @Slot()
    def read_message(self) -> None:
        """What was to be read was read."""
        self._keep(self._station.read_message)

    def _act(self, act: Callable[[], ActResult]) -> None:
        with contextlib.suppress(NotPairedError):
            done = act()
            self.acted.emit(done)
            if done.scan is not None:
                self.decided.emit(done.scan)

    def _keep(self, change: Callable[[], None]) -> None:
        try:
            change()
        except NotPairedError:
            return
        except DeviceError:
            self.acted.emit(ActResult(Act.NOT_RECORDED))
