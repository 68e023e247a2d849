"""The scanner's window over a real station, with a server and a cable that can be pulled."""

import faulthandler
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.door.preflight import State
from scanner_app.screens.preflight import Preflight
from scanner_app.speech import ENGLISH, speak
from server.context import Context
from sync.protocol.pairing_link import make_pairing_link
from tests.scanner_app.windows import config_of, wait
from tests.server.doors.venue import Venue, open_venue
from tests.serving import RunningServer

_PREFLIGHT_PATIENCE_MS = 60_000


@pytest.fixture
def venue(door_server: RunningServer, door_context: Context) -> Iterator[Venue]:
    with open_venue(door_server, door_context) as opened:
        yield opened


@pytest.fixture
def cable(venue: Venue) -> Iterator[Cable]:
    plugged = Cable(venue.server.port)
    yield plugged
    plugged.pull()


@pytest.fixture
def unpaired(qtbot: QtBot, tmp_path: Path) -> Iterator[ScannerApp]:
    """The scanner as it starts for the first time."""
    scanner = ScannerApp(config_of(tmp_path / "scanner"))
    scanner.start()
    yield scanner
    for dialog in scanner.window.findChildren(QDialog):
        dialog.close()  # One that stays is modal to the windows of later tests.
    scanner.window.close()
    scanner.close()


@pytest.fixture
def scanner(unpaired: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> ScannerApp:
    """The scanner, paired through the cable, online, past its preflight."""
    link = make_pairing_link(f"http://127.0.0.1:{cable.port}", venue.pairing_code())
    unpaired.open_pairing().offer_code(link)
    bar = unpaired.window.status_bar
    _wait_for_preflight(unpaired, qtbot)
    unpaired.window.go_home()
    wait(qtbot, lambda: bar.connection_text == "Online")
    return unpaired


def _wait_for_preflight(scanner: ScannerApp, qtbot: QtBot) -> None:
    """Longer than the first list may take; a test that waits in vain shows what every thread was at."""
    preflight = scanner.screen(Preflight)

    def is_through() -> bool:
        return scanner.window.page is preflight.page and not preflight.is_under_way

    try:
        wait(qtbot, is_through, patience_ms=_PREFLIGHT_PATIENCE_MS)
    except qtbot.TimeoutError:
        faulthandler.dump_traceback(2)
        rows = preflight.page.rows.items()
        going_on = [check.value for check, row in rows if row.finding.state is State.RUNNING]
        pytest.fail(f"Preflight is not through: {going_on} under way, {scanner.window.page} in sight")


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    """A test that speaks another language leaves English behind."""
    yield
    speak(ENGLISH)
