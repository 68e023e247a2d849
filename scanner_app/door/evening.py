"""The counts of a night as a person looks at them: one evening, in bars, by gate, ticket type or door. Pure, no Qt."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from scanner_app.door.statistics import Came, Night

DAY_BEGINS_AT_H = 6
"""An evening ends when the next morning begins: what happens at two at night belongs to the day before."""
MOST_GROUPS = 6
"""More colours than these are not told apart: the smallest groups become one."""
_MINUTE_MS = 60_000


class By(StrEnum):
    """What bars are parted by."""

    GATE = "gate"
    PRODUCT = "product"
    DOOR = "door"


@dataclass(frozen=True, slots=True)
class Group:
    """One colour of the bars: a name (empty: not known; None: all the rest together) and people in each bar."""

    name: str | None
    people: tuple[int, ...]

    @property
    def total(self) -> int:
        """All people of it."""
        return sum(self.people)


@dataclass(frozen=True, slots=True)
class Evening:
    """One evening in bars. ``starts`` are Unix ms, one a bar; every group has as many numbers."""

    minutes: int
    starts: tuple[int, ...]
    groups: tuple[Group, ...]
    came: int = 0
    left: int = 0
    refusals: tuple[tuple[str, int], ...] = ()
    """Reasons with how often, the most frequent first."""
    peak: int = 0
    """The most people that came in one minute."""
    peak_at: int = 0
    """When that was (Unix ms)."""

    @property
    def totals(self) -> tuple[int, ...]:
        """People in each bar."""
        return tuple(sum(group.people[at] for group in self.groups) for at in range(len(self.starts)))


def days_of(night: Night, time_zone: str) -> tuple[date, ...]:
    """The days on which anything happened, the earliest first; a day runs from morning to morning."""
    day = _day_by(time_zone)
    minutes = {came.minute for came, people in night.came.items() if people}
    minutes |= {minute for minute, people in night.left.items() if people} | {minute for minute, _ in night.refused}
    return tuple(sorted({day(minute) for minute in minutes}))


def look_at_evening(
    night: Night, on: date, minutes: int, by: By, names: Mapping[object, str], time_zone: str
) -> Evening:
    """The day ``on`` in bars of so many ``minutes``; ``names`` says what people call a gate, product or device."""
    day = _day_by(time_zone)
    came = [(each, people) for each, people in night.came.items() if people and day(each.minute) == on]
    left = sum(people for minute, people in night.left.items() if day(minute) == on)
    refused: Counter[str] = Counter()
    for (minute, reason), count in night.refused.items():
        if count and day(minute) == on:
            refused[reason] += count
    peak_at, peak = _peak(came)
    starts, groups = _bars(came, minutes, by, names, time_zone)
    return Evening(
        minutes=minutes,
        starts=starts,
        groups=groups,
        came=sum(people for _, people in came),
        left=left,
        refusals=tuple(refused.most_common()),
        peak=peak,
        peak_at=peak_at * _MINUTE_MS,
    )


def _peak(came: Iterable[tuple[Came, int]]) -> tuple[int, int]:
    by_minute: Counter[int] = Counter()
    for each, people in came:
        by_minute[each.minute] += people
    return max(by_minute.items(), key=lambda found: (found[1], -found[0]), default=(0, 0))


def _bars(
    came: list[tuple[Came, int]], minutes: int, by: By, names: Mapping[object, str], time_zone: str
) -> tuple[tuple[int, ...], tuple[Group, ...]]:
    if not came:
        return (), ()
    bar = _bar_by(minutes, time_zone)
    first, last = (bar(find(each.minute for each, _ in came)) for find in (min, max))
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for each, people in came:
        counts[names.get(_key(each, by), "")][max(0, bar(each.minute) - first) // minutes] += people
    places = range(max(0, last - first) // minutes + 1)
    ordered = sorted(counts.items(), key=lambda found: (-found[1].total(), found[0]))
    shown = ordered if len(ordered) <= MOST_GROUPS else ordered[: MOST_GROUPS - 1]
    groups = [Group(name, tuple(count[place] for place in places)) for name, count in shown]
    if len(shown) < len(ordered):
        rest = sum((count for _, count in ordered[len(shown) :]), Counter())
        groups.append(Group(None, tuple(rest[place] for place in places)))
    return tuple((first + place * minutes) * _MINUTE_MS for place in places), tuple(groups)


def _key(came: Came, by: By) -> object:
    return {By.GATE: came.gate, By.PRODUCT: came.product, By.DOOR: came.device}[by]


def _bar_by(minutes: int, time_zone: str) -> Callable[[int], int]:
    """In which bar a minute is: bars begin at full local hours, also in zones that are half an hour aside."""
    aside = _aside_by(time_zone)

    def bar(minute: int) -> int:
        local = minute + aside(minute // 60)
        return minute - local % minutes

    return bar


def _day_by(time_zone: str) -> Callable[[int], date]:
    aside = _aside_by(time_zone)
    first = date(1970, 1, 1)

    def day(minute: int) -> date:
        local = minute + aside(minute // 60) - 60 * DAY_BEGINS_AT_H
        return first + timedelta(days=min(max(local, 0) // (24 * 60), (date.max - first).days))

    return day


def _aside_by(time_zone: str) -> Callable[[int], int]:
    """How many minutes local clocks are before UTC in an hour since 1970; asked a million times, found once."""
    zone = _zone(time_zone)

    @lru_cache(maxsize=4096)
    def aside(hour: int) -> int:
        try:
            offset = datetime.fromtimestamp(hour * 3600, zone).utcoffset()
        except (OverflowError, ValueError, OSError):
            return 0
        return 0 if offset is None else int(offset.total_seconds() // 60)

    return aside


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
