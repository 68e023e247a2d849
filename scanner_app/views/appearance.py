"""The theme put onto Qt: bundled fonts, palette, tinted icons."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

import resources
from scanner_app.theme import FONT_FAMILIES, Text, Theme

_FONT_FILES = ("fonts/Inter-Regular.otf", "fonts/Inter-SemiBold.otf", "fonts/Inter-Bold.otf")
_ICON_PX = 24
_DIALOG_PX = 460


def dress(window: QWidget, theme: Theme) -> None:
    """Give ``window`` and everything in it the fonts, colours and style sheet of ``theme``."""
    load_fonts()
    window.setFont(font(theme.px(Text.BODY)))
    window.setPalette(_palette(theme))
    window.setStyleSheet(theme.style_sheet())


def font(px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The program's typeface at ``px`` pixels."""
    made = QFont()
    made.setFamilies(list(FONT_FAMILIES))
    made.setPixelSize(max(round(px), 1))
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def icon(name: str, colour: str) -> QIcon:
    """``resources/icons/{name}.svg`` drawn in ``colour``, sharp at 1 and 2 device pixels."""
    made = QIcon()
    for ratio in (1, 2):
        made.addPixmap(_tinted(name, colour, ratio))
    return made


@cache
def load_fonts() -> None:
    """Make the bundled typeface known to Qt, once. Without it the platform's own takes over."""
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(resources.path(name)))


def repolish(widget: QWidget, name: str, *, value: str) -> None:
    """Set the style property ``name`` and have the style sheet look at ``widget`` again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def fit_to_text(dialog: QWidget) -> None:
    """Give ``dialog`` a comfortable width, or its parent's where that is less, and the height its text then needs."""
    parent = dialog.parentWidget()
    room = _DIALOG_PX if parent is None else min(parent.window().width() - 16, _DIALOG_PX)
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.setFixedSize(room, layout.totalHeightForWidth(room))


def _tinted(name: str, colour: str, ratio: int) -> QPixmap:
    drawing = resources.path(f"icons/{name}.svg").read_bytes().replace(b"#000000", colour.encode())
    pixmap = QPixmap(QSize(_ICON_PX, _ICON_PX) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _palette(theme: Theme) -> QPalette:
    colours, made = theme.palette, QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.PlaceholderText: colours.muted,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    return made
