"""What the verdict's place shows between verdicts."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from scanner_app.theme import RADIUS_PX, Text, Theme
from scanner_app.views.appearance import font
from scanner_app.views.shapes import draw_shape
from scanner_app.views.text_block import TextBlock
from scanner_app.wording import Shape

_STRIP_BELOW_PX = 190


def strip_height(theme: Theme) -> int:
    """The height in pixels that the strip's two lines need."""
    return max(round((_strip_title_px(theme) + theme.px(Text.BODY)) * 1.3) + 24, 84)


def paint_idle(painter: QPainter, box: QRectF, theme: Theme, title: str, hint: str) -> None:
    """Paint ``title`` and ``hint`` into ``box``: as a strip where it is low, else in the middle."""
    _paint_ground(painter, box, theme)
    if box.height() < _STRIP_BELOW_PX:
        _paint_strip(painter, box, theme, title, hint)
    else:
        _paint_middle(painter, box, theme, title, hint)


def _paint_ground(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.palette.line), 1))
    painter.setBrush(QColor(theme.palette.surface))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)


def _paint_middle(painter: QPainter, box: QRectF, theme: Theme, title: str, hint: str) -> None:
    size = min(box.width() * 0.3, box.height() * 0.26, 190.0)
    big = max(min(box.width() * 0.1, 64.0), theme.px(Text.DISPLAY)) * min(theme.font_scale, 1.4)
    width = box.width() - 48
    head = TextBlock(title, font(big, QFont.Weight.Bold), width, 2)
    foot = TextBlock(hint, font(max(big * 0.42, theme.px(Text.LEAD))), width, 4)
    top = box.center().y() - (size + 28 + head.height + 8 + foot.height) / 2
    _draw_finder(painter, QRectF(box.center().x() - size / 2, top, size, size), theme)
    painter.setPen(QColor(theme.palette.ink))
    head.paint(painter, box.left() + 24, top + size + 28)
    painter.setPen(QColor(theme.palette.muted))
    foot.paint(painter, box.left() + 24, top + size + 36 + head.height)


def _paint_strip(painter: QPainter, box: QRectF, theme: Theme, title: str, hint: str) -> None:
    size = min(box.height() - 40, 64.0)
    width = box.width() - size - 52
    head = TextBlock(title, font(_strip_title_px(theme), QFont.Weight.Bold), width, 1)
    foot = TextBlock(hint, font(theme.px(Text.BODY)), width, 1 if theme.font_scale > 1.4 else 2)
    is_mirrored = painter.device() is not None and painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = box.right() - 18 - size if is_mirrored else box.left() + 18
    _draw_finder(painter, QRectF(side, box.center().y() - size / 2, size, size), theme)
    text_x = box.left() + 16 if is_mirrored else box.left() + size + 36
    top = box.center().y() - (head.height + foot.height) / 2
    painter.setPen(QColor(theme.palette.ink))
    head.paint(painter, text_x, top, Qt.AlignmentFlag.AlignLeft)
    painter.setPen(QColor(theme.palette.muted))
    foot.paint(painter, text_x, top + head.height, Qt.AlignmentFlag.AlignLeft)


def _strip_title_px(theme: Theme) -> float:
    # A title that is large already grows less than the text below it.
    return Text.DISPLAY * min(theme.font_scale, 1.4)


def _draw_finder(painter: QPainter, box: QRectF, theme: Theme) -> None:
    draw_shape(painter, Shape.FINDER, box, QColor(theme.palette.accent), QColor(theme.palette.surface))
