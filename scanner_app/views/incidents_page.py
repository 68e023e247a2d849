"""What went wrong at the event: a card each with what to do about it, and below those that were dealt with."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from scanner_app.incident_wording import IncidentLines
from scanner_app.theme import Space, Theme
from scanner_app.views.appearance import repolish
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.cards import empty, put
from scanner_app.views.empty_state import EmptyState
from scanner_app.views.form_parts import Card, say_if_any
from scanner_app.views.labels import BreakingLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import say, say_count

PAGE_LENGTH = 30
"""More cards than this are shown when asked for: a page of thousands would take seconds to lay out."""


class IncidentsPage(Page):
    """``acknowledged`` carries the place, in the list given last, of the one that was dealt with, and who says so."""

    acknowledged = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Incidents"), parent)
        self.state = WrappedLabel(tone="muted")
        self.name_field = QLineEdit()
        self.name_field.setPlaceholderText(say("Your name"))
        self.name_field.setAccessibleName(say("Your name"))
        self.name_field.setMaxLength(80)
        self.name_field.textEdited.connect(lambda _: self._mark_name(is_missing=False))
        self.hint = WrappedLabel(tone="bad")
        self.hint.setVisible(False)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(Space.M)
        self.more_button = WrappedButton(say("Show more"))
        self.more_button.setAutoDefault(False)
        self.more_button.clicked.connect(self._show_more)
        self._shown: list[IncidentLines] | None = None
        self._most = PAGE_LENGTH
        self.nothing = EmptyState("check")
        for part in (self.nothing, self.state, self.name_field, self.hint):
            self.body.addWidget(part)
        self.body.addLayout(self.cards)
        self.body.addWidget(self.more_button)
        self.body.addStretch(1)
        self.show_loading()

    def show_loading(self) -> None:
        """Nothing is known yet."""
        self._shown = None
        self.nothing.setVisible(False)
        self._fill()
        self._tell(say("One moment …"))

    def show_error(self, why: str) -> None:
        """The list cannot be read now; what was shown before stays."""
        self.hint.setText(why)
        self.hint.setVisible(True)

    def show_incidents(self, shown: list[IncidentLines], operator: str = "") -> None:
        """Show the open ones first, in the order given. What is shown already is left alone."""
        if operator and not self.name_field.text():
            self.name_field.setText(operator)
        if shown == self._shown:
            return
        self.hint.setVisible(False)
        self._shown = shown
        self._fill()
        open_ones = sum(not each.dealt_with for each in shown)
        self.nothing.setVisible(not shown)
        if not shown:
            self._tell("")
            self.nothing.tell(say("Nothing went wrong so far"), say("Double admissions and the like are listed here."))
        elif not open_ones:
            self._tell(say("Nothing is left to deal with."))
        else:
            self._tell(
                say_count(
                    "{count} incident waits for somebody to deal with it.",
                    "{count} incidents wait for somebody to deal with them.",
                    open_ones,
                )
            )
        self.name_field.setVisible(open_ones > 0)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.nothing.set_theme(theme)

    def _tell(self, text: str) -> None:
        say_if_any(self.state, text)
        self.setAccessibleDescription(text)

    def _fill(self) -> None:
        empty(self.cards)
        shown = self._shown or []
        ordered = sorted(enumerate(shown), key=lambda each: bool(each[1].dealt_with))
        is_below = False
        for place, lines in ordered[: self._most]:
            if lines.dealt_with and not is_below:
                is_below = True
                put(self.cards, WrappedLabel(say("Dealt with"), size="lead"))
            put(self.cards, self._card(place, lines))
        self.more_button.setVisible(len(shown) > self._most)
        self.name_field.setVisible(any(not each.dealt_with for each in shown))

    def _card(self, place: int, lines: IncidentLines) -> Card:
        card = Card()
        card.setAccessibleName(f"{lines.title}: {lines.who}")
        is_open = not lines.dealt_with
        for text, size, tone in (
            (lines.title, "lead", "bad" if is_open else "muted"),
            (lines.who, "lead" if is_open else "body", ""),
            (lines.first, "body", "muted"),
            (lines.second, "body", "muted"),
            (lines.uncertain if is_open else "", "body", ""),
            (lines.to_do if is_open else "", "body", ""),
            (lines.dealt_with, "body", "good"),
        ):
            if text:
                card.column.addWidget(BreakingLabel(text, size=size, tone=tone))
        if is_open:
            button = WrappedButton(say("Acknowledge"))
            button.setAccessibleName(say("Acknowledge: {what}", what=f"{lines.title}, {lines.who}"))
            button.setAutoDefault(False)
            button.clicked.connect(lambda: self._submit(place, button))
            card.column.addSpacing(Space.XS)
            card.column.addWidget(button)
        return card

    def _submit(self, place: int, button: QPushButton) -> None:
        name = self.name_field.text().strip()
        self._mark_name(is_missing=not name)
        if not name:
            self.name_field.setFocus()
            return
        button.setEnabled(False)
        self.acknowledged.emit(place, name)

    def _mark_name(self, *, is_missing: bool) -> None:
        repolish(self.name_field, "invalid", value="true" if is_missing else "false")
        self.hint.setText(say("Type your name first: it is kept with the acknowledgement.") if is_missing else "")
        self.hint.setVisible(is_missing)

    def _show_more(self) -> None:
        self._most += PAGE_LENGTH
        self._fill()
