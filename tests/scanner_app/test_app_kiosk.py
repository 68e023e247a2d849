"""Self check-in as guests and a manager have it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.door.shown import ScanResult, Source
from scanner_app.screens.kiosk import Kiosk
from scanner_app.views.kiosk_page import HOLD_MS
from sync.rules.ids import TicketId
from sync.rules.verdict import Basis, Outcome, Reason, Verdict
from tests.scanner_app.windows import PIN, go_offline, new_tickets, pin_dialog, press_key, set_pin, type_keys, wait
from tests.server.doors.venue import Venue

_KEYS = [Qt.Key(Qt.Key.Key_F1 + at) for at in range(12)]


@pytest.fixture
def kiosk(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> Iterator[Kiosk]:
    """A running kiosk; it is ended, for its window would not close."""
    set_pin(scanner, venue, qtbot)
    screen = scanner.screen(Kiosk)
    assert screen.start()
    yield screen
    screen.leave()


def _scan(scanner: ScannerApp, text: str) -> None:
    scanner.take(text, Source.CAMERA)


def _hold_corner(kiosk: Kiosk, qtbot: QtBot, how_long_ms: int) -> None:
    corner = QPoint(kiosk.page.width() - 10, 10)
    QTest.mousePress(kiosk.page, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.wait(how_long_ms)
    QTest.mouseRelease(kiosk.page, Qt.MouseButton.LeftButton, pos=corner)


def test_without_a_pin_it_says_so_and_does_not_start(scanner: ScannerApp) -> None:
    screen = scanner.screen(Kiosk)
    page = screen.set_up()
    assert "PIN" in page.problem_text
    assert not page.start_button.isEnabled()
    assert not screen.start()
    assert scanner.window.page is None
    assert not scanner.shell.settings.kiosk.is_on


def test_a_guest_is_welcomed_by_first_name_and_the_page_comes_back_by_itself(
    kiosk: Kiosk, scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    type_keys(scanner.window.windowHandle(), ticket["signedCode"])
    verdict = kiosk.page.verdict
    wait(qtbot, lambda: verdict.is_showing)
    assert (verdict.word, verdict.outcome) == ("Welcome", Outcome.ADMITTED)
    assert verdict.isVisible()
    assert verdict.holder == ticket["attendeeName"].split()[0]
    assert ticket["attendeeName"].split()[-1] not in verdict.accessibleName()
    wait(qtbot, lambda: not verdict.is_showing)
    assert not verdict.isVisible()
    assert kiosk.is_on


def test_a_guest_who_is_refused_reads_no_name_and_no_fault(
    kiosk: Kiosk, scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    _scan(scanner, ticket["signedCode"])
    wait(qtbot, lambda: kiosk.page.verdict.word == "Welcome")
    _scan(scanner, ticket["signedCode"])
    wait(qtbot, lambda: kiosk.page.verdict.word == "Please see staff")
    assert kiosk.page.verdict.holder == ""
    assert kiosk.page.verdict.reason_text == "This ticket has been scanned before."


def test_without_a_network_guests_check_in_all_the_same(
    kiosk: Kiosk, scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    go_offline(scanner, cable, qtbot)
    _scan(scanner, ticket["signedCode"])
    wait(qtbot, lambda: kiosk.page.verdict.word == "Welcome")
    assert kiosk.page.verdict.reason_text == "Please come in."


def test_a_removed_device_sends_guests_to_another_entrance(
    kiosk: Kiosk, scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    venue.post(f"/api/v1/devices/{scanner.station.pairing.device_id}/revoke", {})
    scanner.sync(full=False)
    wait(qtbot, lambda: kiosk.page.closed_text == "Please use another entrance")
    assert kiosk.is_on


def test_no_bar_and_no_banner_is_in_sight(kiosk: Kiosk, scanner: ScannerApp) -> None:
    window = scanner.window
    for part in (window.status_bar, window.message_banner, window.training_banner, window.banner, window.act_bar):
        assert not part.isVisible()
    assert kiosk.page.isVisible()
    assert window.isFullScreen()


@pytest.mark.parametrize("modifier", ["No", "Control", "Shift", "Alt"])
def test_no_key_does_anything(kiosk: Kiosk, scanner: ScannerApp, qtbot: QtBot, modifier: str) -> None:
    scanner.window.activateWindow()
    wait(qtbot, scanner.window.isActiveWindow)
    theme = scanner.window.theme
    more = (
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Q,
        Qt.Key.Key_W,
        Qt.Key.Key_M,
        Qt.Key.Key_Menu,
    )
    for key in (*_KEYS, *more):
        QTest.keyClick(scanner.window.windowHandle(), key, getattr(Qt.KeyboardModifier, f"{modifier}Modifier"))
        QApplication.processEvents()
    qtbot.wait(200)
    assert scanner.window.page is kiosk.page
    assert scanner.window.isVisible()
    assert scanner.window.theme == theme
    assert QApplication.activeModalWidget() is None
    assert QApplication.activePopupWidget() is None


def test_the_window_does_not_close_and_no_menu_opens(kiosk: Kiosk, scanner: ScannerApp) -> None:
    assert not scanner.window.close()
    middle = QPoint(300, 300)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, scanner.window.mapToGlobal(middle))
    QApplication.sendEvent(kiosk.page, event)
    QTest.mouseClick(kiosk.page, Qt.MouseButton.RightButton, pos=middle)
    assert QApplication.activePopupWidget() is None
    assert scanner.window.isVisible()


def test_no_screen_opens_its_page_over_it(kiosk: Kiosk, scanner: ScannerApp) -> None:
    scanner.shell.open(scanner.window.menu)
    scanner.window.go_home()
    scanner.window.close_page()
    assert scanner.window.page is kiosk.page


def test_a_short_press_in_the_corner_asks_for_nothing(kiosk: Kiosk, scanner: ScannerApp, qtbot: QtBot) -> None:
    _hold_corner(kiosk, qtbot, HOLD_MS // 4)
    qtbot.wait(HOLD_MS)
    assert pin_dialog(scanner) is None


def test_a_long_press_and_the_pin_lead_back_to_the_staff(kiosk: Kiosk, scanner: ScannerApp, qtbot: QtBot) -> None:
    scanner.shell.roles.unlock()
    _hold_corner(kiosk, qtbot, HOLD_MS + 200)
    wait(qtbot, lambda: pin_dialog(scanner))
    dialog = pin_dialog(scanner)
    assert dialog is not None
    dialog.pin_field.setText("0000")
    dialog.open_button.click()
    wait(qtbot, lambda: dialog.error_text)
    assert kiosk.is_on
    dialog.pin_field.setText(PIN)
    dialog.open_button.click()
    wait(qtbot, lambda: not kiosk.is_on)
    assert scanner.window.status_bar.isVisible()
    assert not scanner.window.isFullScreen()
    assert not scanner.shell.settings.kiosk.is_on
    press_key(scanner, Qt.Key.Key_F1, qtbot)
    wait(qtbot, lambda: scanner.window.page is scanner.window.menu)


def test_keys_ask_for_the_pin_too(kiosk: Kiosk, scanner: ScannerApp, qtbot: QtBot) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    scanner.window.activateWindow()
    wait(qtbot, scanner.window.isActiveWindow)
    QTest.keyClick(scanner.window.windowHandle(), Qt.Key.Key_M, both)
    wait(qtbot, lambda: pin_dialog(scanner))
    dialog = pin_dialog(scanner)
    assert dialog is not None
    dialog.reject()
    assert kiosk.is_on


def test_a_restart_comes_back_as_a_kiosk_also_without_a_network(
    kiosk: Kiosk, scanner: ScannerApp, cable: Cable, qtbot: QtBot
) -> None:
    scanner.close()
    cable.pull()
    again = ScannerApp(scanner._config)
    again.start()
    try:
        screen = again.screen(Kiosk)
        assert screen.is_on
        assert again.window.isFullScreen()
        wait(qtbot, lambda: "Perreo Fridays" in screen.page.accessibleName())
    finally:
        again.screen(Kiosk).leave()
        again.window.close()
        again.close()
        scanner.screen(Kiosk).leave()


def test_a_scan_that_could_not_be_written_down_is_never_welcomed(kiosk: Kiosk, scanner: ScannerApp) -> None:
    verdict = Verdict(Outcome.LOOK, Reason.NOT_RECORDED, TicketId("MGY-PF-20250115-7K3M9QXZ5"))
    scanner.show_result(ScanResult(verdict, Basis.LOCAL, 0, Source.CAMERA, "Maria Pereira"))
    assert kiosk.page.verdict.word == "Please use another entrance"
    assert kiosk.page.verdict.holder == ""


@contextmanager
def _started_again(scanner: ScannerApp) -> Iterator[ScannerApp]:
    """The device started again after it ended as a kiosk."""
    kiosk = msgspec.structs.replace(scanner.shell.settings.kiosk, is_on=True)
    scanner.shell.change_settings(msgspec.structs.replace(scanner.shell.settings, kiosk=kiosk))
    scanner.close()
    again = ScannerApp(scanner._config)
    again.start()
    try:
        yield again
    finally:
        again.screen(Kiosk).leave()
        again.window.close()
        again.close()


def test_a_kiosk_without_a_pin_any_more_starts_closed_and_opens_once_there_is_one_also_for_who_waits_there(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, tmp_path: Path
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    (tmp_path / "held").mkdir()
    code = venue.api.get(f"/api/v1/tickets/{ticket['ticketId']}/qr.png").content
    (tmp_path / "held" / "ticket.png").write_bytes(code)
    with _started_again(scanner) as again:
        screen = again.screen(Kiosk)
        assert screen.is_on
        assert again.window.isFullScreen()
        assert screen.page.closed_text == "Please use another entrance"
        assert "For staff: Set a manager’s PIN" in screen.page.accessibleName()
        wait(qtbot, lambda: again.window.status_bar.connection_text == "Online")
        assert screen.page.closed_text
        with qtbot.waitSignal(again.watcher.found):
            again.choose_camera(str(tmp_path / "held"))
        set_pin(again, venue, qtbot)
        wait(qtbot, lambda: not screen.page.closed_text)
        wait(qtbot, lambda: screen.page.verdict.word == "Welcome")


def test_a_kiosk_that_lost_its_event_shows_guests_no_page_for_staff(unpaired: ScannerApp) -> None:
    with _started_again(unpaired) as again:
        screen = again.screen(Kiosk)
        assert screen.is_on
        assert screen.page.closed_text == "Please use another entrance"
        assert "Pair this device first." in screen.page.accessibleName()
        screen.ask_to_leave()
        assert again.window.page is not screen.page
