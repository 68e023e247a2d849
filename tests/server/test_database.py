"""The writer's group commit, the readers, and the bell."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from server.context import Context
from server.database import Database
from server.errors import DatabaseUnavailableError
from server.outbox.feed import take_positions
from server.outbox.models import ServerState
from server.writer import RunAgainError
from tests.factories import make_club


def _put(key: str) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        session.execute(insert(ServerState).values(key=key, value="x"))
        return key

    return work


def _keys(database: Database) -> set[str]:
    with database.transaction() as session:
        return set(session.scalars(select(ServerState.key))) - {"epoch"}


def _run(database: Database, *works: Callable[[Session], object]) -> list[object]:
    """Hand all of them in at once, the first slow enough for the others to share its transaction."""
    gate = threading.Event()

    async def main() -> list[object]:
        await database.start()
        try:
            first = asyncio.create_task(database.write(lambda _: gate.wait(5)))
            jobs = [asyncio.create_task(database.write(work)) for work in works]
            await asyncio.sleep(0.05)
            gate.set()
            await first
            return await asyncio.gather(*jobs, return_exceptions=True)
        finally:
            await database.stop()

    return asyncio.run(main())


def _commits(database: Database) -> list[object]:
    seen: list[object] = []
    sa_event.listen(database._write_engine, "commit", seen.append)
    return seen


def test_jobs_that_wait_together_share_one_commit(context: Context) -> None:
    commits = _commits(context.database)

    assert _run(context.database, *(_put(f"k{n}") for n in range(5))) == [f"k{n}" for n in range(5)]

    assert len(commits) == 1
    assert len(_keys(context.database)) == 5


def test_a_job_that_fails_takes_no_other_with_it(context: Context) -> None:
    def fail(session: Session) -> None:
        session.execute(insert(ServerState).values(key="lost", value="x"))
        raise ValueError("no")

    results = _run(context.database, _put("a"), fail, _put("b"), _put("a"))

    assert results[0] == "a"
    assert isinstance(results[1], ValueError)
    assert results[2] == "b"
    assert isinstance(results[3], IntegrityError)
    assert _keys(context.database) == {"a", "b"}


def test_a_failing_first_job_leaves_the_next_ones_unharmed(context: Context) -> None:
    async def main() -> None:
        await context.database.start()
        try:
            for _ in range(2):
                with pytest.raises(ZeroDivisionError):
                    await context.database.write(lambda _: 1 // 0)
            await context.database.write(_put("a"))
        finally:
            await context.database.stop()

    asyncio.run(main())

    assert _keys(context.database) == {"a"}


def test_a_job_whose_draw_was_taken_runs_again_and_so_do_those_beside_it(context: Context) -> None:
    tries: list[int] = []

    def draw(session: Session) -> int:
        session.execute(insert(ServerState).values(key=f"try{len(tries)}", value="x"))
        tries.append(1)
        if len(tries) == 1:
            raise RunAgainError
        return len(tries)

    assert _run(context.database, _put("a"), draw, _put("b")) == ["a", 2, "b"]

    assert _keys(context.database) == {"a", "b", "try1"}


def test_a_commit_that_fails_loses_nothing_and_books_nothing_twice(sqlite_context: Context) -> None:
    database = sqlite_context.database
    failures = iter([True])

    @sa_event.listens_for(database._write_engine, "commit")
    def fail_once(_connection: object) -> None:
        if next(failures, False):
            raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    assert _run(database, _put("a"), _put("b")) == ["a", "b"]

    assert _keys(database) == {"a", "b"}


def test_a_full_disk_is_said_to_be_the_world_that_failed_and_harms_nothing(sqlite_context: Context) -> None:
    database = sqlite_context.database

    async def main() -> None:
        await database.start()
        try:
            pages = await database.write(lambda session: session.scalar(text("PRAGMA page_count")))
            await database.write(lambda session: session.scalar(text(f"PRAGMA max_page_count={pages}")))
            with pytest.raises(DatabaseUnavailableError):
                await database.write(_put("big" * 50_000))
            await database.write(lambda session: session.scalar(text("PRAGMA max_page_count=1000000")))
            await database.write(_put("small"))
        finally:
            await database.stop()

    asyncio.run(main())

    assert _keys(database) == {"small"}


def test_a_deadlock_between_two_writers_is_tried_again(postgres_url: str, tmp_path: Path) -> None:
    from server.config import read_config
    from tests.postgres import postgres_database
    from tests.serving import open_context

    with postgres_database(postgres_url) as url:
        config = read_config({}, {"data_dir": tmp_path, "database_url": url})
        with open_context(config) as one, open_context(config) as other:
            with one.database.transaction() as session:
                session.execute(insert(ServerState), [{"key": key, "value": "0"} for key in ("a", "b")])
            assert asyncio.run(_cross(one.database, other.database)) == ("ab", "ba")
            with one.database.transaction() as session:
                assert session.scalars(select(ServerState.value).where(ServerState.key.in_(["a", "b"]))).all() == [
                    "2",
                    "2",
                ]


async def _cross(one: Database, other: Database) -> tuple[str, str]:
    """Two processes' writers raise two rows in opposite order, meeting in the middle."""
    meeting = threading.Barrier(2, timeout=5)

    def raise_in_order(order: str) -> Callable[[Session], str]:
        has_met = threading.Event()

        def work(session: Session) -> str:
            raise_one = text("UPDATE server_state SET value = (value::int + 1)::text WHERE key = :key")
            session.execute(raise_one, {"key": order[0]})
            if not has_met.is_set():
                has_met.set()
                meeting.wait()
            session.execute(raise_one, {"key": order[1]})
            return order

        return work

    await one.start()
    await other.start()
    try:
        first, second = await asyncio.gather(one.write(raise_in_order("ab")), other.write(raise_in_order("ba")))
        return first, second
    finally:
        await one.stop()
        await other.stop()


def test_readers_cannot_write(context: Context) -> None:
    async def main() -> None:
        await context.database.start()
        try:
            with pytest.raises(Exception, match=r"readonly|read-only"):
                await context.database.read(_put("a"))
        finally:
            await context.database.stop()

    asyncio.run(main())


def test_a_reader_sees_one_moment_while_others_write(context: Context) -> None:
    def look_twice(session: Session) -> list[int]:
        count = select(ServerState.key)
        before = len(session.scalars(count).all())
        with context.database.transaction() as other:
            other.execute(insert(ServerState).values(key="a", value="x"))
        return [before, len(session.scalars(count).all())]

    before, after = context.database.read_now(look_twice)

    assert before == after


def test_the_bell_rings_after_the_commit_and_only_for_its_event(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    database = sqlite_context.database

    async def main() -> tuple[bool, bool, bool]:
        await database.start()
        try:
            waiting = [
                asyncio.create_task(database.bell.wait(event_id, 0.3))
                for event_id in (club.event_id, club.event_id, "evt_other")
            ]
            await asyncio.sleep(0.02)
            await database.write(lambda session: take_positions(session, club.event_id, 2))
            first, second, other = await asyncio.gather(*waiting)
            return first, second, other
        finally:
            await database.stop()

    assert asyncio.run(main()) == (True, True, False)


def test_a_rolled_back_job_rings_no_bell_and_moves_no_feed(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    database = sqlite_context.database

    def fail(session: Session) -> None:
        take_positions(session, club.event_id, 1)
        raise ValueError("no")

    async def main() -> bool:
        await database.start()
        try:
            waiting = asyncio.create_task(database.bell.wait(club.event_id, 0.2))
            await asyncio.sleep(0.02)
            with pytest.raises(ValueError, match="no"):
                await database.write(fail)
            return await waiting
        finally:
            await database.stop()

    assert asyncio.run(main()) is False
    with database.transaction() as session:
        assert take_positions(session, club.event_id, 3) == 1


def test_what_is_queued_at_a_stop_is_still_written(sqlite_context: Context) -> None:
    database = sqlite_context.database

    async def main() -> None:
        await database.start()
        jobs = [asyncio.create_task(database.write(_put(f"k{n}"))) for n in range(200)]
        await asyncio.sleep(0)
        await database.stop()
        await asyncio.gather(*jobs)

    asyncio.run(main())

    assert len(_keys(database)) == 200


def test_a_new_database_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    database.migrate()

    assert {file.stat().st_mode & 0o077 for file in tmp_path.glob("new.db*")} == {0}
