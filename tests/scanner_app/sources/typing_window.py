"""A window with one focused field, run as a program of its own: prints ready, and at last what arrived, as JSON."""

import json
import sys

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from scanner_app.sources.burst import BurstSettings
from scanner_app.sources.handheld import HandheldFilter


def main() -> None:
    app = QApplication(sys.argv[:1])
    # A busy machine lets the typing program wait now and then, which no scanner does: the gaps are wider here.
    keys = HandheldFilter(BurstSettings(longest_gap_ms=100))
    scans: list[str] = []
    keys.scanned.connect(scans.append)
    app.installEventFilter(keys)
    field = QLineEdit()
    field.resize(400, 60)
    field.show()
    field.activateWindow()
    # Without a window manager nobody gives a window the focus; it takes it itself.
    field.windowHandle().requestActivate()
    field.setFocus()

    def report() -> None:
        sys.stdout.write(json.dumps({"scans": scans, "field": field.text()}) + "\n")
        sys.stdout.flush()
        app.quit()

    def ask_for_report() -> None:
        notifier.setEnabled(False)
        QTimer.singleShot(300, report)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(ask_for_report)

    def tell_when_active() -> None:
        if field.isActiveWindow():
            waiting.stop()
            sys.stdout.write("ready" + "\n")
            sys.stdout.flush()

    waiting = QTimer(interval=20)
    waiting.timeout.connect(tell_when_active)
    waiting.start()
    app.exec()


if __name__ == "__main__":
    main()
