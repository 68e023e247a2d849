"""Where a manager starts self check-in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from scanner_app.views.kiosk_page import HOLD_MS, LEAVE_KEYS
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import say


class KioskSetupPage(Page):
    """``start_wanted`` carries the greeting."""

    start_wanted = Signal(str)
    is_for_managers = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Kiosk"), parent)
        self.greeting_field = QLineEdit()
        self.greeting_field.setAccessibleName(say("Greeting"))
        self.greeting_field.setMaxLength(120)
        self._problem = WrappedLabel(tone="bad")
        self.start_button = self.add_act(say("Start self check-in"), is_primary=True)
        self.start_button.clicked.connect(lambda: self.start_wanted.emit(self.greeting_field.text().strip()))
        self._fill()

    @property
    def problem_text(self) -> str:
        """Why it cannot start, or empty."""
        return self._problem.text()

    def show_kiosk(self, greeting: str, event: str) -> None:
        """Show what was set last; an empty greeting is the ``event``'s name."""
        self.greeting_field.setText(greeting)
        self.greeting_field.setPlaceholderText(event)

    def show_problem(self, text: str) -> None:
        """Say why it cannot start, and let it not; empty where it can."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.start_button.setEnabled(not text)

    def _fill(self) -> None:
        about = say(
            "Guests check themselves in. They see the camera’s picture and whether they may go in, nothing else."
        )
        leaving = say(
            "To leave, hold a finger in the top corner at the end of the line for {seconds} seconds, or press {keys}. "
            "Then type the manager’s PIN.",
            seconds=str(HOLD_MS // 1000),
            keys=LEAVE_KEYS,
        )
        after = say("After a restart or a crash this device comes back as a kiosk.")
        self.body.addWidget(self._problem)
        for text in (about, leaving, after):
            self.body.addWidget(WrappedLabel(text))
        self.body.addWidget(PlainLabel(say("Greeting"), tone="muted"))
        self.body.addWidget(self.greeting_field)
        self.body.addStretch(1)
        self.show_problem("")
