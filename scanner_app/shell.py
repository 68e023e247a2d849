"""What every screen gets: the window, the station, the settings, who stands there, and a hand in the background."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from scanner_app.act_wording import describe_act
from scanner_app.door.shown import ActResult, Source
from scanner_app.door.station import Station
from scanner_app.names import Names
from scanner_app.presence import Presence
from scanner_app.roles import Roles
from scanner_app.settings import Settings, SettingsFile
from scanner_app.views.main_window import MainWindow
from scanner_app.views.page import Page
from scanner_app.views.pin_dialog import PinDialog
from scanner_app.wording import tell
from scanner_app.workers.background import Background
from sync.sentence import Sentence

_NOT_KEPT = Sentence(
    "What was set cannot be kept on this device: its disk does not take it. It holds until the scanner is closed."
)


class Shell(QObject):
    """Made once by the composition root; screens listen to its signals and open their pages by it."""

    scanned = Signal(object)
    """A ScanResult, after the window has shown it."""
    status_told = Signal(object)
    """A DoorStatus, twice a second and whenever there is news."""
    started = Signal()
    """The window is there, and whatever waited for it may begin."""
    read_anew = Signal()
    """A code that is held before the camera already counts from now on."""
    closing = Signal()
    """The scanner ends, with its window or without a word to it: what goes on in the background is to stop now."""
    sync_told = Signal(object)
    """A SyncProgress of the sync that a person asked for."""
    sync_ended = Signal(object)
    """Its SyncSummary."""
    paired = Signal()
    unpaired = Signal(str)
    names_changed = Signal(object)
    """How much of names may be seen now: a Names."""
    settings_changed = Signal(object)
    """The Settings as they are now."""
    settings_wanted = Signal()
    statistics_wanted = Signal()
    """Another screen leads there."""
    code_seen = Signal(object)
    """The Source that a code of any kind was read by."""
    code_read = Signal(str, object)
    """A payload that a screen hands in as if it had been scanned, and its Source."""

    def __init__(
        self, window: MainWindow, station: Station, settings_file: SettingsFile, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.window, self.station = window, station
        self.background = Background(self)
        self.long_work = Background(self)
        """For what takes minutes and nobody waits for: it holds up no lookup."""
        self.checks = Background(self)
        """For preflight, which waits for the network: it holds up neither a PIN nor an export, and none holds it up."""
        for hand in (self.background, self.long_work, self.checks):
            self.closing.connect(hand.close)
        self.roles = Roles(self)
        self.operator = ""
        """Who acts by hand at this door, as last said."""
        self._file, self._settings = settings_file, settings
        self._pin_dialog: PinDialog | None = None
        self._names = self.names
        self.roles.changed.connect(self._follow_role)
        self.status_told.connect(self._tell_names)
        self.paired.connect(self._tell_names)
        self._presence = Presence(self.roles, window, self)
        self.closing.connect(self._presence.end)

    @property
    def settings(self) -> Settings:
        """What a person set on this device."""
        return self._settings

    @property
    def names(self) -> Names:
        """How much of guests' names may be seen: all of it by a manager, and where no PIN tells one from staff."""
        return Names.FULL if self.roles.is_manager or not self._has_pin() else Names.FIRST

    def change_settings(self, settings: Settings) -> None:
        """Keep other settings from now on, and tell whoever goes by them. A disk that does not take them is told of."""
        if settings != self._settings:
            self._settings = settings
            if not self._file.save(settings):
                self._tell_not_kept()
            self.settings_changed.emit(settings)

    def open(self, page: Page) -> None:
        """Show ``page`` over the scan screen, after the PIN where only managers may see it."""
        if page.is_for_managers:
            self.as_manager(lambda: self.window.open_page(page))
        else:
            self.window.open_page(page)

    def take(self, payload: str, source: Source) -> None:
        """Handle ``payload`` as if it had been scanned."""
        self.code_read.emit(payload, source)

    def as_manager(self, then: Callable[[], object]) -> None:
        """Do ``then`` once a manager is there: at once, after the PIN, or never. Without a PIN anybody is trusted.

        The manager's time begins anew where that led to a page for managers, or came from one.
        """
        if self.roles.is_manager or not self._has_pin():
            then()
            self._presence.touch()
            return
        dialog = PinDialog(self.window)
        self._pin_dialog = dialog
        dialog.submitted.connect(lambda pin: self._try(dialog, pin, then))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _has_pin(self) -> bool:
        return self.station.is_paired and self.station.has_pin

    def _try(self, dialog: PinDialog, pin: str, then: Callable[[], object]) -> None:
        def answered(result: ActResult) -> None:
            if not _is_open(dialog):  # Put away meanwhile: nobody wants to be a manager any more.
                return
            if result.is_done:
                self.roles.unlock()
                dialog.accept()
                then()
            else:
                dialog.show_error(describe_act(result))

        def failed(error: Exception) -> None:
            if _is_open(dialog):
                dialog.show_error(tell(error))

        self.background.run(lambda: self.station.check_pin(pin), answered, failed)

    def _tell_not_kept(self) -> None:
        """Where this program's own notes stand; before pairing there is none, and the banner is free."""
        told, note = _NOT_KEPT, self.station.opening_note
        if not self.station.is_paired:
            self.window.banner.show_text(tell(told))
        elif told not in note:
            self.station.opening_note = Sentence.row(note, told)

    def _tell_names(self) -> None:
        if self.names is not self._names:
            self._names = self.names
            self.names_changed.emit(self._names)

    def _follow_role(self, is_manager: bool) -> None:  # noqa: FBT001  A signal's slot.
        self._tell_names()
        if not is_manager:
            self.window.close_pages_for_managers()


def _is_open(dialog: PinDialog) -> bool:
    return isValid(dialog) and dialog.isVisible()
