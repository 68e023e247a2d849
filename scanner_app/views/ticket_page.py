"""One ticket: whose it is, what happened to it, and what can be done by hand."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from scanner_app.door.shown import ScanResult
from scanner_app.door.ticket_history import TicketSheet, result_of
from scanner_app.names import Names
from scanner_app.theme import Space, Theme
from scanner_app.views.empty_state import EmptyState
from scanner_app.views.labels import WrappedLabel
from scanner_app.views.page import Page
from scanner_app.views.ticket_cards import ByHandCard, FactsCard, HistoryCard, VerdictStrip
from scanner_app.wording import Wording, plain, say

_TWO_COLUMNS_PX = 900


class TicketPage(Page):
    """Signals say what a person wants done with the ticket that is shown.

    ``admit_wanted`` carries how many people, why, and who says so; the next three the ScanResult that they are about.
    """

    admit_wanted = Signal(int, str, str)
    undo_wanted = Signal(object)
    turn_away_wanted = Signal(object)
    override_wanted = Signal(object)
    print_wanted = Signal()
    fills_width = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Ticket"), parent)
        self._sheet: TicketSheet | None = None
        self._names, self._can_print, self._is_wide = Names.FULL, False, False
        self.stays_for_verdicts = False
        """Whether a verdict is shown here, as at a gate that only looks, and does not lead back to the scan screen."""
        self.strip = VerdictStrip()
        self.said = WrappedLabel()
        self.facts = FactsCard()
        self.by_hand = ByHandCard()
        self.history = HistoryCard()
        self.empty = EmptyState("ticket")
        self.admit_button = self._act(say("Let in"), self._submit, is_primary=True)
        self.undo_button = self._act(say("Undo …"), lambda: self._want(self.undo_wanted))
        self.turn_away_button = self._act(say("Turn away"), lambda: self._want(self.turn_away_wanted))
        self.override_button = self._act(say("Manager …"), self._want_override)
        self.print_button = self._act(say("Print badge"), self.print_wanted.emit)
        self._lay_out_cards()
        self.show_loading()

    @property
    def sheet(self) -> TicketSheet | None:
        """What is shown, None while there is nothing."""
        return self._sheet

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.empty.set_theme(theme)
        self.strip.set_theme(theme)
        self._show()

    def set_names(self, names: Names) -> None:
        """Show so much of the guest from now on."""
        self._names = names
        self._show()

    def set_can_print(self, *, can_print: bool) -> None:
        """Whether a badge can be printed at all."""
        self._can_print = can_print
        self._show_acts()

    def begin(self, operator: str) -> None:
        """Another ticket is coming: nothing of the last one stays."""
        self.show_loading()
        self.say("")
        self.strip.setVisible(False)
        self.by_hand.begin(operator)

    def show_loading(self) -> None:
        """Nothing is known yet."""
        self._sheet = None
        self.empty.tell(say("One moment …"))
        self._show()

    def show_error(self, why: str) -> None:
        """The ticket cannot be read now."""
        self._sheet = None
        self.empty.tell(say("The ticket cannot be shown now"), why)
        self._show()

    def show_ticket(self, sheet: TicketSheet) -> None:
        """Show this ticket as it is now; what was typed stays where it is still the same ticket."""
        if sheet != self._sheet:
            self._sheet = sheet
            self.by_hand.show_left(sheet.left)
            self._show()

    def say(self, text: str, *, is_done: bool = True) -> None:
        """Say what came of an act, above all else; empty takes it away."""
        self.said.setText(plain(text))
        self.said.set_tone("good" if is_done else "bad")
        self.said.setVisible(bool(text))

    def show_verdict(self, result: ScanResult, wording: Wording) -> bool:
        if not self.stays_for_verdicts or result.verdict.ticket_id is None:
            return False
        self.head_with(wording)
        return True

    def head_with(self, wording: Wording) -> None:
        """Show a verdict across the page's head."""
        self.strip.show_verdict(wording, self.theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _TWO_COLUMNS_PX * self.theme.font_scale
        if is_wide is not self._is_wide:
            self._is_wide = is_wide
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._columns.setDirection(across if is_wide else down)
            self._show()

    def _show(self) -> None:
        sheet = self._sheet
        for part in (self.facts, self.by_hand, self.history):
            part.setVisible(sheet is not None)
        self.empty.setVisible(sheet is None)
        if sheet is not None:
            self.facts.show_ticket(sheet, self._names, self.theme, columns=2 if self._is_wide else 1)
            self.history.show_events(sheet.history, sheet.time_zone, self.theme)
        self._show_acts()

    def _show_acts(self) -> None:
        sheet = self._sheet
        undone = None if sheet is None else sheet.to_undo
        self.admit_button.setVisible(sheet is not None)
        self.undo_button.setVisible(undone is not None and not undone.was_look)
        self.turn_away_button.setVisible(undone is not None and undone.was_look)
        self.override_button.setVisible(sheet is not None and sheet.to_override is not None)
        self.print_button.setVisible(sheet is not None and sheet.is_on_list and self._can_print)

    def _submit(self) -> None:
        told = self.by_hand.read()
        if told is None:
            area = self.findChild(QScrollArea)
            if isinstance(area, QScrollArea):
                area.ensureWidgetVisible(self.by_hand.name_field)
        else:
            self.admit_wanted.emit(*told)

    def _want(self, signal: SignalInstance) -> None:
        if self._sheet is not None and self._sheet.to_undo is not None:
            signal.emit(result_of(self._sheet, self._sheet.to_undo))

    def _want_override(self) -> None:
        if self._sheet is not None and self._sheet.to_override is not None:
            self.override_wanted.emit(result_of(self._sheet, self._sheet.to_override))

    def _act(self, text: str, slot: object, *, is_primary: bool = False) -> QPushButton:
        button = self.add_act(text, is_primary=is_primary)
        button.clicked.connect(slot)
        return button

    def _lay_out_cards(self) -> None:
        first = QVBoxLayout()
        first.setSpacing(Space.M)
        for part in (self.facts, self.by_hand):
            first.addWidget(part)
        first.addStretch(1)
        second = QVBoxLayout()
        second.addWidget(self.history)
        second.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(Space.M)
        self._columns.addLayout(first, 1)
        self._columns.addLayout(second, 1)
        for above in (self.strip, self.said, self.empty):
            self.body.addWidget(above)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        self.said.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.said.setVisible(False)
        self.strip.setVisible(False)
