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


def main() -> None:
    app = QApplication(sys.argv[:1])
    # A busy machine lets the typing program wait now and then, which no scanner does: the gaps are wider here.
    keys = HandheldFilter(
        BurstSettings(longest_gap_ms=100), lambda text: KNOWN if text in sys.argv else rate_text(text)
    )
    scans: list[str] = []
    keys.scanned.connect(scans.append)
    app.installEventFilter(keys)
    window = TypingWindow()
    window.show()
    window.activateWindow()
    window.field.setFocus()
    field = window.field

    def report() -> None:
        focus = "field" if field.hasFocus() else "elsewhere"
        told = {"scans": scans, "field": field.text(), "presses": window.presses, "focus": focus}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        app.exit()

    def ask_for_report() -> None:
        notifier.setEnabled(False)
        QTimer.singleShot(600, report)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(ask_for_report)

    def tell_when_active() -> None:
        nonlocal field
        # Without a window manager nobody gives a window the focus; it takes it itself.
        window.windowHandle().requestActivate()
        if not window.isActiveWindow():
            return
        waiting.stop()
        if "dialog" in sys.argv:
            field = window.open_dialog()
            field.window().windowHandle().requestActivate()
            field.setFocus()
        if "menu" in sys.argv:
            window.open_menu()
        QTimer.singleShot(300, lambda: (sys.stdout.write("ready\n"), sys.stdout.flush()))

    waiting = QTimer(interval=20)
    waiting.timeout.connect(tell_when_active)
    waiting.start()
    app.exec()


if __name__ == "__main__":
    main()
