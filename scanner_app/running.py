"""The scanner from its start to its end, in the language that is set: another language makes the window anew."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QMessageBox

from scanner_app.app import ScannerApp, make_application
from scanner_app.config import ScannerConfig
from scanner_app.crash_note import tell_of_crash
from scanner_app.language import Language
from scanner_app.log import log_to_files
from scanner_app.settings import SettingsFile
from scanner_app.wording import tell
from sync.device.errors import DeviceError

_MAKE_ANEW = 1000
"""What the event loop ends with where the window is to be made anew."""


def run_scanner(config: ScannerConfig, watch: Callable[[ScannerApp], object] | None = None) -> int:
    """Run the scanner until its window closes; the exit code. ``watch`` is shown every scanner that has started."""
    log_to_files(config.data_dir / "logs")
    application = make_application()
    language = Language(application)
    scanner: ScannerApp | None = None
    while True:
        language.choose(SettingsFile(config.settings_path).load().appearance.language)
        started = _start(application, config, scanner)
        if started is None:
            return 1
        scanner = started
        if watch is not None:
            watch(scanner)
        code = application.exec()
        scanner.close()
        if code != _MAKE_ANEW:
            return code
        # What a person has set since is in the settings by now, and no longer overruled.
        config = replace(config, mode=None, camera=None)


def _start(application: QApplication, config: ScannerConfig, before: ScannerApp | None) -> ScannerApp | None:
    """The scanner with its window open, in the place of the one ``before``; None where it says why it cannot be."""
    try:
        scanner = ScannerApp(config)
    except DeviceError as error:
        QMessageBox.critical(None, "Doorward", tell(error))
        return None
    if before is None:
        tell_of_crash(scanner.station, scanner.window, config.data_dir / "logs")
    scanner.language_changed.connect(lambda: application.exit(_MAKE_ANEW))
    if before is not None:
        scanner.window.restoreGeometry(before.window.saveGeometry())
    scanner.start()
    if before is not None:  # Only now: a program whose last window closes ends.
        before.window.close()
        before.window.deleteLater()
    return scanner
