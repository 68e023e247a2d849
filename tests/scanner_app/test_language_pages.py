"""Every page in every language on the smallest screen with the largest letters, and the window from right to left."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from scanner_app.language import tongue
from scanner_app.settings import LANGUAGES
from scanner_app.speech import runs_right_to_left, say, speak
from scanner_app.theme import Mode, Theme
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.main_window import MainWindow
from tests.screenshots import window
from tests.screenshots.__main__ import all_pages
from tests.screenshots.languages import MIRRORED, mirrored, speak_in

LARGEST = Theme(Mode.DARK, 2.0)


def too_narrow(button: QPushButton) -> bool:
    needed = button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, button.text()).width()
    return not isinstance(button, WrappedButton) and needed > button.width()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_the_smallest_screen(language: str, qapp: QApplication, qtbot: QtBot) -> None:
    speak(tongue(language))
    wrong = []
    for name, make_page in all_pages().items():
        shown = MainWindow(LARGEST)
        shown.resize(*window.SMALL)
        shown.show()
        shown.show_status(window.ONLINE)
        shown.open_page(make_page())
        qapp.processEvents()
        if shown.width() > window.SMALL[0]:
            wrong.append((name, "window", shown.width()))
        wrong += [
            (name, button.text(), button.width())
            for button in shown.findChildren(QPushButton)
            if button.isVisible() and too_narrow(button)
        ]
        shown.close()
        shiboken6.delete(shown)  # Some hundred windows would be kept until the next event loop.
    assert wrong == []


def test_a_button_says_all_of_its_text_on_more_lines(qtbot: QtBot) -> None:
    button = WrappedButton("Para cada persona que entra")
    qtbot.addWidget(button)
    one_line = button.heightForWidth(button.sizeHint().width())
    assert button.sizeHint().height() == one_line
    assert button.heightForWidth(button.sizeHint().width() // 2) > one_line
    assert button.text() == "Para cada persona que entra"


def test_the_window_turns_around_for_a_language_from_right_to_left(qapp: QApplication, qtbot: QtBot) -> None:
    before = qapp.layoutDirection()
    try:
        speak_in(qapp, MIRRORED)
        shown = MainWindow(window.DARK)
        qtbot.addWidget(shown)
        shown.resize(*window.LANDSCAPE)
        shown.show()
        shown.show_status(window.ONLINE)
        qapp.processEvents()
        bar = shown.status_bar
        buttons = [button for button in bar.findChildren(QToolButton) if button.isVisible()]
        assert all(button.geometry().center().x() < bar.width() / 2 for button in buttons)
        assert say("Online") == mirrored("Online") != "Online"
    finally:
        speak_in(qapp, "en")
        qapp.setLayoutDirection(before)


@pytest.mark.parametrize(
    ("text", "otherwise", "is_turned"),
    [
        ("Maria João", True, False),
        ("مريم", False, True),
        ("21:04 Maria", True, False),
        ("21:04", True, True),
        ("21:04", False, False),
        ("", False, False),
    ],
)
def test_a_text_is_read_as_its_own_letters_run(text: str, otherwise: bool, is_turned: bool) -> None:
    assert runs_right_to_left(text, otherwise=otherwise) is is_turned
