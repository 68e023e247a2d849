"""Files that managers write and read: the log as a table, rescue files."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from scanner_app.door.log_export import ExportedLog, export_log, file_name
from scanner_app.shell import Shell
from scanner_app.wording import number, plain, say, say_count, tell
from sync.device.errors import CancelledError
from sync.device.rescue import SUFFIX, Exported
from sync.protocol.messages import RescueAnswer


class Files(QObject):
    """Asks for a place, works in the background, and tells: ``noted`` what came of it, ``worked`` how far it is."""

    noted = Signal(str, bool)
    """What to say, and whether it is bad news."""
    worked = Signal(str, int, int)
    """What goes on (empty: nothing), and how much of how much is done."""
    carried = Signal()
    """A rescue file with all that waits was written."""
    _told = Signal(int, int)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.dialog: QFileDialog | None = None
        self._stopped = threading.Event()
        self._told.connect(self._tell_progress)
        shell.closing.connect(self.stop)
        shell.roles.changed.connect(self._follow_role)

    def stop(self) -> None:
        """Stop what goes on."""
        self._stopped.set()

    def export_log(self) -> None:
        """Ask for a file, and write the log into it."""
        name = file_name(self._shell.station.place().session.policy)
        dialog = self._ask(say("Export the log"), Path(_documents()) / name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(say("Tables (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda path: self._write_log(Path(path)))
        dialog.open()

    def export_rescue(self) -> None:
        """Ask for a stick, and write this device's scans onto it."""
        dialog = self._ask(say("Rescue to a USB stick"), None)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self._write_rescue(Path(path)))
        dialog.open()

    def import_rescue(self) -> None:
        """Ask for a rescue file, and send it to the server."""
        dialog = self._ask(say("Send a rescue file"), None)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(say("Rescue files ({patterns})", patterns=f"*{SUFFIX} *.sealed"))
        dialog.fileSelected.connect(lambda path: self._send_rescue(Path(path)))
        dialog.open()

    def _ask(self, title: str, suggested: Path | None) -> QFileDialog:
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
        start = str(suggested) if suggested is not None else _media()
        dialog = QFileDialog(self._shell.window, title, start)
        if suggested is not None:
            dialog.selectFile(suggested.name)
        self.dialog = dialog
        return dialog

    def _follow_role(self, is_manager: bool) -> None:  # noqa: FBT001  A signal's slot.
        """Whoever stands there once the manager's time is over chooses no file."""
        if not is_manager and self.dialog is not None:
            self.dialog.reject()

    def _write_log(self, target: Path) -> None:
        store = self._shell.station.store
        self._stopped.clear()
        self.worked.emit(say("Writing the log …"), 0, 0)
        self._run(lambda: export_log(store, target, self._told.emit, self._stopped.is_set), self._log_written)

    def _log_written(self, written: ExportedLog) -> None:
        self.noted.emit(
            say_count(
                "{count} entry was written to {file}.",
                "{count} entries were written to {file}.",
                written.entries,
                file=plain(str(written.path)),
            ),
            False,
        )

    def _write_rescue(self, target: Path) -> None:
        self.worked.emit(say("Writing the rescue file …"), 0, 0)
        self._run(lambda: self._shell.station.export_rescue(target), self._rescue_written)

    def _rescue_written(self, written: Exported) -> None:
        self.carried.emit()
        self.noted.emit(
            say_count(
                "{count} scan is in {file}. Give it to the organizer, or send it from a device with a network.",
                "{count} scans are in {file}. Give it to the organizer, or send it from a device with a network.",
                written.entries,
                file=plain(str(written.path)),
            ),
            False,
        )

    def _send_rescue(self, path: Path) -> None:
        self.worked.emit(say("Sending the rescue file …"), 0, 0)
        self._run(lambda: self._shell.station.import_rescue(path), self._rescue_sent)

    def _rescue_sent(self, answer: RescueAnswer) -> None:
        parts = [
            say_count("{count} scan was new to the server", "{count} scans were new to the server", answer.accepted),
            say_count("{count} was known", "{count} were known", answer.known),
        ]
        if answer.refused:
            parts.append(say_count("{count} cannot count", "{count} cannot count", answer.refused))
        self.noted.emit(say("{what}.", what=", ".join(parts)), bool(answer.refused))

    def _run(self, work: Callable[[], object], then: Callable[..., object]) -> None:
        def done(result: object) -> None:
            self.worked.emit("", 0, 0)
            then(result)

        def failed(error: Exception) -> None:
            self.worked.emit("", 0, 0)
            self.noted.emit(plain(tell(error), 400), not isinstance(error, CancelledError))

        self._shell.long_work.run(work, done, failed)

    def _tell_progress(self, done: int, total: int) -> None:
        text = say("Writing the log: {done} of {total} entries", done=number(done), total=number(total))
        self.worked.emit(text, done, total)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()


def _media() -> str:
    """Where sticks appear, or else the person's own folder."""
    for folder in (Path("/run/media") / Path.home().name, Path("/media") / Path.home().name, Path("/Volumes")):
        if folder.is_dir():
            return str(folder)
    return QDir.homePath()
