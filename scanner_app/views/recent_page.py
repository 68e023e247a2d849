"""All scans of this device, the newest first, as far back as its log goes."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from scanner_app.door.past_scans import OwnScan, ScanPage, Wanted
from scanner_app.door.shown import EntryName
from scanner_app.models.row_list import RowList
from scanner_app.names import Names
from scanner_app.theme import Theme
from scanner_app.ticket_wording import Row, scan_row
from scanner_app.views.empty_state import EmptyState
from scanner_app.views.form_parts import ChoiceRow
from scanner_app.views.labels import WrappedLabel
from scanner_app.views.page import Page
from scanner_app.views.row_delegate import LEAST_ROWS, RowDelegate, make_row_view
from scanner_app.wording import say

_Index = QModelIndex | QPersistentModelIndex
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RecentPage(Page):
    """``wanted`` asks for scans of a filter older than an EntryName, or from the newest on where that is None.

    ``chosen`` carries the TicketId of a scan that was picked.
    """

    wanted = Signal(object, object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Recent scans"), parent)
        self._names, self._time_zone, self._now = Names.FULL, "UTC", 0
        self._after: EntryName | None = None
        self.filter = ChoiceRow(
            say("Show"),
            [
                (Wanted.ALL, say("All")),
                (Wanted.ADMITTED, say("Admitted")),
                (Wanted.REFUSED, say("Refused")),
                (Wanted.BY_HAND, say("By hand")),
            ],
        )
        self.filter.set_value(Wanted.ALL)
        self.filter.chosen.connect(lambda _: self._begin())
        self.scans = RowList(self._row)
        self.scans.more_wanted.connect(lambda: self.wanted.emit(self.chosen_filter, self._after))
        self._delegate = RowDelegate(self.theme)
        self.list_view = make_row_view(self.scans, self._delegate, say("Recent scans"))
        self.list_view.clicked.connect(self._open)
        self.list_view.activated.connect(self._open)
        self.empty = EmptyState("list")
        self.note = WrappedLabel(tone="bad")
        self.note.setVisible(False)
        self._lay_out_list()
        self.show_loading()

    @property
    def chosen_filter(self) -> Wanted:
        """Which scans are listed."""
        return Wanted(self.filter.value or Wanted.ALL)

    def entered(self) -> None:
        self.list_view.setFocus()
        self.wanted.emit(self.chosen_filter, None)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._delegate.theme = theme
        self.list_view.setMinimumHeight(LEAST_ROWS * self._delegate.height)
        self.empty.set_theme(theme)
        self.list_view.scheduleDelayedItemsLayout()

    def set_names(self, names: Names) -> None:
        """Show so much of names from now on."""
        self._names = names
        self.scans.say_anew()

    def show_loading(self) -> None:
        """Nothing is known yet."""
        self.scans.show([])
        self._tell(say("One moment …"))

    def show_error(self, why: str) -> None:
        """The log cannot be read now; what was shown before stays."""
        self.note.setText(why)
        self.note.setVisible(True)
        if not self.scans.items:
            self._tell(say("The scans cannot be shown now"))

    def show_scans(self, wanted: Wanted, after: EntryName | None, page: ScanPage, *, time_zone: str, now: int) -> None:
        """What was found for what was asked. An answer to another question than the last is passed over."""
        if wanted is not self.chosen_filter or (after is not None and after != self._after):
            return
        self.note.setVisible(False)
        self._time_zone, self._now = time_zone, now
        if after is None and self._is_known(page.scans):
            self._renew(page.scans)
            return
        self._after = page.after
        if after is None:
            self.scans.show(page.scans)
            self.list_view.scrollToTop()
        else:
            self.scans.append(page.scans)
        self.scans.set_has_more(has_more=page.after is not None)
        self._show_state(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING and self.list_view.hasFocus():
            self._open(self.list_view.currentIndex())
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        self._after = None
        self.show_loading()
        self.wanted.emit(self.chosen_filter, None)

    def _is_known(self, newest: Sequence[OwnScan]) -> bool:
        """Whether the newest scans overlap with what is listed: then whoever comes back finds their place again."""
        held = {scan.name for scan in self.scans.items}
        return bool(held) and any(scan.name in held for scan in newest)

    def _renew(self, newest: Sequence[OwnScan]) -> None:
        """Put what is new on top, and what has changed in its place."""
        places = {scan.name: at for at, scan in enumerate(self.scans.items)}
        for scan in newest:
            if scan.name in places:
                self.scans.put(places[scan.name], scan)
        for scan in reversed([scan for scan in newest if scan.name not in places]):
            self.scans.put_first(scan, most=len(self.scans.items) + 1)

    def _show_state(self, page: ScanPage) -> None:
        if self.scans.items:
            self._stack.setCurrentWidget(self.list_view)
        elif page.after is not None:
            self._tell(say("Looking further back …"))
            self.scans.fetchMore(QModelIndex())
        elif self.chosen_filter is Wanted.ALL:
            self._tell(say("No scans yet"), say("What is scanned at this device is listed here, also after a restart."))
        else:
            self._tell(say("None of these"), say("This device has no such scans."))

    def _tell(self, title: str, text: str = "") -> None:
        self.empty.tell(title, text)
        self._stack.setCurrentWidget(self.empty)

    def _open(self, index: _Index) -> None:
        scan = self.scans.item(index)
        if isinstance(scan, OwnScan) and scan.ticket_id is not None:
            self.chosen.emit(scan.ticket_id)

    def _row(self, scan: OwnScan) -> Row:
        return scan_row(scan, self._names, self._time_zone, self._now)

    def _lay_out_list(self) -> None:
        both = QWidget()
        self._stack = QStackedLayout(both)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list_view)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.note)
        self.body.addWidget(both, 1)
