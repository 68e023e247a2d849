"""Unpairing and wiping, each behind a page of its own."""

from PySide6.QtCore import QObject

from scanner_app.door.shown import DoorStatus
from scanner_app.door.unpair import Unpaired
from scanner_app.screens.files import Files
from scanner_app.shell import Shell
from scanner_app.views.leave_pages import LeavePage, WipePage
from scanner_app.wording import plain, say, say_count, tell


class Leaving(QObject):
    """Opens the two pages for managers, and does what they ask for off the screen's thread."""

    def __init__(self, shell: Shell, files: Files) -> None:
        super().__init__(shell)
        self._shell, self._files = shell, files
        self.leave_page, self.wipe_page = LeavePage(), WipePage()
        self._carried_up_to = 0
        """How many scans waited when a rescue file was written: more than these are not in it."""
        self._waiting, self._event = 0, ""
        self._note = ""
        self.leave_page.leave_wanted.connect(self._leave)
        self.leave_page.sync_wanted.connect(lambda: shell.window.sync_requested.emit(False))
        self.leave_page.rescue_wanted.connect(files.export_rescue)
        self.wipe_page.wipe_wanted.connect(self._wipe)
        files.carried.connect(self._carried)
        files.noted.connect(lambda text, _is_bad: self.leave_page.show_note(text))
        shell.status_told.connect(self._follow)
        shell.paired.connect(self._forget_note)

    def open_leaving(self) -> None:
        """Show what unpairing does."""
        self._carried_up_to = 0
        self.leave_page.show_note("")
        self.leave_page.show_error("")
        self._show()
        self._shell.open(self.leave_page)

    def open_wiping(self) -> None:
        """Show what wiping does."""
        self.wipe_page.show_error("")
        self._show()
        self._shell.open(self.wipe_page)

    def _follow(self, status: DoorStatus) -> None:
        event = plain(status.event, 60)
        if (self._waiting, self._event) != (status.waiting, event):
            self._waiting, self._event = status.waiting, event
            self._show()

    def _show(self) -> None:
        self.leave_page.show_state(self._event, self._waiting, is_carried=self._is_carried)
        self.wipe_page.show_state(self._waiting)

    @property
    def _is_carried(self) -> bool:
        return 0 < self._waiting <= self._carried_up_to

    def _carried(self) -> None:
        self._carried_up_to = self._waiting
        self._show()

    def _leave(self) -> None:
        even_waiting = self._is_carried
        self.leave_page.hold.setEnabled(False)
        self._shell.long_work.run(
            lambda: self._unpair(even_waiting=even_waiting), lambda _: self._shell.window.go_home(), self._leave_failed
        )

    def _unpair(self, *, even_waiting: bool) -> None:
        station = self._shell.station
        self._note = _left(station.unpair(even_waiting=even_waiting))
        station.opening_note = self._note

    def _leave_failed(self, error: Exception) -> None:
        self.leave_page.show_error(plain(tell(error), 400))
        self._show()

    def _wipe(self) -> None:
        def wipe() -> None:
            station = self._shell.station
            self._note = station.wipe()
            station.opening_note = self._note

        self._shell.long_work.run(
            wipe,
            lambda _: self._shell.window.go_home(),
            lambda error: self.wipe_page.show_error(plain(tell(error), 400)),
        )

    def _forget_note(self) -> None:
        """What was said of leaving need not be read once the device is paired again."""
        if self._note and self._shell.station.opening_note == self._note:
            self._shell.station.opening_note = ""
        self._note = ""


def _left(left: Unpaired) -> str:
    if not left.own and not left.carried:
        return say("This device has left its event. Nothing of it is left here.")
    return say_count(
        "This device has left its event. {count} scan that was not uploaded stays here, encrypted, until it is paired"
        " with the event again.",
        "This device has left its event. {count} scans that were not uploaded stay here, encrypted, until it is paired"
        " with the event again.",
        left.own + left.carried,
    )
