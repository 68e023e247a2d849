"""What a page says in the middle of itself while it has nothing to list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from scanner_app.theme import Space, Theme
from scanner_app.views.appearance import icon
from scanner_app.views.labels import PlainLabel, WrappedLabel

_ICON_PX = 40


class EmptyState(QWidget):
    """An icon, a title and what to do, below each other."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._sign = PlainLabel()
        self._title = WrappedLabel(size="lead")
        self._text = WrappedLabel(tone="muted")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.XL, Space.L, Space.XL)
        column.setSpacing(Space.S)
        for label in (self._sign, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            column.addWidget(label)
        column.addStretch(1)

    @property
    def text(self) -> str:
        """Everything said."""
        return " ".join(label.text() for label in (self._title, self._text) if label.text())

    def tell(self, title: str, text: str = "") -> None:
        """Say this from now on."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(self.text)

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._sign.setPixmap(icon(self._icon_name, theme.palette.muted).pixmap(_ICON_PX, _ICON_PX))
