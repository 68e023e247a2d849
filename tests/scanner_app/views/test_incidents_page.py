"""The page of incidents: open ones first, a name with every acknowledgement, and never thousands at once."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from scanner_app.incident_wording import IncidentLines
from scanner_app.views.incidents_page import PAGE_LENGTH, IncidentsPage


def lines(who: str, *, is_open: bool) -> IncidentLines:
    dealt_with = "" if is_open else "Dealt with: Rui"
    return IncidentLines("Let in twice", who, "First: 21:01", "Then: 21:04", "", "Find the guest.", dealt_with)


@pytest.fixture
def page(qtbot: QtBot) -> IncidentsPage:
    page = IncidentsPage()
    qtbot.addWidget(page)
    page.resize(360, 640)
    page.show()
    return page


def texts(page: IncidentsPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def buttons(page: IncidentsPage) -> list[QPushButton]:
    return [
        button for button in page.findChildren(QPushButton) if button.isVisible() and button.text() == "Acknowledge"
    ]


def test_open_ones_come_first_and_only_they_can_be_acknowledged(page: IncidentsPage) -> None:
    page.show_incidents([lines("Ana", is_open=False), lines("Bo", is_open=True)])
    said = texts(page)
    assert said.index("Bo") < said.index("Ana")
    assert "1 incident waits for somebody to deal with it." in said
    assert len(buttons(page)) == 1


def test_an_acknowledgement_names_who_gives_it(page: IncidentsPage, qtbot: QtBot) -> None:
    page.show_incidents([lines("Ana", is_open=False), lines("Bo", is_open=True)])
    with qtbot.assertNotEmitted(page.acknowledged):
        buttons(page)[0].click()
    assert "your name" in page.hint.text()
    page.name_field.setText("Rui")
    with qtbot.waitSignal(page.acknowledged) as told:
        buttons(page)[0].click()
    assert told.args == [1, "Rui"]
    assert not buttons(page)[0].isEnabled()


def test_nothing_wrong_and_nothing_left_are_said(page: IncidentsPage) -> None:
    assert page.state.text() == "One moment …"
    page.show_incidents([])
    assert page.nothing.text.startswith("Nothing went wrong")
    assert page.nothing.isVisible()
    page.show_incidents([lines("Ana", is_open=False)])
    assert page.state.text() == "Nothing is left to deal with."
    assert not page.name_field.isVisible()


def test_thousands_are_shown_a_page_at_a_time(page: IncidentsPage) -> None:
    page.show_incidents([lines(f"Guest {number}", is_open=True) for number in range(5_000)])
    assert len(buttons(page)) == PAGE_LENGTH
    page.more_button.click()
    assert len(buttons(page)) == 2 * PAGE_LENGTH


def test_what_stays_as_it_is_keeps_its_cards(page: IncidentsPage) -> None:
    page.show_incidents([lines("Bo", is_open=True)])
    [before] = buttons(page)
    page.show_incidents([lines("Bo", is_open=True)])
    assert buttons(page) == [before]
