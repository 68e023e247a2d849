"""The scan screen's list of recent scans: a sign, a name, what was said, and when."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QStackedLayout, QVBoxLayout, QWidget

from scanner_app.models.recent_scans import RecentScan, RecentScans
from scanner_app.theme import Space, Theme
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.row_delegate import RowDelegate, make_row_view
from scanner_app.wording import say

_Index = QModelIndex | QPersistentModelIndex


class RecentList(QFrame):
    """A card with the recent scans, or a line that says there are none yet; ``opened`` carries a TicketId."""

    opened = Signal(object)

    def __init__(self, model: RecentScans, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._model = model
        self._delegate = RowDelegate(theme)
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
        model.modelReset.connect(self._show_page)

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._delegate.theme = theme
        self.list_view.scheduleDelayedItemsLayout()

    def _make_list(self) -> QListView:
        view = make_row_view(self._model, self._delegate, say("Recent scans"))
        view.setSelectionMode(QListView.SelectionMode.NoSelection)
        view.clicked.connect(self._open)
        view.activated.connect(self._open)
        return view

    def _open(self, index: _Index) -> None:
        scan = self._model.item(index)
        if isinstance(scan, RecentScan) and scan.result.verdict.ticket_id is not None:
            self.opened.emit(scan.result.verdict.ticket_id)

    def _show_page(self) -> None:
        self._pages.setCurrentWidget(self.list_view if self._model.rowCount() else self._empty)
        self.list_view.scrollToTop()
