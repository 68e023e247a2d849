"""The verdict: one field of colour with a shape, a word and what the volunteer must know."""

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from scanner_app.door.shown import ScanResult
from scanner_app.names import Names, shown_name
from scanner_app.theme import FADE_MS, RADIUS_PX, Theme
from scanner_app.views.idle_face import paint_idle
from scanner_app.views.verdict_face import VerdictFace
from scanner_app.wording import Wording, plain, say
from sync.rules.verdict import Outcome

ADMITTED_FOR_MS = 1800
OTHERS_FOR_MS = 4000


class VerdictPanel(QWidget):
    """Shows one verdict for a while, then the idle face again. A tap or Escape puts a verdict away at once.

    ``changed`` fires when a verdict comes or has gone; ``is_showing`` tells which.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdictPanel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._face: VerdictFace | None = None
        self._result: ScanResult | None = None
        self._wording: Wording | None = None
        self._names = Names.FULL
        self._idle_title, self._idle_hint = say("Ready"), say("Scan a ticket")
        self._covers_screen = False
        self._outcome: Outcome | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._fade)
        self._fading = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=FADE_MS)
        self._fading.setEasingCurve(QEasingCurve.Type.OutQuad)
        self._fading.valueChanged.connect(self.update)
        self._fading.finished.connect(self._clear)
        self._announce()

    @property
    def is_showing(self) -> bool:
        """Whether a verdict is on the screen, fading included."""
        return self._face is not None

    @property
    def outcome(self) -> Outcome | None:
        """The outcome shown now, None when idle."""
        return self._outcome

    @property
    def word(self) -> str:
        """The big word shown now."""
        return self._idle_title if self._face is None else self._face.wording.word

    @property
    def reason_text(self) -> str:
        """The sentence and the details below the word, joined by newlines."""
        if self._face is None:
            return self._idle_hint
        return "\n".join((self._face.wording.sentence, *self._face.wording.details))

    @property
    def holder(self) -> str:
        """The name shown now, empty when idle."""
        return "" if self._face is None else self._face.holder

    def show_verdict(self, result: ScanResult, wording: Wording) -> None:
        """Put ``result`` on the screen in place of whatever is there."""
        self._fading.stop()
        self._result, self._wording = result, wording
        self._face = self._make_face(result, wording)
        self._outcome = result.verdict.outcome
        self._timer.start(ADMITTED_FOR_MS if self._outcome is Outcome.ADMITTED else OTHERS_FOR_MS)
        self._announce()
        self.changed.emit()
        self.update()

    def show_for(self, how_long_ms: int) -> None:
        """Keep the verdict that is shown for so long from now."""
        self._timer.start(how_long_ms)

    def set_names(self, names: Names) -> None:
        """Show so much of names from now on, also of the one that is shown."""
        self._names = names
        if self._face is not None and self._result is not None and self._wording is not None:
            self._face = self._make_face(self._result, self._wording)
            self._announce()
            self.update()

    def show_idle(self, title: str, hint: str) -> None:
        """Say ``title`` and ``hint`` whenever no verdict is shown, e.g. that the device is not paired."""
        self._idle_title, self._idle_hint = plain(title), plain(hint)
        self._announce()
        self.update()

    def clear(self) -> None:
        """Put the verdict away now."""
        self._timer.stop()
        self._fading.stop()
        self._clear()

    def set_covering(self, *, covers_screen: bool) -> None:
        """Whether the panel lies over the other parts, as in portrait; then it shows them through while it fades."""
        self._covers_screen = covers_screen
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 480)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        is_fading = self._fading.state() is QVariantAnimation.State.Running
        if self._face is None or (is_fading and not self._covers_screen):
            paint_idle(painter, box, self._theme, self._idle_title, self._idle_hint)
        if self._face is not None:
            painter.setOpacity(1.0 - float(self._fading.currentValue()) if is_fading else 1.0)
            self._face.paint(painter, box, self._theme, radius=0 if self._covers_screen else RADIUS_PX)
        if self.hasFocus():
            self._paint_focus(painter, box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.is_showing:
            self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_showing:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _fade(self) -> None:
        # The text goes with the decision to fade: what is asked from now on is whether the door is ready.
        self._fading.start()

    def _clear(self) -> None:
        if self._face is None:
            return
        self._face, self._outcome, self._result = None, None, None
        self._announce()
        self.changed.emit()
        self.update()

    def _make_face(self, result: ScanResult, wording: Wording) -> VerdictFace:
        return VerdictFace(
            wording,
            holder=shown_name(result.holder, self._names),
            ticket_type=plain(result.ticket_type),
            note=plain(result.note),
        )

    def _paint_focus(self, painter: QPainter, box: QRectF) -> None:
        painter.setOpacity(1.0)
        ring = QPainterPath()
        ring.addRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), RADIUS_PX, RADIUS_PX)
        painter.setPen(QPen(QColor(self._theme.palette.accent), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(ring)

    def _announce(self) -> None:
        idle = f"{self._idle_title}. {self._idle_hint}"
        self.setAccessibleName(idle if self._face is None else self._face.spoken())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
