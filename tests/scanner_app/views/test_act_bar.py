"""What can be done about the last scan, where a stray tap does not reach; and what lies across the window."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import ScanResult
from scanner_app.theme import TOUCH_PX, Mode, Theme
from scanner_app.views import act_bar
from scanner_app.views.main_window import MainWindow
from tests.screenshots.window import (
    ADMITTED,
    ALONE,
    DUPLICATE,
    ENTRY,
    EXIT,
    GROUP,
    LOOK,
    MALFORMED,
    MESSAGE,
    NOT_RECORDED,
    ONLINE,
    TOO_MANY,
    TRAINING,
)

WRITTEN = {name: replace(result, entry=ENTRY) for name, result in {"admitted": ADMITTED, "exit": EXIT}.items()}


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show_status(ALONE)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def offered(window: MainWindow) -> set[str]:
    """The bar's buttons, by what they say."""
    bar = window.act_bar
    buttons = (bar.undo_button, bar.turn_away_button, bar.manager_button, bar.ticket_button)
    return {button.text() for button in buttons if button.isVisible()}


@pytest.mark.parametrize(
    ("result", "acts"),
    [
        (WRITTEN["admitted"], {"Undo …", "Ticket"}),
        (WRITTEN["exit"], {"Undo …", "Ticket"}),
        (replace(LOOK, entry=ENTRY), {"Turn away", "Ticket"}),
        (replace(DUPLICATE, entry=ENTRY), {"Manager …", "Ticket"}),
        (replace(MALFORMED, entry=ENTRY), set()),
        (NOT_RECORDED, {"Ticket"}),
        (ADMITTED, {"Ticket"}),
    ],
    ids=["admitted", "exit", "look", "refused", "no-ticket", "not-recorded", "look-only"],
)
def test_each_verdict_offers_what_can_be_done_about_it(window: MainWindow, result: ScanResult, acts: set[str]) -> None:
    window.show_result(result)
    assert offered(window) == acts
    assert window.act_bar.isVisible() is bool(acts)


def test_without_a_pin_no_manager_is_offered(window: MainWindow) -> None:
    window.show_status(ONLINE)
    window.show_result(replace(DUPLICATE, entry=ENTRY))
    assert offered(window) == {"Ticket"}


def test_an_act_is_about_the_scan_it_was_offered_for(window: MainWindow, qtbot: QtBot) -> None:
    window.show_result(WRITTEN["admitted"])
    with qtbot.waitSignal(window.act_bar.undo_requested) as told:
        QTest.mouseClick(window.act_bar.undo_button, Qt.MouseButton.LeftButton)
    assert told.args == [WRITTEN["admitted"]]


@pytest.mark.parametrize(("result", "asked"), [(WRITTEN["admitted"], "undo"), (LOOK, "turn_away")])
def test_a_key_does_what_the_bar_offers(window: MainWindow, qtbot: QtBot, result: ScanResult, asked: str) -> None:
    window.show_result(replace(result, entry=ENTRY))
    with qtbot.waitSignal(getattr(window.act_bar, f"{asked}_requested")):
        QTest.keyClick(window, Qt.Key.Key_F4)


def test_the_key_does_nothing_where_nothing_is_offered(window: MainWindow, qtbot: QtBot) -> None:
    window.show_result(MALFORMED)
    with qtbot.assertNotEmitted(window.act_bar.undo_requested, wait=50):
        QTest.keyClick(window, Qt.Key.Key_F4)


def test_a_tap_that_puts_the_verdict_away_undoes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(480, 800)
    window.show_result(WRITTEN["admitted"])
    QApplication.processEvents()
    with qtbot.assertNotEmitted(window.act_bar.undo_requested, wait=50):
        QTest.mouseClick(window.verdict_panel, Qt.MouseButton.LeftButton)
    assert window.verdict_panel.outcome is None
    assert offered(window) == {"Undo …", "Ticket"}


def test_after_a_while_the_last_scan_is_not_offered_any_more(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(act_bar, "UNDO_FOR_MS", 30)
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.show_result(WRITTEN["admitted"])
    assert offered(window) == {"Undo …", "Ticket"}
    qtbot.waitUntil(lambda: not window.act_bar.isVisible(), timeout=2000)


def test_what_was_done_is_said_and_not_offered_again(window: MainWindow) -> None:
    window.show_result(WRITTEN["admitted"])
    window.show_act("Undone.", is_done=True)
    assert (offered(window), window.act_bar.said) == (set(), "Undone.")
    assert window.verdict_panel.outcome is None
    window.show_result(WRITTEN["admitted"])
    assert (offered(window), window.act_bar.said) == ({"Undo …", "Ticket"}, "")


def test_what_was_not_done_can_be_tried_again(window: MainWindow) -> None:
    window.show_result(WRITTEN["admitted"])
    window.show_act("Storage is full.", is_done=False)
    assert offered(window) == {"Undo …", "Ticket"}


# Groups.


def test_a_groups_next_scan_can_be_for_several(window: MainWindow) -> None:
    window.show_result(GROUP)
    bar = window.act_bar
    assert (bar.stepper.isVisible(), bar.people) == (True, 1)
    QTest.mouseClick(bar.stepper.more_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.stepper.more_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.stepper.fewer_button, Qt.MouseButton.LeftButton)
    assert (bar.people, bar.stepper.text) == (2, "2 people")
    window.show_result(GROUP)
    assert bar.people == 1


def test_the_number_has_keys_and_never_falls_below_one(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert (window.act_bar.people, window.act_bar.isVisible()) == (2, True)
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_F9)
    assert (window.act_bar.people, window.act_bar.isVisible()) == (1, False)


def test_what_is_no_ticket_does_not_forget_the_number(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F10)
    window.show_result(MALFORMED)
    assert window.act_bar.people == 2


def test_too_many_offers_as_many_as_may_come(window: MainWindow) -> None:
    window.show_result(TOO_MANY)
    assert window.act_bar.people == 3


# Across the window.


def test_practice_is_said_across_the_window_and_ended_there(window: MainWindow, qtbot: QtBot) -> None:
    window.show_status(TRAINING)
    assert window.training_banner.isVisible()
    assert window.training_banner.width() == window.width()
    with qtbot.waitSignal(window.training_wanted) as told:
        QTest.mouseClick(window.training_banner.end_button, Qt.MouseButton.LeftButton)
    assert told.args == [False]
    window.show_status(ONLINE)
    assert not window.training_banner.isVisible()


def test_practice_begins_from_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.training_wanted) as told:
        window._training.trigger()
    assert told.args == [True]


def test_the_organizers_message_is_shown_until_it_is_read(window: MainWindow, qtbot: QtBot) -> None:
    window.show_status(MESSAGE)
    assert window.message_banner.text == "Organizer: Gate C opens at 22:00. Send VIP guests there."
    with qtbot.waitSignal(window.message_banner.read):
        QTest.mouseClick(window.message_banner.read_button, Qt.MouseButton.LeftButton)
    window.show_status(ONLINE)
    assert not window.message_banner.isVisible()


def test_what_the_program_did_by_itself_is_told_before_the_organizers_words(window: MainWindow) -> None:
    window.show_status(replace(MESSAGE, note="The ticket store was damaged."))
    assert window.message_banner.text == "The ticket store was damaged."


def test_incidents_are_counted_and_opened_by_a_key(window: MainWindow, qtbot: QtBot) -> None:
    assert window.status_bar.incidents_text == "2 incidents"
    with qtbot.waitSignal(window.incidents_requested):
        QTest.keyClick(window, Qt.Key.Key_F7)
    window.show_status(ONLINE)
    assert window.status_bar.incidents_text == ""
    assert not window._incidents_button.isVisible()


def test_without_the_server_the_doors_in_sight_are_counted(window: MainWindow) -> None:
    assert window.status_bar.peers_text == "1 of 3 doors in sight"
    window.show_status(replace(ONLINE, peers_seen=1, peers_expected=3))
    assert window.status_bar.peers_text == ""


@pytest.mark.parametrize(
    ("width", "font_scale", "said"),
    [
        (1280, 1.0, ("TRAINING — nothing counts", "End training")),
        (360, 1.0, ("TRAINING — nothing counts", "End training")),
        (360, 2.0, ("TRAINING", "End")),
    ],
)
def test_practice_is_said_in_two_words_where_there_is_room_for_no_more(
    qtbot: QtBot, width: int, font_scale: float, said: tuple[str, str]
) -> None:
    window = MainWindow(Theme(Mode.DARK, font_scale))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show_status(TRAINING)
    window.show()
    window.resize(width, 640)
    banner = window.training_banner
    qtbot.waitUntil(lambda: (banner.text, banner.end_button.text()) == said)
    assert (banner.accessibleName(), banner.end_button.accessibleName()) == ("Training: nothing counts", "End training")
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: banner.text == "TRAINING — nothing counts")


@pytest.mark.parametrize("size", [(1280, 800), (480, 800), (360, 640)])
@pytest.mark.parametrize("font_scale", [1.0, 2.0])
@pytest.mark.parametrize("result", [GROUP, TOO_MANY, replace(LOOK, entry=ENTRY, party=9)])
def test_every_act_can_be_touched(qtbot: QtBot, size: tuple[int, int], font_scale: float, result: ScanResult) -> None:
    window = MainWindow(Theme(Mode.DARK, font_scale))
    qtbot.addWidget(window)
    window.resize(*size)
    window.show_status(replace(TRAINING, has_pin=True, incidents_open=3))
    window.show()
    window.show_result(result)
    for _ in range(3):
        QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for part in window.findChildren(QAbstractButton) + window.findChildren(QLineEdit):
        if part.isVisible():
            assert min(part.width(), part.height()) >= TOUCH_PX
            assert window.rect().contains(part.rect().translated(part.mapTo(window, part.rect().topLeft())))
