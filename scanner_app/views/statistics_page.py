"""Who came when: numbers at a glance, stacked bars, the same as a table, and why people were refused."""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from scanner_app.door.evening import By, Evening
from scanner_app.evening_wording import EVERY, bars_as_table, group_said, plot_said, refusals_said
from scanner_app.theme import SERIES, Space, Theme
from scanner_app.views.cards import empty, put
from scanner_app.views.empty_state import EmptyState
from scanner_app.views.flow_layout import FlowLayout
from scanner_app.views.form_parts import Card, ChoiceRow, say_if_any
from scanner_app.views.labels import BreakingLabel, ElidedLabel, PlainLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.views.text_table import TextTable
from scanner_app.wording import number, say

_PLOT_PX = 300
_TILE_PX = 128
_NARROW_PX = 700
_PLOT, _TABLE = "plot", "table"


class Plot(Protocol):
    """What draws an evening."""

    def show_evening(self, evening: Evening, time_zone: str) -> None: ...
    def set_theme(self, theme: Theme) -> None: ...


class StatisticsPage(Page):
    """``chosen`` tells that something else is to be shown: ``day``, ``minutes`` and ``by`` say what."""

    fills_width = True
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Statistics"), parent)
        self._plot: Plot | None = None
        self._evening, self._time_zone = Evening(5, (), ()), "UTC"
        self.nothing = EmptyState("chart")
        self.state = WrappedLabel(tone="muted")
        self.error = WrappedLabel(tone="bad")
        self._tiles = QWidget()
        self._tile_flow = FlowLayout(self._tiles, Space.S)
        self._days: ChoiceRow | None = None
        self._day_holder = QWidget()
        self._day_place = QVBoxLayout(self._day_holder)
        self._day_place.setContentsMargins(0, 0, 0, 0)
        self._day_holder.setVisible(False)
        self._is_narrow: bool | None = None
        self.bars = ChoiceRow(say("Bars"), [("1", say("Minute")), ("5", say("5 minutes")), ("60", say("Hour"))])
        self.parted = ChoiceRow(
            say("Parted by"),
            [(By.GATE.value, say("Gate")), (By.PRODUCT.value, say("Ticket type")), (By.DOOR.value, say("Door"))],
        )
        self.shape = ChoiceRow(say("Shown as"), [(_PLOT, say("Plot")), (_TABLE, say("Table"))])
        self.bars.set_value("5")
        self.parted.set_value(By.GATE.value)
        self.shape.set_value(_PLOT)
        self.title_label, self.axis_label = WrappedLabel(size="lead"), WrappedLabel(size="caption", tone="muted")
        self.legend = QWidget()
        self._legend_flow = FlowLayout(self.legend, Space.M)
        self.table = TextTable()
        self._refusals = QVBoxLayout()
        self._content = QWidget()
        self._fill_body()
        for row in (self.bars, self.parted):
            row.chosen.connect(lambda _: self.chosen.emit())
        self.shape.chosen.connect(lambda _: self._show_shape())
        self.show_loading("")

    @property
    def minutes(self) -> int:
        """How wide a bar is."""
        return int(self.bars.value or "5")

    @property
    def by(self) -> By:
        """What bars are parted by."""
        return By(self.parted.value or By.GATE.value)

    @property
    def day(self) -> str:
        """The day that is chosen (ISO 8601), empty before there is one."""
        return "" if self._days is None else self._days.value

    @property
    def has_plot(self) -> bool:
        """Whether bars can be drawn already."""
        return self._plot is not None

    def take_plot(self, make: Callable[[QWidget], QWidget]) -> None:
        """Draw with what ``make`` gives: a Plot, which takes a while to load."""
        if self._plot is None:
            plot = make(self._plot_holder)
            plot.setMinimumHeight(_PLOT_PX)
            self._plot_column.addWidget(plot)
            self._plot = cast("Plot", plot)
            self._dress_plot()
            self._show_shape()

    def show_loading(self, text: str) -> None:
        """The entries are being counted."""
        say_if_any(self.state, text)
        self.error.setVisible(False)

    def show_error(self, why: str) -> None:
        """They cannot be counted now."""
        say_if_any(self.error, why)

    def show_days(self, days: list[tuple[str, str]]) -> None:
        """Offer ``days`` as (ISO 8601, as people write it), the latest chosen where none was."""
        before = self.day
        empty(self._day_place)
        self._days = ChoiceRow(say("Day"), days)
        self._days.set_value(before if before in dict(days) else days[-1][0] if days else "")
        self._days.chosen.connect(lambda _: self.chosen.emit())
        put(self._day_place, self._days)
        self._day_holder.setVisible(len(days) > 1)

    def show_evening(self, evening: Evening, tiles: tuple[tuple[str, str], ...], time_zone: str) -> None:
        """Show one day; ``tiles`` are titles with numbers."""
        self._evening, self._time_zone = evening, time_zone
        is_empty = not evening.starts and not evening.refusals
        self.nothing.tell(say("Nobody came yet"), say("As soon as somebody is let in, this shows when and where."))
        self.nothing.setVisible(is_empty)
        self._content.setVisible(not is_empty)
        self.state.setVisible(False)
        self._show_tiles(tiles)
        self.title_label.setText(say(EVERY[evening.minutes]))
        self.axis_label.setText(say("Time of day in {zone}", zone=time_zone))
        self._show_legend()
        self._show_refusals()
        self._show_shape()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.nothing.set_theme(theme)
        self._dress_plot()
        self._show_legend()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(is_narrow=self.width() < _NARROW_PX * self.theme.font_scale)

    def _arrange(self, *, is_narrow: bool) -> None:
        """The plot comes first where all does not fit on one screen."""
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        plot, numbers, choices = self._plot_card, self._tiles, self._choices
        parts = (plot, self._day_holder, choices, numbers) if is_narrow else (numbers, self._day_holder, choices, plot)
        for part in (*parts, self._refusal_card):
            self._column.removeWidget(part)
            self._column.addWidget(part)

    def _dress_plot(self) -> None:
        if self._plot is not None:
            self._plot.set_theme(self.theme)
            self._plot_holder.setMinimumHeight(round(_PLOT_PX * min(self.theme.font_scale, 1.3)))

    def _show_tiles(self, tiles: tuple[tuple[str, str], ...]) -> None:
        _drain(self._tile_flow)
        for title, value in tiles:
            tile = Card()
            tile.column.setSpacing(0)
            tile.column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
            tile.setMinimumWidth(round(_TILE_PX * self.theme.font_scale))
            tile.setAccessibleName(f"{title}: {value}")
            tile.add(PlainLabel(title, size="caption", tone="muted"))
            tile.add(PlainLabel(value, size="title"))
            self._tile_flow.addWidget(tile)
            tile.show()

    def _show_legend(self) -> None:
        _drain(self._legend_flow)
        for group, colour in zip(self._evening.groups, SERIES[self.theme.mode], strict=False):
            entry = QWidget()
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(Space.S)
            swatch = QFrame()
            swatch.setFixedSize(14, 14)
            swatch.setStyleSheet(f"background: {colour}; border-radius: 3px;")
            row.addWidget(swatch)
            name = group_said(group, self.by)
            row.addWidget(ElidedLabel(say("{name} ({count})", name=name, count=group.total)))
            self._legend_flow.addWidget(entry)
            entry.show()

    def _show_refusals(self) -> None:
        empty(self._refusals)
        refusals = refusals_said(self._evening)
        self._refusal_card.setVisible(bool(refusals))
        most = max((count for _, count in refusals), default=1)
        for reason, count in refusals:
            put(self._refusals, _share(reason, count, most))

    def _show_shape(self) -> None:
        is_table = self.shape.value == _TABLE
        self._plot_holder.setVisible(not is_table)
        self.axis_label.setVisible(not is_table and bool(self._evening.starts))
        self.table.setVisible(is_table)
        self.legend.setVisible(not is_table)
        if is_table:
            self.table.show_rows(*bars_as_table(self._evening, self.by, self._time_zone))
        elif self._plot is not None:
            self._plot.show_evening(self._evening, self._time_zone)
        self._plot_holder.setAccessibleName(plot_said(self._evening, self.by, self._time_zone))

    def _fill_body(self) -> None:
        for part in (self._tiles, self.legend):
            policy = part.sizePolicy()
            policy.setHeightForWidth(True)
            part.setSizePolicy(policy)
        self._plot_holder = QWidget()
        self._plot_column = QVBoxLayout(self._plot_holder)
        self._plot_column.setContentsMargins(0, 0, 0, 0)
        card = Card()
        for part in (self.title_label, self.legend, self._plot_holder, self.axis_label, self.table):
            card.add(part)
        self._refusal_card = Card(say("Why people were refused"))
        self._refusal_card.add(self._refusals)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        choices = QWidget()
        flow = FlowLayout(choices, Space.L)
        for row in (self.bars, self.parted, self.shape):
            flow.addWidget(row)
        policy = choices.sizePolicy()
        policy.setHeightForWidth(True)
        choices.setSizePolicy(policy)
        self._column, self._plot_card, self._choices = column, card, choices
        self._arrange(is_narrow=False)
        self._content.setVisible(False)
        self.nothing.setVisible(False)
        for part in (self.state, self.error, self.nothing, self._content):
            self.body.addWidget(part)
        self.body.addStretch(1)


def _share(reason: str, count: int, most: int) -> QWidget:
    """A reason with its number, over a bar as long as its share."""
    holder = QWidget()
    holder.setAccessibleName(f"{reason}: {number(count)}")
    words = QHBoxLayout()
    words.addWidget(BreakingLabel(reason), 1)
    words.addWidget(PlainLabel(number(count)), 0, Qt.AlignmentFlag.AlignTop)
    bar = QProgressBar(textVisible=False)
    bar.setRange(0, most)
    bar.setValue(count)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    column.addLayout(words)
    column.addWidget(bar)
    return holder


def _drain(flow: FlowLayout) -> None:
    while (item := flow.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
