"""One scanner for one folder of data: a second start brings the first one's window to the front."""

import hashlib
import os
from pathlib import Path

import structlog
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = structlog.get_logger()

_PATIENCE_MS = 2_000
_HELLO = b"show\n"
_LONGEST_PATH = 100
"""The name of a Unix socket holds some hundred bytes."""


class OneInstance(QObject):
    """The first scanner listens; a second one calls it. The store's own lock stays what keeps two from the data."""

    called = Signal()
    """Somebody started the scanner again."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(data_dir)
        self._server: QLocalServer | None = None
        self._is_somebody_there = False

    def call(self) -> bool:
        """Ask a scanner that runs on the same data to come to the front; False where none answers."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        self._is_somebody_there = True  # It takes calls, though its screen may be too busy to answer.
        socket.write(_HELLO)
        socket.flush()
        was_heard = socket.waitForReadyRead(_PATIENCE_MS) and bool(socket.readAll().data())
        socket.disconnectFromServer()
        return was_heard

    def listen(self) -> None:
        """Be the one that is called from now on. Where that cannot be, it is logged, and scanning goes on."""
        if self._is_somebody_there:  # To listen would take its place: later starts must find the one with the window.
            log.warning("one_instance_not_listening", why="another_is_there")
            return
        QLocalServer.removeServer(self._name)  # What a scanner left that was killed.
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(self._name):
            log.warning("one_instance_not_listening", why=self._server.serverError().name)

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def _answer(self) -> None:
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_HELLO)
            socket.flush()
            self.called.emit()


def _name(data_dir: Path) -> str:
    """The socket's place: beside the data where the platform has files for it and the path is not too long."""
    folder = data_dir.resolve()
    beside = str(folder / "scanner.socket")
    if os.name != "nt" and folder.is_dir() and len(os.fsencode(beside)) <= _LONGEST_PATH:
        return beside
    return f"doorward-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:24]}"
