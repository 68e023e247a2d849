"""The field for a code that no camera can read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from scanner_app.theme import Space
from scanner_app.views.appearance import repolish
from scanner_app.views.labels import WrappedLabel
from scanner_app.wording import say

_LONGEST_TYPED = 4096


class CodeEntry(QWidget):
    """Emits ``submitted`` with what was typed and empties itself; an empty field says what to do instead."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("Type a ticket code"))
        self.field.setAccessibleName(say("Ticket code"))
        self.field.setMaxLength(_LONGEST_TYPED)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhPreferUppercase)
        self.field.returnPressed.connect(self._submit)
        self.field.textEdited.connect(self._forget_error)
        self.button = QPushButton(say("Check"))
        self.button.clicked.connect(self._submit)
        self._error = WrappedLabel(tone="bad")
        self._error.setVisible(False)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._error)

    @property
    def error_text(self) -> str:
        """The error shown below the field, or empty."""
        return self._error.text()

    def show_error(self, message: str) -> None:
        """Say below the field what is wrong with it; empty takes it away."""
        self._error.setText(message)
        self._error.setVisible(bool(message))
        repolish(self.field, "invalid", value="true" if message else "false")
        self.field.setAccessibleDescription(message)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.field.clear()
            self.show_error("")
        else:
            super().keyPressEvent(event)

    def _submit(self) -> None:
        typed = self.field.text().strip()
        if not typed:
            self.show_error(say("Type the code printed below the QR code."))
            return
        self.field.clear()
        self.show_error("")
        self.submitted.emit(typed)

    def _forget_error(self) -> None:
        self.show_error("")
