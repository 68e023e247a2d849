"""The page that pairs: any way to a code will do, errors stand where they belong, and a paired device asks first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import Source
from scanner_app.theme import Theme
from scanner_app.views.main_window import MainWindow
from scanner_app.views.pair_page import PairPage

LINK = "doorward://pair?server=https://tickets.example.org&code=7K3M-9QXZ"


@pytest.fixture
def page(qtbot: QtBot) -> PairPage:
    page = PairPage()
    qtbot.addWidget(page)
    page.show()
    return page


def test_address_and_code_are_submitted_once(page: PairPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.server_field, "tickets.example.org")
    QTest.keyClicks(page.code_field, "7K3M-9QXZ")
    with qtbot.waitSignal(page.submitted) as told:
        QTest.keyClick(page.code_field, Qt.Key.Key_Return)
    assert told.args == ["https://tickets.example.org", "7K3M-9QXZ"]
    assert page.is_busy
    with qtbot.assertNotEmitted(page.submitted):
        page.pair_button.click()
        page.offer_code(LINK)


def test_missing_parts_are_named_below_their_fields(page: PairPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.submitted):
        page.pair_button.click()
    assert page.error_text.splitlines() == [
        "Type the address of your server, e.g. https://tickets.example.org",
        "Type the pairing code from the dashboard.",
    ]
    QTest.keyClicks(page.server_field, "x")
    assert page.error_text == ""


def test_a_link_pasted_into_either_field_fills_both(page: PairPage) -> None:
    page.code_field.setText(LINK)
    assert page.server_field.text() == "https://tickets.example.org"
    assert page.code_field.text() == "7K3M-9QXZ"


def test_a_scanned_link_is_submitted(page: PairPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.submitted) as told:
        assert page.take(LINK, Source.CAMERA)
    assert told.args == ["https://tickets.example.org", "7K3M-9QXZ"]


def test_before_there_is_an_event_a_scanned_ticket_is_answered_with_what_to_scan(page: PairPage) -> None:
    page.begin(has_way_back=False)
    assert page.take("MGY-PF-20250115-7K3M9QXZ5", Source.HANDHELD)
    assert "Devices page" in page.error_text


def test_at_a_gate_a_scanned_ticket_is_the_gates(page: PairPage) -> None:
    page.ask_first("Gala", 0)
    assert not page.take("MGY-PF-20250115-7K3M9QXZ5", Source.HANDHELD)


def test_an_error_ends_the_busy_state_and_is_plain_text(page: PairPage) -> None:
    page.offer_code(LINK)
    page.show_error("<b>No</b>\x00 such code.")
    assert not page.is_busy
    assert page.error_text == "<b>No</b> such code."


def test_a_paired_device_takes_a_new_code_only_after_it_was_asked(page: PairPage, qtbot: QtBot) -> None:
    page.ask_first("Gala", 2)
    assert page.is_asking
    assert not page.pair_button.isVisible()
    with qtbot.assertNotEmitted(page.submitted):
        assert page.take(LINK, Source.CAMERA)
    with qtbot.waitSignal(page.submitted) as told:
        page.again_button.click()
    assert told.args == ["https://tickets.example.org", "7K3M-9QXZ"]


def test_it_is_for_managers_from_the_question_to_the_code_and_anybodys_on_a_new_device(page: PairPage) -> None:
    page.ask_first("Gala", 0)
    assert page.is_for_managers
    page.again_button.click()
    assert not page.is_asking
    assert page.is_for_managers
    page.begin(has_way_back=False)
    assert not page.is_for_managers


@pytest.mark.parametrize("font_scale", [1.0, 2.0])
def test_the_page_fits_the_smallest_handheld(qtbot: QtBot, font_scale: float) -> None:
    window = MainWindow(Theme(font_scale=font_scale))
    qtbot.addWidget(window)
    window.resize(360, 640)
    window.show()
    page = PairPage()
    window.open_page(page)
    qtbot.waitUntil(page.isVisible)
    assert window.width() <= 360
    for part in (page.server_field, page.code_field, page.pair_button, page.camera):
        assert part.mapTo(window, part.rect().topRight()).x() < 360
        assert part.height() >= 48
