"""Labels that never read markup and never widen their window."""

import re
import unicodedata

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from scanner_app.views.appearance import repolish
from scanner_app.views.text_block import draw_line

_LONG_WORD = 10


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


class BreakingLabel(WrappedLabel):
    """A wrapped label that breaks long words too, such as addresses and codes; ``shown`` is the text without breaks."""

    def __init__(self, text: str = "", *, size: str = "body", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_with_breaks(text), size=size, tone=tone, parent=parent)
        self.setAccessibleName(text)

    @property
    def shown(self) -> str:
        """What it says."""
        return self.accessibleName()


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
        painter.setPen(self.palette().color(self.foregroundRole()))
        draw_line(painter, QRectF(box), self.alignment(), elided)


def breakable(text: str) -> str:
    """``text`` whose paths, addresses and long names may go on in the next line; to be shown and not copied."""
    parts = re.sub(r"([/\\_.:@-])", "\\1\u200b", unicodedata.normalize("NFC", text))
    return re.sub(r"([^\s\u200b]{10})(?=[^\s\u200b])", "\\1\u200b", parts)


def _with_breaks(text: str) -> str:
    """``text`` whose long words alone may be broken: a time of day stays whole."""
    return " ".join(breakable(word) if len(word) > _LONG_WORD else word for word in text.split(" "))
