"""Acts by hand, put together: the bar and the dialogs that ask for them, and the workers that do them."""

from PySide6.QtCore import QObject, Signal

from scanner_app.act_wording import describe_act
from scanner_app.door.shown import Act, ActResult, ScanResult
from scanner_app.door.station import Station
from scanner_app.views.act_dialogs import ActDialog, ManagerDialog, UndoDialog
from scanner_app.views.guest_dialog import GuestDialog
from scanner_app.views.main_window import MainWindow
from scanner_app.workers.acts import ActWorker, LookWorker


class Acts(QObject):
    """Connects ``window`` with the acts of ``station``. The workers run on whichever threads they are moved to."""

    _undo = Signal(object, str, str)
    _turn_away = Signal(object, str)
    _override = Signal(object, str, str)
    _admit = Signal(str, int, str, str)
    _find = Signal(str)

    def __init__(self, window: MainWindow, station: Station) -> None:
        """Make the workers and connect everything."""
        super().__init__()
        self._window, self._station = window, station
        self.worker, self.lookups = ActWorker(station), LookWorker(station)
        self.operator = ""
        """Who acts by hand at this door, as last said."""
        self.dialog: ActDialog | GuestDialog | None = None
        self._connect_window()
        self._connect_workers()

    def ask_undo(self, result: ScanResult) -> None:
        """Ask whether to take back what ``result`` wrote."""
        dialog = UndoDialog(self._window, result, self.operator)
        dialog.submitted.connect(self._submit_undo)
        self._open(dialog)

    def ask_manager(self, result: ScanResult) -> None:
        """Ask for the PIN that lets in all the same."""
        dialog = ManagerDialog(self._window, result, self.operator)
        dialog.submitted.connect(self._submit_override)
        self._open(dialog)

    def find_guest(self) -> None:
        """Look for a guest by name or code."""
        if not self._station.is_paired:
            return
        dialog = GuestDialog(self._window, self.operator)
        dialog.searched.connect(self._find)
        dialog.chosen.connect(self._submit_guest)
        self._open(dialog)

    def _connect_window(self) -> None:
        bar, window = self._window.act_bar, self._window
        bar.undo_requested.connect(self.ask_undo)
        bar.turn_away_requested.connect(lambda result: self._turn_away.emit(result, self.operator))
        bar.manager_requested.connect(self.ask_manager)
        window.find_requested.connect(self.find_guest)
        window.training_wanted.connect(self.worker.set_training)
        window.message_banner.read.connect(self.worker.read_message)

    def _connect_workers(self) -> None:
        for asked, does in (
            (self._undo, self.worker.undo),
            (self._turn_away, self.worker.turn_away),
            (self._override, self.worker.override),
            (self._admit, self.worker.admit),
            (self._find, self.lookups.find),
        ):
            asked.connect(does)
        self.worker.decided.connect(self._window.show_result)
        self.worker.acted.connect(self._show_answer)
        self.lookups.found.connect(self._show_people)

    def _open(self, dialog: ActDialog | GuestDialog) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(lambda _: self._forget(dialog))
        dialog.open()

    def _forget(self, dialog: QObject) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()

    def _submit_undo(self, result: ScanResult, reason: str, operator: str) -> None:
        self.operator = operator or self.operator
        self._undo.emit(result, reason, operator)

    def _submit_override(self, result: ScanResult, pin: str, operator: str) -> None:
        self._override.emit(result, pin, operator)

    def _submit_guest(self, ticket_id: str, people: int, why: str, operator: str) -> None:
        self.operator = operator
        self._admit.emit(ticket_id, people, why, operator)

    def _show_answer(self, result: ActResult) -> None:
        """Say what came of an act, where it was asked for."""
        if isinstance(self.dialog, ActDialog):
            self.dialog.show_answer(result)
        if result.act is not Act.OVERRIDDEN:  # That one shows its light.
            self._window.show_act(describe_act(result), is_done=result.is_done)

    def _show_people(self, text: str, people: object) -> None:
        if isinstance(self.dialog, GuestDialog) and isinstance(people, list):
            self.dialog.show_people(text, people)
