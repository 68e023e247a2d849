"""Statistics through the real window: they grow as people come, with and without a network."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.screens.statistics import Statistics
from scanner_app.views.statistics_page import StatisticsPage
from sync.rules.door_log import Kind
from tests.scanner_app.windows import go_offline, new_tickets, wait
from tests.server.doors.venue import Venue


def _says(page: StatisticsPage, text: str) -> bool:
    return any(label.text() == text for label in page.findChildren(QLabel) if label.isVisible())


def test_they_are_empty_and_then_grow(scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> None:
    mine, theirs = new_tickets(scanner, venue, qtbot, 2)
    page = scanner.screen(Statistics).page
    scanner.window.activateWindow()
    wait(qtbot, scanner.window.isActiveWindow)
    QTest.keyClick(scanner.window.windowHandle(), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, page.nothing.isVisible)
    wait(qtbot, lambda: page.has_plot)
    other = venue.door("Door 2")
    other.push(other.entry(Kind.ADMIT, theirs["ticketId"], reason="admitted"))
    wait(qtbot, lambda: page.title_label.isVisible() and _says(page, "Main entrance (1)"))
    wait(qtbot, lambda: len(scanner.station.place().session.policy.doors) == 2)
    go_offline(scanner, cable, qtbot)
    scanner.station.admit_by_hand(mine["ticketId"], "Rui")
    wait(qtbot, lambda: _says(page, "Main entrance (2)"))
    page.parted.button("door").click()
    wait(qtbot, lambda: _says(page, "Door 1 (1)") and _says(page, "Door 2 (1)"))


def test_a_device_without_an_event_has_none(unpaired: ScannerApp) -> None:
    unpaired.screen(Statistics).open()
    assert unpaired.window.page is not unpaired.screen(Statistics).page
