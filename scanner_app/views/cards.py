"""Rows to press, and columns of parts that come and go while their page is in sight."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from scanner_app.theme import TOUCH_PX, Space, Theme
from scanner_app.views.appearance import icon
from scanner_app.views.form_parts import Card
from scanner_app.views.labels import WrappedLabel

__all__ = ["Card", "RowButton", "empty", "put"]

_ICON_PX = 24


class RowButton(QPushButton):
    """A row that does something: icon, title, and below it what there is to know before pressing."""

    def __init__(self, title: str, icon_name: str, detail: str = "", *, is_grave: bool = False) -> None:
        super().__init__()
        self._icon_name, self._is_grave = icon_name, is_grave
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON_PX, _ICON_PX)
        self._title = WrappedLabel(title, tone="bad" if is_grave else "")
        self._detail = WrappedLabel(detail, size="caption", tone="muted")
        self.setAutoDefault(False)
        self.setProperty("row", "true")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lay_out()
        self.tell(detail)

    @property
    def title(self) -> str:
        """What it does."""
        return self._title.text()

    @property
    def detail(self) -> str:
        """What there is to know."""
        return self._detail.text()

    def tell(self, detail: str) -> None:
        """Say something else below the title."""
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(detail)
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in the theme's ink."""
        colour = theme.palette.bad if self._is_grave else theme.palette.ink
        self._icon.setPixmap(icon(self._icon_name, colour).pixmap(_ICON_PX, _ICON_PX))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        layout = self.layout()
        return TOUCH_PX if layout is None else max(TOUCH_PX, layout.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(200, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, TOUCH_PX)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.L)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for part in (self._icon, self._title, self._detail):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def put(column: QVBoxLayout, widget: QWidget) -> None:
    """Add ``widget`` to ``column`` and show it at once, also where its page is in sight already."""
    column.addWidget(widget)
    widget.show()


def empty(column: QVBoxLayout) -> None:
    """Take every widget out of ``column``, for good."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
