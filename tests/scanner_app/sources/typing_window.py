"""A window with fields, run as a program of its own: prints ready, and at last what arrived, as JSON.

``dialog`` opens a dialog with a PIN field over it, ``menu`` opens a menu; any other word is a code known to be good.
"""

import json
import sys

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from scanner_app.sources.burst import BurstSettings
from scanner_app.sources.handheld import HandheldFilter
from scanner_app.sources.readings import KNOWN, rate_text

SHORTCUTS = ("F1", "F8", "Ctrl+B", "Escape")


class TypingWindow(QWidget):
    """A focused field, a button, shortcuts, and what came of keys."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.button = QPushButton("Press")
        self.presses: list[str] = []
        self.button.clicked.connect(lambda: self.presses.append("button"))
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        for keys in SHORTCUTS:
            action = QAction(keys, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, keys=keys: self.presses.append(keys))
            self.addAction(action)
        self.resize(400, 120)
        self.over: QDialog | QMenu | None = None

    def open_dialog(self) -> QLineEdit:
        """A dialog as the one that asks for the PIN."""
        dialog = QDialog(self)
        pin, unlock = QLineEdit(), QPushButton("Unlock")
        unlock.setDefault(True)
        unlock.clicked.connect(lambda: self.presses.append("unlock"))
        dialog.rejected.connect(lambda: self.presses.append("rejected"))
        column = QVBoxLayout(dialog)
        column.addWidget(pin)
        column.addWidget(unlock)
        dialog.open()
        self.over = dialog
        return pin

    def open_menu(self) -> None:
        """A menu with mnemonics that letters press."""
        menu = QMenu(self)
        for text in ("&Mute", "&Yes", "&0"):
            menu.addAction(text).triggered.connect(lambda _=False, text=text: self.presses.append(text))
        menu.aboutToHide.connect(lambda: self.presses.append("menu closed"))
        menu.popup(self.mapToGlobal(self.rect().center()))
        self.over = menu


class Program:
    """Says ready once keys arrive, and reports when a line comes in."""

    def __init__(self, app: QApplication, told: list[str]) -> None:
        self._app, self._told = app, told
        # A busy machine lets the typing program wait now and then, which no scanner does: the gaps are wider here.
        settings = BurstSettings(longest_gap_ms=150)
        self._keys = HandheldFilter(settings, lambda text: KNOWN if text in told else rate_text(text))
        self._scans: list[str] = []
        self._keys.scanned.connect(self._scans.append)
        app.installEventFilter(self._keys)
        self._window = TypingWindow()
        self._window.show()
        self._field = self._window.field
        self._field.setFocus()
        self._asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._asked.activated.connect(self._prepare_report)
        self._waiting = QTimer(interval=20)
        self._waiting.timeout.connect(self._begin_when_active)
        self._waiting.start()

    def _begin_when_active(self) -> None:
        # Without a window manager nobody gives a window the focus; it takes it itself.
        self._window.windowHandle().requestActivate()
        if not self._window.isActiveWindow():
            return
        self._waiting.stop()
        if "dialog" in self._told:
            self._field = self._window.open_dialog()
            self._field.window().windowHandle().requestActivate()
            self._field.setFocus()
        if "menu" in self._told:
            self._window.open_menu()
        QTimer.singleShot(300, lambda: self._say("ready"))

    def _prepare_report(self) -> None:
        self._asked.setEnabled(False)
        QTimer.singleShot(600, self._report)

    def _report(self) -> None:
        focus = "field" if self._field.hasFocus() else "elsewhere"
        seen = {"scans": self._scans, "field": self._field.text(), "presses": self._window.presses, "focus": focus}
        self._say(json.dumps(seen))
        self._app.exit()

    def _say(self, line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def main() -> None:
    app = QApplication(sys.argv[:1])
    program = Program(app, sys.argv[1:])
    app.exec()
    del program


if __name__ == "__main__":
    main()
