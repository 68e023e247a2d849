"""Labels that never read markup and never widen their window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QWidget

from scanner_app.views.appearance import repolish


class PlainLabel(QLabel):
    """A label of plain text; ``size`` and ``tone`` name its look in the style sheet."""

    def __init__(self, text: str = "", *, size: str = "body", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("textSize", size)
        self.setProperty("tone", tone)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the colour to the style sheet's ``tone``."""
        repolish(self, "tone", value=tone)


class WrappedLabel(PlainLabel):
    """A plain label on as many lines as it needs."""

    def __init__(self, text: str = "", *, size: str = "body", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, size=size, tone=tone, parent=parent)
        self.setWordWrap(True)


class ElidedLabel(PlainLabel):
    """A plain label on one line that ends in … where there is no room; its tooltip has the whole."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str, /) -> None:
        super().setText(text)
        self.setToolTip(text if "<" not in text else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.contentsRect()
        elided = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        if elided == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        align = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        self.style().drawItemText(painter, box, align, self.palette(), self.isEnabled(), elided, self.foregroundRole())
