"""What this program is and whose work is in it."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QGuiApplication

from scanner_app.door.support import support_text
from scanner_app.shell import Shell
from scanner_app.shipped import shipped_parts
from scanner_app.views.about_page import AboutPage
from scanner_app.wording import say


class About(QObject):
    """Fills its page from the device, and the clipboard from it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._page: AboutPage | None = None
        self._version = _version()
        shell.window.add_entry(say("About"), "info", "", self.open)

    def open(self) -> None:
        """Show the page."""
        self.page.show_device(self._facts())
        self._shell.open(self.page)

    @property
    def page(self) -> AboutPage:
        """The one page, made when it is first wanted."""
        if self._page is None:
            self._page = AboutPage(self._version, shipped_parts())
            self._page.copy_wanted.connect(self._copy)
        return self._page

    def _facts(self) -> list[tuple[str, str]]:
        station = self._shell.station
        kept = (say("Data folder"), str(station.store.path.parent))
        if not station.is_paired:
            return [(say("Event"), say("Not paired yet")), kept]
        place = station.place()
        door = place.session.own_door
        return [
            (say("Event"), place.session.policy.event.name),
            (say("Gate"), place.session.gate.name),
            (say("Device name"), door.name if door is not None else ""),
            (say("Device number"), place.pairing.device_id),
            (say("Server"), place.pairing.server),
            kept,
        ]

    def _copy(self) -> None:
        station, page, qt_version = self._shell.station, self.page, qVersion() or ""

        def put(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            page.show_copied()

        self._shell.background.run(lambda: support_text(station, self._version, qt_version), put)


def _version() -> str:
    try:
        return version("doorward")
    except PackageNotFoundError:
        return "unknown"
