"""The index of what guests are found by: a file of its own beside the store, kept up with it in the background.

No scan waits for it: it has its own file and so its own lock. Its key lies in the store, so that the index is gone for
good, from free pages too, once the store lets go of the key; then another one is begun. All that it holds is made from
the ticket list, so a file that cannot be read is thrown away. ``sync/decisions/0005`` says why it is what it is.
"""

import contextlib
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import structlog

from sync.device.database import Connection, Store
from sync.device.search_file import (
    SEARCH_FILE,
    Keyed,
    SqlError,
    passes_by_itself,
    remove_index,
    tells_of_damage,
    transaction,
)
from sync.device.search_room import BYTES_A_TICKET, LEAST_BYTES, RESERVE_BYTES, Pause, has_room
from sync.device.search_tables import is_made, make_tables, put_state, replace, state_of
from sync.device.search_words import Searched, words_to_find
from sync.device.ticket_cache import LIST_NUMBER, SEARCH_KEY

log = structlog.get_logger()

_Found = TypeVar("_Found")
_PAGE = 250
"""Tickets between two breaths: what else this program does waits for no more."""
_CHUNK = 10_000
"""Tickets a transaction: full-text indexes are merged after every one."""
_MOST_QUEUED = 1_000
_ROWS = "SELECT ticket_id, holder, reference, email, phone, alias FROM tickets WHERE ticket_id"


class SearchIndex:
    """The index of one store. ``keep_up`` is for one thread, everything else for any."""

    def __init__(self, store: Store, mono_s: Callable[[], float] = time.monotonic) -> None:
        """Nothing is opened yet; ``mono_s`` gives monotonic seconds."""
        self._store = store
        self._path = store.path.parent / SEARCH_FILE
        self._writer: Keyed | None = None
        self._reader: Keyed | None = None
        self._read_lock = threading.Lock()
        self._pause = Pause(mono_s)
        self._is_spoiled = False
        """Somebody who searched came upon damage: nobody reads the file any more, and it is made anew."""

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
        unread: tuple[int, str | None] = (-1, "")
        listed, walked = self._read(state_of, unread)
        return walked if listed == number else ""

    def keep_up(self, breathe: Callable[[], bool]) -> bool:
        """Take in some of what is new; whether there is more. Stops where ``breathe``, called often, says so.

        Nothing is raised for what becomes of the file; StoreError where the store itself cannot be read. Where it
        failed, or the disk has no room, nothing is done for a while that grows.
        """
        if not self._pause.is_over:
            return False
        if self._is_spoiled:
            self._throw_away("SPOILED")
            return False
        try:
            return self._keep_up(breathe)
        except SqlError as error:
            why = getattr(error, "sqlite_errorname", None) or type(error).__name__
            if passes_by_itself(error):
                self._give_way(why)
            else:
                self._throw_away(why)
            return False

    def close(self) -> None:
        """Let go of the file."""
        with self._read_lock:
            self._close()

    def _keep_up(self, breathe: Callable[[], bool]) -> bool:
        if not has_room(self._path.parent, LEAST_BYTES):
            self._give_way("NO_ROOM")
            return False
        connection = self._open_to_write()
        number = self._store.get(LIST_NUMBER) or 0
        listed, walked = state_of(connection)
        if listed != number:
            walked = ""
        if walked is None:
            return self._drain(connection)
        if not has_room(self._path.parent, self._bytes_more(walked) + RESERVE_BYTES):
            self._give_way("NO_ROOM")
            return False
        return self._walk(connection, number, walked, breathe)

    def _bytes_more(self, walked: str) -> int:
        """What the index grows by, at most: with the whole list at first, then with the next transaction."""
        if walked:
            return BYTES_A_TICKET * _CHUNK
        with self._store.reading() as store:
            tickets = int(store.execute("SELECT count(*) FROM tickets").fetchone()[0])
        held = 0
        with contextlib.suppress(OSError):
            held = self._path.stat().st_size
        return max(0, BYTES_A_TICKET * tickets - held)

    def _give_way(self, why: str) -> None:
        """Wait. The file is kept, unless scans need what the log beside it takes, and the file has no room for that."""
        log.warning("search_index_waits", why=why)
        self._pause.begin()
        folder = self._path.parent
        with self._read_lock:
            self._close()
            if not has_room(folder, LEAST_BYTES) and (folder / f"{SEARCH_FILE}-wal").exists():
                remove_index(folder)

    def _throw_away(self, why: str) -> None:
        """Begin anew, after a while: a disk that spoils one file may spoil the next."""
        log.warning("search_index_lost", why=why)
        self._pause.begin()
        with self._read_lock:  # Nobody may open it again before it is gone.
            self._close()
            remove_index(self._path.parent)
            self._is_spoiled = False

    def _close(self) -> None:
        for keyed in (self._reader, self._writer):
            if keyed is not None:
                with contextlib.suppress(SqlError):
                    keyed.connection.close()
        self._reader = self._writer = None

    def _walk(self, connection: Connection, number: int, after: str, breathe: Callable[[], bool]) -> bool:
        """Compare the next tickets of the list with what the index says of them; a transaction."""
        last: str | None = after
        is_stopped = False
        with transaction(connection, is_durable=False):
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
        with transaction(connection, is_durable=True):  # For the store durably forgets what it is about.
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
        self._writer = Keyed(self._path, key)
        make_tables(self._writer.connection)
        return self._writer.connection

    def _ask(self, query: str, values: Sequence[str | int]) -> list[str]:
        def ask(connection: Connection) -> list[str]:
            return [ticket_id for (ticket_id,) in connection.execute(query, values).fetchall()]

        return self._read(ask, [])

    def _read(self, ask: Callable[[Connection], _Found], otherwise: _Found) -> _Found:
        """What ``ask`` finds in the file as last written; ``otherwise`` where there is none that can be read."""
        key = self._store.get(SEARCH_KEY)
        with self._read_lock:
            try:
                connection = self._open_to_read(key)
                return otherwise if connection is None else ask(connection)
            except SqlError as error:
                log.warning("search_index_not_read", why=type(error).__name__)
                # A file under another key than that of a moment ago is a new one, and sound.
                self._is_spoiled = tells_of_damage(error) and self._store.get(SEARCH_KEY) == key
                return otherwise

    def _open_to_read(self, key: bytes | None) -> Connection | None:
        """The file, None where there is none of this key yet; sqlcipher3's errors."""
        if self._is_spoiled:
            return None
        if self._reader is not None and self._reader.key != key:
            self._reader.connection.close()
            self._reader = None
        if self._reader is None and key is not None and self._path.exists():
            self._reader = Keyed(self._path, key)
            self._reader.connection.execute("PRAGMA query_only=ON")
        return None if self._reader is None or not is_made(self._reader.connection) else self._reader.connection


def _searched(row: tuple[str, str, str, str, str, str]) -> tuple[str, str]:
    """A ticket's id and its words."""
    return row[0], words_to_find(Searched(*row))
