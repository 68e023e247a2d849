"""How one verdict is laid out and painted, from a phone to a kiosk."""

from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPolygonF

from scanner_app.theme import FIELDS, Text, Theme
from scanner_app.views.appearance import font
from scanner_app.views.shapes import draw_shape
from scanner_app.views.text_block import TextBlock
from scanner_app.wording import ColourRole, Wording

_SHRINKS = (1.0, 0.92, 0.85, 0.78, 0.71, 0.64, 0.57, 0.5, 0.44, 0.38)
_STRIPE_PX = 16.0


@dataclass(frozen=True, slots=True)
class _Block:
    """A text with the gap above it; a pill has a filled ground."""

    text: TextBlock
    gap: float
    is_pill: bool = False

    @property
    def height(self) -> float:
        return self.gap + self.text.height + (self._pad * 2 if self.is_pill else 0)

    @property
    def _pad(self) -> float:
        return self.text.height / max(len(self.text.lines), 1) * 0.28


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything measured: the shape's side, the blocks below it and the advice at the foot."""

    shape_px: float
    blocks: tuple[_Block, ...]
    advice: TextBlock | None
    margin: float

    @property
    def advice_height(self) -> float:
        return 0.0 if self.advice is None else self.advice.height + self.margin * 1.1

    @property
    def height(self) -> float:
        return self.shape_px + sum(block.height for block in self.blocks) + self.advice_height + self.margin * 1.6


@dataclass(frozen=True, slots=True)
class VerdictFace:
    """One verdict with the facts beside it. All texts are plain."""

    wording: Wording
    holder: str
    ticket_type: str
    note: str

    def spoken(self) -> str:
        """Everything shown, as one text for a screen reader."""
        said = self.wording
        parts = (said.word, said.sentence, *said.details, self.holder, self.ticket_type, self.note, said.next_step)
        return ". ".join(part.rstrip(".") for part in parts if part) + "."

    def paint(self, painter: QPainter, box: QRectF, theme: Theme, radius: float) -> None:
        """Fill ``box`` with the verdict."""
        field = FIELDS[self.wording.role]
        fill, ink = QColor(field.fill), QColor(field.ink)
        outline = QPainterPath()
        outline.addRoundedRect(box, radius, radius)
        painter.save()
        painter.setClipPath(outline)
        painter.fillPath(outline, fill)
        plan = self._plan(box, theme.font_scale)
        if self.wording.role is ColourRole.LOOK:
            _paint_stripes(painter, box, ink)
        _paint_advice(painter, box, plan, ink)
        _paint_blocks(painter, box, plan, fill, ink, self.wording)
        painter.restore()

    def _plan(self, box: QRectF, font_scale: float) -> _Plan:
        for shrink in _SHRINKS:
            plan = self._plan_at(box, font_scale, shrink)
            is_whole = not plan.blocks[0].text.breaks_a_word and not plan.blocks[0].text.is_cut
            if is_whole and plan.height <= box.height():
                return plan
        return plan

    def _plan_at(self, box: QRectF, font_scale: float, shrink: float) -> _Plan:
        unit = sqrt(box.width() * box.height()) / 100 * shrink
        margin = max(unit * 4.5, 14.0)
        width = box.width() - 2 * margin

        def block(
            text: str, size: float, least: Text, gap: float, lines: int, *, bold: bool = False, most: float = 2.0
        ) -> _Block:
            weight = QFont.Weight.Bold if bold else QFont.Weight.DemiBold
            px = max(size * unit, least * shrink) * min(font_scale, most)
            return _Block(_unbroken(text, px, weight, width, lines), gap * unit)

        said = self.wording
        blocks = [
            block(said.word, 12.5, Text.DISPLAY, 3.2, 2, bold=True, most=1.2),
            block(said.sentence, 3.9, Text.LEAD, 0.6, 3),
            *(block(detail, 3.9, Text.LEAD, 0.8, 3, bold=True) for detail in said.details),
        ]
        if self.holder:
            blocks.append(block(self.holder, 5.0, Text.TITLE, 4.0, 3, bold=True))
        if self.ticket_type:
            blocks.append(block(self.ticket_type, 3.7, Text.BODY, 0.6 if self.holder else 4.0, 2))
        if self.note:
            noted = block(self.note, 4.2, Text.LEAD, 2.4, 3, bold=True)
            blocks.append(_Block(noted.text, noted.gap, is_pill=True))
        advice = block(said.next_step, 3.5, Text.BODY, 0, 3).text if said.next_step else None
        return _Plan(unit * 27 * min(shrink * 1.1, 1.0), tuple(blocks), advice, margin)


def _unbroken(text: str, px: float, weight: QFont.Weight, width: float, lines: int) -> TextBlock:
    """``text`` at ``px`` pixels, or somewhat smaller where that keeps a long word in one piece."""
    made = TextBlock(text, font(px, weight), width, lines)
    for smaller in (0.86, 0.74, 0.64):
        if not (made.breaks_a_word or made.is_cut):
            break
        made = TextBlock(text, font(px * smaller, weight), width, lines)
    return made


def _paint_blocks(painter: QPainter, box: QRectF, plan: _Plan, fill: QColor, ink: QColor, wording: Wording) -> None:
    middle = box.center().x()
    total = plan.shape_px + sum(block.height for block in plan.blocks)
    room = box.height() - plan.advice_height
    y = box.top() + max((room - total) / 2, plan.margin * 0.8)
    draw_shape(painter, wording.shape, QRectF(middle - plan.shape_px / 2, y, plan.shape_px, plan.shape_px), ink, fill)
    y += plan.shape_px
    for block in plan.blocks:
        x = middle - block.text.width / 2
        if block.is_pill:
            _paint_pill(painter, QPointF(middle, y + block.gap), block, fill, ink)
        else:
            painter.setPen(ink)
            block.text.paint(painter, x, y + block.gap)
        y += block.height


def _paint_pill(painter: QPainter, top: QPointF, block: _Block, fill: QColor, ink: QColor) -> None:
    height = block.height - block.gap
    pad = (height - block.text.height) / 2
    width = min(block.text.widest + pad * 5, block.text.width)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(top.x() - width / 2, top.y(), width, height), pad * 1.6, pad * 1.6)
    painter.setPen(fill)
    block.text.paint(painter, top.x() - block.text.width / 2, top.y() + pad)


def _paint_advice(painter: QPainter, box: QRectF, plan: _Plan, ink: QColor) -> None:
    if plan.advice is None:
        return
    shade = QColor(0, 0, 0, 60) if ink.lightness() > 128 else QColor(255, 255, 255, 60)
    top = box.bottom() - plan.advice_height
    painter.fillRect(QRectF(box.left(), top, box.width(), plan.advice_height), shade)
    painter.setPen(ink)
    plan.advice.paint(
        painter, box.center().x() - plan.advice.width / 2, top + (plan.advice_height - plan.advice.height) / 2
    )


def _paint_stripes(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """The stripes of a caution tape along the top: amber and green look alike to one man in twelve."""
    painter.save()
    painter.setClipRect(QRectF(box.left(), box.top(), box.width(), _STRIPE_PX))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    x = box.left() - _STRIPE_PX
    while x < box.right() + _STRIPE_PX:
        top, foot = box.top(), box.top() + _STRIPE_PX
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, foot),
                    QPointF(x + _STRIPE_PX, top),
                    QPointF(x + 2 * _STRIPE_PX, top),
                    QPointF(x + _STRIPE_PX, foot),
                ]
            )
        )
        x += 2.5 * _STRIPE_PX
    painter.restore()
