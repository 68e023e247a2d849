"""Sync now: how far it is, how it ended, and its way out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.door.shown import Source, SyncPhase, SyncProgress
from scanner_app.views.sync_dialog import SyncDialog
from sync.rules.verdict import Outcome
from tests.scanner_app.windows import multiply, new_tickets, press_key, slow_line, wait
from tests.server.doors.venue import Venue


def _dialog(scanner: ScannerApp) -> SyncDialog:
    dialog = scanner.window.sync_dialog
    assert dialog is not None
    return dialog


def test_sync_now_tells_how_far_it_is_and_that_it_is_done(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    new_tickets(scanner, venue, qtbot, 5)
    told: list[SyncProgress] = []
    scanner._sync_worker.progress.connect(told.append)
    press_key(scanner, Qt.Key.Key_F5, qtbot, shift=True)
    wait(qtbot, lambda: scanner.window.sync_dialog and _dialog(scanner).title_text == "Up to date")
    assert SyncProgress(SyncPhase.DOWNLOADING, 5, 5) in told
    assert told[-1].phase is SyncPhase.DONE
    assert scanner.station.status().expected == 5


def test_a_sync_without_a_network_says_what_to_do_and_works_when_tried_again(
    scanner: ScannerApp, cable: Cable, qtbot: QtBot
) -> None:
    cable.pull()
    press_key(scanner, Qt.Key.Key_F5, qtbot)
    wait(qtbot, lambda: scanner.window.sync_dialog and _dialog(scanner).title_text == "Sync failed")
    assert "cannot be reached" in _dialog(scanner).detail_text
    cable.plug_in()
    _press(_dialog(scanner), "Try again")
    wait(qtbot, lambda: _dialog(scanner).title_text == "Up to date")


def test_a_running_sync_is_cancelled_by_its_button(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    multiply(venue, ticket["ticketId"], 60_000)
    cable.pull()
    with slow_line(cable.port, venue.server.port, bytes_per_s=150_000):
        press_key(scanner, Qt.Key.Key_F5, qtbot, shift=True)
        wait(qtbot, lambda: scanner.window.sync_dialog and " of 60,001" in _dialog(scanner).counts_text)
        _press(_dialog(scanner), "Cancel")
        wait(qtbot, lambda: _dialog(scanner).title_text == "Sync cancelled")
    assert "Nothing is lost" in _dialog(scanner).detail_text
    scanner.take(ticket["signedCode"], Source.CAMERA)
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)


def _press(dialog: SyncDialog, text: str) -> None:
    [button] = [button for button in dialog.findChildren(QPushButton) if button.text() == text]
    button.click()
