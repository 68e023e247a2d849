"""The one writer of a process: queued jobs share transactions, so that many requests cost one wait for the disk.

Each job is a request's whole transaction and sees it so: it runs alone, in a savepoint of its own; what it raises
rolls back its own work only; its result is given out only after the commit that holds it.
"""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, Transaction
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from server.bell import Bell
from server.engines import is_sqlite
from server.errors import DatabaseUnavailableError, OverloadedError

CHANGED_EVENTS = "changed_events"
"""The key in ``session.info`` under which a job collects the ids of events whose feed it moved."""
IS_CAREFUL = "is_careful"
"""The key in ``session.info`` that is true where a job cannot be run again: what may fail takes a savepoint there."""
LONGEST_QUEUE = 4_000
_LARGEST_BATCH = 64
_LONGEST_BATCH_S = 0.02
_ATTEMPTS = 4
_RETRYABLE_STATES = ("40001", "40P01", "55P03")
"""PostgreSQL's serialization failure, deadlock and lock timeout: another try may well succeed."""

log = structlog.get_logger()
Work = Callable[[Session], Any]


@dataclass(slots=True, eq=False)
class Job:
    """One request's transaction, and the future on its event loop that waits for it."""

    work: Work
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    result: Any = None
    error: BaseException | None = None
    changed: set[str] = field(default_factory=set)


class RunAgainError(Exception):
    """Raised by a job that must start over: its random draw was taken, or a step failed that it took no savepoint for.

    Nothing of the job stands. It is run again, alone and carefully.
    """


class _BrokenBatchError(Exception):
    """The shared transaction is lost, and nothing of it is in the database: run its jobs one by one."""


class Writer:
    """A thread that owns one writing connection and takes jobs in the order in which they come."""

    def __init__(self, engine: Engine, bell: Bell) -> None:
        self._engine = engine
        self._bell = bell
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start taking jobs."""
        self._thread = threading.Thread(target=self._run, name="database-writer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the jobs already queued, then stop."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    async def submit(self, work: Work) -> Any:  # noqa: ANN401  Database.write gives the result its type back.
        """Run ``work`` in a transaction and give its result once that is on disk; what it raises is raised here."""
        if self._thread is None:
            raise DatabaseUnavailableError("The database writer is not running")
        if self._queue.qsize() > LONGEST_QUEUE:
            raise OverloadedError
        loop = asyncio.get_running_loop()
        job = Job(work, loop, loop.create_future())
        self._queue.put(job)
        return await job.future

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            finished = self._run_batch(job)
            if finished is None:
                return

    def _run_batch(self, first: Job) -> bool | None:
        """Run ``first`` and whatever else waits in one transaction; None once told to stop."""
        batch = [first]
        is_stopping = False
        try:
            with self._engine.connect() as connection, connection.begin() as transaction:
                if _run_unshared(connection, first, is_careful=False):
                    is_stopping = self._run_others(connection, batch)
                    self._commit(connection, transaction)
        except _BrokenBatchError:
            self._run_singly(batch)
        except BaseException as error:  # noqa: BLE001  Whatever it was, those who wait must hear of it.
            _fail(batch, error)
        self._deliver(batch)
        return None if is_stopping else True

    def _run_others(self, connection: Connection, batch: list[Job]) -> bool:
        """Take waiting jobs into the batch until none waits or it is full; True when told to stop."""
        deadline = time.perf_counter() + _LONGEST_BATCH_S
        while len(batch) < _LARGEST_BATCH and time.perf_counter() < deadline:
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return False
            if job is None:
                return True
            batch.append(job)
            _run_shared(connection, job)
        return False

    def _commit(self, connection: Connection, transaction: Transaction) -> None:
        try:
            transaction.commit()
        except DBAPIError as error:
            is_lost = error.connection_invalidated
            connection.invalidate()  # It may still be inside the transaction that could not end.
            if is_lost and not is_sqlite(self._engine):
                # The server may have committed before the line went dead: running again could book twice.
                raise DatabaseUnavailableError("The database went away during a commit") from error
            raise _BrokenBatchError from error

    def _run_singly(self, batch: list[Job]) -> None:
        log.info("write_batch_retried", jobs=len(batch))
        for job in batch:
            _reset(job)
            for attempt in range(_ATTEMPTS):
                if self._ran_alone(job, is_last=attempt == _ATTEMPTS - 1):
                    break
                time.sleep(0.01 * 2**attempt)

    def _ran_alone(self, job: Job, *, is_last: bool) -> bool:
        """True when the job's fate is decided: committed, or failed for good."""
        _reset(job)
        try:
            with self._engine.connect() as connection, connection.begin() as transaction:
                if _run_unshared(connection, job, is_careful=True):
                    self._commit(connection, transaction)
        except _BrokenBatchError as error:
            if is_last:
                job.error = _last_error(error)
            return is_last
        except BaseException as error:  # noqa: BLE001  As above.
            job.error = error
        return True

    def _deliver(self, batch: list[Job]) -> None:
        self._bell.ring(set().union(*(job.changed for job in batch if job.error is None)))
        for loop in {job.loop for job in batch}:
            if not loop.is_closed():
                loop.call_soon_threadsafe(_answer, [job for job in batch if job.loop is loop])


def _run_unshared(connection: Connection, job: Job, *, is_careful: bool) -> bool:
    """Run the job that opens a transaction, without a savepoint: when it fails there is nothing else to keep."""
    with Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False) as session:
        session.info[IS_CAREFUL] = is_careful
        return _run(session, job)


def _run_shared(connection: Connection, job: Job) -> bool:
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        return _run(session, job)


def _run(session: Session, job: Job) -> bool:
    try:
        job.result = job.work(session)
        session.commit()
        job.changed = session.info.get(CHANGED_EVENTS, set())
        return True
    except RunAgainError as error:
        raise _BrokenBatchError from error
    except DBAPIError as error:
        if _is_worth_another_try(error):
            raise _BrokenBatchError from error
        job.error = _as_unavailable(error) if isinstance(error, OperationalError) else error
    except BaseException as error:  # noqa: BLE001  It belongs to the request that waits for it.
        job.error = error
    session.rollback()
    return False


def _is_worth_another_try(error: DBAPIError) -> bool:
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _RETRYABLE_STATES


def _as_unavailable(error: BaseException) -> BaseException:
    unavailable = DatabaseUnavailableError("The database cannot take this now")
    unavailable.__cause__ = error
    return unavailable


def _last_error(error: _BrokenBatchError) -> BaseException:
    cause = error.__cause__ or error
    if isinstance(cause, RunAgainError):
        return cause.__cause__ or cause
    return _as_unavailable(cause)


def _reset(job: Job) -> None:
    job.result, job.error, job.changed = None, None, set()


def _fail(batch: Iterable[Job], error: BaseException) -> None:
    failure = _as_unavailable(error) if isinstance(error, DBAPIError) else error
    for job in batch:
        job.error = job.error or failure


def _answer(jobs: Iterable[Job]) -> None:
    for job in jobs:
        if job.future.done():  # The request was cancelled; what it did stands.
            continue
        if job.error is None:
            job.future.set_result(job.result)
        else:
            job.future.set_exception(job.error)
