"""Qt's messages go to the log. A module of its own, because Qt keeps the handler and all it sees to the very end."""

import sys

import structlog
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = structlog.get_logger()


def log_qt_messages() -> None:
    """Write Qt's messages to the log from now on; those that end the program go to stderr too."""
    qInstallMessageHandler(_log)


def _log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"{message}\n")
    log.info("qt_message", kind=kind.name, category=context.category, message=message)
