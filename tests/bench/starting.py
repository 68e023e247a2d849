"""A window that says when it is ready: ``python -m tests.bench.starting bare | FOLDER``, to be timed from outside.

``bare`` is an empty Qt window, the least that any program with one takes; else the scanner over the store in FOLDER,
ready once its status shows the event.
"""

import sys
from pathlib import Path


def main() -> None:
    """Open the window, print a line once it is painted and ready, and end."""
    from PySide6.QtWidgets import QApplication, QLabel

    if sys.argv[1] == "bare":
        application = QApplication([])
        label = QLabel("Ready")
        label.show()
        label.grab()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        application.quit()
        return
    _start_scanner(Path(sys.argv[1]))


def _start_scanner(folder: Path) -> None:
    from scanner_app.app import ScannerApp, make_application
    from scanner_app.config import ScannerConfig
    from scanner_app.settings import NO_CAMERA

    application = make_application()
    scanner = ScannerApp(ScannerConfig(data_dir=folder, camera=NO_CAMERA, allow_keyring=False))

    def ready() -> None:
        scanner.shell.status_told.disconnect(ready)
        scanner.window.grab()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        application.quit()

    scanner.shell.status_told.connect(ready)
    scanner.start()
    application.exec()
    scanner.close()


if __name__ == "__main__":
    main()
