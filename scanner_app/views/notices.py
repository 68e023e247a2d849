"""What lies across the window above everything: practice, and the organizer's message. Neither can be overlooked."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from scanner_app.theme import TOUCH_PX, Space
from scanner_app.views.banner import TextStrip
from scanner_app.views.labels import WrappedLabel
from scanner_app.wording import plain, say


class TrainingBanner(QFrame):
    """Shown for as long as nothing counts."""

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training")
        self._text = WrappedLabel()
        self.setAccessibleName(say("Training: nothing counts"))
        self.end_button = QPushButton()
        self.end_button.setAccessibleName(say("End training"))
        self.end_button.setAutoDefault(False)
        self.end_button.clicked.connect(self.ended)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.XS, Space.M, Space.XS)
        row.setSpacing(Space.M)
        row.addWidget(self._text, 1)
        row.addWidget(self.end_button)
        self._say(is_short=False)
        self.setVisible(False)

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """All words where they are no higher than two buttons, else the two that matter: the screen is for tickets."""
        self._say(is_short=False)
        room = self.contentsRect().width() - Space.L - 2 * Space.M - self.end_button.sizeHint().width()
        self._say(is_short=self._text.heightForWidth(max(room, 1)) > 2 * TOUCH_PX)

    def _say(self, *, is_short: bool) -> None:
        self._text.setText(say("TRAINING") if is_short else say("TRAINING — nothing counts"))
        self.end_button.setText(say("End") if is_short else say("End training"))


class MessageBanner(TextStrip):
    """What somebody must read, such as the organizer's words, until they say that they have."""

    read = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("message", parent)
        self.read_button = QPushButton(say("Read"))
        self.read_button.setAutoDefault(False)
        self.read_button.clicked.connect(self.read)
        self.row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        self.row.addWidget(self.read_button)

    def show_text(self, text: str) -> None:
        super().show_text(plain(text, 400))
