"""The program ends when its window closes, whatever hangs, and its end is no crash."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.door.station import Station
from sync.protocol.pairing_link import make_pairing_link
from tests.scanner_app.windows import wait

_AT_ONCE_S = 3.0
_HANGS = """
import sys, time
from PySide6.QtCore import QTimer
from doorward.cli import main
from scanner_app.app import ScannerApp

real = ScannerApp.start

def start(scanner):
    real(scanner)
    scanner.shell.background.run(lambda: time.sleep(120), print)  # As in a driver that never comes back.
    QTimer.singleShot(300, scanner.window.close)

ScannerApp.start = start
main(["scan", "--no-restart", "--data-dir", sys.argv[1], "--no-keyring", "--no-peers", "--camera", "none"])
"""


@pytest.fixture
def silence() -> Iterator[str]:
    """The address of something that takes connections and never answers, as a login page's gate may be."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_the_window_closes_at_once_while_pairing_waits_for_an_answer(
    unpaired: ScannerApp, silence: str, qtbot: QtBot
) -> None:
    page = unpaired.open_pairing()
    page.offer_code(make_pairing_link(silence, "7K3M9-QXZ55"))
    wait(qtbot, lambda: page.is_busy)
    qtbot.wait(300)
    began = time.monotonic()
    unpaired.window.close()
    assert time.monotonic() - began < _AT_ONCE_S
    assert not any(thread.isRunning() for thread in unpaired._threads)


def test_a_thread_that_hangs_does_not_make_a_crash_of_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "scanner"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", _HANGS, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert not (folder / "logs" / "crash.log").read_text()
    Station(folder, allow_keyring=False).close()  # The store was closed, and is free.
