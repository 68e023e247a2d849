"""Billing periods follow the calendar in UTC and forget no day of their anchor."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.fulfilment.periods import BillingCycle, period_start


def _ms(*date: int) -> int:
    return int(datetime(*date, tzinfo=UTC).timestamp()) * 1000  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("cycle", "anchor", "starts"),
    [
        ("weekly", (2025, 2, 26), [(2025, 3, 5), (2025, 3, 12)]),
        ("monthly", (2025, 1, 31), [(2025, 2, 28), (2025, 3, 31), (2025, 4, 30)]),
        ("monthly", (2024, 1, 30), [(2024, 2, 29), (2024, 3, 30)]),
        ("monthly", (2025, 12, 15), [(2026, 1, 15)]),
        ("quarterly", (2024, 11, 30), [(2025, 2, 28), (2025, 5, 30)]),
        ("yearly", (2024, 2, 29), [(2025, 2, 28), (2026, 2, 28), (2027, 2, 28), (2028, 2, 29)]),
    ],
)
def test_each_period_is_counted_from_the_anchor(
    cycle: BillingCycle, anchor: tuple[int, ...], starts: list[tuple[int, ...]]
) -> None:
    begin = _ms(*anchor, 13, 5) + 7
    assert [period_start(begin, cycle, number) for number in range(1, len(starts) + 1)] == [
        _ms(*start, 13, 5) + 7 for start in starts
    ]


@given(
    anchor=st.integers(_ms(2000, 1, 1), _ms(2100, 1, 1)),
    cycle=st.sampled_from(["weekly", "monthly", "quarterly", "yearly"]),
    number=st.integers(0, 200),
)
def test_periods_never_overlap_and_keep_the_time_of_day(anchor: int, cycle: BillingCycle, number: int) -> None:
    day_ms = 24 * 3_600_000
    begin, end = period_start(anchor, cycle, number), period_start(anchor, cycle, number + 1)
    shortest = {"weekly": 7, "monthly": 28, "quarterly": 89, "yearly": 365}[cycle]
    assert period_start(anchor, cycle, 0) == anchor
    assert end - begin >= shortest * day_ms
    assert (begin - anchor) % day_ms == 0
