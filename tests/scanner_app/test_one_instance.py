"""Two starts on the same data: the second finds the first, and never takes its place while it lives."""

import socket
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scanner_app.one_instance import OneInstance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it looks at the socket's file")


def test_a_scanner_whose_screen_is_busy_keeps_its_place(tmp_path: Path, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as busy:
        busy.bind(str(tmp_path / "scanner.socket"))
        busy.listen()
        busy.settimeout(5)
        second = OneInstance(tmp_path)
        assert not second.call()
        second.listen()
        busy.accept()[0].close()  # The second one's call waits here.
        with socket.socket(socket.AF_UNIX) as third:
            third.connect(str(tmp_path / "scanner.socket"))
            busy.accept()[0].close()
        second.close()


def test_what_a_killed_scanner_left_is_taken_over(tmp_path: Path, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(tmp_path / "scanner.socket"))
    first = OneInstance(tmp_path)
    assert not first.call()
    first.listen()
    with qtbot.waitSignal(first.called), socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(tmp_path / "scanner.socket"))
        caller.settimeout(5)
        qtbot.wait(100)
        assert caller.recv(10) == b"show\n"
    first.close()
