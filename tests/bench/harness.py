"""What every benchmark row is made of: figures taken in turn with their baseline, and the statistics over rounds.

Machines are shared and noisy, so a figure counts only beside a baseline of the same run. `interleave` takes turns
round by round, the other one first each time; `compared` then divides round by round, so that a slow minute hits
both sides of a ratio.
"""

import gc
import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

__all__ = [
    "Row",
    "alone",
    "compared",
    "interleave",
    "latencies",
    "percentile",
    "seconds",
    "spread",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one benchmark.

    `value` and `baseline` are medians over rounds, both in `unit`. `ratio` is the median of value / baseline round by
    round. `spread` is (highest - lowest) / median over rounds: of the ratio where there is one, else of the value.
    `target` is the sentence that the figure must satisfy, for people.
    """

    name: str
    figure: str
    value: float
    unit: str
    baseline: float | None
    ratio: float | None
    spread: float
    target: str


def compared(
    name: str, figure: str, unit: str, *, ours: Sequence[float], baseline: Sequence[float], target: str
) -> Row:
    """The row for figures taken beside a baseline, one of each a round. Raises ValueError when they do not pair up."""
    ratios = [mine / bare for mine, bare in zip(ours, baseline, strict=True)]
    return Row(
        name=name,
        figure=figure,
        value=statistics.median(ours),
        unit=unit,
        baseline=statistics.median(baseline),
        ratio=statistics.median(ratios),
        spread=spread(ratios),
        target=target,
    )


def alone(name: str, figure: str, unit: str, *, values: Sequence[float], target: str) -> Row:
    """The row for a figure without a baseline: bytes on the wire, pictures read, seats sold twice."""
    return Row(
        name=name,
        figure=figure,
        value=statistics.median(values),
        unit=unit,
        baseline=None,
        ratio=None,
        spread=spread(values),
        target=target,
    )


def interleave(rounds: int, measures: Mapping[str, Callable[[], T]]) -> dict[str, list[T]]:
    """Take every measure once a round, in turn, the order reversed every other round; the results by name."""
    taken: dict[str, list[T]] = {name: [] for name in measures}
    for number in range(rounds):
        order: Iterable[str] = measures if number % 2 == 0 else reversed(list(measures))
        for name in order:
            taken[name].append(measures[name]())
    return taken


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, in seconds, with no garbage left over from before it."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def latencies(work: Callable[[T], object], items: Iterable[T]) -> list[float]:
    """How long the work takes for each item, in seconds, in the items' order."""
    taken: list[float] = []
    for item in items:
        start = perf_counter()
        work(item)
        taken.append(perf_counter() - start)
    return taken


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of all are not above (nearest rank). Raises ValueError on none."""
    if not values or not 0 < percent <= 100:
        raise ValueError("a percentile needs values, and a percent above 0 and up to 100")
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1]


def spread(values: Sequence[float]) -> float:
    """(Highest - lowest) / median: 0.1 means that the rounds lie within a tenth of each other."""
    middle = statistics.median(values)
    return (max(values) - min(values)) / abs(middle) if middle else 0.0
