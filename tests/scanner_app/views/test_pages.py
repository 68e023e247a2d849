"""Pages over the scan screen: what leads to them, back from them, and past them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import ScanResult
from scanner_app.theme import Mode, Theme
from scanner_app.views.main_window import MainWindow
from scanner_app.views.page import Page
from scanner_app.wording import Wording
from tests.screenshots.window import ADMITTED


class _Kiosk(Page):
    def show_verdict(self, result: ScanResult, wording: Wording) -> bool:
        self.heading.setText(wording.word)
        return True


class _ForManagers(Page):
    is_for_managers = True


def _window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


def _seen(window: MainWindow) -> Page | None:
    return window.page


def test_escape_and_the_arrow_lead_back_page_by_page(qtbot: QtBot) -> None:
    window, below, above = _window(qtbot), Page("Below"), Page("Above")
    window.open_page(below)
    window.open_page(above)
    assert _seen(window) is above
    QTest.keyClick(above, Qt.Key.Key_Escape)
    assert _seen(window) is below
    below.back_button.click()
    assert _seen(window) is None
    assert window.scan_area.isVisible()


def test_a_page_that_is_opened_again_comes_to_the_front_once(qtbot: QtBot) -> None:
    window, first, second = _window(qtbot), Page("First"), Page("Second")
    for page in (first, second, first):
        window.open_page(page)
    assert window.page is first
    window.close_page()
    assert window.page is None


def test_a_verdict_leads_back_to_the_scan_screen(qtbot: QtBot) -> None:
    window = _window(qtbot)
    window.open_page(Page("Search"))
    window.show_result(ADMITTED)
    assert window.page is None
    assert window.verdict_panel.isVisible()


def test_a_page_may_show_verdicts_itself(qtbot: QtBot) -> None:
    window, kiosk = _window(qtbot), _Kiosk("Welcome")
    window.open_page(kiosk)
    window.show_result(ADMITTED)
    assert window.page is kiosk
    assert kiosk.heading.text() == "Admitted"


def test_when_the_manager_goes_so_does_what_only_they_may_see_and_what_lies_over_it(qtbot: QtBot) -> None:
    window, anybodys = _window(qtbot), Page("Anybody's")
    for page in (anybodys, _ForManagers("Queue"), Page("A ticket of the queue")):
        window.open_page(page)
    window.close_pages_for_managers()
    assert window.page is anybodys


def test_a_page_is_drawn_in_the_look_of_the_moment_it_is_opened_and_of_every_change(qtbot: QtBot) -> None:
    window, page = _window(qtbot), Page("Settings")
    window.set_theme(Theme(Mode.LIGHT))
    window.open_page(page)
    assert page.theme.mode is Mode.LIGHT
    window.set_theme(Theme(Mode.DARK, 2.0))
    assert page.theme == Theme(Mode.DARK, 2.0)


def test_the_menu_shows_what_can_be_opened_and_opens_it(qtbot: QtBot) -> None:
    window, opened = _window(qtbot), Page("Statistics")
    entry = window.add_entry("Statistics", "chart", "", lambda: window.open_page(opened))
    window.open_page(window.menu)
    tiles = {tile.accessibleName(): tile for tile in window.menu.findChildren(QPushButton) if tile.isVisible()}
    tiles["Statistics"].click()
    assert window.page is opened
    window.close_page()
    entry.setVisible(False)
    assert not tiles["Statistics"].isVisible()
