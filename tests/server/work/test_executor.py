"""The executor inside one process: started and stopped, leading and not, sweeping and forgetting."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from server.context import Context
from server.errors import DatabaseUnavailableError
from server.work.dead_letters import list_dead_letters, list_waiting, try_again
from server.work.executor import Executor
from server.work.forgetting import KEPT_DAYS, KEPT_ONCE_DAYS, forget_finished_work
from server.work.handlers import Handler
from server.work.leader import KEY, make_leader_lock
from server.work.machine import work_client
from server.work.queue import Kind, Work, enqueue
from server.work.sweeps import Broom, Sweep
from server.work.tables import VERSION
from server.work.trying import Outcome, WorkFailedError, try_once
from tests.server.work.sink import put, wait_until
from tests.working import run_work

_LEADING_S = 20.0
_DAY_MS = 86_400_000


class Noting:
    """A handler that notes what it was given."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, _context: Context, reference: str) -> None:
        self.seen.append(reference)


@contextmanager
def executing(context: Context, handler: Handler, *, sweeps: tuple[Sweep, ...] = ()) -> Iterator[Executor]:
    """An executor that leads, for a ``with`` block."""
    executor = Executor(context, {Kind.MESSAGE: handler}, sweeps)
    executor.start()
    try:
        assert executor.wait_until_leading(_LEADING_S)
        yield executor
    finally:
        executor.stop()


def test_it_may_be_started_and_stopped_again_and_again_in_one_process(context: Context) -> None:
    note = Noting()
    for number in range(3):
        with executing(context, note):
            put(context, f"dlv_{number}")
            wait_until(lambda number=number: len(note.seen) == number + 1)  # type: ignore[misc]

    assert note.seen == ["dlv_0", "dlv_1", "dlv_2"]
    assert not [thread for thread in threading.enumerate() if "dbos" in thread.name or "work" in thread.name]


def test_work_enqueued_while_nothing_ran_is_done_at_the_next_start(context: Context) -> None:
    put(context, "dlv_1", "dlv_2")
    note = Noting()
    with executing(context, note):
        wait_until(lambda: len(note.seen) == 2)
        wait_until(lambda: not list_waiting(context))


def test_a_second_executor_waits_until_the_first_stops(context: Context) -> None:
    first, second = Noting(), Noting()
    waiting = Executor(context, {Kind.MESSAGE: second})
    with executing(context, first):
        waiting.start()
        put(context, "dlv_1")
        wait_until(lambda: first.seen == ["dlv_1"])
        assert not waiting.wait_until_leading(1.5)
    try:
        assert waiting.wait_until_leading(_LEADING_S)
        put(context, "dlv_2")
        wait_until(lambda: second.seen == ["dlv_2"])
    finally:
        waiting.stop()
    assert first.seen == ["dlv_1"]


def test_who_loses_the_lock_with_its_connection_leads_again(context: Context) -> None:
    if context.database.is_sqlite:
        pytest.skip("A file's lock is not lost")
    note = Noting()
    ending = text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_locks "
        "WHERE locktype = 'advisory' AND objid = :key AND granted "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    with executing(context, note) as executor:
        with context.database.transaction() as session:
            assert session.scalar(ending, {"key": KEY}) == 1
        wait_until(lambda: not executor.wait_until_leading(0))
        assert executor.wait_until_leading(_LEADING_S)
        put(context, "dlv_1")
        wait_until(lambda: note.seen == ["dlv_1"])


def test_the_lock_has_one_holder_and_ends_with_it(context: Context) -> None:
    one, other = (make_leader_lock(context.config.database_url) for _ in range(2))
    assert one.take()
    assert one.is_held()
    assert not other.take()
    one.release()
    assert not one.is_held()
    assert other.take()
    other.release()


def test_a_handler_may_read_write_and_enqueue(context: Context) -> None:
    seen: list[str] = []

    def handle(inner: Context, reference: str) -> None:
        seen.append(reference)
        if reference == "dlv_first":
            inner.database.write_now(lambda session: enqueue(session, Kind.MESSAGE, "dlv_second"))

    with executing(context, handle):
        put(context, "dlv_first")
        wait_until(lambda: len(seen) == 2)

    assert seen == ["dlv_first", "dlv_second"]


def test_what_is_to_be_done_later_waits(sqlite_context: Context) -> None:
    note = Noting()
    with executing(sqlite_context, note), sqlite_context.database.transaction() as session:
        enqueue(session, Kind.MESSAGE, "dlv_later", delay_s=2.0)
        began = time.monotonic()
        session.commit()
        wait_until(lambda: bool(note.seen))

    assert time.monotonic() - began >= 1.9


def test_a_next_try_outlasts_a_database_that_is_away_for_a_moment(sqlite_context: Context) -> None:
    put(sqlite_context, "dlv_1")
    database = sqlite_context.database
    write_now, failures = database.write_now, [1, 2]

    def shaky(work: object) -> object:
        if failures:
            failures.pop()
            raise DatabaseUnavailableError
        return write_now(work)  # type: ignore[arg-type]

    def handle(_: Context, _reference: str) -> None:
        raise DatabaseUnavailableError

    database.write_now = shaky  # type: ignore[method-assign,assignment]
    assert try_once(sqlite_context, {Kind.MESSAGE: handle}, Work("wrk_1", "message", "dlv_1")) is Outcome.AGAIN_LATER
    assert "wrk_1~2" in [work.id for work in list_waiting(sqlite_context)]


def test_work_that_nothing_carries_out_is_laid_aside(sqlite_context: Context) -> None:
    with pytest.raises(WorkFailedError):
        try_once(sqlite_context, {}, Work("wrk_1", "message", "dlv_1"))
    with pytest.raises(WorkFailedError):
        try_once(sqlite_context, {}, Work("wrk_1", "a kind of another version", "dlv_1"))


def test_sweeps_run_at_once_then_when_due_and_one_that_fails_stops_no_other(sqlite_context: Context) -> None:
    ran: list[str] = []

    def fail(_: Context) -> None:
        ran.append("fails")
        raise LookupError

    sweeps = (
        Sweep("fails", 0.05, fail),
        Sweep("often", 0.05, lambda _: ran.append("often")),
        Sweep("rarely", 3600, lambda _: ran.append("rarely")),
    )
    broom = Broom(sqlite_context, sweeps)
    broom.sweep_what_is_due()
    broom.sweep_what_is_due()
    assert ran == ["fails", "often", "rarely"]
    time.sleep(0.06)
    broom.sweep_what_is_due()
    assert ran == ["fails", "often", "rarely", "fails", "often"]


def test_what_a_sweep_finds_is_done_by_the_leader(context: Context) -> None:
    def find(inner: Context) -> None:
        inner.database.write_now(lambda session: enqueue(session, Kind.MESSAGE, "dlv_due", once="dlv_due"))

    note = Noting()
    with executing(context, note, sweeps=(Sweep("due", 0.1, find),)):
        wait_until(lambda: note.seen == ["dlv_due"])
        time.sleep(1.5)  # It is found again meanwhile.

    assert note.seen == ["dlv_due"]


def test_finished_work_is_forgotten_when_it_is_old_and_dead_letters_never(context: Context) -> None:
    def handle(_: Context, reference: str) -> None:
        if "bad" in reference:
            raise LookupError

    with context.database.transaction() as session:
        enqueue(session, Kind.MESSAGE, "dlv_done")
        enqueue(session, Kind.MESSAGE, "dlv_once", once="dlv_once")
        enqueue(session, Kind.MESSAGE, "dlv_bad")
    run_work(context, {Kind.MESSAGE: handle}, failing=True)
    assert _left_after(context, KEPT_DAYS - 1) == 3
    assert _left_after(context, KEPT_DAYS + 1) == 2
    assert _left_after(context, KEPT_ONCE_DAYS + 1) == 1

    letters = list_dead_letters(context)
    assert [letter.reference for letter in letters] == ["dlv_bad"]
    context.database.write_now(lambda session: try_again(session, letters))
    run_work(context, {Kind.MESSAGE: lambda _context, _reference: None})
    assert _left_after(context, 2 * KEPT_ONCE_DAYS) == 0
    assert list_dead_letters(context) == []


def test_the_revision_of_the_work_tables_is_that_of_the_pinned_dbos(context: Context) -> None:
    table = "dbos_migrations" if context.database.is_sqlite else "dbos.dbos_migrations"
    recorded = context.database.read_now(lambda session: session.scalar(text(f"SELECT version FROM {table}")))  # noqa: S608

    assert recorded == VERSION


def test_commands_that_enqueue_nothing_import_no_dbos(sqlite_context: Context) -> None:
    program = (
        "import sys; from click.testing import CliRunner; from server.commands import admin; "
        "done = CliRunner().invoke(admin, ['--data-dir', sys.argv[1], 'list', 'events']); "
        "assert done.exit_code == 0, done.output; assert 'dbos' not in sys.modules"
    )
    data_dir = str(sqlite_context.config.data_dir)
    done = subprocess.run([sys.executable, "-c", program, data_dir], check=False, capture_output=True, text=True)

    assert done.stderr == ""


def _left_after(context: Context, days: int) -> int:
    """How much work is remembered once it is that many days old and was tidied up."""
    table = "workflow_status" if context.database.is_sqlite else "dbos.workflow_status"
    with context.database.transaction() as session:
        at = int(time.time() * 1000) - days * _DAY_MS
        session.execute(text(f"UPDATE {table} SET completed_at = :at, created_at = :at"), {"at": at})  # noqa: S608
    forget_finished_work(context)
    with work_client(context.config.database_url) as client:
        return len(client.list_workflows(load_input=False, load_output=False))
