"""The dialogs of acts by hand: they ask for what is needed, and say what came of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import Act, ActResult
from scanner_app.views.act_dialogs import ManagerDialog, UndoDialog
from scanner_app.views.main_window import MainWindow
from tests.screenshots.window import ADMITTED, DUPLICATE


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
