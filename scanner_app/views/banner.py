"""Lines across the window: what to do about a problem, and whatever else is said there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from scanner_app.theme import Space, Theme
from scanner_app.views.appearance import icon
from scanner_app.views.labels import PlainLabel, WrappedLabel


class TextStrip(QWidget):
    """A framed text, hidden while there is nothing to say; ``row`` takes what stands beside the text."""

    def __init__(self, frame_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = WrappedLabel()
        frame = QFrame()
        frame.setObjectName(frame_name)
        self.row = QHBoxLayout(frame)
        self.row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self.row.setSpacing(Space.M)
        self.row.addWidget(self._text, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(Space.M, Space.M, Space.M, 0)
        around.addWidget(frame)
        self.setVisible(False)

    @property
    def text(self) -> str:
        """What is said now, or empty."""
        return self._text.text()

    def show_text(self, text: str) -> None:
        """Say ``text``; empty hides the strip."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class Banner(TextStrip):
    """What to do about a problem, with a warning sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("banner", parent)
        self._sign = PlainLabel()
        self.row.insertWidget(0, self._sign, 0, Qt.AlignmentFlag.AlignTop)

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._sign.setPixmap(icon("warning", theme.palette.warn).pixmap(20, 20))
