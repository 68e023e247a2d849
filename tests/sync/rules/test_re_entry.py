"""How often one ticket admits, by each policy; a day is one where the event is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.rules.door_log import Kind, PastScan, fold_ticket
from sync.rules.gate import EntryRule, ReEntry, read_entry_rule
from sync.rules.ids import LARGEST_WHOLE
from sync.rules.re_entry import local_day, places_left, reason_used
from sync.rules.verdict import Reason
from tests.sync.making import NOW
from tests.sync.rules.scans import HOUR, RULES, made_up_scans, scan

SINGLE, TWICE = EntryRule(), EntryRule(ReEntry.MULTI, 2)
DAILY, TWICE_A_DAY = EntryRule(ReEntry.PER_DAY, 1), EntryRule(ReEntry.PER_DAY, 2)
AFTER_EXIT, UNLIMITED = EntryRule(ReEntry.AFTER_EXIT), EntryRule(ReEntry.UNLIMITED)
BERLIN = "Europe/Berlin"


def ms(text: str, time_zone: str = "UTC", fold: int = 0) -> int:
    """A local time in Unix ms; ``fold`` 1 is the second time that a clock set back shows it."""
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(time_zone), fold=fold)
    return int(local.timestamp() * 1000)


def passages(way: str) -> list[PastScan]:
    """Passages an hour apart: ``i`` for in, ``o`` for out; the last one an hour ago."""
    kinds = {"i": Kind.ADMIT, "o": Kind.EXIT}
    return [scan(kinds[each], (place - len(way)) * HOUR, place) for place, each in enumerate(way)]


def answer(rule: EntryRule, way: str) -> Reason | None:
    history = fold_ticket(passages(way))
    return reason_used(rule, history, places_left(rule, history, NOW, "UTC", 1), 1)


INSIDE, USED = Reason.ALREADY_INSIDE, Reason.ALREADY_USED
WAYS = [
    (SINGLE, "", None),
    (SINGLE, "i", INSIDE),
    (SINGLE, "io", USED),
    (SINGLE, "o", None),
    (TWICE, "i", None),
    (TWICE, "io", None),
    (TWICE, "ii", INSIDE),
    (TWICE, "ioio", USED),
    (TWICE, "ioi", INSIDE),
    (DAILY, "i", INSIDE),
    (DAILY, "io", USED),
    (TWICE_A_DAY, "io", None),
    (TWICE_A_DAY, "ioio", USED),
    (AFTER_EXIT, "i", INSIDE),
    (AFTER_EXIT, "io", None),
    (AFTER_EXIT, "ioi", INSIDE),
    (AFTER_EXIT, "iio", None),
    (UNLIMITED, "i", None),
    (UNLIMITED, "iii", None),
]


@pytest.mark.parametrize(("rule", "way", "reason"), WAYS, ids=[f"{rule}-{way}" for rule, way, _ in WAYS])
def test_each_policy_counts_in_its_own_way(rule: EntryRule, way: str, reason: Reason | None) -> None:
    assert answer(rule, way) is reason


@pytest.mark.parametrize(
    ("came", "comes", "time_zone", "left"),
    [
        ("2025-01-15T23:59:59.999", "2025-01-16T00:00:00", "UTC", 1),
        ("2025-01-15T00:00:00", "2025-01-15T23:59:59.999", "UTC", 0),
        ("2025-01-15T23:30", "2025-01-16T00:30", BERLIN, 1),
        ("2025-01-15T00:30", "2025-01-15T01:30", BERLIN, 0),  # Two days in UTC, one in Berlin.
        ("2025-01-15T19:30", "2025-01-15T20:30", "America/New_York", 0),  # The same westwards.
        ("2025-03-30T00:10", "2025-03-30T23:50", BERLIN, 0),  # A day of 23 hours.
        ("2025-03-30T00:10", "2025-03-31T00:10", BERLIN, 1),
        ("2025-10-26T00:10", "2025-10-26T23:50", BERLIN, 0),  # A day of 25 hours.
        ("2025-10-26T23:50", "2025-10-27T00:10", BERLIN, 1),
        ("2025-09-06T23:50", "2025-09-07T01:10", "America/Santiago", 1),  # The clock goes from 24:00 to 01:00.
        ("2011-12-29T23:50", "2011-12-31T00:10", "Pacific/Apia", 1),  # The 30th never was.
        ("2025-01-15T23:50", "2025-01-16T00:10", "Nowhere/At_All", 1),  # Unknown zones count in UTC.
    ],
)
def test_a_day_is_one_of_the_events_zone(came: str, comes: str, time_zone: str, left: int) -> None:
    known = "UTC" if time_zone.startswith("Nowhere") else time_zone
    history = fold_ticket([scan(Kind.ADMIT, ms(came, known) - NOW)])
    assert places_left(DAILY, history, ms(comes, known), time_zone, 1) == left


def test_the_hour_that_comes_twice_is_still_one_day() -> None:
    first, second = ms("2025-10-26T02:30", BERLIN), ms("2025-10-26T02:30", BERLIN, fold=1)
    assert second - first == HOUR
    assert places_left(DAILY, fold_ticket([scan(Kind.ADMIT, first - NOW)]), second, BERLIN, 1) == 0


def test_a_clock_set_back_over_midnight_does_not_begin_the_day_twice() -> None:
    day = local_day(ms("2025-04-05T23:30", "America/Santiago", fold=1), "America/Santiago")
    assert day == local_day(ms("2025-04-05T23:30", "America/Santiago"), "America/Santiago")


@given(st.integers(0, 2**33), st.sampled_from([BERLIN, "America/Santiago", "Asia/Kathmandu", "Pacific/Apia", "UTC"]))
def test_the_day_is_what_the_calendar_there_says(at_s: int, time_zone: str) -> None:
    assert local_day(at_s * 1000, time_zone) == datetime.fromtimestamp(at_s, ZoneInfo(time_zone)).date()


YEAR_9999 = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp() * 1000)
FAR = [YEAR_9999, YEAR_9999 + HOUR, -1, -62_135_596_800_000, LARGEST_WHOLE, -LARGEST_WHOLE]


@pytest.mark.parametrize("at", FAR)
@pytest.mark.parametrize("time_zone", ["UTC", "Pacific/Kiritimati", "America/Anchorage", "Asia/Kathmandu"])
def test_no_time_is_too_far_to_have_a_day(at: int, time_zone: str) -> None:
    history = fold_ticket([scan(Kind.ADMIT, at - NOW)])
    assert places_left(DAILY, history, at, time_zone, 1) == 0


ODD_NAMES = ["", ".", "Europe", "../etc/passwd", "/etc/localtime", "a\0b", "x" * 5000, "\udc80", "Europe/Berlin\n"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_zone_that_is_none_counts_in_utc(name: str) -> None:
    assert local_day(NOW, name) == datetime.fromtimestamp(NOW / 1000, UTC).date()


@given(made_up_scans(), st.sampled_from(RULES), st.integers(1, 5), st.integers(1, 6))
def test_never_more_places_than_the_party_and_never_fewer_than_none(
    scans: list[PastScan], rule: str, party: int, people: int
) -> None:
    history, policy = fold_ticket(scans), read_entry_rule(rule)
    left = places_left(policy, history, NOW, BERLIN, party)
    assert 0 <= left <= party
    assert (reason_used(policy, history, left, people) is None) == (people <= left)
