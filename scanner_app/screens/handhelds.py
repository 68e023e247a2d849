"""Handheld scanners: reading them, their settings, and learning how one types."""

from time import monotonic

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from scanner_app.door.known_codes import is_known_code
from scanner_app.door.shown import Source
from scanner_app.handheld_wording import last_scan, port_descriptions, port_name, serial_line
from scanner_app.screens.learning import Learning
from scanner_app.settings import KeyReading, Settings, Terminator
from scanner_app.shell import Shell
from scanner_app.sources.burst import burst_settings
from scanner_app.sources.handheld import HandheldFilter
from scanner_app.sources.learning import PACES_MS
from scanner_app.sources.readings import KNOWN, rate_text, trim
from scanner_app.sources.serial import SerialScanner
from scanner_app.sources.serial_state import AUTO
from scanner_app.views.handheld_page import NO_PORT, HandheldPage
from scanner_app.wording import say

_EACH_MS = 1000
_SLOWEST_BAUD, _FASTEST_BAUD = 300, 4_000_000


class Handhelds(QObject):
    """Reads every handheld from ``begin`` to ``end``, and connects their pages with the shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.keys = HandheldFilter(burst_settings(shell.settings.handheld), self._rate, self)
        self.serial = SerialScanner(parent=self)
        self.page = HandheldPage(PACES_MS)
        self.learning = Learning(shell, self.keys)
        self._last: tuple[float, int, bool] | None = None
        self._look = QTimer(self, interval=_EACH_MS)
        shell.window.add_entry(say("Handheld scanner"), "barcode", "", self.open_page)
        self._connect()

    def begin(self) -> None:
        """Catch what handhelds type, and open the serial port that was kept."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self.keys)
        self._follow(self._shell.settings)

    def end(self) -> None:
        """Leave the keyboard and the port alone."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self.keys)
        self.keys.end()
        self.serial.close()

    def open_page(self) -> None:
        """Show the page."""
        self._shell.open(self.page)
        self._look.start()
        self._show()

    def _connect(self) -> None:
        page = self.page
        self.keys.scanned.connect(self._read_typed)
        self.serial.scanned.connect(self._read_serial)
        self.serial.changed.connect(self._show)
        self._shell.settings_changed.connect(self._follow)
        self._look.timeout.connect(self._show)
        page.left.connect(self._look.stop)
        page.learn_wanted.connect(self.learning.open)
        page.prefix_typed.connect(lambda text: self._keep(prefix=text))
        page.suffix_typed.connect(lambda text: self._keep(suffix=text))
        page.terminator_chosen.connect(lambda end: self._keep(terminator=Terminator(end)))
        page.reading_chosen.connect(lambda way: self._keep(reading=KeyReading(way)))
        page.pace_chosen.connect(lambda gap_ms: self._keep(longest_gap_ms=gap_ms))
        page.port_chosen.connect(lambda port: self._keep_serial(port=port))
        page.baud_typed.connect(self._keep_baud)

    def _rate(self, text: str) -> int:
        return KNOWN if is_known_code(self._shell.station, text) else rate_text(text)

    def _read_typed(self, payload: str) -> None:
        self._last = (monotonic(), len(payload), False)
        self._shell.take(payload, Source.HANDHELD)

    def _read_serial(self, payload: str) -> None:
        kept = self._shell.settings.handheld
        code = payload if self.learning.is_listening else trim(payload, kept.prefix, kept.suffix)
        self._last = (monotonic(), len(code), True)
        self._shell.take(code, Source.HANDHELD)

    def _follow(self, settings: Settings) -> None:
        self.keys.use(burst_settings(settings.handheld))
        self.serial.use(settings.serial)
        self._show()

    def _show(self) -> None:
        """Say how things stand, while the page is there to see it."""
        if not self._look.isActive():
            return
        settings, page = self._shell.settings, self.page
        page.show_settings(settings.handheld, settings.serial)
        page.show_line(*serial_line(self.serial.standing))
        ports = self.serial.ports()
        names = dict.fromkeys((NO_PORT, AUTO, *(port.name for port in ports), settings.serial.port))
        page.show_ports([(name, port_name(name)) for name in names], settings.serial.port, port_descriptions(ports))
        if self._last is not None:
            at, length, is_serial = self._last
            page.show_last(last_scan(int(monotonic() - at), length, is_serial=is_serial))

    def _keep(self, **changes: object) -> None:
        settings = self._shell.settings
        self._shell.change_settings(replace(settings, handheld=replace(settings.handheld, **changes)))

    def _keep_serial(self, **changes: object) -> None:
        settings = self._shell.settings
        self._shell.change_settings(replace(settings, serial=replace(settings.serial, **changes)))

    def _keep_baud(self, typed: str) -> None:
        baud = int(typed) if typed.isascii() and typed.isdigit() else 0
        is_usable = _SLOWEST_BAUD <= baud <= _FASTEST_BAUD
        error = say("A number from {least} to {most}.", least=_SLOWEST_BAUD, most=_FASTEST_BAUD)
        self.page.mark_baud("" if is_usable else error)
        if is_usable:
            self._keep_serial(baud=baud)
