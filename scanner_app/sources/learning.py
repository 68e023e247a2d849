"""Learning how a scanner types from scans of a code that we know. Pure: no Qt, no clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from scanner_app.settings import LONGEST_GAP_MS, HandheldSettings, KeyReading, Terminator
from scanner_app.sources.burst import Decision, Fate
from scanner_app.sources.readings import Key, by_place, typed

TEST_CODE = "AZ/az-QyWm+09:"
"""Capitals, small letters and signs that lie elsewhere on other layouts, and short enough for bars on a phone."""
SCANS_WANTED = 3
PACES_MS = (0, 50, LONGEST_GAP_MS)
"""The paces a person can choose from; 0 is the usual one."""
_USUAL_PACE_MS = 35
_ROOM = 1.4
_SILENCE_MS = 250.0
_FEWEST = 6
_ALIKE = 0.45
_LONGEST = 8192


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key and when it was pressed, in ms of one clock."""

    key: Key
    at_ms: float


class Problem(StrEnum):
    """Why a scanner does not work yet; NONE says that it does."""

    NONE = "none"
    OTHER_CODE = "other_code"
    """Not the code that is shown."""
    WRONG_LAYOUT = "wrong_layout"
    """It is set to a keyboard of another country, neither this computer's nor a US one."""
    CASE_CHANGED = "case_changed"
    """It makes capitals of small letters, or the other way."""
    LETTERS_LOST = "letters_lost"
    """Some letters did not arrive, or not the same ones each time."""
    TOO_SLOW = "too_slow"
    """It cannot be told from a person."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one or more scans taught. ``settings`` are for use where there is no problem."""

    problem: Problem
    settings: HandheldSettings = field(default_factory=HandheldSettings)
    has_caps: bool = False
    is_of_us_layout: bool = False
    """It types as on a US keyboard, and this computer has another one."""
    longest_gap_ms: int = 0


class KeyRecorder:
    """Stands in for a BurstDetector while a scanner is learned: holds all keys, hands every burst on with its times.

    A few keys are a person's and are given back.
    """

    patience_ms = _SILENCE_MS

    def __init__(self, on_burst: Callable[[tuple[Stroke, ...]], None]) -> None:
        self._on_burst = on_burst
        self._strokes: list[Stroke] = []

    @property
    def is_holding(self) -> bool:
        """Whether keys are held back."""
        return bool(self._strokes)

    def press(self, key: Key, at_ms: float) -> Decision:
        """Hold the key."""
        ended = Decision(Fate.HOLD)
        if self._strokes and (at_ms - self._strokes[-1].at_ms > _SILENCE_MS or len(self._strokes) >= _LONGEST):
            ended = self.expire()
        self._strokes.append(Stroke(key, at_ms))
        return Decision(Fate.HOLD, ended.replays, "", ended.drops)

    def expire(self) -> Decision:
        """Hand the burst on, or give a person's keys back."""
        strokes = tuple(self._strokes)
        self._strokes.clear()
        if sum(1 for stroke in strokes if stroke.key.text or stroke.key.at_position) < _FEWEST:
            return Decision(Fate.PASS, replays=bool(strokes))
        self._on_burst(strokes)
        return Decision(Fate.SWALLOW, drops=True)


def learn(scans: Sequence[Sequence[Stroke]], shown: str = TEST_CODE) -> Lesson:
    """What ``scans`` of the code ``shown`` teach, together: they have to agree."""
    lessons = [learn_once(scan, shown) for scan in scans]
    troubled = next((lesson for lesson in lessons if lesson.problem is not Problem.NONE), None)
    if troubled is not None:
        return troubled
    gap_ms = max(lesson.longest_gap_ms for lesson in lessons)
    first = lessons[0].settings
    agreed = {(each.settings.prefix, each.settings.suffix, each.settings.terminator) for each in lessons}
    if len(agreed) > 1:
        return Lesson(Problem.LETTERS_LOST)
    return Lesson(
        Problem.NONE,
        HandheldSettings(first.prefix, first.suffix, first.terminator, _pace(gap_ms), first.reading),
        any(lesson.has_caps for lesson in lessons),
        any(lesson.is_of_us_layout for lesson in lessons),
        gap_ms,
    )


def learn_once(scan: Sequence[Stroke], shown: str = TEST_CODE) -> Lesson:
    """What one scan teaches."""
    keys = [stroke.key for stroke in scan]
    has_caps = any(key.has_caps for key in keys)
    as_text, as_places = typed(keys), by_place(keys)
    if has_caps and shown not in as_text:
        as_text = as_text.swapcase()
    if shown not in as_text and shown not in as_places:
        return Lesson(_why_not(as_text, as_places, shown))
    gap_ms = _longest_gap(scan)
    if gap_ms > LONGEST_GAP_MS:
        return Lesson(Problem.TOO_SLOW, longest_gap_ms=gap_ms)
    reading = _reading(as_text, as_places, shown)
    prefix, _, suffix = (as_text if shown in as_text else as_places).partition(shown)
    settings = HandheldSettings(_learned_mark(prefix), suffix, _terminator(keys), _pace(gap_ms), reading)
    return Lesson(Problem.NONE, settings, has_caps, reading is KeyReading.PLACES, gap_ms)


def learn_from_text(payload: str, shown: str = TEST_CODE) -> Lesson:
    """What a scan teaches that came as text, over a serial line."""
    if shown not in payload:
        return Lesson(_why_not(payload, payload, shown))
    prefix, _, suffix = payload.partition(shown)
    return Lesson(Problem.NONE, HandheldSettings(_learned_mark(prefix), suffix))


def _why_not(as_text: str, as_places: str, shown: str) -> Problem:
    if any(shown.casefold() in text.casefold() for text in (as_text, as_places)):
        return Problem.CASE_CHANGED
    if len(as_places) == len(shown) and not as_places.isdigit():
        # A layout exchanges letters and loses none.
        return Problem.WRONG_LAYOUT
    alike = max(SequenceMatcher(None, shown, text, autojunk=False).ratio() for text in (as_text, as_places))
    if alike < _ALIKE:
        return Problem.OTHER_CODE
    return Problem.WRONG_LAYOUT if len(as_places) > len(shown) else Problem.LETTERS_LOST


def _reading(as_text: str, as_places: str, shown: str) -> KeyReading:
    if shown in as_text and shown in as_places:
        return KeyReading.AUTOMATIC
    return KeyReading.TEXT if shown in as_text else KeyReading.PLACES


def _learned_mark(prefix: str) -> str:
    """The prefix to cut off. The mark of a symbology is none: it differs from one kind of code to another."""
    is_mark = len(prefix) == len("]Q1") and prefix.startswith("]")
    return "" if is_mark else prefix


def _terminator(keys: Sequence[Key]) -> Terminator:
    if not keys[-1].is_terminator:
        return Terminator.NONE
    return Terminator.TAB if keys[-1].is_tab else Terminator.RETURN


def _longest_gap(scan: Sequence[Stroke]) -> int:
    return round(max((later.at_ms - earlier.at_ms for earlier, later in pairwise(scan)), default=0))


def _pace(gap_ms: int) -> int:
    """The pace that leaves room for a gap a little longer than was seen."""
    needed = gap_ms * _ROOM
    if needed <= _USUAL_PACE_MS:
        return PACES_MS[0]
    return next((pace for pace in PACES_MS[1:] if needed <= pace), PACES_MS[-1])
