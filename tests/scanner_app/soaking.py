"""A program that scans for a long time and says what it holds: ``python -m tests.scanner_app.soaking FOLDER SCANS``.

It opens the scanner's window over a store that is paired and synced, scans its tickets one after the other (each
twice, with camera pictures in between), and prints a JSON line at a third of the way and at the end.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QImage

from scanner_app.app import ScannerApp, make_application
from scanner_app.config import ScannerConfig
from scanner_app.door.shown import Source
from scanner_app.settings import NO_CAMERA

_PATIENCE_MS = 60_000


def main() -> int:
    """Scan as often as the command line says."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    application = make_application()
    scanner = ScannerApp(ScannerConfig(data_dir=folder, camera=NO_CAMERA, allow_keyring=False))
    scanner.start()
    payloads = _payloads(scanner)
    frame = QImage(640, 360, QImage.Format.Format_RGB888)
    for number in range(1, count + 1):
        frame.fill(number % 255)
        scanner.watcher.frame.emit(frame)
        if not _scan(scanner, next(payloads)):
            return 1
        if number in (count // 3, count):
            application.processEvents()
            sys.stdout.write(json.dumps({"scans": number, **_held(scanner)}) + "\n")
            sys.stdout.flush()
    scanner.window.close()
    scanner.close()
    return 0


def _payloads(scanner: ScannerApp) -> Iterator[str]:
    with scanner.station.store.reading() as connection:
        codes = [row[0] for row in connection.execute("SELECT ticket_id FROM tickets ORDER BY ticket_id")]
    while True:
        for code in codes:
            yield code
            yield code


def _scan(scanner: ScannerApp, payload: str) -> bool:
    """Scan and wait for the light; False where none comes."""
    waiting = QEventLoop()
    stop = scanner.shell.scanned.connect(lambda _: waiting.exit(1))
    QTimer.singleShot(_PATIENCE_MS, waiting, waiting.quit)
    scanner.take(payload, Source.HANDHELD)
    is_lit = waiting.exec() == 1
    scanner.shell.scanned.disconnect(stop)
    return is_lit


def _held(scanner: ScannerApp) -> dict[str, int]:
    resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return {
        "resident": resident,
        "handles": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
        "widgets": len(scanner.window.findChildren(QObject)),
        "shown": scanner.window.recent_scans.rowCount(),
    }


if __name__ == "__main__":
    sys.exit(main())
