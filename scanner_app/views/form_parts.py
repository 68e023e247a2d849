"""What forms on pages are put together from: fields with their errors below, cards, rows to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from scanner_app.theme import Space
from scanner_app.views.appearance import repolish
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.flow_layout import FlowLayout
from scanner_app.views.labels import PlainLabel, WrappedLabel


class FieldRow(QWidget):
    """A field below its title and above what is wrong with it."""

    def __init__(self, title: str, field: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._error = WrappedLabel(tone="bad")
        self._error.setVisible(False)
        label = WrappedLabel(title)
        label.setBuddy(field)
        field.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for part in (label, field, self._error):
            column.addWidget(part)

    @property
    def error(self) -> str:
        """What is wrong, or empty."""
        return self._error.text()

    def mark(self, error: str) -> None:
        """Say what is wrong with the field; empty takes it away."""
        say_if_any(self._error, error)
        repolish(self.field, "invalid", value="true" if error else "false")
        self.field.setAccessibleDescription(error)


class ChoiceRow(QWidget):
    """Buttons of which one is chosen, in as many lines as they need; ``chosen`` carries its value."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """``choices`` are values with what people read; ``name`` is for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        flow = FlowLayout(self, Space.S)
        for value, text in choices:
            button = WrappedButton(text.replace("&", "&&"))
            button.setCheckable(True)
            button.setProperty("choice", "true")
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {text}")
            self._group.addButton(button)
            self._buttons[value] = button
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def value(self) -> str:
        """What is chosen, empty where nothing is."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show ``value`` as chosen, without a word to anybody."""
        button = self._buttons.get(value)
        if button is not None:
            button.setChecked(True)

    def button(self, value: str) -> QPushButton:
        """The button of ``value``."""
        return self._buttons[value]


class Card(QFrame):
    """A framed part of a page below its title; ``column`` takes what it holds."""

    def __init__(self, title: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self.column.setSpacing(Space.S)
        if title:
            self.setAccessibleName(title)
            self.column.addWidget(WrappedLabel(title, size="lead"))
        if hint:
            self.column.addWidget(WrappedLabel(hint, tone="muted"))

    def add(self, part: QWidget | QLayout) -> None:
        """One more part."""
        if isinstance(part, QWidget):
            self.column.addWidget(part)
        else:
            self.column.addLayout(part)


def say_if_any(label: PlainLabel, text: str) -> None:
    """Show ``text`` in ``label``, which is away while there is nothing to say."""
    label.setText(text)
    label.setVisible(bool(text))
