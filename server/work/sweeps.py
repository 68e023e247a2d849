"""Recurring chores that must not be lost: each looks for what is due, and enqueues it.

A sweep looks at the state, not at the clock: what it missed while no server ran, it finds when one runs again. So it
needs no row of its own a firing, as a schedule in DBOS would, and runs in the executor's own loop.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from server.context import Context
from server.work.trying import describe

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sweep:
    """One recurring chore."""

    name: str
    every_s: float
    find_and_enqueue: Callable[[Context], None]
    """Runs on the executor's thread, by ``read_now`` and ``write_now``; enqueues with ``once``, so that what it finds
    again is not done again."""


@dataclass(slots=True)
class Broom:
    """Runs sweeps whenever they are due: all of them at once at the first call."""

    context: Context
    sweeps: tuple[Sweep, ...]
    _due: dict[str, float] = field(default_factory=dict)

    def sweep_what_is_due(self) -> None:
        """Run what is due. One that fails is logged and comes again at its next time."""
        for sweep in self.sweeps:
            now = time.monotonic()
            if now < self._due.get(sweep.name, now):
                continue
            self._due[sweep.name] = now + sweep.every_s
            try:
                sweep.find_and_enqueue(self.context)
            except Exception as error:  # noqa: BLE001  The others are due all the same.
                log.error("sweep_failed", sweep=sweep.name, error=describe(error))  # noqa: TRY400  Tracebacks quote data.
