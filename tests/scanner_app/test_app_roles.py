"""What only managers may do, and when their time is over."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.screens.manager import Manager
from scanner_app.views.manager_page import ManagerAct
from scanner_app.views.pair_page import PairPage
from sync.rules.verdict import Outcome
from tests.scanner_app.windows import give_pin, new_tickets, pin_dialog, set_pin, type_code, type_keys, wait
from tests.server.doors.venue import Venue


@pytest.fixture
def locked(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> ScannerApp:
    """The scanner of an event with a PIN, which reckons the manager's time to the millisecond."""
    scanner.shell.roles._timer.setTimerType(Qt.TimerType.PreciseTimer)
    set_pin(scanner, venue, qtbot)
    return scanner


def _open_pairing(scanner: ScannerApp, qtbot: QtBot) -> PairPage:
    page = scanner.open_pairing()
    give_pin(scanner)
    wait(qtbot, lambda: scanner.window.page is page)
    return page


def _open_manager(scanner: ScannerApp, qtbot: QtBot) -> Manager:
    manager = scanner.screen(Manager)
    manager.open()
    give_pin(scanner)
    wait(qtbot, lambda: scanner.window.page is manager.page)
    return manager


def test_a_pin_that_is_answered_after_cancel_unlocks_nothing(locked: ScannerApp, qtbot: QtBot) -> None:
    asked, answered = threading.Event(), threading.Event()
    done: list[bool] = []
    locked.shell.background.run(lambda: asked.wait(10), lambda _: None)
    locked.shell.as_manager(lambda: done.append(True))
    give_pin(locked).cancel_button.click()
    locked.shell.background.run(answered.set, lambda _: None)
    asked.set()
    wait(qtbot, answered.is_set)
    qtbot.wait(100)
    assert not locked.shell.roles.is_manager
    assert done == []


def test_a_pin_that_cannot_be_checked_after_cancel_troubles_nobody(locked: ScannerApp, qtbot: QtBot) -> None:
    asked, over = threading.Event(), threading.Event()
    locked.shell.background.run(lambda: asked.wait(10), lambda _: None)
    locked.shell.as_manager(lambda: None)
    give_pin(locked).cancel_button.click()
    locked.station.unpair()
    locked.shell.background.run(over.set, lambda _: None)
    asked.set()
    wait(qtbot, over.is_set)
    qtbot.wait(100)
    assert pin_dialog(locked) is None


def _is_time_as_it_was(scanner: ScannerApp, act: Callable[[], object], qtbot: QtBot) -> bool:
    """Whether the manager's time ran on through ``act``; False where it began anew."""
    roles = scanner.shell.roles
    qtbot.wait(50)
    before_s = roles.locks_in_s
    act()
    return roles.locks_in_s <= before_s


def test_what_staff_do_leaves_the_managers_time_as_it_is(locked: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    [ticket] = new_tickets(locked, venue, qtbot, 1)
    window, roles = locked.window, locked.shell.roles
    roles.unlock()

    def look_around() -> None:
        window.open_page(window.menu)
        QTest.mouseClick(window.menu, Qt.MouseButton.LeftButton)
        QTest.keyClick(window.menu, Qt.Key.Key_Tab)
        window.go_home()
        QTest.keyClick(window, Qt.Key.Key_Tab)

    def scan() -> None:
        type_code(locked, ticket["ticketId"])
        wait(qtbot, lambda: window.verdict_panel.outcome is Outcome.ADMITTED)

    assert _is_time_as_it_was(locked, look_around, qtbot)
    assert _is_time_as_it_was(locked, scan, qtbot)
    assert _is_time_as_it_was(locked, lambda: locked.shell.as_manager(lambda: None), qtbot)


def test_a_scan_that_leads_away_from_a_managers_page_leaves_the_time_as_it_is(
    locked: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    [ticket] = new_tickets(locked, venue, qtbot, 1)
    manager = _open_manager(locked, qtbot)
    locked.shell.open(manager.queue_page)

    def scan() -> None:
        type_keys(locked.window.windowHandle(), ticket["signedCode"])
        wait(qtbot, lambda: locked.window.verdict_panel.outcome is Outcome.ADMITTED)

    assert _is_time_as_it_was(locked, scan, qtbot)
    assert locked.window.page is None


def test_whatever_a_manager_does_on_their_page_begins_the_time_anew(locked: ScannerApp, qtbot: QtBot) -> None:
    page = _open_pairing(locked, qtbot)
    page.again_button.click()
    assert not _is_time_as_it_was(locked, lambda: QTest.keyClicks(page.server_field, "t"), qtbot)
    assert not _is_time_as_it_was(locked, lambda: QTest.mouseClick(page, Qt.MouseButton.LeftButton), qtbot)
    locked.window.go_home()
    assert not _is_time_as_it_was(locked, locked.screen(Manager).open, qtbot)


@pytest.mark.parametrize("is_asking", [True, False], ids=["asking", "for-the-code"])
def test_pairing_again_goes_with_the_manager(locked: ScannerApp, qtbot: QtBot, *, is_asking: bool) -> None:
    page = _open_pairing(locked, qtbot)
    if not is_asking:
        page.again_button.click()
    locked.shell.roles.lock()
    assert locked.window.page is None
    assert not page.isVisible()


def test_a_new_device_asks_to_be_paired_whoever_stands_there(unpaired: ScannerApp) -> None:
    page = unpaired.open_pairing()
    unpaired.shell.roles.unlock()
    unpaired.shell.roles.lock()
    assert unpaired.window.page is page


@pytest.mark.parametrize("act", [ManagerAct.EXPORT_LOG, ManagerAct.EXPORT_RESCUE, ManagerAct.IMPORT_RESCUE])
def test_a_file_that_is_being_chosen_is_not_once_the_manager_has_gone(
    locked: ScannerApp, qtbot: QtBot, act: ManagerAct
) -> None:
    manager = _open_manager(locked, qtbot)
    manager.page.rows[act].click()
    dialog = manager.files.dialog
    assert dialog is not None
    assert dialog.isVisible()
    locked.shell.roles.lock()
    assert not dialog.isVisible()
    assert locked.window.page is None


def test_a_mistake_of_ours_while_a_pin_is_checked_leaves_it_to_be_tried_again(
    locked: ScannerApp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_pin: str) -> object:
        raise RuntimeError("no such column")

    monkeypatch.setattr(locked.station, "check_pin", fail)
    with qtbot.captureExceptions() as caught:
        locked.shell.as_manager(lambda: None)
        dialog = give_pin(locked)
        wait(qtbot, lambda: dialog.error_text)
    assert dialog.error_text.startswith("Something went wrong")
    assert dialog.open_button.isEnabled()
    assert [kind for kind, _, _ in caught] == [RuntimeError]
    dialog.reject()
