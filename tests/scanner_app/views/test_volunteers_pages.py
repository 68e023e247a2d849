"""The pages of a new volunteer's path fit the smallest screen with the largest letters, and every act has a name."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QScrollArea
from pytestqt.qtbot import QtBot

from scanner_app.theme import TOUCH_PX, Theme
from scanner_app.views.main_window import MainWindow
from scanner_app.views.page import Page
from tests.screenshots.pages import about, pairing, preflight, settings

PAGES = {**pairing.PAGES, **preflight.PAGES, **settings.PAGES, **about.PAGES}


@pytest.fixture(params=[1.0, 2.0], ids=["usual", "large"])
def window(qtbot: QtBot, request: pytest.FixtureRequest) -> MainWindow:
    shown = MainWindow(Theme(font_scale=request.param))
    qtbot.addWidget(shown)
    shown.resize(360, 640)
    shown.show()
    return shown


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_nothing_reaches_over_the_edge(window: MainWindow, make: Callable[[], Page], qtbot: QtBot) -> None:
    page = make()
    window.open_page(page)
    qtbot.wait(20)
    [area] = page.findChildren(QScrollArea)
    inside = area.widget()
    assert inside is not None
    assert inside.width() <= area.viewport().width()


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_everything_that_can_be_pressed_has_a_name_and_is_large_enough(
    window: MainWindow, make: Callable[[], Page], qtbot: QtBot
) -> None:
    page = make()
    window.open_page(page)
    qtbot.wait(20)
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.accessibleName() or button.text()
            assert min(button.width(), button.height()) >= TOUCH_PX
