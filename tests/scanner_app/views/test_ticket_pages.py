"""The pages of searches, tickets and recent scans: what they show and what they ask for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from scanner_app.door.past_scans import OwnScan, ScanPage, Wanted
from scanner_app.door.shown import FoundPerson
from scanner_app.names import Names
from scanner_app.theme import TOUCH_PX, Mode, Theme
from scanner_app.views.main_window import MainWindow
from scanner_app.views.page import Page
from scanner_app.views.recent_page import RecentPage
from scanner_app.views.search_page import SearchPage
from scanner_app.views.ticket_page import TicketPage
from scanner_app.wording import describe
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import LogId, TicketId
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Outcome, Reason
from tests.screenshots.pages.tickets import PAGES
from tests.screenshots.window import ADMITTED, AT, MALFORMED, ONLINE, TICKET

ANA = FoundPerson(TicketId("MGY-1"), "Ana Sousa", "VIP", TicketStatus.ACTIVE)
BO = FoundPerson(TicketId("MGY-2"), "Bo Sousa", "VIP", TicketStatus.ACTIVE)
SMALL = (360, 640)
LARGE_LETTERS = Theme(Mode.DARK, 2.0)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show_status(ONLINE)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def search(window: MainWindow) -> SearchPage:
    page = SearchPage()
    window.open_page(page)
    return page


@pytest.fixture
def recent(window: MainWindow) -> RecentPage:
    page = RecentPage()
    window.open_page(page)
    return page


def ticket_page(window: MainWindow, name: str = "ticket-group") -> TicketPage:
    page = PAGES[name]()
    assert isinstance(page, TicketPage)
    window.open_page(page)
    return page


def said(widget: QWidget) -> str:
    """Every text of every label in sight below ``widget``."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return " | ".join(label.text().replace("\u200b", "") for label in labels)


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def scans(*numbers: int) -> tuple[OwnScan, ...]:
    return tuple(
        OwnScan((LogId("dev_1.a"), number), Kind.ADMIT, AT, TICKET, Reason.ADMITTED, f"Guest {number}")
        for number in numbers
    )


# Searching.


def test_one_types_and_is_asked_for_once_typing_pauses(search: SearchPage, qtbot: QtBot) -> None:
    asked: list[str] = []
    search.searched.connect(asked.append)
    QTest.keyClicks(search.field, " ana ")
    qtbot.waitUntil(lambda: asked == ["ana"], timeout=2000)


def test_the_field_has_the_keyboard_as_soon_as_the_page_is_there(search: SearchPage) -> None:
    QApplication.processEvents()
    assert search.field.hasFocus()


def test_arrows_walk_through_the_list_and_enter_opens_while_the_field_keeps_the_keyboard(
    search: SearchPage, qtbot: QtBot
) -> None:
    search.field.setText("sousa")
    search.show_people("sousa", [ANA, BO], 50)
    QTest.keyClick(search.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.chosen) as told:
        QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert told.args == [BO.ticket_id]
    assert search.field.hasFocus()


def test_enter_opens_nobody_before_the_answer_to_all_that_was_typed_is_there(search: SearchPage, qtbot: QtBot) -> None:
    search.field.setText("sou")
    search.show_people("sou", [ANA, BO], 50)
    search.field.setText("sousa b")
    with qtbot.assertNotEmitted(search.chosen), qtbot.waitSignal(search.searched) as told:
        QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert told.args == ["sousa b"]


def test_an_answer_on_the_way_is_shown_and_one_to_another_question_is_passed_over(search: SearchPage) -> None:
    search.field.setText("sousa")
    search.show_people("so", [ANA, BO], 50)
    assert search.people.rowCount() == 2
    search.field.setText("weber")
    search.show_people("sousa", [ANA], 50)
    assert search.people.rowCount() == 2


def test_the_row_that_was_reached_stays_chosen_while_answers_come(search: SearchPage, qtbot: QtBot) -> None:
    search.field.setText("sousa")
    search.show_people("so", [ANA, BO], 50)
    QTest.keyClick(search.field, Qt.Key.Key_Down)
    search.show_people("sousa", [BO, ANA], 50)
    with qtbot.waitSignal(search.chosen) as told:
        QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert told.args == [BO.ticket_id]


def test_nobody_found_nothing_typed_and_a_list_that_fails_are_said(search: SearchPage) -> None:
    assert search.empty.text.startswith("Who is it?")
    search.field.setText("zzz")
    search.show_people("zzz", [], 50)
    assert search.empty.text.startswith("Nobody found")
    assert search.empty.isVisible()
    search.show_error("The disk is gone.")
    assert search.empty.text == "The list cannot be searched now The disk is gone."
    search.field.clear()
    assert search.empty.text.startswith("Who is it?")


def test_more_than_are_shown_is_said(search: SearchPage) -> None:
    search.field.setText("s")
    search.show_people("s", [ANA, BO], 2)
    assert search.count_note.text() == "The first 2 are shown. Type more to narrow it down."
    search.show_people("s", [ANA, BO], 50)
    assert search.count_note.text() == "2 guests found"


def test_names_in_the_list_follow_the_role_at_once(search: SearchPage) -> None:
    search.field.setText("s")
    search.show_people("s", [ANA], 50)
    for names, title in ((Names.FIRST, "Ana S."), (Names.FULL, "Ana Sousa")):
        search.set_names(names)
        assert title in search.people.index(0).data()


def test_a_verdict_leads_away_from_a_search(window: MainWindow, search: SearchPage) -> None:
    window.show_result(ADMITTED)
    assert window.page is None
    assert window.verdict_panel.outcome is Outcome.ADMITTED
    window.open_page(search)
    assert search.isVisible()


# A ticket.


def test_staff_see_nothing_on_a_tickets_page_that_is_for_managers(window: MainWindow) -> None:
    page = ticket_page(window, "ticket")
    assert page.sheet is not None
    private = (page.sheet.holder, page.sheet.email, page.sheet.phone, page.sheet.order, str(TICKET))
    assert all(text in said(page) for text in private)
    page.set_names(Names.FIRST)
    assert not any(text in said(page) for text in private)
    assert "Maria P." in said(page)
    assert "General admission" in said(page)


def test_nobody_is_let_in_without_a_name_beside_it(window: MainWindow, qtbot: QtBot) -> None:
    page = ticket_page(window)
    page.by_hand.name_field.clear()
    with qtbot.assertNotEmitted(page.admit_wanted):
        press(page.admit_button)
    assert page.by_hand.error.startswith("Type your name")
    page.by_hand.name_field.setText(" Rui ")
    page.by_hand.reason_field.setText("No phone")
    for _ in range(9):
        press(page.by_hand.stepper.more_button)
    with qtbot.waitSignal(page.admit_wanted) as told:
        press(page.admit_button)
    assert told.args == [3, "No phone", "Rui"]  # No more than the group has outside.


@pytest.mark.parametrize(
    ("name", "acts"),
    [
        ("ticket-group", {"Let in", "Undo …", "Print badge"}),
        ("ticket-refused", {"Let in", "Manager …", "Print badge"}),
        ("ticket-unknown", {"Let in"}),
        ("ticket-loading", set()),
        ("ticket-failed", set()),
    ],
)
def test_a_ticket_offers_what_can_be_done_about_it(window: MainWindow, name: str, acts: set[str]) -> None:
    page = ticket_page(window, name)
    buttons = (page.admit_button, page.undo_button, page.turn_away_button, page.override_button, page.print_button)
    assert {button.text() for button in buttons if button.isVisible()} == acts


def test_who_was_looked_at_is_turned_away_and_not_undone(window: MainWindow, qtbot: QtBot) -> None:
    page = ticket_page(window)
    assert page.sheet is not None
    looked_at = replace(page.sheet.history[1], reason=Reason.NEEDS_LOOK)
    page.show_ticket(replace(page.sheet, history=(looked_at,)))
    assert not page.undo_button.isVisible()
    with qtbot.waitSignal(page.turn_away_wanted) as told:
        press(page.turn_away_button)
    assert told.args is not None
    assert told.args[0].entry == looked_at.name


def test_a_history_is_turned_around_and_long_ones_come_bit_by_bit(window: MainWindow) -> None:
    page = ticket_page(window)
    assert page.sheet is not None
    event = page.sheet.history[1]
    many = tuple(replace(event, name=(event.name[0], at), operator=f"Operator {at}") for at in range(40))
    page.show_ticket(replace(page.sheet, history=many))
    assert "Operator 39" in said(page.history)
    assert "Operator 3 " not in said(page.history) + " "
    press(page.history.order_button)
    assert "Operator 0" in said(page.history)
    assert "Operator 39" not in said(page.history)
    press(page.history.more_button)
    assert "Operator 39" in said(page.history)
    assert not page.history.more_button.isVisible()


def test_another_ticket_keeps_nothing_of_the_last_but_who_acts(window: MainWindow) -> None:
    page = ticket_page(window)
    page.by_hand.reason_field.setText("No phone")
    page.say("Undone.")
    page.begin("Eva")
    assert page.sheet is None
    assert "Pereira" not in said(page)
    assert (page.by_hand.reason_field.text(), page.by_hand.name_field.text()) == ("", "Eva")
    assert not page.said.isVisible()


def test_what_is_typed_stays_while_the_ticket_is_read_again(window: MainWindow) -> None:
    page = ticket_page(window)
    assert page.sheet is not None
    page.by_hand.reason_field.setText("No phone")
    press(page.by_hand.stepper.more_button)
    page.show_ticket(replace(page.sheet, inside=3))
    assert page.by_hand.reason_field.text() == "No phone"
    assert page.by_hand.stepper.value == 2


def test_a_verdict_leads_away_unless_the_gate_only_looks(window: MainWindow) -> None:
    page = ticket_page(window)
    page.stays_for_verdicts = True
    window.show_result(ADMITTED)
    assert window.page is page
    assert page.strip.isVisible()
    window.show_result(MALFORMED)
    assert window.page is None


def test_the_strip_says_the_verdict_in_full(window: MainWindow) -> None:
    page = ticket_page(window)
    page.head_with(describe(ADMITTED, "UTC", Direction.LOOK))
    assert page.strip.word.text() == "Valid"
    assert "nobody was checked in" in page.strip.sentence.text()


# Recent scans.


def show(page: RecentPage, found: ScanPage, after: tuple[LogId, int] | None = None) -> None:
    page.show_scans(page.chosen_filter, after, found, time_zone="UTC", now=AT)


def titles(page: RecentPage) -> list[str]:
    return [scan.holder for scan in page.scans.items]


def test_more_scans_are_asked_for_at_the_end_of_the_list_and_once(recent: RecentPage, qtbot: QtBot) -> None:
    after = (LogId("dev_1.a"), 1)
    asked: list[object] = []
    recent.wanted.connect(lambda _, name: asked.append(name))
    show(recent, ScanPage(scans(*range(100, 1, -1)), after))
    recent.list_view.scrollToBottom()
    qtbot.waitUntil(lambda: asked == [after], timeout=2000)
    recent.list_view.scrollToBottom()
    show(recent, ScanPage(scans(1), None), after)
    assert titles(recent)[-1] == "Guest 1"
    assert not recent.scans.canFetchMore(recent.list_view.rootIndex())
    assert asked == [after]


def test_whoever_comes_back_finds_the_list_where_it_was_with_what_is_new_on_top(recent: RecentPage) -> None:
    show(recent, ScanPage(scans(5, 4, 3), (LogId("dev_1.a"), 3)))
    show(recent, ScanPage(scans(2, 1), None), (LogId("dev_1.a"), 3))
    undone = replace(scans(4)[0], is_undone=True)
    show(recent, ScanPage((*scans(7, 6, 5), undone), (LogId("dev_1.a"), 4)))
    assert titles(recent) == [f"Guest {at}" for at in (7, 6, 5, 4, 3, 2, 1)]
    assert recent.scans.items[3].is_undone


def test_a_filter_asks_anew_and_an_answer_to_another_filter_is_passed_over(recent: RecentPage, qtbot: QtBot) -> None:
    show(recent, ScanPage(scans(2, 1), None))
    with qtbot.waitSignal(recent.wanted) as told:
        press(recent.filter.button(Wanted.REFUSED))
    assert told.args == [Wanted.REFUSED, None]
    recent.show_scans(Wanted.ALL, None, ScanPage(scans(3), None), time_zone="UTC", now=AT)
    assert titles(recent) == []
    show(recent, ScanPage((), None))
    assert recent.empty.text.startswith("None of these")


def test_an_empty_page_in_the_middle_of_a_log_is_not_the_end(recent: RecentPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(recent.wanted) as told:
        show(recent, ScanPage((), (LogId("dev_1.a"), 9)))
    assert told.args == [Wanted.ALL, (LogId("dev_1.a"), 9)]


def test_a_scan_opens_its_ticket_by_click_and_by_enter_and_an_unreadable_one_does_not(
    recent: RecentPage, qtbot: QtBot
) -> None:
    show(recent, ScanPage((*scans(2), replace(scans(1)[0], ticket_id=None)), None))
    recent.list_view.setCurrentIndex(recent.scans.index(0))
    with qtbot.waitSignal(recent.chosen) as told:
        QTest.keyClick(recent.list_view, Qt.Key.Key_Return)
    assert told.args == [TICKET]
    with qtbot.assertNotEmitted(recent.chosen):
        recent.list_view.clicked.emit(recent.scans.index(1))
    with qtbot.waitSignal(recent.chosen):
        recent.list_view.clicked.emit(recent.scans.index(0))


def test_a_log_that_cannot_be_read_is_said_and_what_was_shown_stays(recent: RecentPage) -> None:
    show(recent, ScanPage(scans(2, 1), None))
    recent.show_error("The disk is gone.")
    assert recent.note.text() == "The disk is gone."
    assert titles(recent) == ["Guest 2", "Guest 1"]


# The scan screen.


def test_a_recent_scan_and_the_last_verdict_lead_to_their_ticket(window: MainWindow, qtbot: QtBot) -> None:
    window.show_result(ADMITTED)
    with qtbot.waitSignal(window.act_bar.ticket_requested) as told:
        press(window.act_bar.ticket_button)
    assert told.args == [ADMITTED]
    view = window.scan_area.recent.list_view
    with qtbot.waitSignal(window.scan_area.recent.opened) as told:
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center()
        )
    assert told.args == [TICKET]


def test_the_verdict_in_sight_shows_less_of_the_name_once_the_manager_has_gone(window: MainWindow) -> None:
    window.show_result(ADMITTED)
    assert window.verdict_panel.holder == "Maria João Pereira"
    window.set_names(Names.FIRST)
    assert window.verdict_panel.holder == "Maria"
    assert "Pereira" not in window.verdict_panel.accessibleName()
    window.set_names(Names.FULL)
    assert window.verdict_panel.holder == "Maria João Pereira"


# Every state.


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("theme", [Theme(), LARGE_LETTERS], ids=["usual", "large-letters"])
def test_every_page_fits_the_smallest_screen_and_a_thumb(qtbot: QtBot, name: str, theme: Theme) -> None:
    window = MainWindow(theme)
    qtbot.addWidget(window)
    window.resize(*SMALL)
    window.show()
    page: Page = PAGES[name]()
    window.open_page(page)
    QApplication.processEvents()
    assert window.width() == SMALL[0]
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= TOUCH_PX, button.text()
            assert button.accessibleName() or button.text()
    for part in page.findChildren(QWidget):
        if part.isVisible():
            assert part.mapTo(page, part.rect().topRight()).x() < page.width(), part
    window.close()
