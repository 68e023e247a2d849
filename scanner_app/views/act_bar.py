"""The row at the window's foot: what can still be done about the last scan, and how many people come next.

It lies apart from the verdict, which a tap anywhere puts away, so that nothing is undone by accident.
"""

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from scanner_app.door.shown import ScanResult
from scanner_app.theme import Space
from scanner_app.views.flow_layout import FlowLayout
from scanner_app.views.labels import WrappedLabel
from scanner_app.views.stepper import Stepper
from scanner_app.wording import say
from sync.rules.verdict import Outcome, Reason

UNDO_FOR_MS = 60_000
"""How long the last scan can be undone from here."""
_PASSED = (Outcome.ADMITTED, Outcome.EXIT)


class ActBar(QFrame):
    """Hidden while there is nothing to do. Signals carry the ScanResult they are about."""

    undo_requested = Signal(object)
    turn_away_requested = Signal(object)
    manager_requested = Signal(object)
    ticket_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actBar")
        self._result: ScanResult | None = None
        self._is_group, self._has_ticket = False, False
        self._timer = QTimer(self, singleShot=True, interval=UNDO_FOR_MS)
        self._timer.timeout.connect(self.put_away)
        self._said = WrappedLabel()
        self.stepper = Stepper()
        self.stepper.changed.connect(self._arrange)
        self.undo_button = self._button(say("Undo …"), self.undo_requested)
        self.turn_away_button = self._button(say("Turn away"), self.turn_away_requested)
        self.manager_button = self._button(say("Manager …"), self.manager_requested)
        self.ticket_button = self._button(say("Ticket"), self.ticket_requested)
        self._lay_out()
        self.put_away()

    @property
    def people(self) -> int:
        """How many people the next scan is for."""
        return self.stepper.value

    @property
    def said(self) -> str:
        """What was said last about an act, or empty."""
        return self._said.text()

    def show_result(self, result: ScanResult, *, has_pin: bool) -> None:
        """Offer what can be done about ``result``. After a ticket was read the next one is for one person again."""
        verdict, is_written = result.verdict, result.entry is not None
        self._result, self._is_group = result, result.party > 1
        if verdict.reason is Reason.PARTY_TOO_LARGE and verdict.left:
            self.stepper.set_value(verdict.left)  # All that may still come.
        elif verdict.ticket_id is not None:
            self.stepper.set_value(1)
        can_override = verdict.outcome is Outcome.REFUSED and verdict.ticket_id is not None
        self.undo_button.setVisible(is_written and verdict.outcome in _PASSED)
        self.turn_away_button.setVisible(is_written and verdict.outcome is Outcome.LOOK)
        self.manager_button.setVisible(is_written and can_override and has_pin)
        self._has_ticket = verdict.ticket_id is not None
        self._say("", "")

    def say(self, text: str, *, is_done: bool) -> None:
        """Say what came of an act; once it was done it is not offered again."""
        if is_done:
            self.put_away()
        self._say(text, "" if is_done else "bad")

    def put_away(self) -> None:
        """Offer nothing about the last scan any more."""
        self._result, self._is_group, self._has_ticket = None, False, False
        for button in self._buttons:
            button.setVisible(False)
        self._say("", "")

    def press(self) -> None:
        """Do what the button shown does; nothing where none is."""
        for button in (self.turn_away_button, self.undo_button):
            if not button.isHidden():
                button.click()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _say(self, text: str, tone: str) -> None:
        self._said.setText(text)
        self._said.set_tone(tone)
        self._said.setVisible(bool(text))
        self._timer.start()
        self._arrange()

    def _arrange(self) -> None:
        acts = [button for button in self._buttons if button is not self.ticket_button and not button.isHidden()]
        is_stepping = self._is_group or self.people > 1
        taken = 2 * Space.M + sum(button.sizeHint().width() + Space.S for button in acts)
        taken += self.stepper.short_width if is_stepping else 0
        # The ticket is one tap further away in the list: a second row would be taken from the verdict.
        fits = taken + self.ticket_button.sizeHint().width() <= self.width()
        self.ticket_button.setVisible(self._has_ticket and (fits or not (acts or is_stepping)))
        shown = [button for button in self._buttons if not button.isHidden()]
        room = self.width() - 2 * Space.M - sum(button.sizeHint().width() + Space.S for button in shown)
        self.stepper.set_short(is_short=self.stepper.long_size().width() > room)
        self.stepper.setVisible(is_stepping)
        self.setVisible(is_stepping or bool(self.said) or bool(shown))

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.turn_away_button, self.manager_button, self.undo_button, self.ticket_button

    def _button(self, text: str, asked: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Enter must not press again what was clicked last.
        button.setAutoDefault(False)
        button.clicked.connect(lambda: asked.emit(self._result))
        return button

    def _lay_out(self) -> None:
        row = QWidget()
        flow = FlowLayout(row, Space.S)
        for part in (self.stepper, *self._buttons):
            flow.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(self._said)
        column.addWidget(row)
