"""The list of recent scans: a sign, a name, what was said, and when."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from scanner_app.models.recent_scans import ROW_ROLE, RecentScan, RecentScans
from scanner_app.theme import FIELDS, Space, Text, Theme
from scanner_app.views.appearance import font
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.shapes import draw_shape
from scanner_app.wording import say

_Index = QModelIndex | QPersistentModelIndex
_SIGN_PX = 30


class RecentList(QFrame):
    """A card with the recent scans, or a line that says there are none yet."""

    def __init__(self, model: RecentScans, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._model = model
        self._delegate = _RowDelegate(theme)
        self.list_view = self._make_list()
        self._empty = WrappedLabel(say("No scans yet."), tone="muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list_view)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.M, Space.XS, Space.XS)
        column.setSpacing(Space.XS)
        self._title = PlainLabel(say("Recent scans"), size="caption", tone="muted")
        self._title.setContentsMargins(Space.M, 0, Space.M, 0)
        column.addWidget(self._title)
        column.addWidget(pages, 1)
        model.rowsInserted.connect(self._show_page)
        model.rowsRemoved.connect(self._show_page)

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._delegate.theme = theme
        self.list_view.scheduleDelayedItemsLayout()

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(say("Recent scans"))
        return view

    def _show_page(self) -> None:
        self._pages.setCurrentWidget(self.list_view if self._model.rowCount() else self._empty)
        self.list_view.scrollToTop()


class _RowDelegate(QStyledItemDelegate):
    """Paints one RecentScan on two lines. Painted text is never read as markup."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        lines = QFontMetrics(self._bold()).height() + QFontMetrics(self._small()).height()
        return QSize(120, max(lines + 16, 52))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, RecentScan):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self.theme.palette.accent))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 8, 8)
        self._paint_row(painter, rect.adjusted(Space.M, 8, -Space.M, -8), row, direction)
        painter.restore()

    def _paint_row(self, painter: QPainter, box: QRect, row: RecentScan, direction: Qt.LayoutDirection) -> None:
        bold, small = QFontMetrics(self._bold()), QFontMetrics(self._small())
        sign = QRect(box.left(), box.center().y() - _SIGN_PX // 2, _SIGN_PX, _SIGN_PX)
        text_left = sign.right() + Space.M
        time_width = small.horizontalAdvance(row.time) + 2
        upper = QRect(text_left, box.top(), box.right() - text_left - time_width - Space.S, bold.height())
        lower = QRect(text_left, box.top() + bold.height(), box.right() - text_left, small.height())
        clock = QRect(box.right() - time_width, box.top(), time_width, bold.height())

        def at(rect: QRect) -> QRect:
            return QStyle.visualRect(direction, box, rect)

        align = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        field = FIELDS[row.role]
        self._paint_sign(painter, QRectF(at(sign)), row, field.fill, field.ink)
        painter.setFont(self._bold())
        painter.setPen(QColor(self.theme.palette.ink))
        painter.drawText(at(upper), align, bold.elidedText(row.who, Qt.TextElideMode.ElideRight, upper.width()))
        painter.setFont(self._small())
        painter.setPen(QColor(self.theme.palette.muted))
        said = " · ".join(part for part in (row.what, row.gate) if part)
        painter.drawText(at(lower), align, small.elidedText(said, Qt.TextElideMode.ElideRight, lower.width()))
        painter.drawText(at(clock), align, row.time)

    def _paint_sign(self, painter: QPainter, box: QRectF, row: RecentScan, fill: str, ink: str) -> None:
        draw_shape(painter, row.shape, box, QColor(fill), QColor(ink))

    def _bold(self) -> QFont:
        return font(self.theme.px(Text.BODY), QFont.Weight.DemiBold)

    def _small(self) -> QFont:
        return font(self.theme.px(Text.CAPTION))
