"""What managers do, through the real window: behind the PIN, and never by accident."""

import csv
import io
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.screens.manager import Manager
from scanner_app.views.leave_pages import HoldButton
from scanner_app.views.manager_page import ManagerAct, ManagerPage
from scanner_app.views.pin_dialog import PinDialog
from sync.device.errors import CancelledError
from sync.rules.gate import Direction
from sync.rules.verdict import Outcome
from tests.scanner_app.windows import go_offline, new_tickets, press_key, set_pin, type_code, wait
from tests.server.doors.venue import Venue


def _opened(scanner: ScannerApp, qtbot: QtBot) -> ManagerPage:
    page = scanner.screen(Manager).page
    press_key(scanner, Qt.Key.Key_F11, qtbot)
    wait(qtbot, lambda: scanner.window.page is page)
    return page


def _press(page: ManagerPage, act: ManagerAct) -> None:
    page.rows[act].click()


def _admit(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> str:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    return str(ticket["attendeeName"])


def _scan_offline(scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> str:
    """The ticket of somebody who was let in without a network, and whose scan waits."""
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    go_offline(scanner, cable, qtbot)
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: scanner.window.status_bar.waiting == 1)
    return str(ticket["ticketId"])


def _hold(button: HoldButton, qtbot: QtBot) -> None:
    """Press and do not let go."""
    button._hold_ms = 100
    wait(qtbot, button.button.isEnabled)
    with qtbot.waitSignal(button.held):
        QTest.mousePress(button.button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button.button, Qt.MouseButton.LeftButton)


def _choose(scanner: ScannerApp, path: Path) -> None:
    dialog = scanner.screen(Manager).files.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_the_page_asks_for_the_pin_and_says_how_long_it_stays_open(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    set_pin(scanner, venue, qtbot)
    page = scanner.screen(Manager).page
    press_key(scanner, Qt.Key.Key_F11, qtbot)
    wait(qtbot, lambda: scanner.window.findChildren(PinDialog))
    [dialog] = scanner.window.findChildren(PinDialog)
    assert scanner.window.page is None
    dialog.pin_field.setText("4711")
    dialog.open_button.click()
    wait(qtbot, lambda: scanner.window.page is page)
    assert page.who_text.startswith("Unlocked for a manager. Locks by itself in ")
    page.lock_button.click()
    assert scanner.window.page is None
    assert not scanner.shell.roles.is_manager


def test_without_a_pin_the_page_opens_and_says_so(scanner: ScannerApp, qtbot: QtBot) -> None:
    page = _opened(scanner, qtbot)
    assert page.who_text.startswith("No PIN is set")
    assert not page.lock_button.isVisible()


def test_the_way_people_pass_is_chosen_and_left_to_the_gate_again(scanner: ScannerApp, qtbot: QtBot) -> None:
    page = _opened(scanner, qtbot)
    page.directions.button(Direction.EXIT.value).click()
    wait(qtbot, lambda: scanner.window.status_bar.gate_text.endswith("Exit"))
    page.directions.button("gate").click()
    wait(qtbot, lambda: scanner.window.status_bar.gate_text.endswith("Entry"))


def test_practice_is_begun_from_the_page(scanner: ScannerApp, qtbot: QtBot) -> None:
    page = _opened(scanner, qtbot)
    page.modes.button("training").click()
    wait(qtbot, scanner.window.training_banner.isVisible)
    assert scanner.station.status().is_training


def test_the_log_is_written_as_a_table(scanner: ScannerApp, venue: Venue, qtbot: QtBot, tmp_path: Path) -> None:
    name = _admit(scanner, venue, qtbot)
    page = _opened(scanner, qtbot)
    _press(page, ManagerAct.EXPORT_LOG)
    _choose(scanner, tmp_path / "log.csv")
    wait(qtbot, lambda: "were written" in page.note_text)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "log.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert {row["Guest"] for row in rows} == {name}


def test_a_folder_that_is_not_there_is_said(scanner: ScannerApp, qtbot: QtBot, tmp_path: Path) -> None:
    page = _opened(scanner, qtbot)
    _press(page, ManagerAct.EXPORT_LOG)
    _choose(scanner, tmp_path / "gone" / "log.csv")
    wait(qtbot, lambda: "no such place" in page.note_text)
    assert page.rows[ManagerAct.EXPORT_LOG].isEnabled()


def test_scans_go_to_the_server_on_a_stick(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot, tmp_path: Path
) -> None:
    _scan_offline(scanner, venue, cable, qtbot)
    page = _opened(scanner, qtbot)
    _press(page, ManagerAct.EXPORT_RESCUE)
    _choose(scanner, tmp_path)
    wait(qtbot, lambda: "Give it to the organizer" in page.note_text)
    [file] = tmp_path.glob("*.doorward")
    cable.plug_in()
    wait(qtbot, lambda: scanner.station.status().waiting == 0)
    page = _opened(scanner, qtbot)
    _press(page, ManagerAct.IMPORT_RESCUE)
    _choose(scanner, file)
    wait(qtbot, lambda: "1 was known" in page.note_text)


def test_what_waits_is_listed_with_why(scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> None:
    ticket_id = _scan_offline(scanner, venue, cable, qtbot)
    page = _opened(scanner, qtbot)
    wait(qtbot, lambda: page.rows[ManagerAct.QUEUE].detail == "1 scan waits for upload.")
    _press(page, ManagerAct.QUEUE)
    queue = scanner.screen(Manager).queue_page
    wait(qtbot, lambda: queue.summary.text() == "1 entry waits for upload.")
    said = [label.text() for label in queue.findChildren(QLabel)]
    assert any(f"let in · …{ticket_id[-6:]} · Main entrance · Door 1" in text for text in said)
    assert any(text.startswith("Not sent yet: offline for") for text in said)
    cable.plug_in()
    queue.send_button.click()
    wait(qtbot, lambda: scanner.station.status().waiting == 0)


def test_unpairing_waits_until_nothing_waits(scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> None:
    _scan_offline(scanner, venue, cable, qtbot)
    _press(_opened(scanner, qtbot), ManagerAct.UNPAIR)
    page = scanner.screen(Manager).leaving.leave_page
    assert "Sync first" in page.waits_text
    assert not page.hold.isEnabled()
    cable.plug_in()
    wait(qtbot, page.hold.isEnabled)
    _hold(page.hold, qtbot)
    wait(qtbot, lambda: scanner.window.verdict_panel.word == "Not paired yet")
    wait(qtbot, lambda: "has left its event" in scanner.window.banner.text)
    assert scanner.window.page is not page
    assert not scanner.station.is_paired


def test_what_was_carried_away_on_a_stick_need_not_be_sent_first(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot, tmp_path: Path
) -> None:
    _scan_offline(scanner, venue, cable, qtbot)
    _press(_opened(scanner, qtbot), ManagerAct.UNPAIR)
    page = scanner.screen(Manager).leaving.leave_page
    page.rescue_button.click()
    _choose(scanner, tmp_path)
    wait(qtbot, page.hold.isEnabled)
    _hold(page.hold, qtbot)
    wait(qtbot, lambda: not scanner.station.is_paired)
    wait(qtbot, lambda: "1 scan that was not uploaded stays here" in scanner.window.banner.text)


def test_a_short_press_wipes_nothing(scanner: ScannerApp, qtbot: QtBot) -> None:
    _press(_opened(scanner, qtbot), ManagerAct.WIPE)
    page = scanner.screen(Manager).leaving.wipe_page
    with qtbot.assertNotEmitted(page.wipe_wanted, wait=200):
        QTest.mouseClick(page.hold.button, Qt.MouseButton.LeftButton)
    assert scanner.station.is_paired


@pytest.mark.parametrize("is_online", [True, False], ids=["online", "offline"])
def test_wiping_says_what_is_left(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot, *, is_online: bool
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    if not is_online:
        go_offline(scanner, cable, qtbot)
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: scanner.window.status_bar.waiting == (0 if is_online else 1))
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    _press(_opened(scanner, qtbot), ManagerAct.WIPE)
    page = scanner.screen(Manager).leaving.wipe_page
    assert page.stays_text.startswith("No scan waits" if is_online else "1 scan waits")
    _hold(page.hold, qtbot)
    wait(qtbot, lambda: not scanner.station.is_paired)
    said = "Nothing is left on it" if is_online else "sealed in"
    wait(qtbot, lambda: said in scanner.window.banner.text)


def test_an_export_stops_when_the_scanner_ends_without_its_window(
    scanner: ScannerApp, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def export(_store: object, _target: Path, _report: object, is_cancelled: Callable[[], bool]) -> object:
        begun.set()
        while not is_cancelled() and not ended.wait(0.05):
            pass
        raise CancelledError("Stopped. No file was written.")

    monkeypatch.setattr("scanner_app.screens.files.export_log", export)
    page = _opened(scanner, qtbot)
    _press(page, ManagerAct.EXPORT_LOG)
    _choose(scanner, tmp_path / "log.csv")
    wait(qtbot, begun.is_set)
    began_s = time.monotonic()
    scanner.close()
    assert time.monotonic() - began_s < 4
    ended.set()
    said = page.note_text
    qtbot.wait(200)
    assert page.note_text == said
