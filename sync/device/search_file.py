"""The file that the search's index lies in: opened, written to, removed, and what its errors mean.

It holds nothing that the ticket list does not hold, so whatever is wrong with it is mended by making it anew.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import sqlcipher3

from sync.device.database import Connection, connect

SEARCH_FILE = "search.db"
SqlError = sqlcipher3.dbapi2.Error
_FULL, _BUSY, _LOCKED = 13, 5, 6
_IO_FAILED, _CORRUPT, _NOT_A_DATABASE = 10, 11, 26
"""https://www.sqlite.org/rescode.html; the lower byte of an error's code says its kind."""


class Keyed:
    """A connection and the key that it was opened with."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the file at ``path``; sqlcipher3's errors."""
        self.connection, self.key = connect(path, key), key


def remove_index(folder: Path) -> None:
    """Delete the files of the index, where the system lets it: an open one cannot go everywhere."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            (folder / (SEARCH_FILE + suffix)).unlink(missing_ok=True)


def passes_by_itself(error: Exception) -> bool:
    """Whether the file is sound as far as ``error`` says: the disk is full, or somebody else holds the file."""
    return _kind(error) in (None, _FULL, _BUSY, _LOCKED)


def tells_of_damage(error: Exception) -> bool:
    """Whether who read the file came upon something that is not as it was written."""
    return _kind(error) in (_IO_FAILED, _CORRUPT, _NOT_A_DATABASE)


@contextlib.contextmanager
def transaction(connection: Connection, *, is_durable: bool) -> Iterator[None]:
    """All or nothing. After a power cut the file is sound in any case, and as new as the latest durable one."""
    connection.execute(f"PRAGMA synchronous={'FULL' if is_durable else 'NORMAL'}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(SqlError):
            connection.execute("ROLLBACK")
        raise


def _kind(error: Exception) -> int | None:
    """None where it is not SQLite's own, such as for a connection that was closed meanwhile."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
