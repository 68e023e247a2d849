"""Work that failed is seen and tried again: in this program, by command and over HTTP."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from sqlalchemy import insert

from server.commands import admin
from server.context import Context
from server.delivery.models import Delivery
from server.errors import ProviderRefusedError, ProviderUnavailableError
from server.ids import now_ms
from server.work.dead_letters import list_dead_letters, list_waiting, try_again
from server.work.handlers import Handlers
from server.work.queue import Kind, enqueue
from server.work.trying import MOST_ATTEMPTS
from tests.factories import Club, make_club
from tests.server.work.sink import Sink, put, wait_until, working_server
from tests.working import run_work


def _refuse(_: Context, _reference: str) -> None:
    raise ProviderRefusedError


def _fail(_: Context, _reference: str) -> None:
    raise ProviderUnavailableError


def _lay_aside(context: Context, reference: str, handlers: Handlers, **options: Any) -> None:
    context.database.write_now(lambda session: enqueue(session, Kind.MESSAGE, reference, **options))
    run_work(context, handlers, even_delayed=True, failing=True)


def _try_all_again(context: Context) -> None:
    letters = list_dead_letters(context)
    context.database.write_now(lambda session: try_again(session, letters))


def test_a_dead_letter_says_what_failed_how_often_and_when(context: Context) -> None:
    began = now_ms()
    _lay_aside(context, "dlv_1", {Kind.MESSAGE: _fail})
    (letter,) = list_dead_letters(context)

    assert (letter.kind, letter.reference, letter.attempts) == ("message", "dlv_1", MOST_ATTEMPTS)
    assert "ProviderUnavailableError" in letter.error
    assert began - 1000 <= letter.since <= now_ms()  # On SQLite DBOS's clock has whole seconds.


def test_tried_again_it_is_no_dead_letter_any_more_and_has_all_its_tries(context: Context) -> None:
    _lay_aside(context, "dlv_1", {Kind.MESSAGE: _fail})
    _try_all_again(context)
    assert list_dead_letters(context) == []
    assert [work.attempts for work in list_waiting(context)] == [0]

    ran = run_work(context, {Kind.MESSAGE: _fail}, even_delayed=True, failing=True)
    assert len(ran) == MOST_ATTEMPTS
    _try_all_again(context)
    run_work(context, {Kind.MESSAGE: lambda _context, _reference: None})
    assert list_dead_letters(context) == []


def test_tried_again_twice_it_runs_once(context: Context) -> None:
    _lay_aside(context, "dlv_1", {Kind.MESSAGE: _refuse}, once="dlv_1")
    letters = list_dead_letters(context)
    context.database.write_now(lambda session: try_again(session, letters))
    context.database.write_now(lambda session: try_again(session, letters))

    assert len(run_work(context, {Kind.MESSAGE: lambda _context, _reference: None})) == 1


def test_what_was_enqueued_once_stays_so_when_it_was_tried_again(sqlite_context: Context) -> None:
    _lay_aside(sqlite_context, "dlv_1", {Kind.MESSAGE: _refuse}, once="dlv_1")
    _try_all_again(sqlite_context)
    run_work(sqlite_context, {Kind.MESSAGE: lambda _context, _reference: None})
    _lay_aside(sqlite_context, "dlv_1", {Kind.MESSAGE: _refuse}, once="dlv_1")

    assert list_dead_letters(sqlite_context) == []


def test_the_command_line_shows_what_failed_and_retries_it_while_the_server_runs(context: Context) -> None:
    with Sink(refuses=["dlv_1", "dlv_2", "dlv_3"]) as sink, working_server(context, sink):
        put(context, "dlv_1", "dlv_2", "dlv_3")
        wait_until(lambda: len(list_dead_letters(context)) == 3)
        sink.refuses.clear()

        failed = _admin(context, "work", "--failed")["failed"]
        assert {letter["reference"] for letter in failed} == {"dlv_1", "dlv_2", "dlv_3"}
        assert all("ProviderRefusedError" in letter["error"] for letter in failed)
        assert _admin(context, "retry-work", failed[0]["id"]) == {"retried": [failed[0]["id"]]}
        wait_until(lambda: sink.effects[failed[0]["reference"]] == 1)
        assert len(_admin(context, "retry-work", "--all")["retried"]) == 2
        wait_until(lambda: len(sink.effects) == 3)
        wait_until(lambda: _admin(context, "work") == {"failed": [], "waiting": []})


def test_the_command_line_shows_what_waits(sqlite_context: Context) -> None:
    put(sqlite_context, "dlv_1")
    (work,) = _admin(sqlite_context, "work")["waiting"]

    assert (work["kind"], work["reference"], work["attempts"]) == ("message", "dlv_1", 0)


@pytest.mark.parametrize("words", [("retry-work", "wrk_unknown"), ("retry-work",), ("retry-work", "wrk_1", "--all")])
def test_retrying_nothing_in_particular_is_an_error(sqlite_context: Context, words: tuple[str, ...]) -> None:
    assert _run(sqlite_context, *words).exit_code in (1, 2)


def test_an_organization_sees_and_retries_its_own_failed_work_only(context: Context, tmp_path: Path) -> None:
    ours, theirs = make_club(context, prefix="AAA"), make_club(context, prefix="BBB")
    _deliver(context, "dlv_ours", ours)
    _deliver(context, "dlv_theirs", theirs)
    with Sink(refuses=["dlv_ours", "dlv_theirs"]) as sink, working_server(context, sink) as server:
        put(context, "dlv_ours", "dlv_theirs")
        wait_until(lambda: len(list_dead_letters(context)) == 2)
        with httpx.Client(base_url=server.url, headers=ours.headers, timeout=30) as client:
            (work,) = client.get("/api/v1/work/failed").json()["work"]
            strange = next(letter.id for letter in list_dead_letters(context) if letter.reference == "dlv_theirs")
            assert work["reference"] == "dlv_ours"
            assert client.post(f"/api/v1/work/{strange}/retry").status_code == 404
            sink.refuses.clear()
            assert client.post(f"/api/v1/work/{work['id']}/retry").json() == {"success": True, "id": work["id"]}
            wait_until(lambda: sink.effects["dlv_ours"] == 1)
            assert client.get("/api/v1/work/failed").json()["work"] == []
            assert client.post(f"/api/v1/work/{work['id']}/retry").status_code == 404
    assert [letter.reference for letter in list_dead_letters(context)] == ["dlv_theirs"]


def _deliver(context: Context, delivery_id: str, club: Club) -> None:
    row = {
        "id": delivery_id,
        "organization_id": club.organization_id,
        "channel": "email",
        "template": "order_confirmation",
        "recipient": "ada@example.com",
        "language": "en",
        "facts": {},
        "status": "queued",
        "created_at": now_ms(),
        "updated_at": now_ms(),
    }
    context.database.write_now(lambda session: session.connection().execute(insert(Delivery), [row]))


def _admin(context: Context, *words: str) -> Any:
    done = _run(context, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def _run(context: Context, *words: str) -> Any:
    config = context.config
    options = ["--data-dir", str(config.data_dir), "--database-url", config.database_url]
    return CliRunner().invoke(admin, [*options, *words])
