"""The device's encrypted SQLite file: one writing connection, one reading connection, every commit on the disk.

A process that holds the store holds it alone (an advisory lock file): two scanners on one log would fork it.
"""

import contextlib
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection  # SQLCipher's connection is the same class by another build, without types.
from typing import Any, cast

import sqlcipher3
import sqlite_utils

from sync.device.errors import StoreDamagedError, StoreError, StoreFullError, StoreLockedError
from sync.device.exclusive import ExclusiveLock
from sync.device.migrations import MIGRATIONS

__all__ = ["Connection", "Store", "connect", "lock_folder", "put_values"]

DATABASE_FILE = "scanner.db"
_CACHE_KIB = 16 * 1024
_BUSY_TIMEOUT_MS = 5_000

_SqlError = sqlcipher3.dbapi2.Error


class Store:
    """The open database of a data directory; making one raises a StoreError where it cannot be opened."""

    def __init__(self, data_dir: Path, secret: bytes, lock: ExclusiveLock | None = None) -> None:
        """Open and, where needed, create or migrate the database; ``secret`` is its 32-byte key.

        ``lock`` is the directory's, where it was taken already; the store gives it back when it is closed.
        """
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = data_dir / DATABASE_FILE
        self._exclusive = lock or lock_folder(data_dir)
        self._write_lock = threading.RLock()
        self._read_lock = threading.Lock()
        self.rollbacks = 0
        """How many transactions were undone: what was remembered of an undone one is worth nothing."""
        try:
            with _translated():
                self._writer = connect(self.path, secret)
                MIGRATIONS.apply(sqlite_utils.Database(self._writer))
                self._reader = connect(self.path, secret)
                self._reader.execute("PRAGMA query_only=ON")
        except StoreError:
            if hasattr(self, "_writer"):
                self._writer.close()
            self._exclusive.release()
            raise

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is on the disk when the block ends, or has not happened. StoreError says why not."""
        with self._write_lock, _translated():
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                self.rollbacks += 1
                with contextlib.suppress(_SqlError):  # SQLite has rolled back by itself after a full disk.
                    self._writer.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the last commit and never waits for, or holds up, a scan."""
        with self._read_lock, _translated():
            yield self._reader

    def get(self, key: str) -> Any:  # noqa: ANN401  Whoever kept it knows its type.
        """The value kept under ``key`` (str, int, bytes), or None."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def put(self, **values: str | float | bytes | None) -> None:
        """Keep each value under its name, all or none."""
        with self.writing() as connection:
            put_values(connection, **values)

    def settle(self) -> bool:
        """Write all into the file itself and empty the log beside it, where pages lie as they were before.

        False where a reader was in the way.
        """
        with self._write_lock, _translated():
            is_busy, *_ = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy

    def close(self) -> None:
        """Close the file and let another process have it."""
        with self._write_lock, self._read_lock:
            self._reader.close()
            self._writer.close()
            self._exclusive.release()


def lock_folder(data_dir: Path) -> ExclusiveLock:
    """Keep every other scanner out of ``data_dir``; StoreLockedError where one is there already.

    StoreError where the folder cannot be made or written to.
    """
    with contextlib.suppress(OSError):  # Taking the lock fails for the same reason, and says it.
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return ExclusiveLock(data_dir / "scanner.lock")


def put_values(connection: Connection, **values: str | float | bytes | None) -> None:
    """As ``Store.put``, inside a transaction that is already open."""
    connection.executemany(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        list(values.items()),
    )


def connect(path: Path, secret: bytes) -> Connection:
    """A connection as the store uses them; sqlcipher3's errors where the file cannot be read with this key."""
    connection = sqlcipher3.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA key = \"x'{secret.hex()}'\"")
        # As sound for authenticating pages as the default SHA-512, and built into CPUs: a scan is a tenth faster.
        connection.execute("PRAGMA cipher_hmac_algorithm=HMAC_SHA256")
        connection.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        # SQLCipher's own choice; said here because names that were let go of must not stay in pages' free space.
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        connection.execute("PRAGMA cipher_memory_security=OFF")  # Wiping pages in memory costs half the speed.
        if sys.platform == "darwin":
            connection.execute("PRAGMA fullfsync=ON")
            connection.execute("PRAGMA checkpoint_fullfsync=ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except _SqlError:
        connection.close()
        raise
    return cast("Connection", connection)


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Turn SQLCipher's errors into ours, each with what to do."""
    try:
        yield
    except _SqlError as error:
        text = str(error)
        if "full" in text:
            raise StoreFullError("This device's storage is full. Free some space, then scan again.") from error
        if "not a database" in text or "malformed" in text:
            raise StoreDamagedError(
                "The ticket store is damaged. Close the scanner and start it again: it keeps all that can be read."
            ) from error
        if "locked" in text or "busy" in text:
            raise StoreLockedError("Another program is holding the ticket store. Close it and try again.") from error
        raise StoreError("The ticket store failed: {why}. Check the disk, then try again.", why=text) from error
    except OverflowError as error:  # A number from outside that no database can hold.
        raise StoreError("Something that the server sent cannot be kept. Tell the organizer.") from error
