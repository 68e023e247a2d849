"""All that can be opened, as tiles large enough for gloves."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QPushButton, QSizePolicy, QWidget

from scanner_app.theme import TOUCH_PX, Space, Text, Theme
from scanner_app.views.appearance import icon
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import say

_TILE_PX = 150
_ICON_PX = 28
_MOST_COLUMNS = 5


class MenuPage(Page):
    """Shows the actions given to ``add``; a disabled one is greyed, a hidden one left out."""

    fills_width = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Menu"), parent)
        self._tiles: list[_Tile] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.M)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def add(self, action: QAction, icon_name: str) -> None:
        """One more tile; it says the action's text and does what the action does."""
        tile = _Tile(action, icon_name, self)
        action.changed.connect(self._show_actions)
        self._tiles.append(tile)
        tile.set_theme(self.theme)
        self._show_actions()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for tile in self._tiles:
            tile.set_theme(theme)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _show_actions(self) -> None:
        for tile in self._tiles:
            tile.show_action()
        self._place()

    def _place(self) -> None:
        wide = round(_TILE_PX * self.theme.font_scale)
        columns = max(1, min(_MOST_COLUMNS, (self.width() - Space.L) // (wide + Space.M)))
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.setVisible(tile.action.isVisible())
            tile.set_flat(is_flat=columns == 1)
        for at, tile in enumerate(tile for tile in self._tiles if tile.action.isVisible()):
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class _Tile(QPushButton):
    """An icon over a text that may take two lines; side by side where the tile is as wide as the page."""

    def __init__(self, action: QAction, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)  # One without a parent would be a window of its own for a moment.
        self.action, self._icon_name = action, icon_name
        self._line_px = 0
        self.setProperty("tile", "true")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._sign, self._text = PlainLabel(), WrappedLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(Space.S, Space.M, Space.S, Space.M)
        self._row.setSpacing(Space.S)
        self._row.addStretch(1)
        for label in (self._sign, self._text):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(label)
        self._row.addStretch(1)
        self.clicked.connect(action.trigger)

    def show_action(self) -> None:
        """Say what the action says now."""
        self._text.setText(self.action.text())
        self._text.set_tone("" if self.action.isEnabled() else "muted")
        self.setAccessibleName(self.action.text())
        self.setEnabled(self.action.isEnabled())
        self.setCheckable(self.action.isCheckable())
        self.setChecked(self.action.isChecked())

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._sign.setPixmap(icon(self._icon_name, theme.palette.accent).pixmap(_ICON_PX, _ICON_PX))
        self._line_px = theme.px(Text.BODY) * 5 // 4

    def set_flat(self, *, is_flat: bool) -> None:
        """Lay the tile out for a row of its own."""
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if is_flat else QBoxLayout.Direction.TopToBottom)
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        # One line beside the icon, or two below it.
        lines = self._line_px if is_flat else 2 * self._line_px + _ICON_PX + Space.S
        self.setMinimumHeight(max(lines + 2 * Space.M, TOUCH_PX))
        self._text.setAlignment(side if is_flat else Qt.AlignmentFlag.AlignCenter)
        for end in (0, self._row.count() - 1):  # Beside the icon the text takes all the room.
            self._row.setStretch(end, 0 if is_flat else 1)
        self._row.setStretchFactor(self._text, 1 if is_flat else 0)

    def sizeHint(self) -> QSize:
        return QSize(_TILE_PX, self.minimumHeight())
