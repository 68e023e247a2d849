"""Telling a handheld scanner from a person by the time between keys. Pure: no Qt, no clock.

A scanner in keyboard mode types a whole code with a few milliseconds between keys, and most end it with Enter or Tab.
People reach such gaps for two or three keys, or by rolling several fingers over the keys, which then are down together.
Every key is held back until it is clear who typed it: what a scanner typed never goes on to any field or button.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from scanner_app.settings import HandheldSettings, KeyReading, Terminator
from scanner_app.sources.readings import Key, rate_text, read_keys, readings, trim

_STEADY_AFTER = 4
_PATIENCE = 3.0
_PATIENCE_FOR_SILENCE = 2.0
_USUAL_GAP_MS = 35.0
_SLOW_GAP_MS = 50.0
_SHORTEST, _SHORTEST_SLOW = 4, 10
_MORE_WITHOUT_END = 2
_FINGERS = 12
"""So many keys that several were down together are no hand’s any more, but a scanner’s that sends six at a time."""


@dataclass(frozen=True, slots=True)
class BurstSettings:
    """What is known of the scanner. ``prefix`` and ``suffix`` are characters it adds; they are cut off where they are.

    ``longest_gap_ms`` is the longest pause within a scan. Without ``has_terminator`` silence alone ends a scan; with it
    silence does too, only later. ``reading`` says what its keys mean, ``shortest`` the fewest characters of a scan.
    """

    prefix: str = ""
    suffix: str = ""
    has_terminator: bool = True
    shortest: int = _SHORTEST
    longest: int = 8192
    longest_gap_ms: float = _USUAL_GAP_MS
    reading: KeyReading = KeyReading.AUTOMATIC


def burst_settings(kept: HandheldSettings) -> BurstSettings:
    """How to listen to the scanner that a person described. A slow one has to type more before it is believed."""
    gap_ms = float(kept.longest_gap_ms) or _USUAL_GAP_MS
    return BurstSettings(
        prefix=kept.prefix,
        suffix=kept.suffix,
        has_terminator=kept.terminator is not Terminator.NONE,
        shortest=_SHORTEST if gap_ms <= _SLOW_GAP_MS else _SHORTEST_SLOW,
        longest_gap_ms=gap_ms,
        reading=kept.reading,
    )


class Fate(Enum):
    """What becomes of the key just pressed."""

    PASS = "pass"  # noqa: S105 - a key passes, nothing is secret
    HOLD = "hold"
    SWALLOW = "swallow"


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the keys held so far; at most one of the three is set.

    ``replays``: they were a person's, deliver them now. ``scan``: they were this code, drop them. ``drops``: they were
    a scanner's and no code.
    """

    fate: Fate
    replays: bool = False
    scan: str = ""
    drops: bool = False


class BurstDetector:
    """Decides key by key. ``rate`` tells how likely a text is a code, where the keys can be read in several ways."""

    def __init__(self, settings: BurstSettings, rate: Callable[[str], int] = rate_text) -> None:
        self._settings, self._rate = settings, rate
        self._keys: list[Key] = []
        self._last_ms = 0.0
        self._scanned_ms: float | None = None
        self._follows_scan = False

    @property
    def patience_ms(self) -> float:
        """How long to wait for the next key. A burst that is surely a scanner's gets more time for a hiccup."""
        if not self.is_steady:
            return self._settings.longest_gap_ms
        more = _PATIENCE if self._settings.has_terminator else _PATIENCE_FOR_SILENCE
        return self._settings.longest_gap_ms * more

    @property
    def is_holding(self) -> bool:
        """Whether keys are held back."""
        return bool(self._keys)

    @property
    def is_steady(self) -> bool:
        """Whether so many keys came so fast that hardly a person types them."""
        return len(self._keys) >= _STEADY_AFTER

    def press(self, key: Key, at_ms: float) -> Decision:
        """What the key pressed at ``at_ms`` means. Times come from one clock."""
        if self._keys and at_ms - self._last_ms > self.patience_ms:
            ended = self.expire()
            return Decision(self.press(key, at_ms).fate, ended.replays, ended.scan, ended.drops)
        if not self._keys:
            self._follows_scan = self._is_right_after_scan(at_ms)
        if key.is_terminator:
            return self._end(at_ms)
        self._keys.append(key)
        self._last_ms = at_ms
        if self._is_closed_by_suffix() or len(self._keys) >= self._settings.longest:
            return self._end(at_ms)
        return Decision(Fate.HOLD)

    def interrupt(self) -> Decision:
        """A key that no scanner sends, such as a repeat: what was held is a person's, and so is this one."""
        has_keys = bool(self._keys)
        self._keys.clear()
        return Decision(Fate.PASS, replays=has_keys)

    def expire(self) -> Decision:
        """What the held keys were, now that none followed in time."""
        shortest = self._settings.shortest + (_MORE_WITHOUT_END if self._settings.has_terminator else 0)
        if self._content >= self._shortest_by_hand(shortest):
            return self._close(self._last_ms)
        return self._give_up()

    def _end(self, at_ms: float) -> Decision:
        if not self._content:
            if self._follows_scan:
                # The line feed after the carriage return.
                return Decision(Fate.SWALLOW)
            if self._keys:
                return self._give_up()
            self._keys.append(Key("", is_terminator=True))
            self._last_ms = at_ms
            return Decision(Fate.HOLD)
        if self._content >= self._shortest_by_hand(self._settings.shortest):
            return self._close(at_ms)
        return self._give_up()

    def _close(self, at_ms: float) -> Decision:
        """The held keys were a scan that ended at ``at_ms``."""
        code = self._code()
        self._keys.clear()
        self._scanned_ms = at_ms
        return Decision(Fate.SWALLOW, scan=code, drops=not code)

    def _give_up(self) -> Decision:
        """The held keys were no scan: a person's, or the rest of a scan that another one cut into."""
        has_keys = bool(self._keys)
        self._keys.clear()
        if self._follows_scan:
            return Decision(Fate.SWALLOW, drops=has_keys)
        return Decision(Fate.PASS, replays=has_keys)

    @property
    def _content(self) -> int:
        return sum(1 for key in self._keys if key.text or key.at_position)

    def _is_right_after_scan(self, at_ms: float) -> bool:
        return self._scanned_ms is not None and at_ms - self._scanned_ms <= self._settings.longest_gap_ms

    def _shortest_by_hand(self, shortest: int) -> int:
        """How many keys a scan has at least: more where fingers may have rolled over the keys."""
        return max(shortest, _FINGERS) if any(key.is_overlapping for key in self._keys) else shortest

    def _code(self) -> str:
        return read_keys(self._keys, self._settings.reading, self._rate, self._trimmed)

    def _trimmed(self, text: str) -> str:
        return trim(text, self._settings.prefix, self._settings.suffix)

    def _is_closed_by_suffix(self) -> bool:
        if self._settings.has_terminator or not self._settings.suffix or self._content < self._settings.shortest:
            return False
        return any(text.endswith(self._settings.suffix) for text in readings(self._keys))
