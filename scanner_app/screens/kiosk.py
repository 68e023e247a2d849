"""Self check-in."""

from dataclasses import replace

import msgspec
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from scanner_app.door.shown import DoorStatus, ScanResult
from scanner_app.door.standing import REVOKED
from scanner_app.kiosk_wording import describe_for_guest
from scanner_app.names import Names, shown_name
from scanner_app.shell import Shell
from scanner_app.views.key_lock import KeyLock
from scanner_app.views.kiosk_page import KioskPage
from scanner_app.views.kiosk_setup_page import KioskSetupPage
from scanner_app.wording import ColourRole, Wording, say
from sync.rules.gate import Direction


class Kiosk(QObject):
    """Starts and ends self check-in, and holds the window shut meanwhile."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._status: DoorStatus | None = None
        self._setup, self.page = KioskSetupPage(), KioskPage()
        self._lock = KeyLock(shell.window, self)
        self._is_hindered = False
        """Whether this device was a kiosk and cannot be one since it was started."""
        self._was: Qt.WindowState = Qt.WindowState.WindowNoState
        shell.window.add_entry(say("Kiosk"), "kiosk", "", lambda: shell.open(self.set_up()))
        self._setup.start_wanted.connect(self._start)
        self.page.leave_wanted.connect(self.ask_to_leave)
        self.page.verdict_wanted.connect(self._show_verdict)
        shell.started.connect(self._resume)
        shell.status_told.connect(self._follow)
        shell.unpaired.connect(lambda _: self._close_check_in())

    @property
    def is_on(self) -> bool:
        """Whether guests stand before the screen now."""
        return self._shell.window.page is self.page

    def set_up(self) -> KioskSetupPage:
        """The page to start from, as things are."""
        self._setup.show_kiosk(self._shell.settings.kiosk.greeting, self._event)
        self._setup.show_problem(self._hindrance())
        return self._setup

    def start(self) -> bool:
        """Show guests nothing but self check-in from now on; False where nobody could end it again."""
        if self._hindrance():
            return False
        self._is_hindered = False
        self._hold_window()
        self._keep(is_on=True)
        return True

    def ask_to_leave(self) -> None:
        """Ask for the PIN, then be a scanner for staff again."""
        if self.is_on and QApplication.activeModalWidget() is None:
            self._shell.roles.lock()
            self._shell.as_manager(self.leave)

    def leave(self) -> None:
        """Be a scanner for staff again."""
        window = self._shell.window
        if self.is_on:
            self._lock.end()
            window.set_bare(is_bare=False)
            window.go_home()
            window.setWindowState(self._was)
            self._keep(is_on=False)

    @property
    def _event(self) -> str:
        return "" if self._status is None else self._status.event

    def _hindrance(self) -> str:
        """Why there can be no kiosk here, or empty."""
        station = self._shell.station
        if not station.is_paired:
            return say("Pair this device first.")
        if not station.has_pin:
            return say("Set a manager’s PIN for this event on the dashboard first: without one nobody could leave.")
        return ""

    def _start(self, greeting: str) -> None:
        settings = self._shell.settings
        kiosk = msgspec.structs.replace(settings.kiosk, greeting=greeting)
        self._shell.change_settings(msgspec.structs.replace(settings, kiosk=kiosk))
        if not self.start():
            self._setup.show_problem(self._hindrance())

    def _resume(self) -> None:
        """Be the kiosk that this device was. Where that cannot be, guests must still not find the staff's screen."""
        if self._shell.settings.kiosk.is_on:
            self._is_hindered = bool(self._hindrance())
            self._hold_window()

    def _hold_window(self) -> None:
        window = self._shell.window
        self._shell.roles.lock()
        window.go_home()
        window.open_page(self.page)
        window.set_bare(is_bare=True)
        self._lock.begin()
        self._was = window.windowState()
        window.showFullScreen()
        self._show_door()

    def _keep(self, *, is_on: bool) -> None:
        settings = self._shell.settings
        kiosk = msgspec.structs.replace(settings.kiosk, is_on=is_on)
        self._shell.change_settings(msgspec.structs.replace(settings, kiosk=kiosk))

    def _follow(self, status: DoorStatus) -> None:
        self._status = status
        if self.is_on:
            self._show_door()

    def _show_door(self) -> None:
        status, was_closed = self._status, bool(self.page.closed_text)
        is_removed = status is not None and status.problem == REVOKED
        hindrance = self._hindrance() if self._is_hindered else ""
        self._is_hindered = bool(hindrance)  # A PIN that comes again opens check-in again.
        self.page.show_door(
            self._shell.settings.kiosk.greeting or self._event,
            closed=say("Please use another entrance") if is_removed or hindrance else "",
            for_staff=say("For staff: {what}", what=hindrance) if hindrance else "",
            is_practice=status is not None and status.is_training,
        )
        if was_closed and not self.page.closed_text:
            self._shell.read_anew.emit()  # Somebody may be holding their ticket up already.

    def _close_check_in(self) -> None:
        if self.is_on:
            self.page.show_door("", closed=say("Please use another entrance"))

    def _show_verdict(self, result: ScanResult, wording: Wording) -> None:
        direction = Direction.ENTRY if self._status is None else self._status.direction
        said = describe_for_guest(result, wording, direction)
        # Nobody is called by their name in front of the queue to be told that they cannot go in.
        is_greeted = said.role is not ColourRole.LOOK and result.party == 1
        name = shown_name(result.holder, Names.FIRST) if is_greeted else ""
        shown = replace(result, holder=name, ticket_type="", note="")
        self.page.show_guest_verdict(shown, said)
