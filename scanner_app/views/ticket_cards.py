"""The parts of a ticket's page: who and what, by hand, what happened, and a verdict across the head."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from scanner_app.door.ticket_history import PastEvent, TicketSheet
from scanner_app.names import Names
from scanner_app.theme import FIELDS, RADIUS_PX, Space, Text, Theme
from scanner_app.ticket_wording import Sign, event_row, facts, picked_name, standing
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.cards import empty, put
from scanner_app.views.flow_layout import FlowLayout
from scanner_app.views.form_parts import Card, FieldRow
from scanner_app.views.labels import BreakingLabel, WrappedLabel
from scanner_app.views.signs import SignBadge
from scanner_app.views.stepper import Stepper
from scanner_app.wording import Wording, say, say_count

SHOWN_AT_FIRST = 30
"""Entries of a history; more are shown when asked for, for a ticket may go in and out all night."""
_BADGE_PX, _SMALL_PX = 44, 26
_LONGEST_NAME, _LONGEST_REASON = 80, 200


class VerdictStrip(QFrame):
    """A verdict as a field of colour with its shape, word and sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording: Wording | None = None
        self.word = WrappedLabel(size="title")
        self.sentence = WrappedLabel()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._row.setSpacing(Space.L)
        texts = QVBoxLayout()
        texts.setSpacing(Space.XS)
        texts.addWidget(self.word)
        texts.addWidget(self.sentence)
        self._row.addLayout(texts, 1)
        self._badge: SignBadge | None = None

    def show_verdict(self, wording: Wording, theme: Theme) -> None:
        """Show it, with all that must be known."""
        self._wording = wording
        field = FIELDS[wording.role]
        if self._badge is not None:
            self._row.removeWidget(self._badge)
            self._badge.deleteLater()
        self._badge = SignBadge(Sign(wording.word, wording.role, wording.shape), theme, 56, is_inverse=True)
        self._row.insertWidget(0, self._badge, 0, Qt.AlignmentFlag.AlignTop)
        self.word.setText(wording.word)
        self.sentence.setText("\n".join((wording.sentence, *wording.details)))
        for label, size in ((self.word, Text.DISPLAY), (self.sentence, Text.BODY)):
            label.setStyleSheet(f"color: {field.ink}; font-weight: 600; font-size: {theme.px(size)}px;")
        self.setVisible(True)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        if self._wording is not None and not self.isHidden():
            self.show_verdict(self._wording, theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._wording is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
        painter.fillPath(outline, QColor(FIELDS[self._wording.role].fill))
        painter.end()


class FactsCard(Card):
    """The guest's name, how the ticket stands, and what is known of it."""

    def show_ticket(self, sheet: TicketSheet, names: Names, theme: Theme, *, columns: int = 1) -> None:
        """Show as much as ``names`` allows, in so many columns."""
        empty(self.column)
        name = picked_name(sheet.holder, names)
        put(self.column, self._head(sheet, name, theme))
        if not sheet.is_on_list:
            put(self.column, WrappedLabel(say("This ticket is not on this device’s list."), tone="bad"))
        grid = QWidget()
        cells = QGridLayout(grid)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(Space.S)
        for at, fact in enumerate(facts(sheet, names)):
            cells.addWidget(_fact(fact.name, fact.text), at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(columns):
            cells.setColumnStretch(column, 1)
        put(self.column, grid)
        self.setAccessibleName(name)

    @staticmethod
    def _head(sheet: TicketSheet, name: str, theme: Theme) -> QWidget:
        sign = standing(sheet.status, sheet.inside, sheet.party, was_in=sheet.was_in)
        if not sheet.is_on_list:
            sign = Sign(say("Not on the list"), share=0.0) if not sheet.inside else sign
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, Space.XS, 0, Space.XS)
        row.setSpacing(Space.M)
        row.addWidget(SignBadge(sign, theme, _BADGE_PX), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(BreakingLabel(name, size="title"))
        texts.addWidget(WrappedLabel(sign.word, tone="muted"))
        row.addLayout(texts, 1)
        return head


class ByHandCard(Card):
    """How many, why, and who says so."""

    def __init__(self) -> None:
        super().__init__()
        self.stepper = Stepper()
        self.name_field, self.reason_field = QLineEdit(), QLineEdit()
        self.name_field.setMaxLength(_LONGEST_NAME)
        self.reason_field.setMaxLength(_LONGEST_REASON)
        self._name = FieldRow(say("Your name"), self.name_field)
        self._left = WrappedLabel(tone="muted")
        self.name_field.textEdited.connect(lambda _: self._name.mark(""))
        self.column.addWidget(WrappedLabel(say("Let in by hand"), size="lead"))
        rule = say("The rules of the gate hold here too: what they refuse stays refused.")
        self.column.addWidget(WrappedLabel(rule, tone="muted"))
        self.column.addWidget(self._left)
        self.column.addWidget(self.stepper, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._name)
        self.column.addWidget(FieldRow(say("Why by hand (if you like)"), self.reason_field))
        self.show_left(1)

    @property
    def error(self) -> str:
        """What is missing, or empty."""
        return self._name.error

    def begin(self, operator: str) -> None:
        """Another ticket: ask anew, but for the name of who acts."""
        self._name.mark("")
        self.name_field.setText(operator)
        self.reason_field.clear()
        self.stepper.set_value(1)

    def show_left(self, left: int) -> None:
        """So many people of the ticket are still outside."""
        self.stepper.set_value(min(self.stepper.value, max(left, 1)), most=max(left, 1))
        self.stepper.setVisible(left > 1)
        self._left.setVisible(left > 1)
        text = say_count("{count} person may still come in.", "{count} people may still come in.", left)
        self._left.setText(text)

    def read(self) -> tuple[int, str, str] | None:
        """How many, why and who; None where the name is missing, which is said then."""
        name = self.name_field.text().strip()
        self._name.mark("" if name else say("Type your name: it stands beside what you decide."))
        if not name:
            self.name_field.setFocus()
            return None
        return self.stepper.value, self.reason_field.text().strip(), name


class HistoryCard(Card):
    """All that happened to a ticket, the newest first or the oldest."""

    def __init__(self) -> None:
        super().__init__()
        self._events: tuple[PastEvent, ...] = ()
        self._time_zone, self._theme, self._most = "UTC", Theme(), SHOWN_AT_FIRST
        self._is_oldest_first = False
        self.order_button = WrappedButton()
        self.order_button.setAutoDefault(False)
        self.order_button.clicked.connect(self._turn)
        self.more_button = QPushButton(say("Show more"))
        self.more_button.setAutoDefault(False)
        self.more_button.clicked.connect(self._show_more)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.column.addWidget(WrappedLabel(say("History"), size="lead"))
        self.column.addLayout(self.rows)
        below = QWidget()
        flow = FlowLayout(below, Space.S)
        for button in (self.order_button, self.more_button):
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        below.setSizePolicy(policy)
        self.column.addWidget(below)
        self.setAccessibleName(say("History"))

    def show_events(self, events: tuple[PastEvent, ...], time_zone: str, theme: Theme) -> None:
        """Show these, given in order, with dates and times of ``time_zone``."""
        self._events, self._time_zone, self._theme = events, time_zone, theme
        self._fill()

    def _fill(self) -> None:
        empty(self.rows)
        ordered = self._events if self._is_oldest_first else tuple(reversed(self._events))
        for event in ordered[: self._most]:
            put(self.rows, self._row(event))
        if not ordered:
            put(self.rows, WrappedLabel(say("Nothing happened to this ticket yet."), tone="muted"))
        self.order_button.setText(say("Oldest first") if not self._is_oldest_first else say("Newest first"))
        self.order_button.setVisible(len(ordered) > 1)
        self.more_button.setVisible(len(ordered) > self._most)

    def _row(self, event: PastEvent) -> QWidget:
        said = event_row(event, self._time_zone)
        row = QWidget()
        row.setAccessibleName(said.spoken)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, Space.S, 0, Space.S)
        across.setSpacing(Space.M)
        across.addWidget(SignBadge(said.sign, self._theme, _SMALL_PX), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(BreakingLabel(said.title, tone="" if event.undone is None else "muted"))
        texts.addWidget(WrappedLabel(said.aside, size="caption", tone="muted"))
        for line in said.lines:
            texts.addWidget(BreakingLabel(line, size="caption", tone="muted"))
        across.addLayout(texts, 1)
        return row

    def _turn(self) -> None:
        self._is_oldest_first = not self._is_oldest_first
        self._fill()

    def _show_more(self) -> None:
        self._most += SHOWN_AT_FIRST
        self._fill()


def _fact(name: str, text: str) -> QWidget:
    """A value below its name."""
    part = QWidget()
    part.setAccessibleName(f"{name}: {text}")
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(WrappedLabel(name, size="caption", tone="muted"))
    column.addWidget(BreakingLabel(text))
    return part
