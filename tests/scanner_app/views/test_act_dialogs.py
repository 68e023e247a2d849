"""The dialogs of acts by hand: they ask for what is needed, and say what came of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import Act, ActResult, FoundPerson
from scanner_app.views.act_dialogs import ManagerDialog, UndoDialog
from scanner_app.views.guest_dialog import GuestDialog
from scanner_app.views.main_window import MainWindow
from sync.rules.ids import TicketId
from sync.rules.ticket import TicketStatus
from tests.screenshots.window import ADMITTED, DUPLICATE

ANA = FoundPerson(TicketId("MGY-1"), "Ana Sousa", "VIP", TicketStatus.ACTIVE)
GROUP = FoundPerson(TicketId("MGY-2"), "Grupo Sousa", "Table", TicketStatus.ACTIVE, party=5, inside=2)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def press(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def test_undo_asks_for_nothing_but_takes_a_reason_and_a_name(window: MainWindow, qtbot: QtBot) -> None:
    dialog = UndoDialog(window, ADMITTED, "Rui")
    dialog.open()
    dialog.reason_field.setText(" Wrong person ")
    with qtbot.waitSignal(dialog.submitted) as told:
        press(dialog.do_button)
    assert told.args == [ADMITTED, "Wrong person", "Rui"]
    assert not dialog.do_button.isEnabled()
    dialog.show_answer(ActResult(Act.UNDONE))
    assert not dialog.isVisible()


def test_a_manager_names_themselves_and_types_a_pin_that_nobody_can_read(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ManagerDialog(window, DUPLICATE, "")
    dialog.open()
    assert dialog.pin_field.echoMode() is QLineEdit.EchoMode.Password
    with qtbot.assertNotEmitted(dialog.submitted):
        press(dialog.do_button)
    assert "your name" in dialog.error_text
    dialog.name_field.setText("Marta")
    with qtbot.assertNotEmitted(dialog.submitted):
        press(dialog.do_button)
    assert "PIN" in dialog.error_text
    dialog.pin_field.setText("4711")
    with qtbot.waitSignal(dialog.submitted) as told:
        press(dialog.do_button)
    assert told.args == [DUPLICATE, "4711", "Marta"]


def test_a_wrong_pin_is_said_and_wiped_from_its_field(window: MainWindow) -> None:
    dialog = ManagerDialog(window, DUPLICATE, "Marta")
    dialog.open()
    dialog.pin_field.setText("0000")
    press(dialog.do_button)
    dialog.show_answer(ActResult(Act.WRONG_PIN))
    assert dialog.error_text == "That is not the manager’s PIN."
    assert dialog.pin_field.text() == ""
    assert dialog.do_button.isEnabled()
    dialog.show_answer(ActResult(Act.OVERRIDDEN))
    assert not dialog.isVisible()


def test_a_guest_is_searched_for_once_typing_pauses(window: MainWindow, qtbot: QtBot) -> None:
    dialog = GuestDialog(window)
    dialog.open()
    asked: list[str] = []
    dialog.searched.connect(asked.append)
    QTest.keyClicks(dialog.search_field, "ana")
    qtbot.waitUntil(lambda: asked == ["ana"], timeout=2000)
    dialog.show_people("ana", [ANA])
    assert dialog.list_view.item(0).text() == "Ana Sousa\ngood · VIP · MGY-1"


def test_an_answer_to_an_older_question_is_passed_over(window: MainWindow) -> None:
    dialog = GuestDialog(window)
    dialog.search_field.setText("sousa")
    dialog.show_people("s", [ANA])
    assert dialog.list_view.count() == 0
    dialog.show_people("sousa", [])
    assert dialog.hint_text == "Nobody found. Check the spelling."


def test_a_guest_is_let_in_at_somebodys_word(window: MainWindow, qtbot: QtBot) -> None:
    dialog = GuestDialog(window)
    dialog.open()
    dialog.search_field.setText("sousa")
    dialog.show_people("sousa", [ANA, GROUP])
    assert not dialog.admit_button.isEnabled()
    dialog.list_view.setCurrentRow(1)
    assert dialog.stepper.isVisible()
    for _ in range(9):
        press(dialog.stepper.more_button)
    with qtbot.assertNotEmitted(dialog.chosen):
        press(dialog.admit_button)
    assert "your name" in dialog.hint_text
    dialog.name_field.setText("Rui")
    with qtbot.waitSignal(dialog.chosen) as told:
        press(dialog.admit_button)
    assert told.args == [GROUP.ticket_id, 3, "", "Rui"]  # No more than the group has outside.
