"""DBOS, which keeps one instance a process: started and stopped here and nowhere else."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager

import structlog
from dbos import DBOS, DBOSClient, DBOSConfig
from sqlalchemy import make_url

from server.engines import with_driver
from server.work.queue import QUEUE, WORKFLOW, Work
from server.work.tables import SCHEMA
from server.work.trying import WorkFailedError, describe

POLL_S = 0.2
"""How often DBOS looks for work: the longest that work waits on an idle server."""
WORKERS = 32
"""How many tries run at once."""
GRACE_S = 3.0
"""How long tries that run have to end when the server stops."""
_APPLICATION = "doorward"
_EXECUTOR = "doorward"
"""The same in every process: the next leader so takes over what the last one had begun."""
_VERSION = "1"
"""DBOS runs only work of its own version. Constant, so that an upgrade of this program leaves none behind."""
_MOST_BEGINNINGS = 50
"""Work that was begun so often and never ended, because the process ended first, is laid aside."""
log = structlog.get_logger()


class _LetGo(BaseException):
    """The process stops before this try ended. No Exception: DBOS records nothing, and the next leader begins again."""


class Machine:
    """Runs ``carry_out`` on a thread of its own for each try that is due, from ``start`` to ``stop``."""

    def __init__(self, database_url: str, carry_out: Callable[[Work], str]) -> None:
        self._url = dbos_url(database_url)
        self._carry_out = carry_out
        self._running: set[Future[str]] = set()
        self._is_stopping = threading.Event()

    def start(self) -> None:
        """Launch DBOS. What the last leader began and did not end is queued again."""
        with work_client(self._url) as client:
            client.register_queue(
                QUEUE, worker_concurrency=WORKERS, polling_interval_sec=POLL_S, application_name=_APPLICATION
            )
        _route_log()
        DBOS(config=_configuration(self._url))
        self._register()
        DBOS.launch()

    def stop(self) -> None:
        """Take no more work, wait a little for what runs, let go of what does not end, and end DBOS."""
        self._is_stopping.set()
        deadline = time.monotonic() + GRACE_S
        while self._running and time.monotonic() < deadline:
            time.sleep(0.02)
        for running in list(self._running):
            _finish(running, error=_LetGo())
        DBOS.destroy(destroy_registry=True)

    def _register(self) -> None:
        # DBOS marks the functions that it is given, which a method cannot be.
        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=_MOST_BEGINNINGS)
        def carry_out(kind: str, reference: str, attempt: int = 1) -> str:
            return self._in_workflow(kind, reference, attempt)

    def _in_workflow(self, kind: str, reference: str, attempt: int) -> str:
        work_id = DBOS.workflow_id
        if work_id is None or self._is_stopping.is_set():
            raise _LetGo
        outcome: Future[str] = Future()
        self._running.add(outcome)
        work = Work(work_id, kind, reference, attempt)
        # A daemon, unlike DBOS's own threads: a handler that waits for a dead service must not keep the process.
        threading.Thread(target=self._try, args=(work, outcome), name=f"work-{kind}", daemon=True).start()
        try:
            return outcome.result()
        finally:
            self._running.discard(outcome)

    def _try(self, work: Work, outcome: "Future[str]") -> None:
        try:
            _finish(outcome, result=self._carry_out(work))
        except BaseException as error:  # noqa: BLE001  It belongs to the workflow that waits for it.
            # Without its cause, whose text may quote data: DBOS stores and logs what it is given.
            _finish(
                outcome, error=WorkFailedError(str(error) if isinstance(error, WorkFailedError) else describe(error))
            )


@contextmanager
def work_client(database_url: str) -> Iterator[DBOSClient]:
    """Looks at work and changes it from outside, also while another process carries it out."""
    client = DBOSClient(
        system_database_url=dbos_url(database_url),
        dbos_system_schema=SCHEMA,
        system_database_pool_size=1,
        retry_connection_errors=False,
        lazy=True,
    )
    try:
        yield client
    finally:
        client.destroy()


def dbos_url(database_url: str) -> str:
    """The database's address as DBOS takes it."""
    return with_driver(make_url(database_url)).render_as_string(hide_password=False)


def _configuration(url: str) -> DBOSConfig:
    is_sqlite = url.startswith("sqlite")
    return {
        "name": _APPLICATION,
        "system_database_url": url,
        "dbos_system_schema": SCHEMA,
        "application_version": _VERSION,
        "executor_id": _EXECUTOR,
        # SQLite has one writer at a time: more connections would only wait for each other, and for bookings.
        "sys_db_pool_size": 2 if is_sqlite else 8,
        "run_migrations": False,  # server.migrations did.
        "use_listen_notify": False,  # It wakes those who wait for messages between workflows; there are none.
        "notification_listener_polling_interval_sec": 0.2,  # It also bounds how long stopping takes.
        "scheduler_polling_interval_sec": 3600.0,  # There are no schedules: see server.work.sweeps.
        "log_level": "WARNING",
        "enable_otlp": False,
    }


def _finish(outcome: "Future[str]", *, result: str = "", error: BaseException | None = None) -> None:
    try:
        if error is None:
            outcome.set_result(result)
        else:
            outcome.set_exception(error)
    except InvalidStateError:
        pass  # It was let go of before, or ended in that moment.


class _ToOurLog(logging.Handler):
    """DBOS's warnings as lines of our log; its tracebacks are left out, because they quote data."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info is not None and isinstance(record.exc_info[1], WorkFailedError):
            return  # server.work.trying said so already.
        log.warning("dbos_warned", text=record.getMessage())


def _route_log() -> None:
    """Before DBOS sets its own logging up, which would write to stderr in a form of its own."""
    logger = logging.getLogger("dbos")
    if not any(isinstance(handler, _ToOurLog) for handler in logger.handlers):
        logger.addHandler(_ToOurLog())
        logger.propagate = False
