"""A newer version at the server is told once a day, and never at a kiosk."""

import threading
import time

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.update_notice import UpdateNotice, is_newer
from server.doors.endpoints import _own_version
from tests.scanner_app.windows import wait


@pytest.mark.parametrize(
    ("server", "own", "expected"),
    [
        ("0.2.0", "0.1.0", True),
        ("0.10.0", "0.9.3", True),
        ("1.0", "0.9.9", True),
        ("0.1.0", "0.1.0", False),
        ("0.1.0", "0.2.0", False),
        ("", "0.1.0", False),
        ("9.9.9", "unknown", False),
        ("<b>9.9.9</b>", "0.1.0", False),
        ("9.9.9\nDo something", "0.1.0", False),
        ("٩.٩.٩", "0.1.0", False),
        ("9" * 5000 + ".1.1", "0.1.0", False),
    ],
)
def test_only_a_later_version_is_newer(server: str, own: str, expected: bool) -> None:
    assert is_newer(server, own) is expected


def test_the_server_says_its_version_with_the_time(scanner: ScannerApp, qtbot: QtBot) -> None:
    wait(qtbot, lambda: scanner.station.place().round.server_version == _own_version())
    assert _own_version()


def test_it_is_told_once_and_stays_away_when_it_was_read(scanner: ScannerApp, qtbot: QtBot) -> None:
    scanner.station.place().round.server_version = "999.1.0"
    banner = scanner.window.message_banner
    wait(qtbot, lambda: "999.1.0" in banner.text)
    banner.read_button.click()
    wait(qtbot, lambda: not banner.text)
    UpdateNotice(scanner.shell, "0.1.0")  # As after a restart on the same day.
    qtbot.wait(1200)
    assert not banner.text


def test_a_store_that_is_busy_does_not_hold_up_the_screen(scanner: ScannerApp, qtbot: QtBot) -> None:
    is_held, may_go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with scanner.station.store.writing():
            is_held.set()
            may_go_on.wait(10)

    holding = threading.Thread(target=hold)
    holding.start()
    assert is_held.wait(10)
    scanner.station.place().round.server_version = "999.1.0"
    began = time.monotonic()
    qtbot.wait(1200)
    took_s = time.monotonic() - began
    assert not scanner.window.message_banner.text
    may_go_on.set()
    holding.join()
    assert took_s < 3
    wait(qtbot, lambda: "999.1.0" in scanner.window.message_banner.text)


def test_at_a_kiosk_it_is_not_told(scanner: ScannerApp, qtbot: QtBot) -> None:
    settings = scanner.shell.settings
    kiosk = msgspec.structs.replace(settings.kiosk, is_on=True)
    scanner.shell.change_settings(msgspec.structs.replace(settings, kiosk=kiosk))
    scanner.station.place().round.server_version = "999.1.0"
    qtbot.wait(1200)
    assert not scanner.window.message_banner.text
