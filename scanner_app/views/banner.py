"""One line across the window that says what to do about a problem."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from scanner_app.theme import Space, Theme
from scanner_app.views.appearance import icon
from scanner_app.views.labels import PlainLabel, WrappedLabel


class Banner(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = PlainLabel()
        self._text = WrappedLabel()
        frame = QFrame()
        frame.setObjectName("banner")
        row = QHBoxLayout(frame)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(Space.M, Space.M, Space.M, 0)
        around.addWidget(frame)
        self.setVisible(False)

    @property
    def text(self) -> str:
        """What is said now, or empty."""
        return self._text.text()

    def show_text(self, text: str) -> None:
        """Say ``text``; empty hides the banner."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._sign.setPixmap(icon("warning", theme.palette.warn).pixmap(20, 20))
