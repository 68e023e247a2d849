"""How rows of people and scans are painted: a sign, a name, what there is to say, and when."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from scanner_app.models.row_list import ROW_ROLE, RowList
from scanner_app.theme import Space, Text, Theme
from scanner_app.ticket_wording import Row
from scanner_app.views.appearance import font
from scanner_app.views.signs import paint_sign
from scanner_app.views.text_block import draw_line

_Index = QModelIndex | QPersistentModelIndex
_SIGN_PX = 30
_PAD_PX = 8
_LEAST_PX = 52
LEAST_ROWS = 3
"""So many rows a page shows at least, and rather scrolls as a whole."""
_WIDEST_ASIDE = 0.4
"""Of a row's width; an aside that needs more stands before the first line."""


class RowDelegate(QStyledItemDelegate):
    """Paints Rows with up to ``lines`` lines below the name. Painted text is never read as markup."""

    def __init__(self, theme: Theme, *, lines: int = 1) -> None:
        super().__init__()
        self.theme, self.lines = theme, lines

    @property
    def height(self) -> int:
        """The height of a row in pixels."""
        texts = QFontMetrics(self._bold()).height() + self.lines * QFontMetrics(self._small()).height()
        return max(texts + 2 * _PAD_PX, _LEAST_PX)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_state(painter, QRectF(rect).adjusted(1, 1, -1, -1), state)
        self._paint_row(painter, rect.adjusted(Space.M, _PAD_PX, -Space.M, -_PAD_PX), row, direction)
        painter.restore()

    def _paint_state(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.palette.raised))
            painter.drawRoundedRect(box, _PAD_PX, _PAD_PX)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected):
            painter.setPen(QColor(self.theme.palette.accent))
            painter.drawRoundedRect(box, _PAD_PX, _PAD_PX)

    def _paint_row(self, painter: QPainter, box: QRect, row: Row, direction: Qt.LayoutDirection) -> None:
        bold, small = QFontMetrics(self._bold()), QFontMetrics(self._small())
        side = min(_SIGN_PX * max(1.0, self.theme.font_scale * 0.8), box.width() / 5)
        aside_width = small.horizontalAdvance(row.aside) + 2 if row.aside else 0
        lines, aside = row.lines, row.aside
        if aside_width > box.width() * _WIDEST_ASIDE:
            lines, aside, aside_width = (" · ".join((aside, *lines[:1])), *lines[1:]), "", 0
        sign = QRect(box.left(), box.center().y() - round(side / 2), round(side), round(side))
        left = sign.right() + Space.M
        width = box.right() - left
        height = bold.height() + len(lines[: self.lines]) * small.height()
        top = box.top() + max(0, (box.height() - height) // 2)

        def at(rect: QRect) -> QRect:
            return QStyle.visualRect(direction, box, rect)

        paint_sign(painter, QRectF(at(sign)), row.sign, self.theme)
        name = QRect(left, top, width - aside_width - (Space.S if aside else 0), bold.height())
        self._text(painter, at(name), row.title, self._bold(), self.theme.palette.ink, direction)
        if aside:
            clock = QRect(box.right() - aside_width, top, aside_width, bold.height())
            self._text(painter, at(clock), aside, self._small(), self.theme.palette.muted, direction)
        for number, line in enumerate(lines[: self.lines]):
            below = QRect(left, top + bold.height() + number * small.height(), width, small.height())
            self._text(painter, at(below), line, self._small(), self.theme.palette.muted, direction)

    @staticmethod
    def _text(painter: QPainter, box: QRect, text: str, face: QFont, ink: str, direction: Qt.LayoutDirection) -> None:
        painter.setLayoutDirection(direction)
        painter.setFont(face)
        painter.setPen(QColor(ink))
        elided = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        draw_line(painter, QRectF(box), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)

    def _bold(self) -> QFont:
        return font(self.theme.px(Text.BODY), QFont.Weight.DemiBold)

    def _small(self) -> QFont:
        return font(self.theme.px(Text.CAPTION))


def make_row_view(model: RowList, delegate: RowDelegate, name: str) -> QListView:
    """A list that shows ``model``, scrolls smoothly, and asks for more at its end."""
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(delegate)
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAccessibleName(name)
    return view
