"""All that can be opened, as tiles large enough for gloves."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from scanner_app.theme import Space, Text, Theme
from scanner_app.views.appearance import icon
from scanner_app.views.page import Page
from scanner_app.wording import say

_TILE_PX = 150
_ICON_PX = 28


class MenuPage(Page):
    """Shows the actions given to ``add``; a disabled or hidden one is greyed or left out."""

    fills_width = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Menu"), parent)
        self._tiles: list[tuple[QAction, str, QToolButton]] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.M)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def add(self, action: QAction, icon_name: str) -> None:
        """One more tile; it says the action's text and does what the action does."""
        tile = QToolButton()
        tile.setProperty("tile", "true")
        tile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        tile.setIconSize(QSize(_ICON_PX, _ICON_PX))
        tile.clicked.connect(action.trigger)
        action.changed.connect(self._show_actions)
        self._tiles.append((action, icon_name, tile))
        self._show_actions()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for _, name, tile in self._tiles:
            tile.setIcon(icon(name, theme.palette.ink))
            tile.setMinimumHeight(theme.px(Text.BODY) * 2 + 72)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _show_actions(self) -> None:
        for action, _, tile in self._tiles:
            tile.setText(action.text())
            tile.setAccessibleName(action.text())
            tile.setEnabled(action.isEnabled())
        self._place()

    def _place(self) -> None:
        columns = max(2, min(5, self.width() // max(_TILE_PX, round(_TILE_PX * self.theme.font_scale))))
        shown = [tile for action, _, tile in self._tiles if action.isVisible()]
        for action, _, tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.setVisible(action.isVisible())
        for at, tile in enumerate(shown):
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(5):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
