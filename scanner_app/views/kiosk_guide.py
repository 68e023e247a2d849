"""The words of a kiosk between two guests: as large as there is room for, and never cut."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from scanner_app.theme import TRAINING, Text, Theme
from scanner_app.views.appearance import font
from scanner_app.views.shapes import draw_shape
from scanner_app.views.text_block import TextBlock
from scanner_app.wording import Shape, say

_SHRINKS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35)
STRIP_PX = 40
_Placed = tuple[TextBlock, float, str]
"""A text, the gap below it in pixels, and its colour."""


def paint_guide(painter: QPainter, box: QRect, theme: Theme, texts: tuple[str, str, str], *, has_sign: bool) -> None:
    """Paint greeting, title and hint in the middle of ``box``; ``has_sign`` puts a finder above the title."""
    blocks, sign_px = _fitted(box, theme, texts, has_sign=has_sign)
    y = box.top() + (box.height() - _height(blocks) - sign_px) / 2
    for at, (block, gap, colour) in enumerate(blocks):
        if sign_px and at == len(blocks) - 2:
            side = sign_px * 0.8
            place = QRectF(box.center().x() - side / 2, y, side, side)
            draw_shape(painter, Shape.FINDER, place, QColor(theme.palette.accent), QColor(theme.palette.ground))
            y += sign_px
        painter.setPen(QColor(colour))
        block.paint(painter, box.left(), y)
        y += block.height + gap


def paint_practice(painter: QPainter, box: QRect) -> None:
    """Paint a strip at the foot of ``box`` that says that nothing counts."""
    strip = QRect(box.left(), box.bottom() + 1 - STRIP_PX, box.width(), STRIP_PX)
    painter.fillRect(strip, QColor(TRAINING.fill))
    painter.setPen(QColor(TRAINING.ink))
    text = TextBlock(say("Practice: nobody is checked in"), font(Text.LEAD, QFont.Weight.DemiBold), strip.width(), 1)
    text.paint(painter, strip.left(), strip.top() + (strip.height() - text.height) / 2)


def _fitted(box: QRect, theme: Theme, texts: tuple[str, str, str], *, has_sign: bool) -> tuple[list[_Placed], float]:
    """The largest of the sizes at which every word is whole and all of it has room, and the sign's height with it."""
    blocks: list[_Placed] = []
    sign_px = 0.0
    for shrink in _SHRINKS:
        blocks = _blocks(box, theme, texts, shrink)
        sign_px = min(box.height() * 0.28, 220.0) * shrink if has_sign else 0.0
        # A greeting may be as long as anybody likes; what is to be done must be whole.
        is_whole = not any(block.is_cut or block.breaks_a_word for block, _, _ in blocks[-2:])
        if is_whole and _height(blocks) + sign_px <= box.height():
            break
    return blocks, sign_px


def _blocks(box: QRect, theme: Theme, texts: tuple[str, str, str], shrink: float) -> list[_Placed]:
    palette, large = theme.palette, min(theme.font_scale, 1.4) * shrink
    unit = min(box.width() / 8, box.height() / 7, 92.0) * large
    greeting, title, hint = texts
    demi, bold = QFont.Weight.DemiBold, QFont.Weight.Bold
    lead_px = max(unit * 0.48, theme.px(Text.LEAD) * shrink)
    parts = (
        (greeting, font(max(unit * 0.46, theme.px(Text.TITLE) * shrink), demi), palette.muted, 2, unit * 0.6),
        (title, font(max(unit, Text.DISPLAY * shrink), bold), palette.ink, 5, unit * 0.5),
        (hint, font(lead_px, demi), palette.muted, 4, 0.0),
    )
    return [(TextBlock(text, face, box.width(), most), gap, colour) for text, face, colour, most, gap in parts if text]


def _height(blocks: list[_Placed]) -> float:
    return sum(block.height + gap for block, gap, _ in blocks)
