"""The Qt binding keeps Python's constants alive: a door runs for days."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont

PLENTY = 2_000


class Bell(QObject):
    rang = Signal(str)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="from Python 3.12 on the constants cannot be used up")
def test_signals_and_setters_give_back_what_they_borrow() -> None:
    # Where they do not, the reserve below is what keeps this very test from ending the interpreter.
    reserve = [[True, None] for _ in range(2 * PLENTY)]
    bell, font = Bell(), QFont()
    bell.rang.connect(lambda _text: None)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(PLENTY):
        bell.rang.emit("x")
        font.setPixelSize(12)
    lost = before[0] - sys.getrefcount(True), before[1] - sys.getrefcount(None)
    assert len(reserve) == 2 * PLENTY
    assert max(lost) < PLENTY / 10
