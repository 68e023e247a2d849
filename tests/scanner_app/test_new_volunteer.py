"""A new volunteer's path: an unpaired scanner, the dashboard's QR held to the camera, preflight, the first scan."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import pytest
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.config import ScannerConfig
from scanner_app.door.preflight import Check, State
from scanner_app.screens.preflight import Preflight
from scanner_app.theme import Mode
from scanner_app.views.pair_page import PairPage
from sync.protocol.pairing_link import make_pairing_link
from sync.rules.verdict import Outcome
from tests.pictures import qr_picture
from tests.scanner_app.windows import type_keys, wait
from tests.server.doors.venue import Venue

SHOWN = os.environ.get("DOORWARD_SHOTS", "")
"""A folder to save what the volunteer sees in; nothing is saved without."""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """What lies before the camera: pictures in a folder, the last one put there is seen."""
    folder = tmp_path / "table"
    folder.mkdir()
    return folder


@pytest.fixture
def fresh(qtbot: QtBot, tmp_path: Path, table: Path) -> Iterator[ScannerApp]:
    """A scanner that was never started before, with its camera over the table."""
    lay(table, "nothing", "")
    config = ScannerConfig(tmp_path / "scanner", camera=str(table), allow_keyring=False, door_name="D", mode=Mode.DARK)
    scanner = ScannerApp(config)
    scanner.start()
    yield scanner
    scanner.window.close()
    scanner.close()


def lay(table: Path, name: str, payload: str) -> None:
    """Put a picture on the table in the place of what lies there."""
    picture = qr_picture(payload) if payload else qr_picture("x")[:40, :40]
    cv2.imwrite(str(table / f".{name}.png"), picture)
    for before in table.glob("[!.]*.png"):
        before.unlink()
    (table / f".{name}.png").rename(table / f"{name}.png")


def show(scanner: ScannerApp, name: str, qtbot: QtBot) -> None:
    qtbot.wait(50)
    if SHOWN:
        scanner.window.grab().save(f"{SHOWN}/{name}.png")


def test_from_the_box_to_the_first_guest(
    fresh: ScannerApp, table: Path, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    [ticket] = _booked(venue)
    page = fresh.window.page
    assert isinstance(page, PairPage)
    show(fresh, "1-first-start", qtbot)

    lay(table, "qr", make_pairing_link(f"http://127.0.0.1:{cable.port}", venue.pairing_code()))
    preflight = fresh.screen(Preflight)
    wait(qtbot, lambda: fresh.window.page is preflight.page)
    show(fresh, "2-preflight-begins", qtbot)

    wait(qtbot, lambda: not preflight.is_under_way)
    rows = preflight.page.rows
    for check in (Check.LIST, Check.OUTAGE, Check.KEYS, Check.CLOCK, Check.DISK):
        assert rows[check].finding.state is State.OK, rows[check].finding
    assert rows[Check.LIST].finding.what.startswith("1 ticket, the same")
    wait(qtbot, lambda: rows[Check.CAMERA].finding.state is State.OK)
    type_keys(fresh.window.windowHandle(), "4006381333931")
    wait(qtbot, lambda: rows[Check.HANDHELD].finding.state is State.OK)
    assert fresh.station.scan_log.recent(10) == []
    show(fresh, "3-tried-by-hand", qtbot)

    preflight.page.open_button.click()
    assert fresh.window.page is None
    lay(table, "phone", ticket["signedCode"])
    wait(qtbot, lambda: fresh.window.verdict_panel.outcome is Outcome.ADMITTED)
    show(fresh, "4-first-guest", qtbot)


def test_all_is_green_once_the_sound_was_heard_and_stays_known_over_a_restart(
    fresh: ScannerApp, table: Path, venue: Venue, cable: Cable, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(table, "qr", make_pairing_link(f"http://127.0.0.1:{cable.port}", venue.pairing_code()))
    _booked(venue)
    preflight = fresh.screen(Preflight)
    _give_a_loudspeaker(monkeypatch)
    wait(qtbot, lambda: fresh.window.page is preflight.page and not preflight.is_under_way)
    rows = preflight.page.rows
    wait(qtbot, lambda: rows[Check.CAMERA].finding.state is State.OK)
    rows[Check.HANDHELD].acts["unused"].click()
    assert rows[Check.HANDHELD].finding.state is State.UNUSED
    rows[Check.SOUND].acts["play"].click()
    heard: list[str] = []
    fresh.window.sound_wanted.connect(heard.append)
    wait(qtbot, lambda: "heard" in rows[Check.SOUND].acts)
    assert len(heard) == 3
    rows[Check.SOUND].acts["heard"].click()
    wait(qtbot, lambda: preflight.page.summary.state is State.OK)
    wait(qtbot, lambda: "Last all green" in preflight.page.summary.when.text())
    show(fresh, "5-all-green", qtbot)
    fresh.window.close()
    fresh.close()

    again = ScannerApp(fresh._config)
    again.start()
    try:
        later = again.screen(Preflight)
        later.open()
        wait(qtbot, lambda: "Last all green" in later.page.summary.when.text())
        wait(qtbot, lambda: later.page.rows[Check.HANDHELD].finding.state is State.UNUSED)
        wait(qtbot, lambda: not later.is_under_way)
    finally:
        again.window.close()
        again.close()


def _give_a_loudspeaker(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer may have none; whether there is one is asked of Qt alone."""
    there = QAudioDevice()
    monkeypatch.setattr(there, "isNull", lambda: False)
    monkeypatch.setattr(QMediaDevices, "defaultAudioOutput", lambda: there)


def _booked(venue: Venue) -> list[dict[str, Any]]:
    return venue.tickets(1)
