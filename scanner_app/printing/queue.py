"""Slips on their way to a printer, one after the other, and those that did not come out. No scan waits for one."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from PySide6.QtCore import QObject, Qt, Signal

from scanner_app.printing.printer import PrintError, print_slip
from scanner_app.printing.slip import Paper, Slip

log = structlog.get_logger()

MOST_KEPT = 500
Print = Callable[[Slip, Paper, str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A slip, and what it is printed on; ``printer`` empty for the usual one."""

    slip: Slip
    paper: Paper
    printer: str = ""


class PrintQueue(QObject):
    """``printed`` and ``failed`` carry the Job. What failed is kept until it is printed again, or put away."""

    printed = Signal(object)
    failed = Signal(object)
    _over = Signal(object, bool)

    def __init__(self, parent: QObject | None = None, print_one: Print = print_slip) -> None:
        super().__init__(parent)
        self.kept: list[Job] = []
        """What did not come out, oldest first."""
        self._print, self._one_at_a_time = print_one, threading.Lock()
        self._over.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def add(self, job: Job) -> None:
        """Print as soon as what came before is through. A printer's driver that hangs holds up only those behind."""
        threading.Thread(target=self._run, args=(job,), name="printing", daemon=True).start()

    def again(self, paper: Paper, printer: str) -> None:
        """Print what failed once more, on what is set now."""
        kept, self.kept = self.kept, []
        for job in kept:
            self.add(Job(job.slip, paper, printer))

    def put_away(self) -> None:
        """Forget what failed."""
        self.kept.clear()

    def _run(self, job: Job) -> None:
        with self._one_at_a_time:
            try:
                self._print(job.slip, job.paper, job.printer)
            except PrintError as error:
                log.warning("slip_not_printed", why=type(error).__name__)
                self._over.emit(job, False)
            else:
                self._over.emit(job, True)

    def _end(self, job: Job, is_printed: bool) -> None:  # noqa: FBT001  A signal's slot.
        if is_printed:
            self.printed.emit(job)
            return
        self.kept = [*self.kept, job][-MOST_KEPT:]
        self.failed.emit(job)
