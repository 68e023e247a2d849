"""Handhelds in the running scanner: their page, the wizard that learns one, and a serial port."""

import os
import sys
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.door.shown import Source
from scanner_app.screens.handhelds import Handhelds
from scanner_app.settings import KeyReading, SettingsFile, Terminator
from scanner_app.sources.learning import TEST_CODE
from scanner_app.sources.readings import Key, read_keys
from scanner_app.views.handheld_page import HandheldPage
from scanner_app.views.learn_page import LearnPage
from scanner_app.views.pin_dialog import PinDialog
from tests.scanner_app.windows import PATIENCE_MS, new_tickets, wait
from tests.server.doors.venue import Venue


def scan_keys(scanner: ScannerApp, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """Type as a handheld does, small letters too."""
    window = (QApplication.activeModalWidget() or scanner.window).windowHandle()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = ord(letter.upper())
            QCoreApplication.sendEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
    if end is not None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(window, QKeyEvent(kind, end, Qt.KeyboardModifier.NoModifier, "\r"))


@pytest.fixture
def page(unpaired: ScannerApp, qtbot: QtBot) -> HandheldPage:
    unpaired.window.go_home()
    handhelds = unpaired.screen(Handhelds)
    handhelds.open_page()
    return handhelds.page


@pytest.fixture
def wizard(unpaired: ScannerApp, page: HandheldPage) -> LearnPage:
    page.learn_button.click()
    return unpaired.screen(Handhelds).learning.page


def _has_done(wizard: LearnPage, done: int) -> bool:
    return wizard.done == done


def scanned_by(scanner: ScannerApp) -> list[str]:
    """The payloads of the scans from now on."""
    found: list[str] = []
    scanner.screen(Handhelds).keys.scanned.connect(found.append)
    return found


def teach(scanner: ScannerApp, wizard: LearnPage, qtbot: QtBot, text: str, end: Qt.Key | None) -> None:
    for done in range(1, 4):
        scan_keys(scanner, text, end)
        wait(qtbot, partial(_has_done, wizard, done))


def test_a_scanner_is_learned_and_read_that_way_at_once(unpaired: ScannerApp, wizard: LearnPage, qtbot: QtBot) -> None:
    teach(unpaired, wizard, qtbot, f"~~{TEST_CODE}#", Qt.Key.Key_Tab)
    assert wizard.verdict == "Works"
    wizard.keep_button.click()
    kept = unpaired.shell.settings.handheld
    assert (kept.prefix, kept.suffix, kept.terminator) == ("~~", "#", Terminator.TAB)
    found = scanned_by(unpaired)
    scan_keys(unpaired, "~~ABC-123#", Qt.Key.Key_Tab)
    assert found == ["ABC-123"]


def test_what_was_learned_outlives_the_program(unpaired: ScannerApp, wizard: LearnPage, qtbot: QtBot) -> None:
    teach(unpaired, wizard, qtbot, TEST_CODE, None)
    wizard.keep_button.click()
    kept = SettingsFile(unpaired._config.settings_path).load().handheld
    assert kept.terminator is Terminator.NONE


def test_another_code_in_the_wizard_says_so_and_nothing_is_scanned(
    unpaired: ScannerApp, wizard: LearnPage, qtbot: QtBot
) -> None:
    found = scanned_by(unpaired)
    scan_keys(unpaired, "4006381333931")
    wait(qtbot, lambda: wizard.verdict == "That was another code")
    assert (wizard.done, found) == (0, [])
    assert not wizard.keep_button.isEnabled()


def test_the_wizard_leaves_escape_to_the_person_and_then_scans_are_read_again(
    unpaired: ScannerApp, wizard: LearnPage, qtbot: QtBot
) -> None:
    scan_keys(unpaired, "", Qt.Key.Key_Escape)
    wait(qtbot, lambda: unpaired.window.page is not wizard)
    found = scanned_by(unpaired)
    scan_keys(unpaired, "ABC-123")
    assert found == ["ABC-123"]


def test_a_page_over_the_wizard_gets_its_scans_and_the_wizard_goes_on_below(
    unpaired: ScannerApp, wizard: LearnPage, qtbot: QtBot
) -> None:
    found = scanned_by(unpaired)
    unpaired.window.open_page(unpaired.window.menu)
    scan_keys(unpaired, "ABC-123")
    assert found == ["ABC-123"]
    unpaired.window.close_page()
    scan_keys(unpaired, TEST_CODE)
    wait(qtbot, lambda: wizard.done == 1)
    assert found == ["ABC-123"]


def test_settings_on_the_page_take_effect_at_once(unpaired: ScannerApp, page: HandheldPage, qtbot: QtBot) -> None:
    page.terminator.button(Terminator.NONE.value).click()
    page.reading.button(KeyReading.PLACES.value).click()
    page.pace.button("50").click()
    QTest.keyClicks(page.prefix_field, "~")
    kept = unpaired.shell.settings.handheld
    assert (kept.terminator, kept.reading, kept.longest_gap_ms, kept.prefix) == (
        Terminator.NONE,
        KeyReading.PLACES,
        50,
        "~",
    )
    found = scanned_by(unpaired)
    scan_keys(unpaired, "~ABC-123-XYZ", None)
    wait(qtbot, lambda: found == ["ABC-123-XYZ"])


def test_a_wrong_speed_is_refused_with_the_reason(unpaired: ScannerApp, page: HandheldPage, qtbot: QtBot) -> None:
    page.baud_field.clear()
    QTest.keyClicks(page.baud_field, "12")
    assert "300" in page.baud_row.error
    assert unpaired.shell.settings.serial.baud == 9600
    QTest.keyClicks(page.baud_field, "345")
    assert page.baud_row.error == ""
    assert unpaired.shell.settings.serial.baud == 12345


def test_the_page_tells_how_long_the_last_scan_was_and_never_what(
    unpaired: ScannerApp, page: HandheldPage, qtbot: QtBot
) -> None:
    assert page.last_text == "No scan by a handheld yet."
    page.try_button.click()
    scan_keys(unpaired, "MGY-PF-20250115-7K3M9QXZ5")
    wait(qtbot, lambda: "25 characters" in page.last_text)
    assert "MGY" not in page.last_text
    assert "MGY-PF-20250" in page.tried_text


def test_a_tried_scan_lets_nobody_in_and_trying_ends_with_the_page(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    ticket = new_tickets(scanner, venue, qtbot, 1)[0]
    handhelds = scanner.screen(Handhelds)
    handhelds.open_page()
    handhelds.page.try_button.click()
    verdicts: list[object] = []
    scanner.shell.scanned.connect(verdicts.append)
    scan_keys(scanner, ticket["signedCode"])
    qtbot.wait(200)
    assert verdicts == []
    scanner.window.go_home()
    scan_keys(scanner, ticket["signedCode"])
    wait(qtbot, lambda: len(verdicts) == 1)
    assert not handhelds.page.is_trying


def test_a_ticket_goes_past_an_open_pin_dialog_to_the_door(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    ticket = new_tickets(scanner, venue, qtbot, 1)[0]
    dialog = PinDialog(scanner.window)
    dialog.open()
    dialog.pin_field.setFocus()
    tried: list[str] = []
    dialog.submitted.connect(tried.append)
    with qtbot.waitSignal(scanner.shell.scanned, timeout=PATIENCE_MS):
        scan_keys(scanner, ticket["signedCode"])
    assert (dialog.pin_field.text(), tried, dialog.isVisible()) == ("", [], True)
    dialog.reject()


def test_where_a_key_means_two_letters_the_ticket_of_this_event_is_meant(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    ticket = new_tickets(scanner, venue, qtbot, 1)[0]
    keys = scanner.screen(Handhelds).keys
    spoiled = [Key(letter.translate(str.maketrans("YZ", "ZY")), letter) for letter in ticket["signedCode"]]
    assert read_keys(spoiled, KeyReading.AUTOMATIC, keys.rate, str) == ticket["signedCode"]


class Wire:
    """A serial line: the far end to send into, the near one to open by ``path``."""

    def __init__(self) -> None:
        self._far, self._near = os.openpty()
        self.path = os.ttyname(self._near)

    def send(self, text: str) -> None:
        os.write(self._far, text.encode())

    def close(self) -> None:
        os.close(self._near)
        os.close(self._far)


@pytest.fixture
def wire() -> Iterator[Wire]:
    made = Wire()
    yield made
    made.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo terminals")
def test_a_scanner_on_a_serial_port_scans(scanner: ScannerApp, venue: Venue, qtbot: QtBot, wire: Wire) -> None:
    ticket = new_tickets(scanner, venue, qtbot, 1)[0]
    handhelds = scanner.screen(Handhelds)
    handhelds.open_page()
    handhelds.page.port_chosen.emit(wire.path)
    wait(qtbot, lambda: handhelds.page.line_text.startswith("Connected"))
    verdicts: list[Source] = []
    scanner.shell.scanned.connect(lambda result: verdicts.append(result.source))
    wire.send(f"]Q1{ticket['signedCode']}\r\n")
    wait(qtbot, lambda: verdicts == [Source.HANDHELD])


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo terminals")
def test_a_scanner_on_a_serial_port_is_learned(
    unpaired: ScannerApp, wizard: LearnPage, qtbot: QtBot, wire: Wire
) -> None:
    unpaired.screen(Handhelds).page.port_chosen.emit(wire.path)
    for done in range(1, 4):
        wire.send(f"~{TEST_CODE}\r")
        wait(qtbot, partial(_has_done, wizard, done))
    wizard.keep_button.click()
    assert unpaired.shell.settings.handheld.prefix == "~"
