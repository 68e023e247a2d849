"""Buttons that say all of their text, however large the letters and however long the language's words are."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget


class WrappedButton(QPushButton):
    """A button whose text takes more lines where one has no room. A word that alone is too wide loses its middle."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        more = len(self._lines(width)) - 1
        return super().sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = "\n".join(self._lines(self.width()))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _lines(self, width: int) -> list[str]:
        """The text as it is drawn ``width`` pixels wide."""
        metrics = self.fontMetrics()
        words = self.text().split()
        whole = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        room = max(width - (super().sizeHint().width() - whole), 1)
        lines: list[str] = []
        for word in words:
            longer = f"{lines[-1]} {word}" if lines else ""
            if longer and metrics.size(Qt.TextFlag.TextShowMnemonic, longer).width() <= room:
                lines[-1] = longer
            else:
                lines.append(metrics.elidedText(word, Qt.TextElideMode.ElideMiddle, room, Qt.TextFlag.TextShowMnemonic))
        return lines or [""]
