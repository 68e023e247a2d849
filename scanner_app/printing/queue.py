"""Slips on their way to a printer, one after the other, and those that did not come out. No scan waits for one."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from PySide6.QtCore import QObject, Qt, Signal

from scanner_app.printing.printer import PrintError, print_slip
from scanner_app.printing.slip import Paper, Slip

log = structlog.get_logger()

MOST_WAITING = 100
"""Where so many wait, the printer's driver hangs, or nobody stays for their slip: a further one is told of at once."""
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
        """What did not come out, oldest first: all of it, for a slip is a few words and people are told that none is
        lost."""
        self._print = print_one
        self._waiting: deque[Job] = deque()
        self._is_at_work = False
        self._changing = threading.Lock()
        """Guards both: the thread that prints ends when nothing waits."""
        self._over.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def add(self, job: Job) -> None:
        """Print as soon as what came before is through; where too much waits already it has failed, and is kept."""
        if len(self._waiting) >= MOST_WAITING:
            log.warning("slip_not_printed", why="too_many_wait")
            self._over.emit(job, False)
        else:
            self._put(job)

    def again(self, paper: Paper, printer: str) -> None:
        """Print what failed once more, on what is set now."""
        kept, self.kept = self.kept, []
        for job in kept:
            self._put(Job(job.slip, paper, printer))

    def put_away(self) -> None:
        """Forget what failed."""
        self.kept.clear()

    def _put(self, job: Job) -> None:
        with self._changing:
            self._waiting.append(job)
            is_at_work, self._is_at_work = self._is_at_work, True
        if not is_at_work:
            threading.Thread(target=self._work, name="printing", daemon=True).start()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            is_printed = self._try(job)
            try:
                self._over.emit(job, is_printed)
            except RuntimeError:  # The window is gone, and this object with it.
                return

    def _next(self) -> Job | None:
        with self._changing:
            self._is_at_work = bool(self._waiting)
            return self._waiting.popleft() if self._waiting else None

    def _try(self, job: Job) -> bool:
        try:
            self._print(job.slip, job.paper, job.printer)
        except PrintError as error:
            log.warning("slip_not_printed", why=type(error).__name__)
        except Exception as error:  # noqa: BLE001  Whatever it is, somebody waits for this slip and for the next.
            log.warning("printing_broke", why=type(error).__name__)
        else:
            return True
        return False

    def _end(self, job: Job, is_printed: bool) -> None:  # noqa: FBT001  A signal's slot.
        if is_printed:
            self.printed.emit(job)
            return
        self.kept.append(job)
        self.failed.emit(job)
