"""Engines for SQLite and PostgreSQL, set up so that a commit is on disk and a read sees one moment."""

import contextlib
import os
import sqlite3
import time
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, Connection

BUSY_TIMEOUT_MS = 15_000
"""How long a SQLite connection waits for another process's transaction (``doorward admin`` beside the server)."""
_PAGE_CACHE_KB = 32_768


def make_engine(url: str | URL, *, read_only: bool) -> Engine:
    """An engine whose connections read one consistent snapshot, or write durably.

    SQLite: WAL, ``synchronous=FULL``, write transactions begin IMMEDIATE. PostgreSQL: by psycopg; readers are
    REPEATABLE READ and read only, writers READ COMMITTED.
    """
    address = with_driver(make_url(url))
    if address.get_backend_name() == "sqlite":
        return _make_sqlite(address, read_only=read_only)
    return _make_postgresql(address, read_only=read_only)


def is_sqlite(engine: Engine) -> bool:
    """Whether the engine speaks to SQLite, the one other database being PostgreSQL."""
    return engine.dialect.name == "sqlite"


def with_driver(url: URL) -> URL:
    """The address with its driver: ``postgresql://`` and ``postgres://`` mean psycopg 3 here."""
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _make_postgresql(url: URL, *, read_only: bool) -> Engine:
    if read_only:
        return create_engine(
            url,
            pool_size=8,
            pool_pre_ping=True,
            pool_use_lifo=True,
            hide_parameters=True,  # Errors find their way into logs, and parameters are people's names.
            isolation_level="REPEATABLE READ",
            connect_args={"options": "-c default_transaction_read_only=on"},
        )
    # A writer that finds its connection dead runs its jobs again, so it need not ask before every one.
    engine = create_engine(url, pool_size=4, pool_use_lifo=True, hide_parameters=True, isolation_level="READ COMMITTED")
    # One statement with many rows in place of one a row: each costs a round trip.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    return engine


def _make_sqlite(url: URL, *, read_only: bool) -> Engine:
    _keep_private(url.database)
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=8,
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000, "cached_statements": 512},
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:  # noqa: ANN401  The driver's own connection.
        connection.isolation_level = None  # Else sqlite3 begins transactions of its own accord, and late.
        cursor = connection.cursor()
        _use_wal(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA fullfsync=ON")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.execute(f"PRAGMA cache_size=-{_PAGE_CACHE_KB}")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _keep_private(path: str | None) -> None:
    """Make a new file readable by its owner only, whatever its folder is; SQLite gives its other files the same mode.

    Where that is not possible, the first connection says why.
    """
    if path and path != ":memory:":
        with contextlib.suppress(OSError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Switch a database to WAL. Where several processes first open one new file, SQLite does not wait: so we do."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.005)
        else:
            return
