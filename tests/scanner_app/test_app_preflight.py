"""Preflight in the window: opened by its key, run again, a list that differs mended by one button."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.door import preflight as preflight_checks
from scanner_app.door.preflight import Check, Finding, State
from scanner_app.door.preflight_by_hand import CameraFacts, SoundFacts, judge_camera, judge_printer, judge_sound
from scanner_app.door.shown import Source
from scanner_app.door.station import Station
from scanner_app.screens.preflight import Preflight
from scanner_app.screens.preflight_hands import mean_grey
from sync.protocol.pairing_link import make_pairing_link
from tests.scanner_app.windows import give_pin, multiply, new_tickets, press_key, set_pin, slow_line, wait
from tests.server.doors.venue import Venue, wait_until


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


def test_a_list_that_is_fetched_anew_is_fetched_no_more_once_the_page_is_left(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    preflight = run(scanner, qtbot)
    row = preflight.page.rows[Check.LIST]
    multiply(venue, ticket["ticketId"], 20_000)
    cable.pull()
    with slow_line(cable.port, venue.server.port, bytes_per_s=20_000):
        preflight.page.acted.emit(Check.LIST, "resync")
        assert preflight.is_under_way
        qtbot.wait(1_500)
        assert row.finding.state is State.RUNNING
        scanner.window.go_home()
        wait(qtbot, lambda: not preflight.is_under_way, patience_ms=5_000)
    assert row.finding.what == "Stopped before the list was whole"
    assert "resync" in row.acts


def test_a_pin_is_taken_while_checks_wait_for_the_network(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_pin(scanner, venue, qtbot)
    go_on = threading.Event()

    def slow(_station: Station, _is_over: Callable[[], bool]) -> Finding:
        go_on.wait(10)
        return Finding(Check.LIST, State.OK)

    monkeypatch.setattr(preflight_checks, "check_list", slow)
    preflight = scanner.screen(Preflight)
    preflight.open()
    scanner.shell.as_manager(lambda: None)
    give_pin(scanner)
    wait(qtbot, lambda: scanner.shell.roles.is_manager, patience_ms=5_000)
    assert preflight.is_under_way
    go_on.set()
    wait(qtbot, lambda: not preflight.is_under_way)


def test_paired_with_another_gate_meanwhile_it_checks_that_one_and_drops_what_it_found_before(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, looked = scanner.station.pairing.device_id, []

    def look(station: Station, is_over: Callable[[], bool]) -> Finding:
        looked.append(station.pairing.device_id)
        if looked == [first]:
            wait_until(is_over, "the run is over")
        return Finding(Check.LIST, State.OK, f"checked {len(looked)}")

    monkeypatch.setattr(preflight_checks, "check_list", look)
    preflight = scanner.screen(Preflight)
    preflight.open()
    wait(qtbot, lambda: looked == [first])
    page = scanner.open_pairing()
    page.again_button.click()
    page.offer_code(make_pairing_link(venue.server.url, venue.pairing_code()))
    wait(qtbot, lambda: scanner.window.page is preflight.page and not preflight.is_under_way)
    assert looked == [first, scanner.station.pairing.device_id]
    assert first != scanner.station.pairing.device_id
    assert preflight.page.rows[Check.LIST].finding.what == "checked 2"


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
