"""A layout that breaks its row when there is no room, as words do in a paragraph."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """Puts widgets side by side at their own sizes, and on new rows below. Mirrored where people read leftwards."""

    def __init__(self, parent: QWidget, spacing: int) -> None:
        super().__init__(parent)
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        return self._rows(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._rows(rect, moves=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        # An item that alone is wider than the row is made to fit, so the layout asks for no width of its own.
        return QSize(0, max((item.minimumSize().height() for item in self._items if not item.isEmpty()), default=0))

    def _rows(self, rect: QRect, *, moves: bool) -> int:
        """Lay the items into ``rect`` and give the height they take."""
        x, y, row_height = rect.left(), rect.top(), 0
        parent = self.parentWidget()
        direction = Qt.LayoutDirection.LeftToRight if parent is None else parent.layoutDirection()
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 10_000))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if x > rect.left() and x + size.width() > rect.left() + rect.width():
                x, y, row_height = rect.left(), y + row_height + self.spacing(), 0
            if moves:
                item.setGeometry(QStyle.visualRect(direction, rect, QRect(QPoint(x, y), size)))
            x, row_height = x + size.width() + self.spacing(), max(row_height, size.height())
        return y + row_height - rect.top()
