"""Handheld scanners on a serial line: USB-CDC, a USB adapter, or an old port."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtSerialPort import QSerialPort

from scanner_app.settings import SerialSettings
from scanner_app.sources.framing import SILENCE_MS, Framer
from scanner_app.sources.serial_ports import candidates, list_ports
from scanner_app.sources.serial_state import SerialPortInfo, SerialStanding, SerialState

log = structlog.get_logger()
_LOOK_EACH_MS = 1000
_LOST = frozenset(
    {
        QSerialPort.SerialPortError.ResourceError,
        QSerialPort.SerialPortError.ReadError,
        QSerialPort.SerialPortError.DeviceNotFoundError,
        QSerialPort.SerialPortError.NotOpenError,
    }
)


class SerialScanner(QObject):
    """Emits ``scanned`` for every code, and ``changed`` with a SerialStanding when the line comes or goes.

    A port that goes away is closed, what is left of a code is dropped, and the port is looked for each second until it
    is back. Bytes are never taken for more than text: control characters are left out.
    """

    scanned = Signal(str)
    changed = Signal(object)

    def __init__(
        self, list_ports: Callable[[], Sequence[SerialPortInfo]] = list_ports, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._list_ports = list_ports
        self._settings = SerialSettings()
        self._standing = SerialStanding()
        self._framer = Framer()
        self._port: QSerialPort | None = None
        self._last: SerialPortInfo | None = None
        self._look = QTimer(self, interval=_LOOK_EACH_MS)
        self._look.timeout.connect(self._open)
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(self._end_by_silence)

    @property
    def standing(self) -> SerialStanding:
        """How the line stands now."""
        return self._standing

    def ports(self) -> Sequence[SerialPortInfo]:
        """What can be chosen now."""
        return self._list_ports()

    def use(self, settings: SerialSettings) -> None:
        """Read this port from now on; with an empty name none."""
        if settings == self._settings:
            return
        self.close()
        self._settings = settings
        if settings.port:
            self._look.start()
            self._open()

    def close(self) -> None:
        """Read nothing any more."""
        self._look.stop()
        self._let_go()
        self._settings, self._last = SerialSettings(), None
        self._tell(SerialStanding())

    def _open(self) -> None:
        if self._port is not None:
            return
        standing = SerialStanding(SerialState.WAITING)
        for found in candidates(self._settings.port, self._list_ports(), self._last):
            port = QSerialPort(found.path, self)
            port.setBaudRate(self._settings.baud)
            if port.open(QSerialPort.OpenModeFlag.ReadWrite):
                self._begin(port, found)
                return
            standing = SerialStanding(_why_closed(port.error(), found.path), found.name)
            port.deleteLater()
        self._tell(standing)

    def _begin(self, port: QSerialPort, found: SerialPortInfo) -> None:
        # Many scanners on USB stay silent until somebody is there to listen.
        port.setDataTerminalReady(True)
        port.clear()
        self._port, self._last = port, found
        port.readyRead.connect(self._read)
        port.errorOccurred.connect(self._lose)
        self._tell(SerialStanding(SerialState.OPEN, found.name))

    def _read(self) -> None:
        if self._port is None:
            return
        codes = self._framer.feed(bytes(self._port.readAll().data()))
        if self._framer.is_within_code:
            self._silence.start()
        else:
            self._silence.stop()
        self._tell(replace(self._standing, is_garbled=self._framer.is_garbled))
        for code in codes:
            self.scanned.emit(code)

    def _end_by_silence(self) -> None:
        code = self._framer.silence()
        if code:
            self.scanned.emit(code)

    def _lose(self, error: QSerialPort.SerialPortError) -> None:
        # Unplugged ports stay open for Qt and only tell of an error.
        if self._port is not None and error in _LOST:
            name = self._last.name if self._last is not None else ""
            self._let_go()
            self._tell(SerialStanding(SerialState.WAITING, name))

    def _let_go(self) -> None:
        self._silence.stop()
        self._framer.forget()
        port, self._port = self._port, None
        if port is not None:
            port.readyRead.disconnect(self._read)
            port.errorOccurred.disconnect(self._lose)
            port.close()
            port.deleteLater()

    def _tell(self, standing: SerialStanding) -> None:
        if standing != self._standing:
            self._standing = standing
            log.info("serial_line", state=standing.state.value, port=standing.port)
            self.changed.emit(standing)


def _why_closed(error: QSerialPort.SerialPortError, path: str) -> SerialState:
    if error == QSerialPort.SerialPortError.DeviceNotFoundError:
        return SerialState.WAITING
    if os.name == "posix" and not os.path.exists(path):  # noqa: PTH110 - no file, a device
        return SerialState.WAITING
    # Qt calls both a port that another program has locked and one that is not ours a lack of permission.
    is_ours = os.name != "posix" or os.access(path, os.R_OK | os.W_OK)
    return SerialState.BUSY if is_ours else SerialState.FORBIDDEN
