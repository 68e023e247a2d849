"""Asking for the managers' PIN."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from scanner_app.theme import Space
from scanner_app.views.appearance import fit_to_text
from scanner_app.views.labels import WrappedLabel
from scanner_app.wording import say

GIVE_UP_MS = 60_000
"""Nobody typed for so long: the dialog no longer lies over the verdicts."""


class PinDialog(QDialog):
    """Emits ``submitted`` with what was typed; whoever asked accepts it or answers by ``show_error``."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Manager"))
        self.pin_field = QLineEdit()
        self.pin_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin_field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.pin_field.setAccessibleName(say("PIN"))
        self.pin_field.setPlaceholderText(say("PIN"))
        self.pin_field.setMaxLength(64)
        self._error = WrappedLabel(tone="bad")
        self._error.setVisible(False)
        self.open_button = QPushButton(say("Unlock"))
        self.open_button.setProperty("primary", "true")
        self.open_button.setDefault(True)
        self.cancel_button = QPushButton(say("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self._lay_out()
        self._unused = QTimer(self, singleShot=True, interval=GIVE_UP_MS)
        self._unused.timeout.connect(self.reject)
        self._unused.start()
        self.pin_field.textEdited.connect(lambda _: self._unused.start())
        self.open_button.clicked.connect(self._submit)
        self.cancel_button.clicked.connect(self.reject)

    @property
    def error_text(self) -> str:
        """What is wrong, or empty."""
        return self._error.text()

    def show_error(self, text: str) -> None:
        """Say why it stays locked, and let it be tried again."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.open_button.setEnabled(True)
        self.pin_field.clear()
        self.pin_field.setFocus()
        fit_to_text(self)

    def showEvent(self, event: QShowEvent) -> None:
        fit_to_text(self)
        super().showEvent(event)

    def _submit(self) -> None:
        if not self.pin_field.text():
            self.show_error(say("Type the manager’s PIN."))
            return
        self.open_button.setEnabled(False)
        self.submitted.emit(self.pin_field.text())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(WrappedLabel(say("Managers only"), size="title"))
        column.addWidget(WrappedLabel(say("Type the PIN that the organizer has set for this event."), tone="muted"))
        column.addWidget(self.pin_field)
        column.addWidget(self._error)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.open_button)
        column.addLayout(buttons)
