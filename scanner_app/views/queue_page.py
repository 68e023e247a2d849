"""What waits for upload: how much, why, and the entries themselves, a page at a time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from scanner_app.theme import Space, Theme
from scanner_app.views.cards import empty, put
from scanner_app.views.empty_state import EmptyState
from scanner_app.views.form_parts import Card, ChoiceRow, say_if_any
from scanner_app.views.labels import BreakingLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import say

PAGE_LENGTH = 25
_NEWEST, _OLDEST = "newest", "oldest"


class QueuePage(Page):
    """``page_wanted`` carries how many entries to skip, and whether the newest come first."""

    is_for_managers = True
    page_wanted = Signal(int, bool)
    send_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Queue"), parent)
        self._skip, self._total = 0, 0
        self.summary = WrappedLabel(size="lead")
        self.reasons = WrappedLabel()
        self.nothing = EmptyState("check")
        self.error = WrappedLabel(tone="bad")
        self.order = ChoiceRow(say("Order"), [(_NEWEST, say("Newest first")), (_OLDEST, say("Oldest first"))])
        self.order.set_value(_NEWEST)
        self.order.chosen.connect(lambda _: self._ask(0))
        self.list = QVBoxLayout()
        self.list.setSpacing(Space.XS)
        self.place = WrappedLabel(tone="muted")
        self.before_button, self.next_button = QPushButton(say("Previous")), QPushButton(say("Next"))
        self.before_button.clicked.connect(lambda: self._ask(self._skip - PAGE_LENGTH))
        self.next_button.clicked.connect(lambda: self._ask(self._skip + PAGE_LENGTH))
        self.send_button = self.add_act(say("Send now"), is_primary=True)
        self.send_button.clicked.connect(self.send_wanted)
        self._fill_body()
        self.show_loading()

    @property
    def is_newest_first(self) -> bool:
        """The order that is chosen."""
        return self.order.value != _OLDEST

    @property
    def skip(self) -> int:
        """How many entries come before those in sight."""
        return self._skip

    def entered(self) -> None:
        self._ask(self._skip)

    def show_loading(self) -> None:
        """Nothing is known yet."""
        say_if_any(self.summary, say("One moment …"))
        self.nothing.setVisible(False)
        say_if_any(self.reasons, "")
        self.show_error("")
        self._show_rows((), 0)

    def show_error(self, why: str) -> None:
        """The queue cannot be read now."""
        say_if_any(self.error, why)

    def show_queue(self, summary: str, reasons: tuple[str, ...], rows: tuple[tuple[str, str], ...], total: int) -> None:
        """Show one page: each row is what happened, and why it waits; ``total`` is how many wait altogether."""
        self.show_error("")
        is_empty = not total and not reasons
        self.nothing.tell(summary)
        self.nothing.setVisible(is_empty)
        say_if_any(self.summary, "" if is_empty else summary)
        say_if_any(self.reasons, "\n".join(f"• {reason}" for reason in reasons))
        self._show_rows(rows, total)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.nothing.set_theme(theme)

    def _ask(self, skip: int) -> None:
        self._skip = max(0, min(skip, max(0, self._total - 1)))
        self.page_wanted.emit(self._skip, self.is_newest_first)

    def _show_rows(self, rows: tuple[tuple[str, str], ...], total: int) -> None:
        self._total = total
        empty(self.list)
        for what, why in rows:
            card = Card()
            card.setAccessibleName(f"{what}. {why}")
            card.add(BreakingLabel(what))
            card.add(WrappedLabel(why, size="caption", tone="muted"))
            put(self.list, card)
        is_long = total > PAGE_LENGTH
        for part in (self.before_button, self.next_button):
            part.setVisible(is_long)
        self.before_button.setEnabled(self._skip > 0)
        self.next_button.setEnabled(self._skip + PAGE_LENGTH < total)
        last = min(self._skip + len(rows), total)
        say_if_any(
            self.place,
            say("{first} to {last} of {total}", first=self._skip + 1, last=last, total=total) if rows else "",
        )
        self.order.setVisible(total > 1)
        self.send_button.setEnabled(total > 0)

    def _fill_body(self) -> None:
        for part in (self.nothing, self.summary, self.reasons, self.error, self.order):
            self.body.addWidget(part)
        self.body.addLayout(self.list)
        self.body.addWidget(self.place)
        turning = QHBoxLayout()
        for button in (self.before_button, self.next_button):
            button.setAutoDefault(False)
            turning.addWidget(button)
        turning.addStretch(1)
        self.body.addLayout(turning)
        self.body.addStretch(1)
