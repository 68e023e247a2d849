"""Which process carries out the work of a database: the one that holds its lock. The lock ends with the process."""

import os
import sys
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from server.engines import with_driver

KEY = 0x776F726B
"""PostgreSQL's advisory lock of the one that works; such locks belong to one database each."""


class LeaderLock(Protocol):
    """Held by at most one process a database."""

    def take(self) -> bool:
        """Try to get the lock; False where another has it or the database does not answer."""
        ...

    def is_held(self) -> bool:
        """Whether it is still ours; once this was False, another may have it."""
        ...

    def release(self) -> None:
        """Let others have it."""
        ...


def make_leader_lock(database_url: str) -> LeaderLock:
    """The lock of the database at that address."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return FileLock(Path(f"{url.database}.work"))
    return PostgresLock(database_url)


class FileLock:
    """An exclusive lock on a file beside the SQLite database. The file stays; only its lock counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> bool:
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return False
        try:
            _lock_file(file)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return True

    def is_held(self) -> bool:
        return self._file is not None

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class PostgresLock:
    """An advisory lock on a connection of its own."""

    def __init__(self, database_url: str) -> None:
        self._engine = create_engine(
            with_driver(make_url(database_url)),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3},
        )
        self._connection: Connection | None = None

    def take(self) -> bool:
        try:
            connection = self._engine.connect()
        except SQLAlchemyError:
            return False
        try:
            is_ours = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY}))
        except SQLAlchemyError:
            is_ours = False
        if not is_ours:
            connection.close()
            return False
        self._connection = connection
        return True

    def is_held(self) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()  # With the session ends its lock.
            self._connection = None


if sys.platform == "win32":
    import msvcrt

    def _lock_file(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock_file(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
