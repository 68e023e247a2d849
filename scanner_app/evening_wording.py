"""What the statistics say: tiles, legend, refusals, and the bars as a table. Pure."""

from scanner_app.door.evening import By, Evening, Group
from scanner_app.door.shown import DoorStatus
from scanner_app.log_wording import reason_said
from scanner_app.wording import clock_time, number, plain, say

EVERY = {1: "People each minute", 5: "People every 5 minutes", 60: "People each hour"}
_UNKNOWN = {By.GATE: "Gate not known", By.PRODUCT: "Ticket type not known", By.DOOR: "Door not known"}
MOST_REASONS = 8


def tiles(evening: Evening, status: DoorStatus | None, time_zone: str) -> tuple[tuple[str, str], ...]:
    """What there is to know at a glance: each a title and a number."""
    peak = say("{count} at {when}", count=evening.peak, when=clock_time(evening.peak_at, time_zone))
    refused = sum(count for _, count in evening.refusals)
    of_the_day = (
        (say("Came in"), number(evening.came)),
        (say("Went out"), number(evening.left)),
        (say("Refused"), number(refused)),
        (say("Busiest minute"), peak if evening.peak else "–"),
    )
    if status is None:
        return of_the_day
    capacity = "–" if status.capacity is None else number(status.capacity)
    return (
        (say("Inside now"), number(status.inside)),
        (say("Expected"), number(status.expected)),
        (say("Capacity"), capacity),
        *of_the_day,
    )


def group_said(group: Group, by: By) -> str:
    """What a colour stands for."""
    if group.name is None:
        return say("All others")
    return plain(group.name, 40) or say(_UNKNOWN[by])


def refusals_said(evening: Evening) -> tuple[tuple[str, int], ...]:
    """Why people were refused and how often, the most frequent first; the rare ones are summed up."""
    shown = [(reason_said(reason) or say("Not known"), count) for reason, count in evening.refusals[:MOST_REASONS]]
    rest = sum(count for _, count in evening.refusals[MOST_REASONS:])
    return (*shown, *(((say("All others"), rest),) if rest else ()))


def bars_as_table(evening: Evening, by: By, time_zone: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Columns and rows: when, how many, and of them how many of each group. Bars without anybody are left out."""
    columns = (say("From"), say("People"), *(group_said(group, by) for group in evening.groups))
    totals = evening.totals
    rows = tuple(
        (
            clock_time(start, time_zone),
            number(totals[at]),
            *(number(group.people[at]) for group in evening.groups),
        )
        for at, start in enumerate(evening.starts)
        if totals[at]
    )
    return columns, rows


def plot_said(evening: Evening, by: By, time_zone: str) -> str:
    """The plot in words, for whoever hears it."""
    if not evening.starts:
        return say("Nobody came yet.")
    first, last = clock_time(evening.starts[0], time_zone), clock_time(evening.starts[-1], time_zone)
    groups = ", ".join(say("{name} {count}", name=group_said(g, by), count=g.total) for g in evening.groups)
    return say("From {first} to {last}: {groups}.", first=first, last=last, groups=groups)
