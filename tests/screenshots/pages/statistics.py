"""Statistics: an evening at three gates, as bars and as a table, before anybody came, and while it is counted."""

import math
from collections.abc import Callable

from scanner_app.door.evening import Evening, Group
from scanner_app.evening_wording import tiles
from scanner_app.views.bar_plot import BarPlot
from scanner_app.views.page import Page
from scanner_app.views.statistics_page import StatisticsPage
from tests.screenshots.window import AT, LONG_NAME, ONLINE

_ZONE = "Europe/Lisbon"


def _wave(bars: int, height: float, middle: float) -> tuple[int, ...]:
    """So many people in each bar as at a gate whose rush is at ``middle``."""
    return tuple(
        round(height * math.exp(-(((bar / bars - middle) / 0.17) ** 2)) * (1 + 0.25 * math.sin(bar * 2.3)))
        for bar in range(bars)
    )


def _evening(minutes: int, bars: int, names: tuple[str | None, ...]) -> Evening:
    groups = tuple(
        Group(name, _wave(bars, 6.0 * minutes**0.8 / (1 + place), 0.35 + 0.07 * place))
        for place, name in enumerate(names)
    )
    return Evening(
        minutes=minutes,
        starts=tuple(AT - 7_440_000 + bar * minutes * 60_000 for bar in range(bars)),
        groups=groups,
        came=sum(group.total for group in groups),
        left=38,
        refusals=(("already_inside", 31), ("wrong_gate", 12), ("unknown_ticket", 7), ("malformed", 4), ("refunded", 1)),
        peak=19,
        peak_at=AT - 3_000_000,
    )


def _page(evening: Evening, *, is_table: bool = False) -> StatisticsPage:
    page = StatisticsPage()
    page.take_plot(BarPlot)
    page.bars.set_value(str(evening.minutes))
    page.shape.set_value("table" if is_table else "plot")
    page.show_evening(evening, tiles(evening, ONLINE, _ZONE), _ZONE)
    return page


def _two_days() -> Page:
    page = _page(_evening(1, 240, ("Gate A", "Gate B", "VIP entrance")))
    page.show_days([("2025-11-20", "20 Nov"), ("2025-11-21", "21 Nov")])
    return page


def _loading() -> Page:
    page = StatisticsPage()
    page.show_loading("Counting: 412,000 of 1,000,000 entries")
    return page


def _error() -> Page:
    page = StatisticsPage()
    page.show_error("The ticket store is damaged. Close the scanner and start it again: it keeps all that can be read.")
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "statistics": lambda: _page(_evening(5, 48, ("Gate A", "Gate B", "VIP entrance"))),
    "statistics-minutes": _two_days,
    "statistics-hours": lambda: _page(_evening(60, 5, ("Gate A",))),
    "statistics-many": lambda: _page(_evening(5, 48, (LONG_NAME, "Gate B", "Gate C", "Gate D", "", None))),
    "statistics-table": lambda: _page(_evening(5, 48, ("Gate A", "Gate B", "VIP entrance")), is_table=True),
    "statistics-empty": lambda: _page(Evening(5, (), ())),
    "statistics-loading": _loading,
    "statistics-error": _error,
}
