"""Telling a handheld scanner from a person by the time between keys. Pure: no Qt, no clock.

A scanner in keyboard mode types a whole code with a few milliseconds between keys and ends with Enter or Tab. People
reach such gaps for two or three keys at most. Every key is held back until it is clear who typed it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

_STEADY_AFTER = 4
_PATIENCE = 3.0
_CODE_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@dataclass(frozen=True, slots=True)
class BurstSettings:
    """What is known of the scanner. ``prefix`` and ``suffix`` are characters it adds; they are cut off.

    ``longest_gap_ms`` is the longest pause within a scan. Without ``has_terminator`` silence ends a scan.
    """

    prefix: str = ""
    suffix: str = ""
    has_terminator: bool = True
    shortest: int = 6
    longest: int = 8192
    longest_gap_ms: float = 35.0


@dataclass(frozen=True, slots=True)
class Key:
    """One key press: the text that the layout made of it, and the US character at the same place of the keyboard.

    ``at_position`` is empty where the place is not known.
    """

    text: str
    at_position: str = ""
    is_terminator: bool = False


class Fate(Enum):
    """What becomes of the key just pressed."""

    PASS = "pass"  # noqa: S105 - a key passes, nothing is secret
    HOLD = "hold"
    SWALLOW = "swallow"


@dataclass(frozen=True, slots=True)
class Decision:
    """``replays``: the keys held so far were a person's, deliver them now. ``scan``: they were this code, drop them."""

    fate: Fate
    replays: bool = False
    scan: str = ""


def looks_like_code(text: str) -> bool:
    """Whether ``text`` has only the letters of QR codes' alphanumeric mode, which tickets are written in."""
    return bool(text) and _CODE_LETTERS.issuperset(text)


class BurstDetector:
    """Decides key by key. ``looks_right`` chooses between the layout's text and the US reading of the same keys."""

    def __init__(self, settings: BurstSettings, looks_right: Callable[[str], bool] = looks_like_code) -> None:
        self._settings = settings
        self._looks_right = looks_right
        self._keys: list[Key] = []
        self._last_ms = 0.0
        self._ended_ms: float | None = None

    @property
    def patience_ms(self) -> float:
        """How long to wait for the next key. A burst that is surely a scanner's gets more time for a hiccup."""
        is_steady = len(self._keys) >= _STEADY_AFTER
        return self._settings.longest_gap_ms * (_PATIENCE if is_steady else 1.0)

    @property
    def is_holding(self) -> bool:
        """Whether keys are held back."""
        return bool(self._keys)

    def press(self, key: Key, at_ms: float) -> Decision:
        """What the key pressed at ``at_ms`` means. Times come from one clock."""
        if self._keys and at_ms - self._last_ms > self.patience_ms:
            ended = self.expire()
            return Decision(self.press(key, at_ms).fate, replays=ended.replays, scan=ended.scan)
        if key.is_terminator:
            return self._end(at_ms)
        if not key.text and not key.at_position:
            return self._give_up()
        self._keys.append(key)
        self._last_ms = at_ms
        if self._is_closed_by_suffix() or len(self._keys) >= self._settings.longest:
            return self._end(at_ms)
        return Decision(Fate.HOLD)

    def interrupt(self) -> Decision:
        """A key that no scanner sends, such as a repeat: what was held is a person's, and so is this one."""
        return self._give_up()

    def expire(self) -> Decision:
        """What the held keys were, now that none followed in time."""
        code = "" if self._settings.has_terminator else self._code()
        self._keys.clear()
        return Decision(Fate.SWALLOW, scan=code) if code else Decision(Fate.PASS, replays=True)

    def _end(self, at_ms: float) -> Decision:
        code = self._code()
        if code:
            self._keys.clear()
            self._ended_ms = at_ms
            return Decision(Fate.SWALLOW, scan=code)
        if not self._keys and self._ended_ms is not None and at_ms - self._ended_ms <= self._settings.longest_gap_ms:
            # The line feed after the carriage return.
            return Decision(Fate.SWALLOW)
        return self._give_up()

    def _give_up(self) -> Decision:
        had_keys = bool(self._keys)
        self._keys.clear()
        return Decision(Fate.PASS, replays=had_keys)

    def _code(self) -> str:
        typed = self._trimmed("".join(key.text for key in self._keys))
        placed = self._trimmed("".join(key.at_position or key.text for key in self._keys))
        if placed and not self._looks_right(typed) and self._looks_right(placed):
            return placed
        return typed or placed

    def _trimmed(self, text: str) -> str:
        """``text`` without prefix and suffix; empty where it lacks them or is too short for a scan."""
        prefix, suffix = self._settings.prefix, self._settings.suffix
        if len(text) < self._settings.shortest or not (text.startswith(prefix) and text.endswith(suffix)):
            return ""
        return text[len(prefix) : len(text) - len(suffix)]

    def _is_closed_by_suffix(self) -> bool:
        if self._settings.has_terminator or not self._settings.suffix:
            return False
        return bool(self._code())
