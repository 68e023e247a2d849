"""After a crash the people at the door read of it once."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.crash_log import CrashLog, unread
from scanner_app.crash_note import tell_of_crash
from tests.scanner_app.windows import wait


def test_a_crash_is_told_with_the_logs_place_until_it_was_read(
    scanner: ScannerApp, qtbot: QtBot, tmp_path: Path
) -> None:
    log = CrashLog(tmp_path)
    log.write("the scanner ended by SIGSEGV")
    tell_of_crash(scanner.station, scanner.window, tmp_path)
    banner = scanner.window.message_banner
    wait(qtbot, lambda: str(log.path) in banner.text)
    assert unread(tmp_path)
    banner.read_button.click()
    wait(qtbot, lambda: not banner.text)
    assert not unread(tmp_path)


def test_without_a_crash_nothing_is_told(scanner: ScannerApp, tmp_path: Path) -> None:
    tell_of_crash(scanner.station, scanner.window, tmp_path)
    assert scanner.station.opening_note == ""
