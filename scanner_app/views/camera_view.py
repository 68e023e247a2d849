"""The camera's picture with a viewfinder, or a line that says why there is none."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from scanner_app.decode.regions import GUIDE_SHARE
from scanner_app.theme import RADIUS_PX, Text, Theme
from scanner_app.views.appearance import font, icon
from scanner_app.views.text_block import TextBlock
from scanner_app.wording import plain, say

_BLACK = "#05070a"
_WHITE = "#ffffff"


class CameraState(StrEnum):
    """What the camera is doing."""

    OPENING = "opening"
    LIVE = "live"
    BLOCKED = "blocked"
    """There is a picture, and nothing in it."""
    LOST = "lost"
    BUSY = "busy"
    DENIED = "denied"
    SILENT = "silent"
    NONE = "none"


_PICTURED = (CameraState.LIVE, CameraState.BLOCKED)
_HINTS = {
    CameraState.OPENING: ("Opening the camera …", "Typing and handheld scanners work already."),
    CameraState.LOST: ("Camera lost", "Check the cable. It comes back by itself."),
    CameraState.BUSY: ("Camera in use", "Close the other program that uses it. It comes back by itself."),
    CameraState.DENIED: (
        "Camera not allowed",
        "Allow it in the system’s privacy settings.",
    ),
    CameraState.SILENT: (
        "Camera gives no picture",
        "It is started again by itself. If that does not help, plug it in anew.",
    ),
    CameraState.NONE: ("No camera", "Use a handheld scanner or type the code."),
    CameraState.LIVE: ("Waiting for a picture …", ""),
    CameraState.BLOCKED: ("The camera sees nothing", "Is the lens covered?"),
}


class CameraView(QWidget):
    """Paints the newest frame whole and in its own proportions."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cameraView")
        self._theme = theme
        self._frame = QImage()
        self._state = CameraState.OPENING
        self._detail = ""
        self._name_it()

    @property
    def state(self) -> CameraState:
        """The state told last."""
        return self._state

    @property
    def hint(self) -> str:
        """The line shown in place of the picture, empty while there is one."""
        return "" if self._has_picture else say(_HINTS[self._state][0])

    @property
    def aspect(self) -> float:
        """Width over height of the picture, 4 : 3 until there was one."""
        return 4 / 3 if self._frame.isNull() else self._frame.width() / max(self._frame.height(), 1)

    def show_frame(self, frame: QImage) -> None:
        """Show ``frame`` from now on; whoever sends frames has a live camera."""
        self._frame = frame
        if self._state not in _PICTURED and not frame.isNull():
            self.show_state(CameraState.LIVE, "")
        self.update()

    def show_state(self, state: CameraState, detail: str) -> None:
        """Say what the camera is doing; ``detail`` replaces the usual second line."""
        self._state, self._detail = state, plain(detail)
        self._name_it()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 360)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(box, RADIUS_PX, RADIUS_PX)
        painter.setClipPath(outline)
        painter.fillPath(outline, QColor(_BLACK))
        if self._has_picture:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._picture_box(box), self._frame)
            if self._state is CameraState.BLOCKED:
                self._paint_warning(painter, box)
            else:
                _paint_finder(painter, box)
        else:
            self._paint_hint(painter, box)

    @property
    def _has_picture(self) -> bool:
        return self._state in _PICTURED and not self._frame.isNull()

    def _picture_box(self, box: QRectF) -> QRectF:
        size = self._frame.size().toSizeF()
        size.scale(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(QPointF(box.center().x() - size.width() / 2, box.center().y() - size.height() / 2), size)

    def _paint_hint(self, painter: QPainter, box: QRectF) -> None:
        title, usual = (say(text) if text else "" for text in _HINTS[self._state])
        px, width = self._theme.px(Text.LEAD), box.width() - 32
        head = TextBlock(title, font(px, QFont.Weight.DemiBold), width, 2)
        foot = TextBlock(self._detail or usual, font(self._theme.px(Text.BODY)), width, 3)
        picture = 40.0
        top = box.center().y() - (picture + 12 + head.height + foot.height) / 2
        name = "camera" if self._state in (CameraState.OPENING, *_PICTURED) else "camera_off"
        icon(name, "#a7b2c0").paint(painter, QRectF(box.left(), top, box.width(), picture).toRect())
        painter.setPen(QColor("#f3f6f9"))
        head.paint(painter, box.left() + 16, top + picture + 12)
        painter.setPen(QColor("#a7b2c0"))
        foot.paint(painter, box.left() + 16, top + picture + 16 + head.height)

    def _paint_warning(self, painter: QPainter, box: QRectF) -> None:
        """A strip at the picture's foot, with its second line where there is room for it."""
        colours, edge, sign = self._theme.palette, 12.0, 24.0
        title, usual = (say(text) for text in _HINTS[self._state])
        width = box.width() - 4 * edge - sign - 8
        head = TextBlock(title, font(self._theme.px(Text.LEAD), QFont.Weight.DemiBold), width, 2)
        foot = TextBlock(self._detail or usual, font(self._theme.px(Text.BODY)), width, 2)
        has_foot = head.height + foot.height + 4 * edge <= box.height()
        height = head.height + has_foot * foot.height + 2 * edge
        strip = QRectF(box.left() + edge, box.bottom() - edge - height, box.width() - 2 * edge, height)
        painter.setPen(QPen(QColor(colours.warn), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(strip, RADIUS_PX, RADIUS_PX)
        is_turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        align = Qt.AlignmentFlag.AlignRight if is_turned else Qt.AlignmentFlag.AlignLeft
        at = strip.right() - edge - sign if is_turned else strip.left() + edge
        icon("warning", colours.warn).paint(painter, QRectF(at, strip.center().y() - sign / 2, sign, sign).toRect())
        left = strip.left() + edge + (0 if is_turned else sign + 8)
        painter.setPen(QColor(colours.ink))
        head.paint(painter, left, strip.top() + edge, align)
        if has_foot:
            painter.setPen(QColor(colours.muted))
            foot.paint(painter, left, strip.top() + edge + head.height, align)

    def _name_it(self) -> None:
        title, usual = _HINTS[self._state]
        if self._state is CameraState.LIVE:
            self.setAccessibleName(say("Camera picture"))
        else:
            self.setAccessibleName(say("{title}. {detail}", title=say(title), detail=self._detail or say(usual)))


def _paint_finder(painter: QPainter, box: QRectF) -> None:
    """Four corners that say where to hold the code. It is read anywhere in the picture."""
    side = min(box.width(), box.height()) * GUIDE_SHARE
    arm, bend = side * 0.13, side * 0.05
    painter.translate(box.center())
    for pen in (QPen(QColor(0, 0, 0, 90), 6), QPen(QColor(_WHITE), 3)):
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for _ in range(4):
            corner = QPainterPath(QPointF(-side / 2, -side / 2 + arm))
            corner.lineTo(-side / 2, -side / 2 + bend)
            corner.quadTo(-side / 2, -side / 2, -side / 2 + bend, -side / 2)
            corner.lineTo(-side / 2 + arm, -side / 2)
            painter.drawPath(corner)
            painter.rotate(90)
