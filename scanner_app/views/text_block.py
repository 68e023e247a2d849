"""A wrapped, elided block of plain text, measured before it is painted."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle

from scanner_app.speech import runs_right_to_left


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a block and its natural width in pixels."""

    text: str
    width: float


class TextBlock:
    """``text`` wrapped to ``width`` pixels on at most ``max_lines`` lines; the last one ends in … when it is cut.

    Words break only where one alone is too wide. The text is never read as markup.
    """

    def __init__(self, text: str, font: QFont, width: float, max_lines: int) -> None:
        self.font = font
        self.width = max(width, 1.0)
        self._metrics = QFontMetricsF(font)
        self.is_cut = False
        self.breaks_a_word = False
        self.lines = self._wrap(text, max_lines)

    @property
    def height(self) -> float:
        """The height of all lines in pixels."""
        return len(self.lines) * self._metrics.lineSpacing()

    @property
    def widest(self) -> float:
        """The natural width of the widest line in pixels."""
        return max((line.width for line in self.lines), default=0.0)

    def paint(
        self, painter: QPainter, x: float, y: float, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter
    ) -> None:
        """Paint with the painter's pen; the block's top left corner is at ``x``, ``y``."""
        painter.setFont(self.font)
        spacing = self._metrics.lineSpacing()
        for number, line in enumerate(self.lines):
            box = QRectF(QPointF(x, y + number * spacing), QPointF(x + self.width, y + (number + 1) * spacing))
            draw_line(painter, box, align | Qt.AlignmentFlag.AlignVCenter, line.text)

    def _wrap(self, text: str, max_lines: int) -> list[TextLine]:
        layout = QTextLayout(text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[TextLine] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            start, end = line.textStart(), line.textStart() + line.textLength()
            if end < len(text) and len(lines) + 1 == max_lines:
                self.is_cut = True
                lines.append(self._elided(text[start:]))
                break
            if end < len(text) and not text[end - 1].isspace() and text[end - 1] not in "-·—/":
                self.breaks_a_word = True
            lines.append(self._line(text[start:end].strip()))
        layout.endLayout()
        return lines

    def _elided(self, rest: str) -> TextLine:
        return self._line(self._metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width))

    def _line(self, text: str) -> TextLine:
        return TextLine(text, self._metrics.horizontalAdvance(text))


def draw_line(painter: QPainter, box: QRectF, align: Qt.AlignmentFlag, text: str) -> None:
    """Paint ``text`` on one line, aligned as the painter runs (left is where lines begin), read as the text runs."""
    side = QStyle.visualAlignment(painter.layoutDirection(), align) | Qt.AlignmentFlag.AlignAbsolute
    before = painter.layoutDirection()
    is_turned = runs_right_to_left(text, otherwise=before is Qt.LayoutDirection.RightToLeft)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_turned else Qt.LayoutDirection.LeftToRight)
    painter.drawText(box, side | Qt.TextFlag.TextSingleLine, text)
    painter.setLayoutDirection(before)
