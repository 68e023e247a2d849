"""Handheld scanners that type like a keyboard, caught before any field, button or shortcut gets their keys."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent, QWindow
from shiboken6 import isValid

from scanner_app.sources.burst import BurstDetector, BurstSettings, Decision, Fate
from scanner_app.sources.key_events import (
    KeptInputMethodEvent,
    KeptKeyEvent,
    alt_character,
    alt_digit,
    copy_of,
    is_modifier,
    is_with_alt,
    key_of,
    place_of,
)
from scanner_app.sources.learning import KeyRecorder, Stroke
from scanner_app.sources.readings import Key, rate_text
from scanner_app.sources.shortcuts import deliver

_KEY_EVENTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_INPUT_METHOD_EVENTS = frozenset({QEvent.Type.InputMethod, QEvent.Type.InputMethodQuery})
_SLACK_MS = 5
_STALL_MS = 15
_DOWN_AT_ONCE = 2
_FAST = 2
"""From so many quick keys on, dead keys are no longer composed: people pause before them."""


@dataclass(frozen=True, slots=True)
class _Held:
    """An event kept back, with the window or field it was for."""

    target: QObject
    event: KeptKeyEvent | KeptInputMethodEvent


class HandheldFilter(QObject):
    """Emits ``scanned`` for every burst of keys that is a scan, whatever has the focus in this program's windows.

    Install it on the application: ``app.installEventFilter(filter)``. Keys that turn out to be a person's reach their
    window unchanged, at most ``longest_gap_ms`` late. Of two handhelds that type at the same moment the system makes
    one mixture of keys: it comes out as a text that no ticket has, and nothing of it leaks.
    """

    scanned = Signal(str)

    def __init__(
        self,
        settings: BurstSettings | None = None,
        rate: Callable[[str], int] = rate_text,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.rate = rate
        self._settings = settings or BurstSettings()
        self._detector: BurstDetector | KeyRecorder = BurstDetector(self._settings, rate)
        self._held: list[_Held] = []
        self._swallowed: set[int] = set()
        self._alt_digits = ""
        self._is_composing_off = False
        self._silence_due_ms = 0.0
        self._epoch_ms: float | None = None
        self._silence = QTimer(self, singleShot=True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._let_queued_keys_in)
        self._verdict = QTimer(self, singleShot=True, interval=0)
        self._verdict.timeout.connect(self._expire)

    def use(self, settings: BurstSettings) -> None:
        """Listen by other ``settings`` from now on; what is held back is settled by the old ones."""
        self._settings = settings
        if not isinstance(self._detector, KeyRecorder):
            self._listen_by(BurstDetector(settings, self.rate))

    def record(self, on_burst: Callable[[tuple[Stroke, ...]], None]) -> None:
        """Hand every burst to ``on_burst`` in place of reading scans, until ``read``."""
        self._listen_by(KeyRecorder(on_burst))

    def read(self) -> None:
        """Read scans again."""
        self._listen_by(BurstDetector(self._settings, self.rate))

    def end(self) -> None:
        """Let go of what is held back: the windows that it was for are about to close."""
        self._silence.stop()
        self._verdict.stop()
        self._held.clear()

    def _listen_by(self, detector: BurstDetector | KeyRecorder) -> None:
        self._expire()
        self._detector = detector

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        kind = event.type()
        # Keys reach the window first and then, as the same event, the widget with the focus: once is enough.
        if kind in _KEY_EVENTS:
            if isinstance(event, QKeyEvent) and isinstance(watched, QWindow) and not isinstance(event, KeptKeyEvent):
                return self._filter_key(watched, event)
        elif kind in _INPUT_METHOD_EVENTS:
            return self._filter_input_method(watched, event)
        return False

    def _filter_key(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease:
            return self._release(window, event)
        if is_modifier(event):
            return False
        is_a_persons = event.isAutoRepeat() or is_with_alt(event)
        # X11 takes a scanner's quick 00 for a key held down, so a repeat counts as a person's only where nothing is
        # held back: the repeats of a person begin long after the first press was given up.
        if is_a_persons and not self._detector.is_holding:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Whether the key is a shortcut is asked when it is clear that a person pressed it.
            event.accept()
            return True
        self._press(window, event)
        return True

    def _press(self, window: QWindow, event: QKeyEvent) -> None:
        digit = alt_digit(event)
        self._alt_digits += digit
        key = key_of(event, is_overlapping=self._keys_down() >= _DOWN_AT_ONCE)
        decision = self._decide(key, self._at_ms(event))
        if decision.fate is Fate.HOLD:
            self._hold(_Held(window, copy_of(event)))
        elif decision.fate is Fate.SWALLOW:
            self._swallowed.add(place_of(event))
        else:
            self._replay([_Held(window, copy_of(event))])

    def _decide(self, key: Key, at_ms: float) -> Decision:
        decision = self._detector.press(key, at_ms)
        self._settle(decision)
        return decision

    def _hold(self, held: _Held) -> None:
        self._held.append(held)
        self._wait_for_more()
        self._compose(is_off=sum(isinstance(one.event, KeptKeyEvent) for one in self._held) >= _FAST)

    def _keys_down(self) -> int:
        """How many of the held keys have not been let go."""
        down: set[int] = set()
        for one in self._held:
            if isinstance(one.event, KeptKeyEvent):
                place = place_of(one.event)
                down = down | {place} if one.event.type() == QEvent.Type.KeyPress else down - {place}
        return len(down)

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
        if event.key() == Qt.Key.Key_Alt:
            self._end_alt_number(event)
            return False
        if place_of(event) in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(place_of(event))
            return True
        presses = (one.event for one in self._held if isinstance(one.event, KeptKeyEvent))
        if any(place_of(press) == place_of(event) for press in presses):
            # A release must not overtake its press.
            self._held.append(_Held(window, copy_of(event)))
            return True
        return False

    def _end_alt_number(self, event: QKeyEvent) -> None:
        """Some scanners type every character by its number: Alt with 065 for A. Windows itself makes a key of it."""
        digits, self._alt_digits = self._alt_digits, ""
        if digits and self._detector.is_holding and sys.platform != "win32":
            self._decide(Key(alt_character(digits)), self._at_ms(event))
            self._wait_for_more()

    def _filter_input_method(self, watched: QObject, event: QEvent) -> bool:
        """While a scanner types, dead keys stay keys: composing would hide them from us and give a field their sum."""
        if isinstance(event, QInputMethodQueryEvent):
            is_asked = bool(event.queries() & Qt.InputMethodQuery.ImEnabled)
            if is_asked and self._is_composing_off:
                event.setValue(Qt.InputMethodQuery.ImEnabled, False)
                return True
            return False
        if not isinstance(event, QInputMethodEvent) or isinstance(event, KeptInputMethodEvent):
            return False
        if len(event.commitString()) != 1 or event.preeditString():
            return False
        decision = self._decide(Key(event.commitString()), monotonic() * 1000)
        if decision.fate is Fate.HOLD:
            self._hold(_Held(watched, KeptInputMethodEvent(event)))
        return True

    def _compose(self, *, is_off: bool) -> None:
        if is_off is not self._is_composing_off:
            self._is_composing_off = is_off
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

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
        if not (decision.replays or decision.scan or decision.drops):
            return
        self._silence.stop()
        self._verdict.stop()
        self._alt_digits = ""
        held, self._held = self._held, []
        self._compose(is_off=False)
        if decision.replays:
            self._replay(held)
            return
        events = [one.event for one in held if isinstance(one.event, KeptKeyEvent)]
        pressed = {place_of(event) for event in events if event.type() == QEvent.Type.KeyPress}
        released = {place_of(event) for event in events if event.type() == QEvent.Type.KeyRelease}
        self._swallowed |= pressed - released
        if decision.scan:
            self.scanned.emit(decision.scan)

    def _replay(self, held: list[_Held]) -> None:
        for one in held:
            # The first key may have closed the window that the second was for.
            if not isValid(one.target):
                continue
            if isinstance(one.event, KeptKeyEvent) and isinstance(one.target, QWindow):
                # Of a window that gave way meanwhile Qt would give the key to the one that has the focus now.
                if QGuiApplication.focusWindow() in (None, one.target):
                    deliver(one.target, one.event)
            else:
                QCoreApplication.sendEvent(one.target, one.event)
