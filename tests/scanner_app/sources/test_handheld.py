"""Handheld scans are caught without a focused field and never leak; a person's keys arrive."""

from collections.abc import Iterator
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
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
        self.fired: list[None] = []
        QShortcut(QKeySequence("F11"), self).activated.connect(lambda: self.fired.append(None))
        self.field = QLineEdit()
        self.button = QPushButton("Press")
        self.clicks = 0
        self._typed_ms = 0
        self.button.clicked.connect(self._count)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.scans: list[str] = []

    def _count(self) -> None:
        self.clicks += 1

    def type_keys(self, text: str, gap_ms: int = 0, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """A person types with a gap; a handheld a key each ms by its own time, however slow this machine is."""
        self._typed_ms = max(self._typed_ms + 1, round(monotonic() * 1000))
        for letter in text:
            self._click(ord(letter.upper()), letter)
            self._typed_ms += max(1, gap_ms)
            if gap_ms:
                QTest.qWait(gap_ms)
        if end is not None:
            self._click(end, "\t" if end == Qt.Key.Key_Tab else "\r")

    def _click(self, key: int, text: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self._typed_ms)
            QCoreApplication.sendEvent(self.windowHandle(), event)


@pytest.fixture
def keys() -> HandheldFilter:
    return HandheldFilter(BurstSettings())


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, keys: HandheldFilter) -> Iterator[Bench]:
    window = Bench()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    keys.scanned.connect(window.scans.append)
    qapp.installEventFilter(keys)
    yield window
    qapp.removeEventFilter(keys)
    keys.end()


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


def test_a_shortcut_that_is_held_back_is_the_windows_that_it_was_typed_in(bench: Bench, qtbot: QtBot) -> None:
    other = Bench()
    qtbot.addWidget(other)
    bench.type_keys("", end=Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: len(bench.fired) == 1)
    bench.type_keys("", end=Qt.Key.Key_F11)
    bench.close()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    qtbot.wait(150)
    assert not other.fired


def test_what_is_held_back_goes_nowhere_once_listening_has_ended(
    bench: Bench, keys: HandheldFilter, qtbot: QtBot
) -> None:
    bench.field.setFocus()
    bench.type_keys("a", end=None)
    keys.end()
    qtbot.wait(150)
    assert bench.field.text() == ""
    bench.type_keys("b", end=None)
    qtbot.waitUntil(lambda: bench.field.text() == "b")


def test_a_window_that_closes_while_keys_are_held_does_no_harm(bench: Bench, qtbot: QtBot) -> None:
    other = QLineEdit()
    other.show()
    QTest.keyClick(other.windowHandle(), ord("a"))
    other.close()
    other.deleteLater()
    qtbot.wait(100)
    bench.type_keys(CODE)
    assert bench.scans == [CODE]


def repeat(kind: QEvent.Type, letter: str) -> QKeyEvent:
    """The event of a key held down."""
    return QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter, True)
