"""A table of plain texts, for eyes and for screen readers."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from scanner_app.theme import TOUCH_PX
from scanner_app.wording import say

_MOST_ROWS_SHOWN = 8
_COLUMN_EM = 16
_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractTableModel):
    """Texts in rows and columns; the first column names its row."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()

    def put(self, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        self.beginResetModel()
        self.columns, self.rows = columns, rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature.
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  The same.
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()]}: {self.rows[index.row()][index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            edge = Qt.AlignmentFlag.AlignTrailing if section > 0 else Qt.AlignmentFlag.AlignLeading
            return int(edge | Qt.AlignmentFlag.AlignVCenter)
        return None


class TextTable(QTableView):
    """Shows what ``show_rows`` was given last; wide tables scroll sideways within."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows()
        self.setModel(self._rows)
        self.setAccessibleName(say("Table"))
        self.verticalHeader().setVisible(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)

    def show_rows(self, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        """Show these rows from now on."""
        self._rows.put(columns, rows)
        height = max(self.fontMetrics().height() + 16, TOUCH_PX - 12)
        self.verticalHeader().setDefaultSectionSize(height)
        self._fit()
        self.setMinimumHeight(height * (min(len(rows), _MOST_ROWS_SHOWN) + 1) + 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All columns as wide as each other where there is room, else each as wide as its texts."""
        wanted = len(self._rows.columns) * _COLUMN_EM * self.fontMetrics().averageCharWidth()
        mode = QHeaderView.ResizeMode.Stretch if wanted <= self.width() else QHeaderView.ResizeMode.ResizeToContents
        if self.horizontalHeader().sectionResizeMode(0) is not mode:
            self.horizontalHeader().setSectionResizeMode(mode)

    def texts(self) -> list[tuple[str, ...]]:
        """All of it, the heads first."""
        return [self._rows.columns, *self._rows.rows]
