"""What the dialogs with a list share: their foot, and a size that leaves the window in sight around them."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton

from scanner_app.theme import Space
from scanner_app.wording import say

_EDGE_PX = 16


def closing_row(dialog: QDialog, act: QPushButton) -> QHBoxLayout:
    """A row that ends in Close, which puts ``dialog`` away, and in ``act``."""
    buttons = QHBoxLayout()
    buttons.setSpacing(Space.S)
    close = QPushButton(say("Close"))
    close.setAutoDefault(False)
    close.clicked.connect(dialog.reject)
    buttons.addStretch(1)
    buttons.addWidget(close)
    buttons.addWidget(act)
    return buttons


def fit_into_window(dialog: QDialog, width_px: int, height_px: int) -> None:
    """Fix the size of ``dialog``: as given, or less where the window below it is smaller."""
    parent = dialog.parentWidget()
    if parent is not None:
        window = parent.window()
        width_px, height_px = min(window.width() - _EDGE_PX, width_px), min(window.height() - _EDGE_PX, height_px)
    dialog.setFixedSize(width_px, height_px)
