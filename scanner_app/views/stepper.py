"""How many people: one fewer, the number, one more. Big enough for a thumb."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from scanner_app.theme import TOUCH_PX, Space
from scanner_app.views.labels import PlainLabel
from scanner_app.wording import say, say_count
from sync.rules.ticket import LARGEST_PARTY

_BUTTON_PX = TOUCH_PX + 4


class Stepper(QWidget):
    """Holds a number from 1 up to ``most``; ``changed`` carries it."""

    changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._most, self._is_short = 1, LARGEST_PARTY, False
        self._count = PlainLabel(size="lead")
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fewer_button = self._button("−", say("One person fewer"), -1)
        self.more_button = self._button("+", say("One person more"), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for part in (self.fewer_button, self._count, self.more_button):
            row.addWidget(part)
        self._show()

    @property
    def value(self) -> int:
        """How many people."""
        return self._value

    @property
    def text(self) -> str:
        """The number as it is shown."""
        return self._count.text()

    def set_value(self, value: int, *, most: int = LARGEST_PARTY) -> None:
        """Show ``value``, which can go up to ``most``."""
        self._most = max(1, most)
        self._value = min(max(1, value), self._most)
        self._show()

    def step(self, by: int) -> None:
        """So many more, or fewer."""
        self.set_value(self._value + by, most=self._most)
        self.changed.emit(self._value)

    def set_short(self, *, is_short: bool) -> None:
        """Show the bare number, where words have no room."""
        self._is_short = is_short
        self._show()

    @property
    def short_width(self) -> int:
        """The width in pixels with the bare number."""
        return 2 * (_BUTTON_PX + Space.S) + TOUCH_PX

    def long_size(self) -> QSize:
        """The room that the words need beside the buttons."""
        width = self._count.fontMetrics().horizontalAdvance(_people(self._most)) + 2 * (_BUTTON_PX + Space.S)
        return QSize(width, _BUTTON_PX)

    def _show(self) -> None:
        said = _people(self._value)
        self._count.setText(str(self._value) if self._is_short else said)
        self._count.setAccessibleName(said)
        self._count.setMinimumWidth(TOUCH_PX if self._is_short else max(96, self._count.sizeHint().width()))
        self.updateGeometry()

    def _button(self, text: str, name: str, by: int) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name)
        button.setProperty("square", "true")
        button.setFixedSize(_BUTTON_PX, _BUTTON_PX)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.step(by))
        return button


def _people(count: int) -> str:
    return say_count("{count} person", "{count} people", count)
