"""Saying things in the language of the screen: texts, numbers and times. Pure; which language it is, Qt's side decides.

Every text that people read passes ``say`` or ``say_count`` once, its template written out there (or in a table of
constants): ``tools/translations.py`` finds it by that.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from sync.sentence import Sentence, sentence_of

LONGEST_SHOWN = 200
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language. Any thread may ask it."""

    translate: Callable[[str], str]
    """A template's translation; empty where there is none."""
    translate_count: Callable[[str, str, int], str]
    """The translation of a template for one and a template for many, in the form that the number asks for."""
    number: Callable[[float, int], str]
    """A number with so many decimal places, grouped by thousands."""


def _english_number(value: float, places: int) -> str:
    return f"{value:,.{places}f}"


ENGLISH = Tongue(lambda template: template, lambda one, many, count: one if count == 1 else many, _english_number)
"""What the templates are written in."""
_spoken = [ENGLISH]


def speak(tongue: Tongue) -> Tongue:
    """Say everything in ``tongue`` from now on; gives what was spoken before. What is on the screen stays as it is."""
    before, _spoken[0] = _spoken[0], tongue
    return before


def say(template: str, **values: str | int) -> str:
    """``template`` in the language of the screen, with ``values`` filled in; whole numbers are grouped by thousands."""
    return _filled((_spoken[0].translate(template) if template else "") or template, values)


def say_count(one: str, many: str, count: int, **values: str | int) -> str:
    """``one`` or ``many`` as the number asks for, with ``{count}`` (grouped by thousands) and ``values`` filled in."""
    found = _spoken[0].translate_count(one, many, count)
    return _filled(found or ENGLISH.translate_count(one, many, count), {"count": count, **values})


def tell(told: str | BaseException) -> str:
    """What an error or a Sentence says, in the language of the screen; any other text as it is."""
    sentence = sentence_of(told) if isinstance(told, BaseException) else told
    if not isinstance(sentence, Sentence):
        return sentence
    if not sentence.values:
        return _spoken[0].translate(sentence.template) or sentence.template
    values = {name: tell(value) if isinstance(value, str) else value for name, value in sentence.values.items()}
    return say(sentence.template, **values)


def plain(text: str, limit: int = LONGEST_SHOWN) -> str:
    """``text`` on one line of at most ``limit`` characters, without control and direction-changing characters.

    A Sentence is said in the language of the screen.
    """
    told = tell(text)
    kept = "".join(_visible(character) for character in told[: 4 * limit])
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def runs_right_to_left(text: str, *, otherwise: bool = False) -> bool:
    """Whether ``text`` itself does, by its first letter: a name keeps its direction in a language of the other one."""
    directions = (unicodedata.bidirectional(character) for character in text)
    first = next((direction for direction in directions if direction in ("L", "R", "AL")), "")
    return first != "L" if first else otherwise


def number(value: float, places: int = 0) -> str:
    """``value`` as the language of the screen writes numbers: ``1,203``, ``1.203``, ``1 203``."""
    return _spoken[0].number(value, places)


def percent(share: float) -> str:
    """``share`` (1 is all) in whole percent."""
    return say("{count}%", count=round(100 * share))


def clock_time(at: int, time_zone: str, near: int | None = None) -> str:
    """Unix milliseconds ``at`` as ``21:04`` in ``time_zone``; on another day than ``near`` with its date before it."""
    moment = local_time(at, time_zone)
    other = moment if near is None else local_time(near, time_zone)
    if moment is None or other is None:
        return say("at a time unknown")
    clock = f"{moment:%H:%M}"
    if moment.date() == other.date():
        return clock
    return say("{date}, {clock}", date=day(moment.date(), other.year), clock=clock)


def day(on: date, this_year: int | None = None) -> str:
    """``on`` as ``3 Nov 2026``, in the order of the language; without its year where that is ``this_year``."""
    month = say(MONTHS[on.month - 1])
    if on.year == this_year:
        return say("{day} {month}", day=str(on.day), month=month)
    return say("{day} {month} {year}", day=str(on.day), month=month, year=str(on.year))


def duration(seconds: float) -> str:
    """``seconds`` as people say it, in one unit: ``under 1 min``, ``12 min``, ``3 h``, ``2 days``."""
    minutes = int(max(seconds, 0.0) // 60)
    if minutes < 1:
        return say("under 1 min")
    if minutes < 120:
        return say("{count} min", count=minutes)
    if minutes < 48 * 60:
        return say("{count} h", count=minutes // 60)
    return say_count("{count} day", "{count} days", minutes // (24 * 60))


def local_time(at: int, time_zone: str) -> datetime | None:
    """Unix milliseconds ``at`` in ``time_zone`` (IANA; an unknown one is read as UTC); None beyond all calendars."""
    try:
        return datetime.fromtimestamp(at / 1000, _zone(time_zone))
    except (OverflowError, ValueError, OSError):  # Another door's clock may say anything.
        return None


def _filled(template: str, values: dict[str, str | int]) -> str:
    return template.format(**{name: number(it) if isinstance(it, int) else it for name, it in values.items()})


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Cs", "Co", "Cn"):
        # Joiners shape letters of several scripts; the other format characters could turn a line around.
        return character if character in "\u200c\u200d" else ""
    return " " if category in ("Cc", "Zl", "Zp") else character


def _zone(time_zone: str) -> tzinfo:
    try:
        return ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):
        return UTC
