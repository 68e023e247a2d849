"""Preflight: every check with how it stands and what to do, and in one glance whether the doors may open."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from scanner_app.door.preflight import Check, Finding, State
from scanner_app.door.shown import Source
from scanner_app.theme import Palette, Space, Theme
from scanner_app.views.appearance import icon, repolish
from scanner_app.views.flow_layout import FlowLayout
from scanner_app.views.form_parts import say_if_any
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import plain, say, say_count

BY_HAND = (Check.CAMERA, Check.HANDHELD, Check.SOUND, Check.PRINTER)
"""What needs a person; the others run by themselves."""
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
_ICON_PX, _BIG_PX = 24, 40
_TWO_COLUMNS_PX, _WIDEST_PX = 820, 1120

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
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{self._title.text()}: {text}")
        button.clicked.connect(lambda: self.acted.emit(act))
        self._flow.addWidget(button)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._title, 1)
        head.addWidget(self._word, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addLayout(head)
        for part in (self._what, self._advice):
            words.addWidget(part)
        words.addWidget(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        self._icon.setFixedSize(_ICON_PX, 28)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class PreflightPage(Page):
    """Shows findings; says by signals what a person wants. Codes that are read here are tried and never checked in."""

    run_wanted = Signal()
    open_wanted = Signal()
    acted = Signal(Check, str)
    read = Signal(object)
    """The Source that a code was read by."""
    seen = Signal()
    """The page came into sight."""
    fills_width = True

    def __init__(self, checks: Iterable[Check] = tuple(Check), parent: QWidget | None = None) -> None:
        super().__init__(say("Preflight"), parent)
        self.rows = {check: CheckRow(check) for check in checks}
        self._sign, self.headline, self._when = QLabel(), WrappedLabel(size="title"), WrappedLabel(tone="muted")
        self._summary = QFrame()
        self._summary.setObjectName("card")
        self.open_button = self.add_act(say("Open doors"), is_primary=True)
        self.again_button = self.add_act(say("Run again"))
        self._lay_out_body()
        self.open_button.clicked.connect(self.open_wanted)
        self.again_button.clicked.connect(self.run_wanted)
        for check, row in self.rows.items():
            row.acted.connect(lambda act, check=check: self.acted.emit(check, act))
        self._sum_up()

    def show_finding(self, finding: Finding, acts: Acts = ()) -> None:
        """Show how one check stands, and what can be done about it here."""
        self.rows[finding.check].tell(finding, acts)
        self._sum_up()

    def show_last_green(self, when: str) -> None:
        """Say when all was last well; empty where it never was."""
        never = say("Not all green yet on this device.")
        self._when.setText(say("Last all green: {when}", when=when) if when else never)

    def set_in_use(self, check: Check, *, is_in_use: bool) -> None:
        """Leave a check out that this door has no need of."""
        self.rows[check].setVisible(is_in_use)

    def entered(self) -> None:
        self.seen.emit()

    def take(self, payload: str, source: Source) -> bool:
        self.read.emit(source)
        return True

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for row in self.rows.values():
            row.set_theme(theme)
        self._fit()
        self._sum_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _sum_up(self) -> None:
        states = [row.finding.state for row in self.rows.values() if not row.isHidden()]
        state, headline = _overall(states)
        self.headline.setText(headline)
        name, tone = _SIGNS[state]
        self._sign.setPixmap(icon(name, _colour(self.theme.palette, tone)).pixmap(_BIG_PX, _BIG_PX))
        is_bad = State.FAILED in states
        self.open_button.setText(say("Open doors all the same") if is_bad else say("Open doors"))
        self.again_button.setEnabled(State.RUNNING not in states)

    def _lay_out_body(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self.headline)
        words.addWidget(self._when)
        row = QHBoxLayout(self._summary)
        row.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        row.setSpacing(Space.L)
        self._sign.setFixedSize(_BIG_PX, _BIG_PX)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.body.addWidget(self._summary)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(Space.L)
        for title, is_by_hand in ((say("Try by hand"), True), (say("Checked by itself"), False)):
            column = QVBoxLayout()
            column.setSpacing(Space.S)
            column.addWidget(WrappedLabel(title, size="caption", tone="muted"))
            for check, shown in self.rows.items():
                if (check in BY_HAND) is is_by_hand:
                    column.addWidget(shown)
            column.addStretch(1)
            self._halves.addLayout(column, 1)
        self.body.addLayout(self._halves)
        self.body.addStretch(1)

    def _fit(self) -> None:
        is_wide = self.width() >= _TWO_COLUMNS_PX * self.theme.font_scale
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        edge = max(Space.L, (self.width() - _WIDEST_PX) // 2)
        self.body.setContentsMargins(edge, Space.S, edge, Space.L)


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
