"""Preflight in the window: opened by its key, run again, a list that differs mended by one button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.door.preflight import Check, State
from scanner_app.door.preflight_by_hand import CameraFacts, SoundFacts, judge_camera, judge_printer, judge_sound
from scanner_app.door.shown import Source
from scanner_app.screens.preflight import Preflight
from scanner_app.screens.preflight_hands import mean_grey
from tests.scanner_app.windows import new_tickets, press_key, wait
from tests.server.doors.venue import Venue


def run(scanner: ScannerApp, qtbot: QtBot) -> Preflight:
    """Preflight, once all that runs by itself is over."""
    preflight = scanner.screen(Preflight)
    preflight.open()
    wait(qtbot, lambda: not preflight.is_under_way)
    return preflight


def test_its_key_opens_it_and_nothing_is_checked_in_there(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    press_key(scanner, Qt.Key.Key_F12, qtbot)
    preflight = scanner.screen(Preflight)
    wait(qtbot, lambda: scanner.window.page is preflight.page)
    scanner.take(ticket["signedCode"], Source.HANDHELD)
    assert preflight.page.rows[Check.HANDHELD].finding.state is State.OK
    wait(qtbot, lambda: not preflight.is_under_way)
    assert scanner.station.scan_log.recent(10) == []
    assert scanner.window.page is preflight.page


def test_before_there_is_an_event_there_is_nothing_to_check(unpaired: ScannerApp) -> None:
    page = unpaired.window.page
    unpaired.screen(Preflight).open()
    assert unpaired.window.page is page


def test_a_list_that_differs_is_fetched_anew_by_one_button(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    new_tickets(scanner, venue, qtbot, 2)
    with scanner.station.store.writing() as connection:
        connection.execute("UPDATE tickets SET note = 'free drinks'")
    preflight = run(scanner, qtbot)
    row = preflight.page.rows[Check.LIST]
    assert (row.finding.state, row.word) == (State.FAILED, "Not ready")
    assert preflight.page.summary.state is State.FAILED
    row.acts["resync"].click()
    assert row.finding.state is State.RUNNING
    wait(qtbot, lambda: row.finding.state is State.OK)


def test_without_a_network_it_says_what_it_can(scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> None:
    new_tickets(scanner, venue, qtbot, 2)
    cable.pull()
    preflight = run(scanner, qtbot)
    states = {check: row.finding.state for check, row in preflight.page.rows.items()}
    assert (states[Check.LIST], states[Check.OUTAGE], states[Check.KEYS]) == (State.LOOK, State.OK, State.OK)
    assert "not compared" in preflight.page.rows[Check.LIST].finding.what
    cable.plug_in()
    preflight.page.again_button.click()
    wait(qtbot, lambda: preflight.page.rows[Check.LIST].finding.state is State.OK)


@pytest.mark.parametrize("grey", [0, 2, 120, 255])
def test_how_bright_a_picture_is_does_not_depend_on_its_size(grey: int) -> None:
    for width, height in ((64, 48), (1280, 720), (3, 3)):
        picture = QImage(width, height, QImage.Format.Format_RGB888)
        picture.fill(QColor(grey, grey, grey))
        assert mean_grey(picture) == pytest.approx(grey, abs=1)


def test_pictures_that_show_nothing_are_told_from_those_that_do() -> None:
    assert judge_camera(CameraFacts(is_used=True, grey=2.0)).state is State.LOOK
    assert judge_camera(CameraFacts(is_used=True, grey=120.0)).state is State.YOUR_TURN
    assert judge_camera(CameraFacts(is_used=True, grey=120.0, has_read=True)).state is State.OK
    assert judge_camera(CameraFacts(is_used=True, is_time_up=True)).state is State.FAILED


def test_sound_is_well_only_where_somebody_heard_it() -> None:
    states = [
        judge_sound(facts).state
        for facts in (
            SoundFacts(has_device=False),
            SoundFacts(has_device=True, volume=0.0, was_heard=True),
            SoundFacts(has_device=True),
            SoundFacts(has_device=True, was_played=True),
            SoundFacts(has_device=True, was_played=True, was_heard=False),
            SoundFacts(has_device=True, was_played=True, was_heard=True),
        )
    ]
    assert states == [State.LOOK, State.LOOK, State.YOUR_TURN, State.YOUR_TURN, State.FAILED, State.OK]


def test_a_printer_that_is_not_there_is_named() -> None:
    assert "Brother" in judge_printer("Brother QL", is_there=False).what
    assert judge_printer("", is_there=True).state is State.OK
