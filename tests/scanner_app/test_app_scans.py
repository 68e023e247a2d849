"""Scans from every source through the real window, and what is always visible there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from doorward.demo.film import film_ticket
from scanner_app.app import ScannerApp
from scanner_app.door.shown import Source
from scanner_app.theme import Mode
from sync.rules.verdict import Basis, Outcome
from tests.scanner_app.windows import config_of, new_tickets, press_key, type_code, type_keys, wait
from tests.server.doors.venue import Venue


def test_a_typed_code_is_admitted_and_the_second_time_refused(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    panel = scanner.window.verdict_panel
    type_code(scanner, ticket["ticketId"].lower())
    wait(qtbot, lambda: panel.outcome is Outcome.ADMITTED)
    assert (panel.word, panel.holder) == ("Admitted", ticket["attendeeName"])
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: panel.outcome is Outcome.REFUSED)
    assert panel.word == "Already inside"
    assert "Main entrance" in panel.reason_text
    assert "by Door 1" in panel.reason_text
    assert scanner.window.recent_scans.rowCount() == 2
    assert venue.attendance()["inside"] == 1


def test_a_mistyped_code_is_said_to_be_one(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    last = "2" if ticket["ticketId"][-1] != "2" else "3"
    type_code(scanner, ticket["ticketId"][:-1] + last)
    panel = scanner.window.verdict_panel
    wait(qtbot, lambda: panel.outcome is Outcome.REFUSED)
    assert panel.word == "Mistyped code"


def test_a_handheld_scans_without_a_focused_field(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    scanner.window.code_entry.field.clearFocus()
    type_keys(scanner.window.windowHandle(), ticket["signedCode"])
    panel = scanner.window.verdict_panel
    wait(qtbot, lambda: panel.outcome is Outcome.ADMITTED)
    assert panel.holder == ticket["attendeeName"]
    assert scanner.window.code_entry.field.text() == ""


def test_the_camera_reads_a_ticket_from_a_phone(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, tmp_path: Path
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    picture = venue.api.get(f"/api/v1/tickets/{ticket['ticketId']}/qr.png").content
    film_ticket(picture, tmp_path / "phone.avi", times=2)
    panel = scanner.window.verdict_panel
    scanner.choose_camera(str(tmp_path / "phone.avi"))
    wait(qtbot, lambda: panel.outcome is Outcome.ADMITTED)
    assert panel.holder == ticket["attendeeName"]
    wait(qtbot, lambda: panel.outcome is Outcome.REFUSED)
    scanner.watcher.stop()
    # Held in view for many frames, shown twice: two scans.
    assert scanner.window.recent_scans.rowCount() == 2
    assert scanner.watcher.frames_read > 10


@pytest.mark.parametrize("payload", ["https://example.com", "\x00\x01\x1b[2J", "<b>" * 1000, "%" * 4096, "ü\u202eß"])
def test_anything_else_is_refused_and_the_window_goes_on(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, payload: str
) -> None:
    panel = scanner.window.verdict_panel
    scanner.take(payload, Source.CAMERA)
    wait(qtbot, lambda: panel.outcome is Outcome.REFUSED)
    assert panel.word == "Not a ticket code"
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    scanner.take(ticket["signedCode"], Source.CAMERA)
    wait(qtbot, lambda: panel.outcome is Outcome.ADMITTED)


# What is always visible.


def test_the_status_bar_follows_the_door(scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> None:
    first, second, _ = new_tickets(scanner, venue, qtbot, 3)
    bar = scanner.window.status_bar
    wait(qtbot, lambda: "Inside 0 / 3" in bar.people_text)
    type_code(scanner, first["ticketId"])
    wait(qtbot, lambda: "Inside 1 / 3" in bar.people_text and bar.waiting == 0)
    assert bar.list_age_text == "List up to date"
    cable.pull()
    wait(qtbot, lambda: bar.connection_text == "Offline")
    type_code(scanner, second["ticketId"])
    wait(qtbot, lambda: bar.waiting_text == "1 waiting" and "Inside 2 / 3" in bar.people_text)
    cable.plug_in()
    wait(qtbot, lambda: bar.connection_text == "Online" and bar.waiting_text == "")
    assert scanner.station.scan_log.recent(1)[0].basis is Basis.LOCAL


def test_a_cancelled_ticket_is_refused_a_moment_later(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    booking = venue.book()
    wait(qtbot, lambda: scanner.station.status().expected == 1)
    venue.cancel(booking["bookingId"])
    wait(qtbot, lambda: scanner.station.status().expected == 0)
    type_code(scanner, booking["tickets"][0]["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.word == "Cancelled")


def test_dark_and_light_are_chosen_at_start_and_switched_by_a_key(
    scanner: ScannerApp, qtbot: QtBot, tmp_path: Path
) -> None:
    assert scanner.window.theme.mode is Mode.DARK
    press_key(scanner, Qt.Key.Key_F8, qtbot)
    wait(qtbot, lambda: scanner.window.theme.mode is Mode.LIGHT)
    light = ScannerApp(config_of(tmp_path / "light", mode=Mode.LIGHT))
    assert light.window.theme.mode is Mode.LIGHT
    light.close()
