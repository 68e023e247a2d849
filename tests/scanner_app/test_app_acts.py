"""Acts by hand through the real window: undo, a manager, a guest found by name, practice, incidents, messages."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.door.shown import Source
from scanner_app.views.act_dialogs import ManagerDialog, UndoDialog
from server.tickets.models import Ticket as TicketRow
from sync.rules.door_log import Kind
from sync.rules.verdict import Outcome
from tests.scanner_app.windows import give_pin, new_tickets, pin_dialog, press_key, set_pin, type_code, type_keys, wait
from tests.server.doors.venue import Venue


def _press(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _admit(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> dict[str, Any]:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    return ticket


def _last(scanner: ScannerApp) -> tuple[Kind, str, str]:
    entry = scanner.station.scan_log.recent(1)[0]
    return entry.kind, entry.reason, entry.operator


def test_a_scan_is_undone_and_the_server_hears_of_it(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    ticket = _admit(scanner, venue, qtbot)
    wait(qtbot, lambda: venue.attendance()["inside"] == 1)
    press_key(scanner, Qt.Key.Key_F4, qtbot)
    wait(qtbot, lambda: scanner.acts.dialog is not None)
    dialog = scanner.acts.dialog
    assert isinstance(dialog, UndoDialog)
    dialog.reason_field.setText("Wrong person")
    dialog.name_field.setText("Rui")
    _press(dialog.do_button)
    wait(qtbot, lambda: scanner.window.act_bar.said.endswith("Undone. The ticket can be used again."))
    assert _last(scanner) == (Kind.VOID, "Wrong person", "Rui")
    assert scanner.acts.dialog is None
    wait(qtbot, lambda: venue.attendance()["inside"] == 0)
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)


def test_scanning_goes_on_while_a_dialog_is_open_and_leaks_nothing_into_it(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    _admit(scanner, venue, qtbot)
    [next_one] = venue.tickets(1)
    wait(qtbot, lambda: scanner.station.status().expected == 2)
    press_key(scanner, Qt.Key.Key_F4, qtbot)
    wait(qtbot, lambda: scanner.acts.dialog is not None)
    dialog = scanner.acts.dialog
    assert isinstance(dialog, UndoDialog)
    wait(qtbot, lambda: dialog.windowHandle() is not None and dialog.isVisible())
    type_keys(dialog.windowHandle(), next_one["signedCode"])
    wait(qtbot, lambda: scanner.window.recent_scans.rowCount() == 2)
    assert (dialog.reason_field.text(), dialog.name_field.text()) == ("", "")
    assert dialog.isVisible()
    assert venue.attendance()["inside"] == 2 or scanner.station.status().inside == 2


def test_a_manager_lets_in_whom_the_door_refused(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    answer = venue.api.patch(f"/api/v1/events/{venue.club.event_id}", json={"doorPin": "4711"})
    assert answer.is_success, answer.text
    wait(qtbot, lambda: scanner.station.status().has_pin and scanner.window._has_pin)
    ticket = _admit(scanner, venue, qtbot)
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.REFUSED)
    _press(scanner.window.act_bar.manager_button)
    dialog = scanner.acts.dialog
    assert isinstance(dialog, ManagerDialog)
    dialog.name_field.setText("Marta")
    dialog.pin_field.setText("0000")
    _press(dialog.do_button)
    wait(qtbot, lambda: "not the manager’s PIN" in dialog.error_text)
    dialog.pin_field.setText("4711")
    _press(dialog.do_button)
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    assert scanner.window.verdict_panel.reason_text == "Let in by the manager.\nBy Marta"
    assert _last(scanner) == (Kind.ADMIT, "overridden", "Marta")
    wait(qtbot, lambda: scanner.station.status().waiting == 0)
    assert scanner.station.incidents() == []


def test_who_must_be_looked_at_can_be_turned_away(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    with venue.context.database.transaction() as session:
        session.get_one(TicketRow, ticket["ticketId"]).needs_look = True
    scanner.take(ticket["signedCode"], Source.CAMERA)
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.LOOK)
    _press(scanner.window.act_bar.turn_away_button)
    wait(qtbot, lambda: _last(scanner)[0] is Kind.VOID)
    wait(qtbot, lambda: scanner.window.act_bar.said != "")
    assert scanner.station.status().inside == 0


def test_practice_is_begun_shown_and_ended(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    window = scanner.window
    window._training.trigger()
    wait(qtbot, window.training_banner.isVisible)
    _admit(scanner, venue, qtbot)
    assert "Training: this does not count." in window.verdict_panel.reason_text
    _press(window.training_banner.end_button)
    wait(qtbot, lambda: not window.training_banner.isVisible())
    wait(qtbot, lambda: scanner.station.status().waiting == 0)
    assert venue.attendance()["inside"] == 0


def test_practice_begins_behind_the_pin_and_anybody_may_end_it(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    window = scanner.window
    set_pin(scanner, venue, qtbot)
    window._training.trigger()
    asked = pin_dialog(scanner)
    assert asked is not None
    asked.reject()
    wait(qtbot, lambda: not window._training.isChecked())
    qtbot.wait(300)
    assert not scanner.station.status().is_training
    window._training.trigger()
    give_pin(scanner)
    wait(qtbot, window.training_banner.isVisible)
    assert window._training.isChecked()
    scanner.shell.roles.lock()
    _press(window.training_banner.end_button)
    wait(qtbot, lambda: not window.training_banner.isVisible())


def test_the_organizers_message_is_read_at_the_door(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    device = scanner.station.pairing.device_id
    venue.post(f"/api/v1/devices/{device}/message", {"text": "Gate C opens at 22:00."})
    banner = scanner.window.message_banner
    wait(qtbot, lambda: banner.text == "Organizer: Gate C opens at 22:00.")
    assert banner.isVisible()
    _press(banner.read_button)
    wait(qtbot, lambda: not banner.isVisible())
    assert (banner.text, scanner.station.status().message) == ("", "")


def test_a_device_that_was_wiped_asks_to_be_paired_and_says_why(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    venue.post(f"/api/v1/devices/{scanner.station.pairing.device_id}/revoke", {"wipe": True})
    wait(qtbot, lambda: scanner.window.verdict_panel.word == "Not paired yet")
    wait(qtbot, lambda: "wiped" in scanner.window.banner.text)
    scanner.take("https://example.com", Source.CAMERA)
    assert scanner.open_pairing().isVisible()
