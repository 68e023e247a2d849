"""Billing periods in UTC, counted from an anchor: Jan 31, Feb 28, Mar 31."""

import calendar
from datetime import UTC, datetime, timedelta
from typing import Literal

BillingCycle = Literal["weekly", "monthly", "quarterly", "yearly"]
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


def period_start(anchor: int, cycle: BillingCycle, number: int) -> int:
    """When period ``number`` (from 0) begins, and the one before it ends, in Unix ms.

    Every period is counted from the anchor, never from the one before: a short month shortens no later one.
    """
    begin = datetime.fromtimestamp(anchor // 1000, UTC)
    if cycle == "weekly":
        moved = begin + timedelta(weeks=number)
    else:
        year, month = divmod(begin.year * 12 + begin.month - 1 + _MONTHS[cycle] * number, 12)
        day = min(begin.day, calendar.monthrange(year, month + 1)[1])
        moved = begin.replace(year=year, month=month + 1, day=day)
    return int(moved.timestamp()) * 1000 + anchor % 1000
