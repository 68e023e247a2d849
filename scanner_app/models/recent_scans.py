"""The last scans at this door, newest first."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from scanner_app.door.shown import ScanResult
from scanner_app.wording import ColourRole, Shape, Wording, clock_time, plain, say

KEPT = 50
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex
# Views count from an invalid parent; one is enough for all calls.
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class RecentScan:
    """One row: plain texts, ready to paint."""

    time: str
    who: str
    what: str
    gate: str
    role: ColourRole
    shape: Shape

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        return ", ".join(part for part in (self.time, self.what, self.who, self.gate) if part)


class RecentScans(QAbstractListModel):
    """The last ``KEPT`` scans; ``ROW_ROLE`` gives the RecentScan of a row."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[RecentScan] = []

    def add(self, result: ScanResult, wording: Wording, time_zone: str) -> None:
        """Put ``result`` on top and let the oldest row go when there are too many."""
        row = RecentScan(
            time=clock_time(result.at, time_zone),
            who=plain(result.holder or result.verdict.ticket_id or "", 80) or say("Unreadable code"),
            what=wording.word,
            gate=plain(result.gate, 40),
            role=wording.role,
            shape=wording.shape,
        )
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._rows.insert(0, row)
        self.endInsertRows()
        if len(self._rows) > KEPT:
            self.beginRemoveRows(QModelIndex(), KEPT, len(self._rows) - 1)
            del self._rows[KEPT:]
            self.endRemoveRows()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None
