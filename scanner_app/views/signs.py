"""Signs: a state's shape in its colour, or a ring that fills up; in rows of lists, and on their own."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from scanner_app.theme import FIELDS, Theme
from scanner_app.ticket_wording import Sign
from scanner_app.views.shapes import draw_shape

_RING_SHARE = 0.09
"""The ring's stroke, of its width."""


def paint_sign(painter: QPainter, box: QRectF, sign: Sign, theme: Theme, *, is_inverse: bool = False) -> None:
    """Draw ``sign`` into the square ``box``; inverse on a ground of its own colour."""
    if sign.shape is not None and sign.role is not None:
        field = FIELDS[sign.role]
        fill, ink = QColor(field.fill), QColor(field.ink)
        draw_shape(painter, sign.shape, box, *((ink, fill) if is_inverse else (fill, ink)))
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = box.width() * _RING_SHARE
    ring = box.adjusted(width, width, -width, -width)
    painter.setPen(QPen(QColor(theme.palette.control_line), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    if sign.share > 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.palette.good))
        inner = ring.adjusted(width, width, -width, -width)
        painter.drawPie(inner, 90 * 16, -round(360 * 16 * min(sign.share, 1.0)))
    painter.restore()


class SignBadge(QWidget):
    """One sign, ``side_px`` wide and high."""

    def __init__(self, sign: Sign, theme: Theme, side_px: int, *, is_inverse: bool = False) -> None:
        super().__init__()
        self._sign, self._theme, self._side_px, self._is_inverse = sign, theme, side_px, is_inverse
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(sign.word)

    def sizeHint(self) -> QSize:
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sign(painter, QRectF(self.rect()), self._sign, self._theme, is_inverse=self._is_inverse)
        painter.end()
