"""Self check-in: the camera's picture with what to do beside it, and verdicts in the guests' own words."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from scanner_app.door.shown import ScanResult, Source
from scanner_app.theme import Space, Theme
from scanner_app.views.camera_view import CameraState, CameraView
from scanner_app.views.kiosk_guide import STRIP_PX, paint_guide, paint_practice
from scanner_app.views.page import Page
from scanner_app.views.verdict_panel import VerdictPanel
from scanner_app.wording import Wording, plain, say
from sync.rules.verdict import Outcome

LEAVE_KEYS = "Ctrl+Alt+M"
HOLD_MS = 2_000
CORNER_PX = 96
"""Where a long press asks for the PIN: the top corner at the line's end. Nothing is drawn there."""
WELCOME_FOR_MS = 3_000
OTHERS_FOR_MS = 6_000


class GuestVerdict(VerdictPanel):
    """A verdict over the whole page, somewhat longer than at a door with staff: guests read it for the first time."""

    def show_verdict(self, result: ScanResult, wording: Wording) -> None:
        super().show_verdict(result, wording)
        self.show_for(WELCOME_FOR_MS if result.verdict.outcome is Outcome.ADMITTED else OTHERS_FOR_MS)


class KioskPage(Page):
    """Nothing here can be pressed. ``leave_wanted`` follows a long press in the corner, or LEAVE_KEYS.

    ``verdict_wanted`` carries each ScanResult with its Wording; whoever knows how guests are spoken to answers by
    ``show_guest_verdict``.
    """

    leave_wanted = Signal()
    verdict_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Self check-in"), parent)
        self._greeting, self._closed, self._is_practice = "", "", False
        self._for_staff = ""
        self._held = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._held.timeout.connect(self.leave_wanted)
        self.verdict = GuestVerdict(self.theme, self)
        self.verdict.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verdict.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.verdict.set_covering(covers_screen=True)
        self.verdict.setVisible(False)
        self.verdict.changed.connect(lambda: self.verdict.setVisible(self.verdict.is_showing))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._name_it()

    @property
    def closed_text(self) -> str:
        """Why nobody is checked in here, empty where they are."""
        return self._closed

    def show_door(self, greeting: str, *, closed: str = "", for_staff: str = "", is_practice: bool = False) -> None:
        """Say ``greeting`` above all; ``closed`` in place of the guidance where nobody can be checked in here.

        ``for_staff`` stands below it: what to do about that.
        """
        self._greeting, self._closed, self._is_practice = plain(greeting, 120), plain(closed), is_practice
        self._for_staff = plain(for_staff)
        self.camera.setVisible(self._shows_camera)
        self._name_it()
        self._place()

    def show_guest_verdict(self, result: ScanResult, wording: Wording) -> None:
        """Show ``wording`` over all; what guests must not see was taken out of ``result``."""
        self.verdict.show_verdict(result, wording)
        self.verdict.raise_()

    def show_verdict(self, result: ScanResult, wording: Wording) -> bool:
        self.verdict_wanted.emit(result, wording)
        return True

    def take(self, payload: str, source: Source) -> bool:
        return bool(self._closed)

    def show_frame(self, frame: QImage) -> None:
        had_aspect = self.camera.aspect
        self.camera.show_frame(frame)
        self.camera.setVisible(self._shows_camera)
        if self.camera.aspect != had_aspect:
            self._place()

    def show_camera_state(self, state: str, detail: str) -> None:
        self.camera.show_state(CameraState(state), "")
        self.camera.setVisible(self._shows_camera)
        self._place()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.camera.set_theme(theme)
        self.verdict.set_theme(theme)
        self._place()

    def event(self, event: QEvent) -> bool:
        # A key that is taken here is no shortcut of anything.
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.ContextMenu):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_M and event.modifiers() == wanted:
            self.leave_wanted.emit()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  Qt's own name.
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._corner().contains(event.position().toPoint()):
            self._held.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if not self._corner().contains(event.position().toPoint()):
            self._held.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._held.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self.theme.palette.ground))
        title, hint = self._sentences()
        paint_guide(
            painter,
            self._boxes()[1],
            self.theme,
            (self._greeting, title, hint),
            has_sign=not self._shows_camera and not self._closed,
        )
        if self._is_practice:
            paint_practice(painter, self.rect())

    @property
    def _shows_camera(self) -> bool:
        # Guests can do nothing about a camera that is not there; a handheld reads on.
        return not self._closed and self.camera.state in (CameraState.LIVE, CameraState.OPENING)

    def _lay_out(self) -> None:
        # A page without head, foot and way back: everything has its place by the window's size.
        for part in (self.back_button, self.heading):
            part.setParent(self)
            part.setVisible(False)
        self.camera = CameraView(self.theme, self)
        self.camera.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _place(self) -> None:
        self.verdict.setGeometry(self.rect())
        self.camera.setGeometry(self._boxes()[0])
        self.update()

    def _boxes(self) -> tuple[QRect, QRect]:
        """The camera's place and that of the words, by the window's shape."""
        edge = max(min(self.width(), self.height()) // 24, Space.L)
        inner = self.rect().adjusted(edge, edge, -edge, -edge - (STRIP_PX if self._is_practice else 0))
        if not self._shows_camera:
            return QRect(), inner
        if self.width() >= self.height():
            side = inner.width() * 11 // 20
            height = min(inner.height(), round(side / self.camera.aspect))
            camera = QRect(inner.left(), inner.top() + (inner.height() - height) // 2, side, height)
            words = QRect(camera.right() + edge, inner.top(), inner.right() - camera.right() - edge, inner.height())
            return self._mirrored(camera), self._mirrored(words)
        height = min(inner.height() // 2, round(inner.width() / self.camera.aspect))
        camera = QRect(inner.left(), inner.bottom() - height, inner.width(), height)
        return camera, QRect(inner.left(), inner.top(), inner.width(), inner.height() - height - edge)

    def _mirrored(self, box: QRect) -> QRect:
        if self.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            return box
        return QRect(QPoint(self.width() - box.right() - 1, box.top()), box.size())

    def _corner(self) -> QRect:
        left = 0 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self.width() - CORNER_PX
        return QRect(left, 0, CORNER_PX, CORNER_PX)

    def _sentences(self) -> tuple[str, str]:
        if self._closed:
            return self._closed, " ".join(part for part in (say("Check-in is closed here."), self._for_staff) if part)
        if self._shows_camera:
            return say("Hold your ticket to the camera"), say("The code on your phone or on paper. Wait for the green.")
        return say("Hold your ticket to the scanner"), say("The code on your phone or on paper. Wait for the green.")

    def _name_it(self) -> None:
        title, hint = self._sentences()
        self.setAccessibleName(". ".join(part for part in (self._greeting, title, hint) if part))
