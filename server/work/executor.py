"""Carries out enqueued work: in one process a database at a time, the one that holds the leader's lock."""

import threading

import structlog

from server.context import Context
from server.work.handlers import Handlers
from server.work.leader import LeaderLock, make_leader_lock
from server.work.queue import Work
from server.work.sweeps import Broom, Sweep
from server.work.trying import describe, try_once

_ASK_AGAIN_S = 1.0
_TICK_S = 0.5
_one_a_process = threading.Lock()
"""DBOS is one a process; where a process has two servers, the second waits as if it were another process."""
log = structlog.get_logger()


class Executor:
    """From ``start`` to ``stop`` it leads or waits to lead. Who leads works, and sweeps."""

    def __init__(self, context: Context, handlers: Handlers, sweeps: tuple[Sweep, ...] = ()) -> None:
        self._context = context
        self._handlers = handlers
        self._sweeps = sweeps
        self._stopping = threading.Event()
        self._leading = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, without waiting for anything. The context's database has been started."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="work-executor", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End within a few seconds. Tries that run get a moment; the others are begun again by the next leader."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def wait_until_leading(self, timeout_s: float) -> bool:
        """Whether this process leads, or comes to within that time."""
        return self._leading.wait(timeout_s)

    def _run(self) -> None:
        # Also who never leads will enqueue, and should not import DBOS then: it takes long, on the writer's thread.
        from server.work import machine  # noqa: F401, PLC0415

        lock = make_leader_lock(self._context.config.database_url)
        while not self._stopping.is_set():
            if _one_a_process.acquire(blocking=False):
                try:
                    if lock.take():
                        self._lead(lock)
                finally:
                    lock.release()
                    _one_a_process.release()
            self._stopping.wait(_ASK_AGAIN_S)

    def _lead(self, lock: LeaderLock) -> None:
        from server.work.machine import Machine  # noqa: PLC0415  As above.

        machine = Machine(self._context.config.database_url, self._carry_out)
        broom = Broom(self._context, self._sweeps)
        try:
            machine.start()
            log.info("work_started")
            self._leading.set()
            while not self._stopping.wait(_TICK_S):
                if not lock.is_held():
                    log.warning("work_leadership_lost")
                    break
                broom.sweep_what_is_due()
        except Exception as error:  # noqa: BLE001  The database is away, say; another attempt follows.
            log.error("work_interrupted", error=describe(error))  # noqa: TRY400  Tracebacks quote data.
        finally:
            self._leading.clear()
            machine.stop()
            log.info("work_stopped")

    def _carry_out(self, work: Work) -> str:
        return str(try_once(self._context, self._handlers, work))
