"""Incidents through the real window: found, shown by role, and dealt with."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.screens.incidents import Incidents
from scanner_app.views.incidents_page import IncidentsPage
from sync.rules.door_log import Kind
from sync.rules.verdict import Outcome
from tests.scanner_app.windows import go_offline, new_tickets, press_key, type_code, wait
from tests.server.doors.venue import Venue


def let_in_twice(scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> dict[str, Any]:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    go_offline(scanner, cable, qtbot)
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    other = venue.door("Door 2")
    other.push(other.entry(Kind.ADMIT, ticket["ticketId"], reason="admitted"))
    cable.plug_in()
    wait(qtbot, lambda: scanner.window.status_bar.incidents_text == "1 incident")
    return ticket


def _page(scanner: ScannerApp) -> IncidentsPage:
    return scanner.screen(Incidents).page


def _acknowledge(page: IncidentsPage) -> list[QPushButton]:
    return [
        button for button in page.findChildren(QPushButton) if button.isVisible() and button.text() == "Acknowledge"
    ]


def _says(page: IncidentsPage, text: str) -> bool:
    return any(text in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_an_incident_of_two_doors_is_shown_and_acknowledged(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    ticket = let_in_twice(scanner, venue, cable, qtbot)
    press_key(scanner, Qt.Key.Key_F7, qtbot)
    page = _page(scanner)
    wait(qtbot, lambda: len(_acknowledge(page)) == 1)
    assert _says(page, ticket["attendeeName"])
    page.name_field.setText("Rui")
    _acknowledge(page)[0].click()
    wait(qtbot, lambda: scanner.window.status_bar.incidents_text == "")
    wait(qtbot, lambda: _says(page, "Dealt with: Rui · Door 1"))
    [shown] = scanner.station.incidents()
    assert shown.incident.acknowledged is not None
    assert scanner.shell.operator == "Rui"


def test_where_there_is_a_pin_staff_see_a_first_name(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    answer = venue.api.patch(f"/api/v1/events/{venue.club.event_id}", json={"doorPin": "4711"})
    assert answer.is_success, answer.text
    ticket = let_in_twice(scanner, venue, cable, qtbot)
    wait(qtbot, lambda: scanner.station.has_pin)
    press_key(scanner, Qt.Key.Key_F7, qtbot)
    page = _page(scanner)
    first = ticket["attendeeName"].split()[0]
    wait(qtbot, lambda: _says(page, first))
    assert not _says(page, ticket["attendeeName"])
    scanner.shell.roles.unlock()
    wait(qtbot, lambda: _says(page, ticket["attendeeName"]))


def test_without_incidents_the_page_says_so(scanner: ScannerApp, qtbot: QtBot) -> None:
    press_key(scanner, Qt.Key.Key_F7, qtbot)
    wait(qtbot, _page(scanner).nothing.isVisible)
