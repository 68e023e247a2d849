"""The scanner as a person at the door has it: it is paired, started and ended."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from doorward.demo.film import film_ticket
from scanner_app.app import ScannerApp
from scanner_app.door.shown import Source
from scanner_app.running import run_scanner
from scanner_app.screens.preflight import Preflight
from scanner_app.views.pin_dialog import PinDialog
from scanner_app.workers.status import StatusWorker
from sync.device.errors import StoreLockedError
from sync.protocol.pairing_link import make_pairing_link
from sync.rules.verdict import Outcome
from tests.scanner_app.windows import new_tickets, press_key, type_code, type_keys, wait
from tests.server.doors.venue import Venue


def test_the_first_start_asks_to_be_paired(unpaired: ScannerApp) -> None:
    page = unpaired.open_pairing()
    assert unpaired.window.page is page
    assert page.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert unpaired.window.page is page
    assert not page.back_button.isVisible()


def test_typing_address_and_code_pairs_and_makes_ready(
    unpaired: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    page = unpaired.open_pairing()
    page.server_field.setText(f"http://127.0.0.1:{cable.port}")
    page.code_field.setText(venue.pairing_code().lower())
    QTest.keyClick(page.code_field, Qt.Key.Key_Return)
    bar = unpaired.window.status_bar
    wait(qtbot, lambda: unpaired.station.is_paired and bar.connection_text == "Online")
    wait(qtbot, lambda: unpaired.window.page is not page)
    assert unpaired.window.verdict_panel.word == "Ready"
    assert (bar.event_text, bar.gate_text) == ("Perreo Fridays", "Main entrance · Entry")


@pytest.mark.parametrize(
    ("code", "port", "why"),
    [("00000-00000", None, "not known"), ("7K3M9-QXZ55", 1, "cannot be reached")],
    ids=["wrong-code", "no-server"],
)
def test_what_hinders_pairing_is_said_on_the_page(
    unpaired: ScannerApp, cable: Cable, qtbot: QtBot, code: str, port: int | None, why: str
) -> None:
    page = unpaired.open_pairing()
    page.offer_code(make_pairing_link(f"http://127.0.0.1:{port or cable.port}", code))
    assert page.is_busy
    wait(qtbot, lambda: page.error_text)
    assert why in page.error_text
    assert page.pair_button.isEnabled()
    assert not unpaired.station.is_paired


def test_a_pairing_link_scanned_by_a_handheld_pairs(
    unpaired: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    link = make_pairing_link(f"http://127.0.0.1:{cable.port}", venue.pairing_code())
    page = unpaired.open_pairing()
    qtbot.waitUntil(page.isVisible)
    type_keys(unpaired.window.windowHandle(), link)
    wait(qtbot, lambda: unpaired.station.is_paired)


def test_a_paired_scanner_starts_into_its_gate_without_a_network(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    scanner.window.close()
    scanner.close()
    cable.pull()
    again = ScannerApp(scanner._config)
    again.start()
    try:
        assert again.window.verdict_panel.word == "Ready"
        wait(qtbot, lambda: again.window.status_bar.connection_text == "Offline")
        type_code(again, ticket["ticketId"])
        wait(qtbot, lambda: again.window.verdict_panel.outcome is Outcome.ADMITTED)
        assert "not confirmed" in again.window.verdict_panel.reason_text
    finally:
        again.window.close()
        again.close()


def test_a_second_scanner_on_the_same_data_is_refused_in_words(unpaired: ScannerApp) -> None:
    with pytest.raises(StoreLockedError, match="already running on this device"):
        ScannerApp(unpaired._config)


def test_what_keeps_a_scanner_from_starting_is_shown(unpaired: ScannerApp, qtbot: QtBot) -> None:
    shown: list[str] = []

    def close_message() -> None:
        message = QApplication.activeModalWidget()
        if isinstance(message, QMessageBox):
            shown.append(message.text())
            message.accept()

    closer = QTimer(interval=50)
    closer.timeout.connect(close_message)
    closer.start()
    assert run_scanner(unpaired._config) == 1
    closer.stop()
    assert shown == ["A scanner is already running on this device with the same data."]


def test_closing_in_the_middle_of_everything_ends_everything(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, tmp_path: Path
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    picture = venue.api.get(f"/api/v1/tickets/{ticket['ticketId']}/qr.png").content
    film_ticket(picture, tmp_path / "phone.avi", times=1)
    scanner.choose_camera(str(tmp_path / "phone.avi"))
    scanner.sync(full=True)
    scanner.take(ticket["signedCode"], Source.CAMERA)
    scanner.window.close()
    assert not any(thread.isRunning() for thread in scanner._threads)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("door-", "decoder"))]
    scanner.close()


def test_a_late_word_of_leaving_an_event_does_not_lead_away_from_the_one_that_it_is_paired_with_now(
    scanner: ScannerApp,
) -> None:
    [status] = [one for thread in scanner._threads for one in thread._workers if isinstance(one, StatusWorker)]
    status.unpaired.emit("This device has left its event.")
    assert scanner.window.page is None
    assert not scanner.window.banner.text


def test_a_paired_scanner_is_paired_again_only_by_a_manager_who_says_so(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    venue.api.patch(f"/api/v1/events/{venue.club.event_id}", json={"doorPin": "4711"})
    wait(qtbot, lambda: scanner.station.has_pin)
    press_key(scanner, Qt.Key.Key_F6, qtbot)
    wait(qtbot, lambda: isinstance(QApplication.activeModalWidget(), PinDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PinDialog)
    assert scanner.window.page is None
    dialog.pin_field.setText("4711")
    dialog.open_button.click()
    page = scanner.open_pairing()
    wait(qtbot, lambda: scanner.window.page is page)
    assert page.is_asking
    before = scanner.station.pairing.device_id
    page.again_button.click()
    page.offer_code(make_pairing_link(f"http://127.0.0.1:{cable.port}", venue.pairing_code()))
    wait(qtbot, lambda: scanner.station.pairing.device_id != before)
    preflight = scanner.screen(Preflight)
    wait(qtbot, lambda: scanner.window.page is preflight.page and not preflight.is_under_way)
