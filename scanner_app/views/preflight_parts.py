"""Preflight's parts: a row for each check, and the card that says whether the doors may open."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from scanner_app.door.preflight import Check, Finding, State
from scanner_app.theme import FIELDS, Palette, Space, Theme
from scanner_app.views.appearance import icon, repolish
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.flow_layout import FlowLayout
from scanner_app.views.form_parts import say_if_any
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.shapes import draw_shape
from scanner_app.wording import ColourRole, Shape, plain, say, say_count

_TITLES = {
    Check.CAMERA: "Camera",
    Check.HANDHELD: "Handheld scanner",
    Check.SOUND: "Sound",
    Check.PRINTER: "Printer",
    Check.LIST: "Ticket list",
    Check.OUTAGE: "Without the server",
    Check.KEYS: "Keys",
    Check.CLOCK: "Clock",
    Check.PEERS: "Other doors",
    Check.POWER: "Power",
    Check.DISK: "Storage",
}
_SIGNS = {
    State.RUNNING: ("sync", "muted"),
    State.YOUR_TURN: ("chevron_right", "accent"),
    State.OK: ("check", "good"),
    State.LOOK: ("warning", "warn"),
    State.FAILED: ("cross", "bad"),
    State.UNUSED: ("more", "muted"),
}
"""Each state's shape and the palette's colour; it has a word besides: it is told apart by any one of them."""
_WORDS = {
    State.RUNNING: "Checking …",
    State.YOUR_TURN: "Your turn",
    State.OK: "OK",
    State.LOOK: "Look",
    State.FAILED: "Not ready",
    State.UNUSED: "Not used",
}
_FIELDS = {
    State.OK: (ColourRole.ADMITTED, Shape.TICK),
    State.FAILED: (ColourRole.REFUSED, Shape.CROSS),
    State.LOOK: (ColourRole.LOOK, Shape.EXCLAMATION),
}
"""What is over shows as verdicts do."""
_ICON_PX, _BIG_PX = 24, 56
_BIG_LETTERS = 1.4

Acts = Sequence[tuple[str, str]]
"""What a row offers to do: a word for the program, and the one for people."""


class CheckRow(QFrame):
    """One check; ``acted`` carries the word of the button that was pressed."""

    acted = Signal(str)

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.finding = Finding(check, State.RUNNING)
        self.acts: dict[str, QPushButton] = {}
        self._theme = Theme()
        self._icon, self._title = QLabel(), WrappedLabel(say(_TITLES[check]), size="body")
        self._title.setProperty("strong", "true")
        self._word = PlainLabel()
        self._word.setObjectName("chip")
        self._what, self._advice = WrappedLabel(tone="muted"), WrappedLabel()
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, Space.S)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._buttons.setSizePolicy(policy)
        self._lay_out()
        self.tell(self.finding)

    @property
    def word(self) -> str:
        """The state's word."""
        return self._word.text()

    def tell(self, finding: Finding, acts: Acts = ()) -> None:
        """Show ``finding``, and offer to do ``acts`` about it."""
        self.finding = finding
        tone, word = _SIGNS[finding.state][1], say(_WORDS[finding.state])
        self._word.setText(word)
        repolish(self._word, "tone", value=tone if tone in ("good", "warn", "bad") else "")
        say_if_any(self._what, plain(finding.what, 300))
        say_if_any(self._advice, plain(finding.advice, 300))
        self.setAccessibleName(f"{self._title.text()}: {word}. {finding.what} {finding.advice}".strip())
        self._offer(acts)
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw the state's shape in the theme's colour."""
        self._theme = theme
        is_large = theme.font_scale > _BIG_LETTERS  # Title and word would not stand beside each other.
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if is_large else QBoxLayout.Direction.LeftToRight)
        name, tone = _SIGNS[self.finding.state]
        self._icon.setPixmap(icon(name, _colour(theme.palette, tone)).pixmap(_ICON_PX, _ICON_PX))

    def _offer(self, acts: Acts) -> None:
        if list(self.acts) != [act for act, _ in acts]:
            for button in self.acts.values():
                self._flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.acts = {act: self._button(act, text) for act, text in acts}
        self._buttons.setVisible(bool(acts))

    def _button(self, act: str, text: str) -> QPushButton:
        button = WrappedButton(text)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{self._title.text()}: {text}")
        button.clicked.connect(lambda: self.acted.emit(act))
        self._flow.addWidget(button)
        return button

    def _lay_out(self) -> None:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(Space.S)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._word, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addLayout(self._head)
        for part in (self._what, self._advice):
            words.addWidget(part)
        words.addWidget(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        self._icon.setFixedSize(_ICON_PX, 28)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class Summary(QFrame):
    """In one glance whether the doors may open, and when all was last well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.state = State.RUNNING
        self._sign = _Sign()
        self.headline, self.when = WrappedLabel(size="title"), WrappedLabel(tone="muted")
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self.headline)
        words.addWidget(self.when)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        row.setSpacing(Space.L)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)

    def sum_up(self, states: Sequence[State], palette: Palette) -> None:
        """Show what all states come to."""
        self.state, headline = _overall(states)
        self.headline.setText(headline)
        role, shape = _FIELDS.get(self.state, (None, Shape.FINDER))
        repolish(self, "field", value="" if role is None else role.value)
        for label in (self.headline, self.when):  # What they inherit is not looked at anew by itself.
            label.style().unpolish(label)
            label.style().polish(label)
        if role is None:
            self._sign.show_shape(shape, QColor(palette.accent), QColor(palette.surface))
        else:
            self._sign.show_shape(shape, QColor(FIELDS[role].ink), QColor(FIELDS[role].fill))


class _Sign(QWidget):
    """A verdict's silhouette."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_BIG_PX, _BIG_PX)
        self._drawn = Shape.FINDER, QColor(), QColor()

    def show_shape(self, shape: Shape, ink: QColor, field: QColor) -> None:
        self._drawn = shape, ink, field
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        shape, ink, field = self._drawn
        draw_shape(QPainter(self), shape, QRectF(self.rect()), ink, field)


def _overall(states: Sequence[State]) -> tuple[State, str]:
    """What all states come to, and the line that says it."""
    failed, turns, looks = (states.count(state) for state in (State.FAILED, State.YOUR_TURN, State.LOOK))
    if failed:
        return State.FAILED, say_count("{count} thing to mend", "{count} things to mend", failed)
    if State.RUNNING in states:
        return State.RUNNING, say("Checking …")
    if turns:
        return State.YOUR_TURN, say_count("{count} thing left to try", "{count} things left to try", turns)
    if looks:
        return State.LOOK, say_count("Ready, with {count} thing to know", "Ready, with {count} things to know", looks)
    return State.OK, say("All green")


def _colour(palette: Palette, tone: str) -> str:
    colour: str = getattr(palette, tone)
    return colour
