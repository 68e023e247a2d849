"""Acts by hand, put together: the bar and the dialogs that ask for them, and the worker that does them."""

from PySide6.QtCore import QObject, Signal

from scanner_app.act_wording import describe_act
from scanner_app.door.shown import Act, ActResult, ScanResult
from scanner_app.shell import Shell
from scanner_app.views.act_dialogs import ActDialog, ManagerDialog, UndoDialog
from scanner_app.workers.acts import ActWorker
from sync.rules.ids import TicketId


class Acts(QObject):
    """Connects the window with the station's acts. ``worker`` runs on whichever thread it is moved to.

    Names are shown as far as whoever stands there may see them.
    """

    answered = Signal(object)
    """An ActResult, after it was said where it was asked for."""
    _undo = Signal(object, str, str)
    _turn_away = Signal(object, str)
    _override = Signal(object, str, str)
    _admit = Signal(str, int, str, str)
    _train = Signal(bool)

    def __init__(self, shell: Shell) -> None:
        """Make the worker and connect everything."""
        super().__init__()
        self._shell, self._window = shell, shell.window
        self.worker = ActWorker(shell.station)
        self.dialog: ActDialog | None = None
        self._connect_window()
        self._connect_worker()

    def ask_undo(self, result: ScanResult) -> None:
        """Ask whether to take back what ``result`` wrote."""
        dialog = UndoDialog(self._window, result, self._shell.operator, self._shell.names)
        dialog.submitted.connect(self._submit_undo)
        self._open(dialog)

    def ask_manager(self, result: ScanResult) -> None:
        """Ask for the PIN that lets in all the same."""
        dialog = ManagerDialog(self._window, result, self._shell.operator, self._shell.names)
        dialog.submitted.connect(self._override)
        self._open(dialog)

    def turn_away(self, result: ScanResult) -> None:
        """Take back the admission of somebody who was looked at."""
        self._turn_away.emit(result, self._shell.operator)

    def admit(self, ticket_id: TicketId, people: int, why: str, operator: str) -> None:
        """Let in at the word of ``operator``, as far as the rule does; the light follows."""
        self._shell.operator = operator
        self._admit.emit(ticket_id, people, why, operator)

    def _connect_window(self) -> None:
        bar, window = self._window.act_bar, self._window
        bar.undo_requested.connect(self.ask_undo)
        bar.turn_away_requested.connect(self.turn_away)
        bar.manager_requested.connect(self.ask_manager)
        window.training_wanted.connect(self._set_training)
        window.message_banner.read.connect(self.worker.read_message)

    def _connect_worker(self) -> None:
        self._undo.connect(self.worker.undo)
        self._turn_away.connect(self.worker.turn_away)
        self._override.connect(self.worker.override)
        self._admit.connect(self.worker.admit)
        self._train.connect(self.worker.set_training)
        self.worker.decided.connect(self._window.show_result)
        self.worker.acted.connect(self._show_answer)

    def _open(self, dialog: ActDialog) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(lambda _: self._forget(dialog))
        dialog.open()

    def _forget(self, dialog: ActDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()

    def _set_training(self, is_training: bool) -> None:  # noqa: FBT001  A signal's slot.
        """Managers only begin practice, for nobody is counted meanwhile; whoever notices it may make the door count."""
        if is_training:
            self._shell.as_manager(lambda: self._train.emit(True))
        else:
            self._train.emit(False)

    def _submit_undo(self, result: ScanResult, reason: str, operator: str) -> None:
        self._shell.operator = operator or self._shell.operator
        self._undo.emit(result, reason, operator)

    def _show_answer(self, result: ActResult) -> None:
        """Say what came of an act, where it was asked for."""
        if self.dialog is not None:
            self.dialog.show_answer(result)
        if result.act is not Act.OVERRIDDEN:  # That one shows its light.
            self._window.show_act(describe_act(result, self._shell.names), is_done=result.is_done)
        self.answered.emit(result)
