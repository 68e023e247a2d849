"""The story's steps: each is observed, timed, printed, and the first that is not true ends the story."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

import click

STEPS = (
    "booked",
    "ticket_drawn",
    "paired",
    "synced",
    "admitted",
    "duplicate_refused",
    "went_offline",
    "admitted_offline",
    "queued",
    "back_online",
    "uploaded",
    "server_agrees",
    "sold",
    "sold_admitted",
    "refunded_refused",
)


class StepFailedError(Exception):
    """What should have been seen was not; the text says what was seen instead."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it went. ``ms`` is how long it took, ``detail`` what was seen."""

    name: str
    ok: bool
    ms: float
    detail: str


@dataclass(slots=True)
class Record:
    """The steps so far."""

    steps: list[Step] = field(default_factory=list)

    @property
    def is_true(self) -> bool:
        """Whether every step of the story was seen to be true."""
        return [step.name for step in self.steps if step.ok] == list(STEPS)

    @contextmanager
    def step(self, name: str) -> Iterator[Callable[[str], None]]:
        """Time one step; the block tells what it saw, and fails by raising."""
        seen: list[str] = []
        began = time.perf_counter()
        try:
            yield seen.append
        except Exception as error:
            self._add(name, began, ok=False, detail=str(error) or type(error).__name__)
            raise StepFailedError(f"{name}: {error}") from error
        self._add(name, began, ok=bool(seen), detail="; ".join(seen) or "nothing was observed")

    def as_json(self) -> dict[str, object]:
        """All steps of the story; those never reached are not ok."""
        reached = {step.name for step in self.steps}
        missing = [Step(name, ok=False, ms=0.0, detail="not reached") for name in STEPS if name not in reached]
        return {"steps": [asdict(step) for step in (*self.steps, *missing)]}

    def _add(self, name: str, began: float, *, ok: bool, detail: str) -> None:
        step = Step(name, ok, round((time.perf_counter() - began) * 1000, 1), detail)
        self.steps.append(step)
        click.echo(f"{'ok  ' if ok else 'FAIL'}  {name:<18} {step.ms:8.0f} ms  {detail}")
