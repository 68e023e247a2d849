"""Stacked bars over the hours of an evening, drawn by pyqtgraph: importing this takes a second or two.

Axis titles are labels of the page: pyqtgraph reads its own as markup.
"""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from scanner_app.door.evening import Evening
from scanner_app.theme import SERIES, Text, Theme
from scanner_app.views.appearance import font
from scanner_app.wording import clock_time, number

_STEPS_MIN = (1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720)
_LABEL_PX = 64
_MS_A_MINUTE = 60_000
_SEPARATED_BELOW = 200
"""With more bars than this a line between them would be all there is to see."""


class BarPlot(pg.PlotWidget):  # type: ignore[misc]  # The library has no types.
    """Shows an Evening. Nothing in it moves: fingers and wheels scroll the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._evening, self._time_zone, self._theme = Evening(1, (), ()), "UTC", Theme()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def bars(self) -> list[pg.BarGraphItem]:
        """What is drawn, a stack's lowest part first."""
        return [item for item in self.getPlotItem().items if isinstance(item, pg.BarGraphItem)]

    def show_evening(self, evening: Evening, time_zone: str) -> None:
        """Draw ``evening`` in place of what was there."""
        self._evening, self._time_zone = evening, time_zone
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._theme = theme
        palette = theme.palette
        self.setBackground(palette.surface)
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setPen(pg.mkPen(palette.line))
            axis.setTextPen(pg.mkPen(palette.ink))
            axis.setStyle(tickFont=font(theme.px(Text.CAPTION)), tickTextOffset=6, hideOverlappingLabels=True)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_evening"):
            self._mark_axes()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _draw(self) -> None:
        self.clear()
        evening = self._evening
        if not evening.starts:
            return
        x = np.array([(start - evening.starts[0]) / _MS_A_MINUTE for start in evening.starts])
        base = np.zeros(len(x))
        colours = SERIES[self._theme.mode]
        is_separated = len(x) < _SEPARATED_BELOW
        pen = pg.mkPen(self._theme.palette.surface, width=1) if is_separated else pg.mkPen(None)
        for group, colour in zip(evening.groups, colours, strict=False):
            height = np.array(group.people, dtype=float)
            brush = pg.mkBrush(colour)
            width = evening.minutes * (0.9 if is_separated else 1.0)
            self.addItem(pg.BarGraphItem(x0=x, width=width, y0=base, height=height, brush=brush, pen=pen))
            base = base + height
        end = float(x[-1] + evening.minutes)
        self.setXRange(0, max(end, 12 * evening.minutes), padding=0.01)
        self.setYRange(0, max(1.0, float(base.max())) * 1.05, padding=0)
        self._mark_axes()

    def _mark_axes(self) -> None:
        evening = self._evening
        if not evening.starts:
            return
        end = (evening.starts[-1] - evening.starts[0]) // _MS_A_MINUTE + evening.minutes
        end = max(end, 12 * evening.minutes)
        scale = self._theme.font_scale
        self.getAxis("bottom").setTicks([self._times(end, max(2, int(self.width() / (_LABEL_PX * scale))))])
        highest = max(evening.totals, default=1)
        self.getAxis("left").setTicks([_counts(highest, max(2, int(self.height() / (48 * scale))))])
        self.getAxis("left").setWidth(round((14 + 9 * len(number(highest))) * scale))
        self.getAxis("bottom").setHeight(round(28 * scale))

    def _times(self, minutes: int, most: int) -> list[tuple[float, str]]:
        """Round times of day along the axis, no more than fit."""
        step = next((step for step in _STEPS_MIN if minutes / step < most), _STEPS_MIN[-1])
        first_ms = self._evening.starts[0]
        marks = []
        for minute in range(minutes + 1):
            label = clock_time(first_ms + minute * _MS_A_MINUTE, self._time_zone)
            hour, _, past = label.partition(":")
            if past.isdigit() and hour.isdigit() and (int(hour) * 60 + int(past)) % step == 0:
                marks.append((float(minute), label))
        return marks


def _counts(highest: int, most: int) -> list[tuple[float, str]]:
    """Round numbers up to the highest bar, no more than fit."""
    step = 1
    while highest / step >= most:
        step = step * 2 if str(step)[0] != "2" else step * 5 // 2
    return [(float(at), number(at)) for at in range(0, highest + step, step)]
