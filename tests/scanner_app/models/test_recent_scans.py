"""The recent scans keep the last fifty, newest first, and as much of each name as may be seen."""

from dataclasses import replace

from PySide6.QtCore import Qt

from scanner_app.models.recent_scans import KEPT, RecentScans
from scanner_app.models.row_list import ROW_ROLE
from scanner_app.names import Names
from scanner_app.ticket_wording import Row
from scanner_app.wording import describe
from tests.screenshots.window import ADMITTED, AT, DUPLICATE, MALFORMED


def add(model: RecentScans, holder: str, number: int = 0) -> None:
    result = replace(ADMITTED, holder=holder, at=AT + number * 60_000)
    model.add(result, describe(result, "UTC"), "UTC")


def row(model: RecentScans, number: int) -> Row:
    found = model.index(number).data(ROW_ROLE)
    assert isinstance(found, Row)
    return found


def test_the_newest_scan_is_on_top() -> None:
    model = RecentScans()
    add(model, "Anna")
    add(model, "Ben", 1)
    assert [row(model, number).title for number in range(2)] == ["Ben", "Anna"]
    assert row(model, 0).aside == "21:05"


def test_the_list_holds_fifty_and_lets_the_oldest_go() -> None:
    model = RecentScans()
    for number in range(KEPT + 7):
        add(model, f"Guest {number}", number)
    assert model.rowCount() == KEPT
    assert row(model, KEPT - 1).title == "Guest 7"


def test_a_scan_without_a_name_shows_its_code_or_that_it_was_unreadable() -> None:
    model = RecentScans()
    for result in (replace(ADMITTED, holder=""), MALFORMED):
        model.add(result, describe(result, "UTC"), "UTC")
    assert row(model, 1).title == "MGY-PF-20250115-7K3M9QXZ5"
    assert row(model, 0).title == "Unreadable code"


def test_a_screen_reader_hears_the_whole_row() -> None:
    model = RecentScans()
    model.add(DUPLICATE, describe(DUPLICATE, "UTC"), "UTC")
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "21:04, Maria João Pereira, Already inside · General admission · Gate A"


def test_a_name_full_of_line_breaks_stays_on_one_line() -> None:
    model = RecentScans()
    add(model, "A\n\n\nB\x00" + "x" * 4000)
    assert "\n" not in row(model, 0).title
    assert len(row(model, 0).title) <= 80


def test_names_that_are_shown_already_are_cut_short_once_the_manager_has_gone() -> None:
    model = RecentScans()
    add(model, "Maria João Pereira")
    model.add(replace(ADMITTED, holder=""), describe(ADMITTED, "UTC"), "UTC")
    model.set_names(Names.FIRST)
    assert [row(model, number).title for number in range(2)] == ["No name", "Maria"]
    model.set_names(Names.FULL)
    assert row(model, 1).title == "Maria João Pereira"
