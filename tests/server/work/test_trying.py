"""What follows from how a try ended, without a server: carried out on the test's own thread."""

import time

import pytest
from sqlalchemy.exc import InterfaceError, OperationalError

from server.context import Context
from server.errors import ProviderRefusedError, ProviderUnavailableError
from server.work.queue import Kind, enqueue
from server.work.trying import MOST_ATTEMPTS, Outcome, delay_after
from tests.working import run_work, waiting_work


def _put(context: Context, reference: str, **options: object) -> None:
    context.database.write_now(lambda session: enqueue(session, Kind.MESSAGE, reference, **options))  # type: ignore[arg-type]


def test_work_runs_once_after_the_commit(context: Context) -> None:
    seen: list[str] = []
    for number in range(5):
        _put(context, f"dlv_{number}")

    run_work(context, {Kind.MESSAGE: lambda _, reference: seen.append(reference)})
    run_work(context, {Kind.MESSAGE: lambda _, reference: seen.append(reference)})

    assert sorted(seen) == [f"dlv_{number}" for number in range(5)]


def test_work_of_a_transaction_that_rolls_back_never_runs(context: Context) -> None:
    def fail(session: object) -> None:
        enqueue(session, Kind.MESSAGE, "dlv_never")  # type: ignore[arg-type]
        raise LookupError

    with pytest.raises(LookupError):
        context.database.write_now(fail)

    assert waiting_work(context) == []


def test_what_is_enqueued_once_runs_once_however_often_it_is_enqueued(context: Context) -> None:
    seen: list[str] = []
    handlers = {Kind.MESSAGE: lambda _, reference: seen.append(reference)}
    _put(context, "dlv_1", once="welcome")
    _put(context, "dlv_1", once="welcome")
    run_work(context, handlers)
    _put(context, "dlv_1", once="welcome")
    run_work(context, handlers)

    assert seen == ["dlv_1"]


def test_where_the_world_failed_the_work_is_tried_again_later_until_it_succeeds(context: Context) -> None:
    failures = [ProviderUnavailableError(), ProviderUnavailableError()]

    def handle(_: Context, _reference: str) -> None:
        if failures:
            raise failures.pop()

    _put(context, "dlv_1")
    first = run_work(context, {Kind.MESSAGE: handle})
    rest = run_work(context, {Kind.MESSAGE: handle}, even_delayed=True)

    assert [ran.outcome for ran in first] == [Outcome.AGAIN_LATER]
    assert [(ran.attempt, ran.outcome) for ran in rest] == [(2, Outcome.AGAIN_LATER), (3, Outcome.DONE)]


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_database_that_is_away_puts_work_off_and_lays_none_aside(
    context: Context, kind: type[OperationalError] | type[InterfaceError]
) -> None:
    failures = [kind("SELECT 1", None, ConnectionError())]

    def handle(_: Context, _reference: str) -> None:
        if failures:
            raise failures.pop()

    _put(context, "dlv_1")
    ran = run_work(context, {Kind.MESSAGE: handle}, even_delayed=True, failing=True)

    assert [one.outcome for one in ran] == [Outcome.AGAIN_LATER, Outcome.DONE]


def test_the_world_may_fail_for_hours_and_then_the_work_is_laid_aside(context: Context) -> None:
    def handle(_: Context, _reference: str) -> None:
        raise ProviderUnavailableError("mailserver.example.com said 421 to ada@example.com")

    _put(context, "dlv_1")
    ran = run_work(context, {Kind.MESSAGE: handle}, even_delayed=True, failing=True)

    assert len(ran) == MOST_ATTEMPTS
    assert ran[-1].outcome is None
    assert "ProviderUnavailableError" in ran[-1].error
    assert "ada" not in ran[-1].error
    assert 3 * 3600 < sum(delay_after(attempt) for attempt in range(1, MOST_ATTEMPTS)) < 12 * 3600


@pytest.mark.parametrize("error", [ProviderRefusedError("no"), KeyError("ada@example.com"), RuntimeError("bug")])
def test_other_errors_are_laid_aside_at_once_without_data(sqlite_context: Context, error: Exception) -> None:
    def handle(_: Context, _reference: str) -> None:
        raise error

    _put(sqlite_context, "dlv_1")
    (ran,) = run_work(sqlite_context, {Kind.MESSAGE: handle}, even_delayed=True, failing=True)

    assert ran.outcome is None
    assert type(error).__name__ in ran.error
    assert "ada" not in ran.error
    assert waiting_work(sqlite_context) == []


def test_a_test_sees_the_handlers_own_error(sqlite_context: Context) -> None:
    def handle(_: Context, _reference: str) -> None:
        raise LookupError("in a test")

    _put(sqlite_context, "dlv_1")
    with pytest.raises(LookupError, match="in a test"):
        run_work(sqlite_context, {Kind.MESSAGE: handle})


def test_running_little_work_in_a_test_is_quick(sqlite_context: Context) -> None:
    _put(sqlite_context, "dlv_1")
    began = time.perf_counter()
    run_work(sqlite_context, {Kind.MESSAGE: lambda _context, _reference: None})

    assert time.perf_counter() - began < 0.5
