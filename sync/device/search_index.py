"""The index of what guests are found by: a file of its own beside the store, kept up with it in the background.

No scan waits for it: it has its own file and so its own lock. Its key lies in the store, so that the index is gone for
good, from free pages too, once the store lets go of the key; then another one is begun. All that it holds is made from
the ticket list, so a file that cannot be read is thrown away. ``sync/decisions/0005`` says why it is what it is.
"""

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import sqlcipher3
import structlog

from sync.device.database import Connection, Store, connect
from sync.device.search_tables import is_made, make_tables, put_state, replace, state_of
from sync.device.search_words import Searched, words_to_find
from sync.device.ticket_cache import LIST_NUMBER, SEARCH_KEY

log = structlog.get_logger()

SEARCH_FILE = "search.db"
_PAGE = 250
"""Tickets between two breaths: what else this program does waits for no more."""
_CHUNK = 10_000
"""Tickets a transaction: full-text indexes are merged after every one."""
_MOST_QUEUED = 1_000
_ROWS = "SELECT ticket_id, holder, reference, email, phone, alias FROM tickets WHERE ticket_id"
_SqlError = sqlcipher3.dbapi2.Error


class SearchIndex:
    """The index of one store. ``keep_up`` is for one thread, everything else for any."""

    def __init__(self, store: Store) -> None:
        """Nothing is opened yet."""
        self._store = store
        self._path = store.path.parent / SEARCH_FILE
        self._writer: _Keyed | None = None
        self._reader: _Keyed | None = None
        self._read_lock = threading.Lock()

    def find_words(self, expression: str, most: int) -> list[str]:
        """At most ``most`` ids of tickets whose words fit an FTS5 expression; none where there is no index yet."""
        found = "SELECT ticket_id FROM guests WHERE number IN (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?)"
        return self._ask(found, (expression, most))

    def find_beginnings(self, key: str, most: int) -> list[str]:
        """At most ``most`` ids of tickets with a whole text that begins with ``key``, in the order of these texts."""
        found = "SELECT ticket_id FROM beginnings JOIN guests USING (number) WHERE key >= ? AND key < ? LIMIT ?"
        return self._ask(found, (key, key + "\x7f", most))

    def missing_after(self) -> str | None:
        """The ticket id behind which the index does not say all yet, empty for none of it; None where it does."""
        number = self._store.get(LIST_NUMBER) or 0
        with self._reading() as connection:
            if connection is None:
                return ""
            state = state_of(connection)
        return None if state == (number, None) else (state[1] or "") if state[0] == number else ""

    def keep_up(self, breathe: Callable[[], bool]) -> bool:
        """Take in some of what is new; whether there is more. Stops where ``breathe``, called often, says so.

        Nothing is raised for what becomes of the file; StoreError where the store itself cannot be read.
        """
        try:
            connection = self._open_to_write()
            number = self._store.get(LIST_NUMBER) or 0
            if state_of(connection)[0] != number:
                put_state(connection, number, "")
            walked = state_of(connection)[1]
            return self._drain(connection) if walked is None else self._walk(connection, number, walked, breathe)
        except _SqlError as error:
            log.warning("search_index_lost", why=type(error).__name__)
            self.close()
            remove_index(self._path.parent)
            return False

    def close(self) -> None:
        """Let go of the file."""
        with self._read_lock:
            for keyed in (self._reader, self._writer):
                if keyed is not None:
                    keyed.connection.close()
            self._reader = self._writer = None

    def _walk(self, connection: Connection, number: int, after: str, breathe: Callable[[], bool]) -> bool:
        """Compare the next tickets of the list with what the index says of them; a transaction."""
        last: str | None = after
        is_stopped = False
        with _transaction(connection):
            for _ in range(_CHUNK // _PAGE):
                last = self._compare_page(connection, last or "")
                is_stopped = breathe()
                if last is None or is_stopped:
                    break
            put_state(connection, number, last)
        if last is None:
            log.info("search_index_whole")
        return not is_stopped

    def _compare_page(self, connection: Connection, after: str) -> str | None:
        """The last ticket id of the page, None where the list ends with it."""
        with self._store.reading() as store:
            rows = store.execute(f"{_ROWS} > ? ORDER BY ticket_id LIMIT ?", (after, _PAGE)).fetchall()
        last = rows[-1][0] if len(rows) == _PAGE else None
        known = connection.execute(
            "SELECT ticket_id, number, words FROM guests WHERE ticket_id > ? AND (? IS NULL OR ticket_id <= ?)",
            (after, last, last),
        ).fetchall()
        replace(connection, known, map(_searched, rows))
        return last

    def _drain(self, connection: Connection) -> bool:
        """Take in tickets that the feed changed."""
        with self._store.reading() as store:
            queued = store.execute("SELECT seq, ticket_id FROM search_queue ORDER BY seq LIMIT ?", (_MOST_QUEUED,))
            rows = queued.fetchall()
            ids = sorted({ticket_id for _, ticket_id in rows})
            fresh = [row for each in ids for row in store.execute(f"{_ROWS} = ?", (each,)).fetchall()]
        if not rows:
            return False
        with _transaction(connection):
            known = "SELECT ticket_id, number, words FROM guests WHERE ticket_id = ?"
            held = [row for each in ids for row in connection.execute(known, (each,)).fetchall()]
            replace(connection, held, map(_searched, fresh))
        with self._store.writing() as store:  # What came since then has a higher number, and another turn.
            store.execute("DELETE FROM search_queue WHERE seq <= ?", (rows[-1][0],))
        return len(rows) == _MOST_QUEUED

    def _open_to_write(self) -> Connection:
        """The file under the store's key for it, made where there is none; sqlcipher3's errors."""
        key = self._store.get(SEARCH_KEY)
        if self._writer is not None and self._writer.key == key:
            return self._writer.connection
        self.close()
        if key is None:
            remove_index(self._path.parent)
            key = secrets.token_bytes(32)
            self._store.put(**{SEARCH_KEY: key})
        connection = connect(self._path, key)
        connection.execute("PRAGMA synchronous=NORMAL")  # Sound after a power cut, if not the latest.
        make_tables(connection)
        self._writer = _Keyed(connection, key)
        return connection

    def _ask(self, query: str, values: Sequence[str | int]) -> list[str]:
        with self._reading() as connection:
            if connection is None:
                return []
            try:
                return [ticket_id for (ticket_id,) in connection.execute(query, values).fetchall()]
            except _SqlError as error:
                log.warning("search_index_not_read", why=type(error).__name__)
                return []

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection | None]:
        """The file as last written, None where there is none that can be read by the key of now."""
        key = self._store.get(SEARCH_KEY)
        with self._read_lock:
            if self._reader is not None and self._reader.key != key:
                self._reader.connection.close()
                self._reader = None
            if self._reader is None and key is not None and self._path.exists():
                with contextlib.suppress(_SqlError):
                    connection = connect(self._path, key)
                    connection.execute("PRAGMA query_only=ON")
                    self._reader = _Keyed(connection, key)
            yield None if self._reader is None or not is_made(self._reader.connection) else self._reader.connection


def remove_index(folder: Path) -> None:
    """Delete the files of the index, where the system lets it: an open one cannot go everywhere."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            (folder / (SEARCH_FILE + suffix)).unlink(missing_ok=True)


class _Keyed:
    """A connection and the key that it was opened with."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self.connection, self.key = connection, key


@contextlib.contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(_SqlError):
            connection.execute("ROLLBACK")
        raise


def _searched(row: tuple[str, str, str, str, str, str]) -> tuple[str, str]:
    """A ticket's id and its words."""
    return row[0], words_to_find(Searched(*row))
