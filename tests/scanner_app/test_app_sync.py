"""Sync now: how far it is, how it ended, what it changed, and its way out."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.door.shown import Source, SyncPhase, SyncProgress
from scanner_app.screens.sync import Sync
from scanner_app.views.sync_page import SyncPage
from sync.rules.verdict import Outcome
from tests.scanner_app.windows import multiply, new_tickets, press_key, slow_line, wait
from tests.server.doors.venue import Venue


def _page(scanner: ScannerApp) -> SyncPage:
    return scanner.screen(Sync).page


def test_sync_now_tells_how_far_it_is_and_that_it_is_done(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    new_tickets(scanner, venue, qtbot, 5)
    told: list[SyncProgress] = []
    scanner.shell.sync_told.connect(told.append)
    press_key(scanner, Qt.Key.Key_F5, qtbot, shift=True)
    page = _page(scanner)
    wait(qtbot, lambda: page.isVisible() and page.title_text == "Up to date")
    assert SyncProgress(SyncPhase.DOWNLOADING, 5, 5) in told
    assert told[-1].phase is SyncPhase.DONE
    assert scanner.station.status().expected == 5
    wait(qtbot, lambda: page.detail_text == "Nothing was new.")


def test_a_sync_without_a_network_says_what_to_do_and_works_when_tried_again(
    scanner: ScannerApp, cable: Cable, qtbot: QtBot
) -> None:
    cable.pull()
    press_key(scanner, Qt.Key.Key_F5, qtbot)
    page = _page(scanner)
    wait(qtbot, lambda: page.title_text == "Sync failed")
    wait(qtbot, lambda: "cannot be reached" in page.detail_text)
    assert "Check the network" in page.detail_text
    cable.plug_in()
    assert page.sync_button.text() == "Try again"
    page.sync_button.click()
    wait(qtbot, lambda: page.title_text == "Up to date")


def test_a_running_sync_is_cancelled_by_its_button(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    multiply(venue, ticket["ticketId"], 60_000)
    cable.pull()
    page = _page(scanner)
    with slow_line(cable.port, venue.server.port, bytes_per_s=150_000):
        press_key(scanner, Qt.Key.Key_F5, qtbot, shift=True)
        wait(qtbot, lambda: " of 60,001 tickets" in page.counts_text)
        page.cancel_button.click()
        wait(qtbot, lambda: page.title_text == "Sync cancelled")
    wait(qtbot, lambda: "Nothing is lost" in page.detail_text)
    scanner.take(ticket["signedCode"], Source.CAMERA)
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)


def test_a_sync_in_the_background_tells_how_the_door_stands(scanner: ScannerApp, cable: Cable, qtbot: QtBot) -> None:
    scanner.screen(Sync).open()
    page = _page(scanner)
    wait(qtbot, lambda: page.standing_text.startswith("Online."))
    cable.pull()
    wait(qtbot, lambda: page.standing_text.startswith("Offline for under 1 min."))
    assert "No scan waits for upload." in page.standing_text
