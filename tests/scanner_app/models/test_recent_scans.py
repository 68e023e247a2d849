"""The recent scans keep the last fifty, newest first."""

from dataclasses import replace

from PySide6.QtCore import Qt

from scanner_app.models.recent_scans import KEPT, ROW_ROLE, RecentScan, RecentScans
from scanner_app.wording import describe
from tests.screenshots.window import ADMITTED, AT, DUPLICATE, MALFORMED


def add(model: RecentScans, holder: str, number: int = 0) -> None:
    result = replace(ADMITTED, holder=holder, at=AT + number * 60_000)
    model.add(result, describe(result, "UTC"), "UTC")


def row(model: RecentScans, number: int) -> RecentScan:
    found = model.index(number).data(ROW_ROLE)
    assert isinstance(found, RecentScan)
    return found


def test_the_newest_scan_is_on_top() -> None:
    model = RecentScans()
    add(model, "Anna")
    add(model, "Ben", 1)
    assert [row(model, number).who for number in range(2)] == ["Ben", "Anna"]
    assert row(model, 0).time == "21:05"


def test_the_list_holds_fifty_and_lets_the_oldest_go() -> None:
    model = RecentScans()
    for number in range(KEPT + 7):
        add(model, f"Guest {number}", number)
    assert model.rowCount() == KEPT
    assert row(model, KEPT - 1).who == "Guest 7"


def test_a_scan_without_a_name_shows_its_code_or_that_it_was_unreadable() -> None:
    model = RecentScans()
    for result in (replace(ADMITTED, holder=""), MALFORMED):
        model.add(result, describe(result, "UTC"), "UTC")
    assert row(model, 1).who == "MGY-PF-20250115-7K3M9QXZ5"
    assert row(model, 0).who == "Unreadable code"


def test_a_screen_reader_hears_the_whole_row() -> None:
    model = RecentScans()
    model.add(DUPLICATE, describe(DUPLICATE, "UTC"), "UTC")
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "21:04, Already inside, Maria João Pereira, Gate A"


def test_a_name_full_of_line_breaks_stays_on_one_line() -> None:
    model = RecentScans()
    add(model, "A\n\n\nB\x00" + "x" * 4000)
    assert "\n" not in row(model, 0).who
    assert len(row(model, 0).who) <= 80
