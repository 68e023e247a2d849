"""The page of statistics: bars, the same as a table, refusals, and nothing yet."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from scanner_app.door.evening import By, Evening, Group
from scanner_app.evening_wording import bars_as_table, plot_said, refusals_said, tiles
from scanner_app.theme import PALETTES, SERIES, Mode, Theme, contrast
from scanner_app.views.bar_plot import BarPlot
from scanner_app.views.main_window import MainWindow
from scanner_app.views.statistics_page import StatisticsPage

AT = 1_763_759_100_000
"""21 November 2025, 21:05 UTC."""
STARTS = tuple(AT + bar * 300_000 for bar in range(4))
EVENING = Evening(
    minutes=5,
    starts=STARTS,
    groups=(Group("Gate A", (10, 0, 0, 4)), Group("", (1, 2, 0, 0))),
    came=17,
    left=3,
    refusals=(("already_inside", 7), ("unknown_ticket", 2)),
    peak=6,
    peak_at=AT,
)


@pytest.fixture
def page(qtbot: QtBot) -> StatisticsPage:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(360, 640)
    window.show()
    page = StatisticsPage()
    page.take_plot(BarPlot)
    window.open_page(page)
    page._window = window  # type: ignore[attr-defined]  # It lives as long as the page.
    return page


def _show(page: StatisticsPage, evening: Evening = EVENING) -> None:
    page.show_evening(evening, tiles(evening, None, "UTC"), "UTC")


def _texts(page: StatisticsPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_bars_are_drawn_one_group_on_the_other(page: StatisticsPage) -> None:
    _show(page)
    plot = page._plot
    assert isinstance(plot, BarPlot)
    low, high = plot.bars
    assert list(low.opts["height"]) == [10, 0, 0, 4]
    assert list(high.opts["y0"]) == [10, 0, 0, 4]
    assert list(high.opts["height"]) == [1, 2, 0, 0]


def test_numbers_legend_and_refusals_are_said(page: StatisticsPage) -> None:
    _show(page)
    said = _texts(page)
    for text in ("17", "6 at 21:05", "Gate A (14)", "Gate not known (3)", "Already inside", "Not on the list"):
        assert text in said
    assert page._plot_holder.accessibleName() == "From 21:05 to 21:20: Gate A 14, Gate not known 3."


def test_the_same_is_there_as_a_table(page: StatisticsPage) -> None:
    page.shape.button("table").click()
    _show(page)
    assert page.table.isVisible()
    assert not page._plot_holder.isVisible()
    assert page.table.texts() == [
        ("From", "People", "Gate A", "Gate not known"),
        ("21:05", "11", "10", "1"),
        ("21:10", "2", "0", "2"),
        ("21:20", "4", "4", "0"),
    ]


def test_another_way_to_look_is_told(page: StatisticsPage, qtbot: QtBot) -> None:
    assert (page.minutes, page.by) == (5, By.GATE)
    with qtbot.waitSignal(page.chosen):
        page.bars.button("60").click()
    with qtbot.waitSignal(page.chosen):
        page.parted.button(By.PRODUCT.value).click()
    assert (page.minutes, page.by) == (60, By.PRODUCT)


def test_the_latest_day_is_shown_until_another_is_chosen(page: StatisticsPage, qtbot: QtBot) -> None:
    page.show_days([("2025-11-20", "20 Nov"), ("2025-11-21", "21 Nov")])
    assert page.day == "2025-11-21"
    assert page._days is not None
    with qtbot.waitSignal(page.chosen):
        page._days.button("2025-11-20").click()
    page.show_days([("2025-11-20", "20 Nov"), ("2025-11-21", "21 Nov"), ("2025-11-22", "22 Nov")])
    assert page.day == "2025-11-20"


def test_nobody_yet_is_said(page: StatisticsPage) -> None:
    _show(page, Evening(5, (), ()))
    assert page.nothing.isVisible()
    assert page.nothing.text.startswith("Nobody came yet")
    assert not page._content.isVisible()
    assert plot_said(Evening(5, (), ()), By.GATE, "UTC") == "Nobody came yet."


def test_refusals_alone_are_worth_showing(page: StatisticsPage) -> None:
    _show(page, Evening(5, (), (), refusals=(("malformed", 1),)))
    assert "Not a ticket code" in _texts(page)


def test_rare_reasons_are_summed_up() -> None:
    evening = Evening(5, (), (), refusals=tuple((f"why {number}", 20 - number) for number in range(12)))
    said = refusals_said(evening)
    assert len(said) == 9
    assert said[-1] == ("All others", 12 + 11 + 10 + 9)


def test_a_day_of_minutes_is_drawn_and_the_page_stays_as_wide_as_the_window(page: StatisticsPage) -> None:
    starts = tuple(AT + minute * 60_000 for minute in range(1440))
    groups = tuple(Group(f"Gate with a long name {number}" * 2, (number,) * 1440) for number in range(6))
    _show(page, Evening(1, starts, groups, came=1440 * 15))
    assert page.width() == 360
    columns, rows = bars_as_table(Evening(1, starts, groups), By.GATE, "UTC")
    assert (len(columns), len(rows)) == (8, 1440)


def test_marks_on_the_axis_are_round_times_of_the_events_zone(page: StatisticsPage) -> None:
    starts = tuple(AT + bar * 300_000 for bar in range(60))
    evening = Evening(5, starts, (Group("Gate A", (1,) * 60),))
    page.show_evening(evening, (), "Asia/Kolkata")
    plot = page._plot
    assert isinstance(plot, BarPlot)
    marks = [label for _, label in plot._times(300, 6)]
    assert marks == ["03:00", "04:00", "05:00", "06:00", "07:00"]


@pytest.mark.parametrize("mode", Mode)
def test_colours_of_plots_stand_out_and_neighbours_differ_in_lightness(mode: Mode) -> None:
    colours = SERIES[mode]
    assert all(contrast(colour, PALETTES[mode].surface) >= 3 for colour in colours)
    assert all(contrast(one, other) >= 1.5 for one, other in pairwise(colours))


def test_it_follows_the_theme(page: StatisticsPage) -> None:
    _show(page)
    page.set_theme(Theme(Mode.LIGHT, 2.0))
    plot = page._plot
    assert isinstance(plot, BarPlot)
    assert plot.bars[0].opts["brush"].color().name() == SERIES[Mode.LIGHT][0]
