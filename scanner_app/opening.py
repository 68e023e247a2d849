"""What surrounds the scanner: one at a time, awake, ended in good order, and what breaks is written down."""

import contextlib
import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from scanner_app.app import make_application
from scanner_app.awake import Awake
from scanner_app.config import ScannerConfig
from scanner_app.crash_log import CrashLog
from scanner_app.one_instance import OneInstance
from scanner_app.running import run_scanner
from scanner_app.supervisor import CRASHED
from scanner_app.views.main_window import MainWindow
from scanner_app.wording import say
from scanner_app.workers.threads import is_any_left_running


def open_scanner(config: ScannerConfig) -> int:
    """Run the scanner, or bring the one to the front that runs on the same data; the exit code."""
    with contextlib.suppress(OSError):  # Whoever opens the store says it better.
        config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    CrashLog(config.data_dir / "logs").install()
    application = make_application()
    instance = _first_instance(config.data_dir)
    if instance is None:
        sys.stdout.write(say("The scanner is open already; its window was brought to the front.") + "\n")
        return 0
    instance.called.connect(_bring_to_front)
    _end_when_told(application)
    awake = Awake()
    awake.begin()
    try:
        return run_scanner(config)
    except Exception as error:  # noqa: BLE001  Whatever it is: it is written down, and the scanner started again.
        sys.excepthook(type(error), error, error.__traceback__)
        return CRASHED
    finally:
        awake.end()
        instance.close()


def leave(code: int) -> NoReturn:
    """End this process with ``code`` once the scanner has ended, also where one of its threads hangs.

    A look-up of names or a driver may hang where nothing can cut it off. Its thread is let go of by ending at once: Qt
    would abort the process when it takes itself apart, and that would count as a crash.
    """
    if is_any_left_running():
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _first_instance(data_dir: Path) -> OneInstance | None:
    """The listener of this process, None where another one has answered."""
    instance = OneInstance(data_dir)
    if instance.call():
        return None
    instance.listen()
    return instance


def _bring_to_front() -> None:
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            _raise(window)


def _raise(window: QWidget) -> None:
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()


def _end_when_told(application: QApplication) -> None:
    """End the event loop when the process is told to end, also where the window refuses to close."""

    def end(_number: int, _frame: FrameType | None) -> None:
        # Python handles signals between its own steps; the status that comes twice a second sees to those.
        QTimer.singleShot(0, lambda: application.exit(0))

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
