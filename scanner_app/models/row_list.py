"""A list of rows that is filled bit by bit, each row said anew whenever it is asked for."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from scanner_app.ticket_wording import Row

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex
# Views count from an invalid parent; one is enough for all calls.
_ROOT = QModelIndex()


class RowList(QAbstractListModel):
    """Holds values of any kind and says them by ``describe``; ``ROW_ROLE`` gives the Row.

    ``more_wanted`` fires when a view has come to the end and ``set_has_more`` said that there is more.
    """

    more_wanted = Signal()

    def __init__(self, describe: Callable[[Any], Row]) -> None:
        super().__init__()
        self._describe = describe
        self._items: list[Any] = []
        self._has_more = False

    @property
    def items(self) -> Sequence[Any]:
        """What is listed."""
        return tuple(self._items)

    def item(self, index: _Index) -> Any:  # noqa: ANN401 - whoever filled the list knows its type
        """The value of a row, None where there is none."""
        return self._items[index.row()] if index.isValid() and 0 <= index.row() < len(self._items) else None

    def show(self, items: Sequence[Any]) -> None:
        """List these in place of all others."""
        self.beginResetModel()
        self._items, self._has_more = list(items), False
        self.endResetModel()

    def append(self, items: Sequence[Any]) -> None:
        """More at the end."""
        if items:
            end = len(self._items)
            self.beginInsertRows(QModelIndex(), end, end + len(items) - 1)
            self._items += items
            self.endInsertRows()

    def put_first(self, item: object, *, most: int) -> None:
        """One more on top; where there are more than ``most`` the last goes."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._items.insert(0, item)
        self.endInsertRows()
        if len(self._items) > most:
            self.beginRemoveRows(QModelIndex(), most, len(self._items) - 1)
            del self._items[most:]
            self.endRemoveRows()

    def put(self, at: int, item: object) -> None:
        """Another value in the place of the one in this row."""
        if self._items[at] != item:
            self._items[at] = item
            index = self.index(at)
            self.dataChanged.emit(index, index)

    def set_has_more(self, *, has_more: bool) -> None:
        """Whether it is worth asking for more."""
        self._has_more = has_more

    def say_anew(self) -> None:
        """What rows say has changed."""
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def canFetchMore(self, parent: _Index) -> bool:
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: _Index) -> None:
        self._has_more = False  # Asked once; whoever answers says whether there is more.
        self.more_wanted.emit()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        item = self.item(index)
        if item is None or role not in (ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._describe(item)
        return row if role == ROW_ROLE else row.spoken
