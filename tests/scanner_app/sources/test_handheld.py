"""Handheld scans are caught without a focused field and never leak; a person's keys arrive."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from scanner_app.sources.burst import BurstSettings
from scanner_app.sources.handheld import HandheldFilter

CODE = "MGY-PF-20250115-7K3M9QXZ5"


class Bench(QWidget):
    """A window with a field and a button, and what was scanned over it."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.button = QPushButton("Press")
        self.clicks = 0
        self.button.clicked.connect(self._count)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.scans: list[str] = []

    def _count(self) -> None:
        self.clicks += 1

    def type_keys(self, text: str, gap_ms: int = 0, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        window = self.windowHandle()
        for letter in text:
            QTest.keyClick(window, ord(letter))
            QTest.qWait(gap_ms)
        if end is not None:
            QTest.keyClick(window, end)


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    window = Bench()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    keys = HandheldFilter(BurstSettings())
    keys.scanned.connect(window.scans.append)
    qapp.installEventFilter(keys)
    yield window
    qapp.removeEventFilter(keys)


def test_a_scan_is_caught_while_a_field_has_the_focus_and_does_not_leak(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    bench.type_keys(CODE)
    qtbot.wait(150)
    assert bench.scans == [CODE]
    assert bench.field.text() == ""


def test_a_scan_is_caught_while_a_button_has_the_focus_and_does_not_press_it(bench: Bench, qtbot: QtBot) -> None:
    bench.button.setFocus()
    bench.type_keys("CODE WITH SPACES 123")
    qtbot.wait(150)
    assert bench.scans == ["CODE WITH SPACES 123"]
    assert bench.clicks == 0
    assert not bench.button.isDown()


def test_a_scan_that_ends_in_tab_does_not_move_the_focus(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    bench.type_keys(CODE, end=Qt.Key.Key_Tab)
    qtbot.wait(50)
    assert bench.scans == [CODE]
    assert bench.field.hasFocus()


def test_what_a_person_types_arrives_in_order_with_enter(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    with qtbot.waitSignal(bench.field.returnPressed, timeout=3000):
        bench.type_keys("hello", gap_ms=60)
    assert bench.field.text() == "hello"
    assert bench.scans == []


def test_one_key_of_a_person_arrives_by_itself(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    bench.type_keys("x", end=None)
    qtbot.waitUntil(lambda: bench.field.text() == "x", timeout=1000)


def test_space_and_tab_still_work_the_window_by_keyboard(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    bench.type_keys("", end=Qt.Key.Key_Tab)
    qtbot.waitUntil(bench.button.hasFocus, timeout=1000)
    bench.type_keys(" ", end=None)
    qtbot.waitUntil(lambda: bench.clicks == 1, timeout=1000)
    assert not bench.button.isDown()


def test_a_person_can_type_right_after_a_scan(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    bench.type_keys(CODE)
    qtbot.wait(120)
    bench.type_keys("ok", gap_ms=60, end=None)
    qtbot.waitUntil(lambda: bench.field.text() == "ok", timeout=1000)
    assert bench.scans == [CODE]


def test_equal_letters_that_the_window_system_takes_for_a_held_key_stay_in_the_scan(bench: Bench) -> None:
    bench.type_keys("MGY-00", end=None)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        QCoreApplication.sendEvent(bench.windowHandle(), repeat(kind, "0"))
    bench.type_keys("Z")
    assert bench.scans == ["MGY-000Z"]


def test_a_key_held_down_reaches_the_field_and_is_never_a_scan(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    bench.type_keys("a", end=None)
    qtbot.waitUntil(lambda: bench.field.text() == "a", timeout=1000)
    for _ in range(8):
        QCoreApplication.sendEvent(bench.windowHandle(), repeat(QEvent.Type.KeyPress, "a"))
    bench.type_keys("")
    assert bench.field.text() == "a" * 9
    assert bench.scans == []


def test_a_hundred_scans_back_to_back_are_all_caught(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    codes = [f"MGY-PF-20250115-{number:09d}" for number in range(100)]
    for code in codes:
        bench.type_keys(code)
    assert bench.scans == codes
    assert bench.field.text() == ""


def test_a_window_that_closes_while_keys_are_held_does_no_harm(bench: Bench, qtbot: QtBot) -> None:
    other = QLineEdit()
    other.show()
    QTest.keyClick(other.windowHandle(), ord("a"))
    other.close()
    other.deleteLater()
    qtbot.wait(100)
    bench.type_keys(CODE)
    assert bench.scans == [CODE]


# From here on a program types into a real window of a real X server.


def repeat(kind: QEvent.Type, letter: str) -> QKeyEvent:
    """The event of a key held down."""
    return QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter, True)


def _missing_for_x() -> str:
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    return f"needs {' and '.join(missing)}" if missing else ""


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """A fresh X server's display, e.g. ``:57``."""
    if _missing_for_x():
        pytest.skip(_missing_for_x())
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def typing_window(display: str) -> Iterator[subprocess.Popen[str]]:
    """The program of typing_window.py, ready, on ``display``."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.scanner_app.sources.typing_window"],
        env=os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XMODIFIERS": "@im=none"},
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    ready = program.stdout.readline()
    if not ready:
        assert program.stderr is not None
        said = program.stderr.read()
        if "platform plugin" in said:
            pytest.skip("Qt's window libraries for X11 are not installed")
        pytest.fail(said)
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def _type(display: str, *arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], env=os.environ | {"DISPLAY": display}, check=True, timeout=60)


def _finish(program: subprocess.Popen[str]) -> dict[str, object]:
    """Ask the program what it saw."""
    output, _ = program.communicate("report\n", timeout=30)
    report: dict[str, object] = json.loads(output)
    return report


def test_scans_and_typing_through_a_real_x_server(display: str, typing_window: subprocess.Popen[str]) -> None:
    codes = [f"MGY-PF-20250115-{number:08d}Z" for number in range(20)]
    for code in codes:
        _type(display, "type", "--delay", "2", code)
        _type(display, "key", "Return")
    _type(display, "sleep", "0.3", "type", "--delay", "450", "anna b")
    _type(display, "sleep", "0.5")
    report = _finish(typing_window)
    assert report["scans"] == codes
    assert report["field"] == "anna b"


def test_a_signed_token_typed_by_a_program_comes_out_whole(display: str, typing_window: subprocess.Popen[str]) -> None:
    token = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" * 3
    _type(display, "type", "--delay", "1", token + "\n")
    _type(display, "sleep", "0.5")
    report = _finish(typing_window)
    assert report["scans"] == [token]
    assert report["field"] == ""


def test_a_us_scanner_is_read_on_a_german_keyboard(display: str, typing_window: subprocess.Popen[str]) -> None:
    if shutil.which("setxkbmap") is None:
        pytest.skip("needs setxkbmap")
    subprocess.run(["setxkbmap", "de"], env=os.environ | {"DISPLAY": display}, check=True)
    # The X server's numbers of the keys at which a US keyboard has m g y - z 7 , each by its place.
    places = {"M": "58", "G": "42", "Y": "29", "-": "20", "Z": "52", "7": "16"}
    shifted = [key for letter in "MGY" for key in ("keydown", "50", "key", places[letter], "keyup", "50")]
    plain = [key for letter in "-7-77" for key in ("key", places[letter])]
    _type(display, *shifted, *plain, "keydown", "50", "key", places["Z"], "keyup", "50", "key", "36")
    _type(display, "sleep", "0.5")
    report = _finish(typing_window)
    assert report == {"scans": ["MGY-7-77Z"], "field": ""}
