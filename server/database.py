"""The database: one writer with group commit, a few readers, and migrations at start."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar, cast

from sqlalchemy.orm import Session

from server.audit.acting import recorded
from server.bell import Bell
from server.engines import is_sqlite, make_engine
from server.writer import CHANGED_EVENTS, IS_CAREFUL, Writer

T = TypeVar("T")
_READERS = 4


class Database:
    """All access to the database at ``url``: ``write`` and ``read`` for the server, ``transaction`` for the rest."""

    def __init__(self, url: str) -> None:
        self.bell = Bell()
        self._write_engine = make_engine(url, read_only=False)
        self._read_engine = make_engine(url, read_only=True)
        self._writer = Writer(self._write_engine, self.bell)
        self._readers: ThreadPoolExecutor | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite, where one process writes best; else PostgreSQL."""
        return is_sqlite(self._write_engine)

    def migrate(self) -> None:
        """Bring the tables to the newest revision. Several processes may call it at once."""
        from server.migrations.run import upgrade_to_head  # noqa: PLC0415  Alembic costs 0.2 s to import.

        upgrade_to_head(self._write_engine)

    async def start(self) -> None:
        """Start the writer and the readers, and attach the bell to the running loop."""
        self._loop = asyncio.get_running_loop()
        self.bell.attach(self._loop)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="database-reader")
        self._writer.start()

    async def stop(self) -> None:
        """Finish what is queued, then let go of every connection."""
        await asyncio.to_thread(self._writer.stop)
        if self._readers is not None:
            self._readers.shutdown()
            self._readers = None
        self._loop = None
        self.bell.attach(None)
        self.close()

    def close(self) -> None:
        """Let go of every connection; for those who never started the server's side."""
        self._write_engine.dispose()
        self._read_engine.dispose()

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run ``work`` as one transaction and give its result after the commit.

        ``work`` runs on the writer's thread, may run again after a deadlock, and so must depend on its arguments only.
        It flushes and never commits. What it raises rolls back its own work and is raised here.
        """
        return cast("T", await self._writer.submit(recorded(work)))

    def write_now(self, work: Callable[[Session], T]) -> T:
        """The same for a thread other than the loop's: through the one writer where the server runs, else directly."""
        if self._loop is not None:
            return asyncio.run_coroutine_threadsafe(self.write(work), self._loop).result()
        with self.transaction() as session:
            return work(session)

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run ``work`` on a reader's thread in a read-only transaction that sees one moment."""
        if self._readers is None:
            raise RuntimeError("The database was not started")
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.read_now, work)

    def read_now(self, work: Callable[[Session], T]) -> T:
        """The same on the caller's thread."""
        with Session(self._read_engine, expire_on_commit=False) as session:
            return work(session)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One writing transaction on the caller's thread, committed at the end; for the command line and tests."""
        with Session(self._write_engine, expire_on_commit=False) as session:
            session.info[IS_CAREFUL] = True
            with session.begin():
                yield session
            self.bell.ring(session.info.get(CHANGED_EVENTS, ()))
