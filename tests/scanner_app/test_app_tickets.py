"""Searching, tickets, recent scans and who may see what, through the real window."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.acts import Acts
from scanner_app.app import ScannerApp
from scanner_app.door.shown import Source
from scanner_app.models.row_list import ROW_ROLE
from scanner_app.names import Names, shown_name
from scanner_app.screens.tickets import Tickets
from scanner_app.views.act_dialogs import ManagerDialog, UndoDialog
from scanner_app.views.pin_dialog import PinDialog
from sync.device.errors import StoreError
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import TicketId
from sync.rules.verdict import Outcome, Reason
from tests.scanner_app.windows import PIN, go_offline, new_tickets, press_key, set_pin, type_code, type_keys, wait
from tests.server.doors.venue import Venue


@pytest.fixture
def tickets(scanner: ScannerApp) -> Tickets:
    return scanner.screen(Tickets)


@pytest.fixture
def acts(scanner: ScannerApp) -> Acts:
    return scanner.acts


@pytest.fixture(params=[True, False], ids=["online", "offline"])
def ticket(
    request: pytest.FixtureRequest, scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> dict[str, Any]:
    """A ticket that the scanner has heard of, before the cable is pulled or not."""
    [booked] = new_tickets(scanner, venue, qtbot, 1)
    if not request.param:
        go_offline(scanner, cable, qtbot)
    return booked


def _press(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _open(tickets: Tickets, ticket: dict[str, Any], qtbot: QtBot) -> None:
    tickets.open_ticket(TicketId(ticket["ticketId"]))
    wait(qtbot, lambda: tickets.ticket.sheet is not None)


def _search(scanner: ScannerApp, tickets: Tickets, text: str, qtbot: QtBot) -> None:
    press_key(scanner, Qt.Key.Key_F3, qtbot)
    wait(qtbot, tickets.search.isVisible)
    QTest.keyClicks(tickets.search.field, text)
    wait(qtbot, lambda: tickets.search.people.rowCount() == 1)


def _last(scanner: ScannerApp) -> tuple[Kind, str, str]:
    entry = scanner.station.scan_log.recent(1)[0]
    return entry.kind, entry.reason, entry.operator


def _said(page: Any) -> str:
    labels = (label for label in page.findChildren(QLabel) if label.isVisibleTo(page))
    return " | ".join(label.text().replace("\u200b", "") for label in labels)


def _names_on_screen(scanner: ScannerApp, tickets: Tickets) -> list[str]:
    """The one guest's name wherever the scan screen and the lists have it."""
    return [
        scanner.window.verdict_panel.holder,
        scanner.window.recent_scans.index(0).data(ROW_ROLE).title,
        tickets.recent.scans.index(0).data(ROW_ROLE).title,
    ]


# By hand.


def test_a_guest_without_a_phone_is_found_by_name_and_let_in(
    scanner: ScannerApp, tickets: Tickets, ticket: dict[str, Any], qtbot: QtBot
) -> None:
    _search(scanner, tickets, ticket["attendeeName"].split()[0].lower()[:3], qtbot)
    QTest.keyClick(tickets.search.field, Qt.Key.Key_Return)
    page = tickets.ticket
    wait(qtbot, lambda: page.isVisible() and page.sheet is not None)
    page.by_hand.name_field.setText("Rui")
    page.by_hand.reason_field.setText("No phone")
    _press(page.admit_button)
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    assert scanner.window.page is None
    assert scanner.window.verdict_panel.holder == ticket["attendeeName"]
    assert _last(scanner) == (Kind.ADMIT, Reason.ADMITTED_BY_HAND, "Rui")
    assert scanner.shell.operator == "Rui"


def test_an_admission_is_undone_on_the_tickets_page(
    scanner: ScannerApp, tickets: Tickets, acts: Acts, ticket: dict[str, Any], qtbot: QtBot
) -> None:
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    _press(scanner.window.act_bar.ticket_button)
    page = tickets.ticket
    wait(qtbot, lambda: page.sheet is not None and page.sheet.inside == 1)
    _press(page.undo_button)
    dialog = acts.dialog
    assert isinstance(dialog, UndoDialog)
    dialog.reason_field.setText("Wrong person")
    dialog.name_field.setText("Rui")
    _press(dialog.do_button)
    wait(qtbot, lambda: page.said.text().endswith("Undone. The ticket can be used again."))
    wait(qtbot, lambda: page.sheet is not None and page.sheet.inside == 0)
    assert scanner.window.page is page
    assert _last(scanner) == (Kind.VOID, "Wrong person", "Rui")
    assert "“Wrong person”" in _said(page.history)
    assert not page.undo_button.isVisible()


def test_a_manager_lets_in_on_the_tickets_page_whom_the_door_refused(
    scanner: ScannerApp, tickets: Tickets, acts: Acts, venue: Venue, qtbot: QtBot
) -> None:
    set_pin(scanner, venue, qtbot)
    [booked] = new_tickets(scanner, venue, qtbot, 1)
    type_code(scanner, booked["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    type_code(scanner, booked["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.REFUSED)
    _open(tickets, booked, qtbot)
    _press(tickets.ticket.override_button)
    dialog = acts.dialog
    assert isinstance(dialog, ManagerDialog)
    assert booked["attendeeName"] not in _said(dialog)
    dialog.name_field.setText("Marta")
    dialog.pin_field.setText(PIN)
    _press(dialog.do_button)
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    assert _last(scanner) == (Kind.ADMIT, "overridden", "Marta")


def test_a_ticket_in_sight_follows_what_another_door_does(
    scanner: ScannerApp, tickets: Tickets, venue: Venue, qtbot: QtBot
) -> None:
    [booked] = new_tickets(scanner, venue, qtbot, 1)
    other = venue.door("Door 2")
    doors = scanner.station.place().session
    wait(qtbot, lambda: "Door 2" in [door.name for door in doors.policy.doors])
    _open(tickets, booked, qtbot)
    other.push(other.entry(Kind.ADMIT, booked["ticketId"], reason="admitted"))
    wait(qtbot, lambda: tickets.ticket.sheet is not None and tickets.ticket.sheet.inside == 1)
    assert "Door 2" in _said(tickets.ticket.history)


def test_a_badge_is_offered_where_somebody_prints_it(tickets: Tickets, ticket: dict[str, Any], qtbot: QtBot) -> None:
    wanted: list[TicketId] = []
    tickets.print_wanted.connect(wanted.append)
    _open(tickets, ticket, qtbot)
    _press(tickets.ticket.print_button)
    assert wanted == [ticket["ticketId"]]


def test_a_guest_whose_ticket_is_sold_while_somebody_looks_for_them_appears_by_themselves(
    scanner: ScannerApp, tickets: Tickets, venue: Venue, qtbot: QtBot
) -> None:
    press_key(scanner, Qt.Key.Key_F3, qtbot)
    wait(qtbot, tickets.search.isVisible)
    QTest.keyClicks(tickets.search.field, "max")
    wait(qtbot, lambda: tickets.search.empty.text.startswith("Nobody found"))
    venue.tickets(1)
    wait(qtbot, lambda: tickets.search.people.rowCount() == 1)


# Scans that come meanwhile.


def test_a_scan_while_somebody_types_a_name_goes_to_the_verdict_and_leaves_nothing_in_the_field(
    scanner: ScannerApp, tickets: Tickets, venue: Venue, qtbot: QtBot
) -> None:
    [booked] = new_tickets(scanner, venue, qtbot, 1)
    press_key(scanner, Qt.Key.Key_F3, qtbot)
    wait(qtbot, tickets.search.isVisible)
    QTest.keyClicks(tickets.search.field, "an")
    wait(qtbot, lambda: tickets.search.field.text() == "an")
    type_keys(scanner.window.windowHandle(), booked["signedCode"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    assert scanner.window.page is None
    assert tickets.search.field.text() == "an"


def test_at_a_gate_that_only_looks_a_scan_shows_the_ticket_in_full(
    scanner: ScannerApp, tickets: Tickets, ticket: dict[str, Any], qtbot: QtBot
) -> None:
    scanner.station.set_direction(Direction.LOOK)
    wait(qtbot, lambda: tickets.ticket.stays_for_verdicts)
    for _ in range(2):
        scanner.take(ticket["signedCode"], Source.CAMERA)
        wait(qtbot, lambda: tickets.ticket.isVisible() and tickets.ticket.sheet is not None)
        assert tickets.ticket.strip.word.text() == "Valid"
    assert scanner.station.status().inside == 0
    scanner.take("https://example.com", Source.CAMERA)
    wait(qtbot, lambda: scanner.window.page is None)
    assert scanner.window.verdict_panel.outcome is Outcome.REFUSED


# Recent scans.


def test_recent_scans_are_the_logs_and_lead_to_their_tickets(
    scanner: ScannerApp, tickets: Tickets, ticket: dict[str, Any], qtbot: QtBot
) -> None:
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    scanner.window.recent_scans.show([])  # As after a restart: what is listed does not come from there.
    press_key(scanner, Qt.Key.Key_F2, qtbot)
    wait(qtbot, lambda: tickets.recent.scans.rowCount() == 1)
    QTest.keyClick(tickets.recent.list_view, Qt.Key.Key_Return)
    wait(qtbot, lambda: tickets.ticket.sheet is not None)
    assert tickets.ticket.sheet is not None
    assert tickets.ticket.sheet.ticket_id == ticket["ticketId"]
    scanner.window.close_page()
    assert scanner.window.page is tickets.recent


# Roles.


def test_staff_see_first_names_everywhere_until_a_manager_comes_and_again_once_they_have_gone(
    scanner: ScannerApp, tickets: Tickets, venue: Venue, qtbot: QtBot
) -> None:
    [booked] = new_tickets(scanner, venue, qtbot, 1)
    full = booked["attendeeName"]
    type_code(scanner, booked["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    tickets.open_recent()
    wait(qtbot, lambda: tickets.recent.scans.rowCount() == 1)
    scanner.window.go_home()
    type_code(scanner, booked["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.REFUSED)
    scanner.window.verdict_panel.show_for(60_000)
    assert _names_on_screen(scanner, tickets) == [full] * 3  # Without a PIN nobody could ever unlock them.
    set_pin(scanner, venue, qtbot)
    first = shown_name(full, Names.FIRST)
    assert first != full
    assert _names_on_screen(scanner, tickets) == [first] * 3
    scanner.shell.roles.unlock()
    assert _names_on_screen(scanner, tickets) == [full] * 3
    scanner.shell.roles.lock()
    assert _names_on_screen(scanner, tickets) == [first] * 3


def test_on_a_tickets_page_the_pin_shows_what_is_for_managers_and_its_end_hides_it(
    scanner: ScannerApp, tickets: Tickets, venue: Venue, qtbot: QtBot
) -> None:
    set_pin(scanner, venue, qtbot)
    [booked] = new_tickets(scanner, venue, qtbot, 1)
    _open(tickets, booked, qtbot)
    assert booked["ticketId"] not in _said(tickets.ticket)
    assert booked["attendeeName"] not in _said(tickets.ticket)
    scanner.shell.as_manager(lambda: None)
    dialog = scanner.window.findChild(PinDialog)
    assert isinstance(dialog, PinDialog)
    dialog.submitted.emit(PIN)
    wait(qtbot, lambda: scanner.shell.roles.is_manager)
    assert booked["ticketId"] in _said(tickets.ticket)
    assert booked["attendeeName"] in _said(tickets.ticket)
    scanner.shell.roles.lock()
    assert booked["ticketId"] not in _said(tickets.ticket)


def test_a_device_that_lost_its_place_knows_nobody_any_more(
    scanner: ScannerApp, tickets: Tickets, venue: Venue, qtbot: QtBot
) -> None:
    [booked] = new_tickets(scanner, venue, qtbot, 1)
    type_code(scanner, booked["ticketId"])
    wait(qtbot, lambda: scanner.window.recent_scans.rowCount() == 1)
    _open(tickets, booked, qtbot)
    venue.post(f"/api/v1/devices/{scanner.station.pairing.device_id}/revoke", {"wipe": True})
    wait(qtbot, lambda: not scanner.station.is_paired)
    wait(qtbot, lambda: scanner.window.recent_scans.rowCount() == 0)
    assert tickets.ticket.sheet is None
    assert booked["attendeeName"] not in _said(tickets.ticket)
    assert not tickets.ticket.isVisible()


def test_a_list_that_cannot_be_searched_is_said(
    scanner: ScannerApp, tickets: Tickets, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str, most: int) -> list[object]:
        raise StoreError("The disk is gone.")

    monkeypatch.setattr(scanner.station, "find_people", fail)
    press_key(scanner, Qt.Key.Key_F3, qtbot)
    wait(qtbot, tickets.search.isVisible)
    QTest.keyClicks(tickets.search.field, "ana")
    wait(qtbot, lambda: "The disk is gone." in tickets.search.empty.text)


def test_before_pairing_there_is_nobody_to_look_for(unpaired: ScannerApp) -> None:
    screen = unpaired.screen(Tickets)
    for open_page in (screen.open_search, screen.open_recent):
        open_page()
        assert unpaired.window.page not in (screen.search, screen.recent)
