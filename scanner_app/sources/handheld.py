"""Handheld scanners that type like a keyboard, caught before any field sees their keys."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from shiboken6 import isValid

from scanner_app.sources.burst import BurstDetector, BurstSettings, Decision, Fate, Key, looks_like_code
from scanner_app.sources.key_places import us_character

_MODIFIER_KEYS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_TERMINATOR_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
_SLACK_MS = 5
_STALL_MS = 15


@dataclass(frozen=True, slots=True)
class _Held:
    """A key event kept back, with the window it was for."""

    window: QWindow
    event: QKeyEvent


class HandheldFilter(QObject):
    """Emits ``scanned`` for every burst of keys that is a scan, whatever has the focus in this program's windows.

    Install it on the application: ``app.installEventFilter(filter)``. Keys that turn out to be a person's reach their
    window unchanged, at most ``longest_gap_ms`` late.
    """

    scanned = Signal(str)

    def __init__(
        self,
        settings: BurstSettings | None = None,
        looks_right: Callable[[str], bool] = looks_like_code,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._detector = BurstDetector(settings or BurstSettings(), looks_right)
        self._held: list[_Held] = []
        self._swallowed: set[int] = set()
        self._is_replaying = False
        self._silence_due_ms = 0.0
        self._epoch_ms: float | None = None
        self._silence = QTimer(self, singleShot=True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._let_queued_keys_in)
        self._verdict = QTimer(self, singleShot=True, interval=0)
        self._verdict.timeout.connect(self._expire)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        # Keys reach the window first and then, as the same event, the widget with the focus: once is enough.
        if self._is_replaying or not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._press(watched, event)
        if event.type() == QEvent.Type.KeyRelease:
            return self._release(watched, event)
        return False

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIER_KEYS:
            return False
        is_command = bool(event.modifiers() & _COMMAND_KEYS) and not event.text().isprintable()
        # X11 takes a scanner's quick 00 for a key held down, so a repeat counts as a person's only where nothing is
        # held back: the repeats of a person begin long after the first press was given up.
        if (event.isAutoRepeat() or is_command) and not self._detector.is_holding:
            decision = self._detector.interrupt()
        else:
            decision = self._detector.press(_key(event), self._at_ms(event))
        self._settle(decision)
        if decision.fate is Fate.HOLD:
            self._held.append(_Held(window, _copied(event)))
            self._wait_for_more()
        elif decision.fate is Fate.SWALLOW:
            self._swallowed.add(_id(event))
        return decision.fate is not Fate.PASS

    def _at_ms(self, event: QKeyEvent) -> float:
        # The window system's own time does not suffer from a busy program. Keys of a program, such as an on-screen
        # keyboard, may lack it: both are put on one scale.
        now_ms = monotonic() * 1000
        if not event.timestamp():
            return now_ms
        if self._epoch_ms is None:
            self._epoch_ms = now_ms - event.timestamp()
        return event.timestamp() + self._epoch_ms

    def _release(self, window: QWindow, event: QKeyEvent) -> bool:
        if _id(event) in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(_id(event))
            return True
        if any(_id(held.event) == _id(event) for held in self._held):
            # A release must not overtake its press.
            self._held.append(_Held(window, _copied(event)))
            return True
        return False

    def _wait_for_more(self) -> None:
        wait_ms = round(self._detector.patience_ms) + _SLACK_MS
        self._silence_due_ms = monotonic() * 1000 + wait_ms
        self._verdict.stop()
        self._silence.start(wait_ms)

    def _let_queued_keys_in(self) -> None:
        # After a stall the timer is due before keys that came in time: they are still on their way through the queue.
        if monotonic() * 1000 - self._silence_due_ms > _STALL_MS:
            self._wait_for_more()
        else:
            self._verdict.start()

    def _expire(self) -> None:
        self._settle(self._detector.expire())

    def _settle(self, decision: Decision) -> None:
        """Do to the held keys what ``decision`` says."""
        if not decision.replays and not decision.scan:
            return
        self._silence.stop()
        self._verdict.stop()
        held, self._held = self._held, []
        if decision.scan:
            pressed = {_id(one.event) for one in held if one.event.type() == QEvent.Type.KeyPress}
            released = {_id(one.event) for one in held if one.event.type() == QEvent.Type.KeyRelease}
            self._swallowed |= pressed - released
            self.scanned.emit(decision.scan)
        else:
            self._replay(held)

    def _replay(self, held: list[_Held]) -> None:
        self._is_replaying = True
        try:
            for one in held:
                # The first key may have closed the window that the second was for.
                if isValid(one.window):
                    QCoreApplication.sendEvent(one.window, one.event)
        finally:
            self._is_replaying = False


def _key(event: QKeyEvent) -> Key:
    if event.key() in _TERMINATOR_KEYS or event.text() in ("\r", "\n", "\t"):
        return Key("", is_terminator=True)
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    place = us_character(event.nativeScanCode(), event.nativeVirtualKey(), is_shifted=is_shifted)
    return Key(event.text(), place)


def _id(event: QKeyEvent) -> int:
    """What a press and its release have in common. Shift may have changed between them, the place has not."""
    return event.nativeScanCode() or event.key()


def _copied(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
