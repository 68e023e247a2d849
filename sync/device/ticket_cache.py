"""The tickets a door holds offline: looked up by code, replaced by a snapshot, kept fresh by the feed."""

from collections.abc import Callable, Iterable, Sequence

from sync.device.database import Connection, Store, put_values
from sync.device.migrations import ALIASES_TABLE, TICKETS_TABLE
from sync.protocol.codec import STATUS_INDEX, TicketRow, row_of, ticket_of
from sync.rules.alias import Alias, alias_key
from sync.rules.ids import EventId, TicketId
from sync.rules.ticket import Ticket, TicketStatus

TICKET_COLUMNS = (
    *("ticket_id", "product", "status", "valid_from", "valid_until", "holder", "note", "needs_look", "admits"),
    *("status_since", "reference", "email", "phone", "alias"),
)
"""In the order of the table and of ``TicketRow``; what later programs learn of tickets comes last."""
WITHHELD = "contacts_withheld"
"""The store's mark that this door may not know e-mail addresses and phones."""
WANTED = "list_wanted"
"""The store's mark that the list lacks what the door may know by now: a whole one is to be fetched (1), or is on its
way in (2)."""
UNSETTLED = "contacts_unsettled"
"""The store's mark that something was overwritten, and that the log beside its file may hold it still: how often."""
SEARCH_KEY = "search_key"
"""The store's key of the search's index, which is worth nothing without it (sync/device/search_index.py)."""
LIST_NUMBER = "list_number"
"""The store's count of lists that were put in the place of others."""
_COLUMNS = ", ".join(TICKET_COLUMNS)
_PUT = f"INSERT OR REPLACE INTO {{table}} ({_COLUMNS}) VALUES ({', '.join('?' * len(TICKET_COLUMNS))})"  # noqa: S608
_PUT_ALIAS = "INSERT OR IGNORE INTO {table} (key, ticket_id) VALUES (?, ?)"
_READ = f"SELECT {_COLUMNS} FROM tickets WHERE ticket_id > ? ORDER BY ticket_id LIMIT ?"  # noqa: S608 - constants
_FIND = f"SELECT {_COLUMNS} FROM tickets WHERE ticket_id = ?"  # noqa: S608 - constants
_ALIASES = "SELECT alias, ticket_id FROM aliases JOIN tickets USING (ticket_id) WHERE key = ? AND alias <> ''"
_SEARCHED = tuple(map(TICKET_COLUMNS.index, ("holder", "reference", "email", "phone", "alias")))


def find_ticket(connection: Connection, ticket_id: TicketId, event_id: EventId) -> Ticket | None:
    """The ticket with this id, as of the last sync."""
    row = connection.execute(_FIND, (ticket_id,)).fetchone()
    return None if row is None else ticket_of(row, event_id)


def find_aliases(connection: Connection, key: str) -> list[Alias]:
    """What other systems printed that has this key (``alias_key``), with the tickets it is on."""
    rows = connection.execute(_ALIASES, (key,)).fetchall()
    return [Alias(alias, ticket_id) for alias, ticket_id in rows if alias_key(alias) == key]


def read_rows(connection: Connection, after: str, most: int) -> list[TicketRow]:
    """The next tickets' rows behind the id ``after``, in the order of their ids' bytes."""
    return connection.execute(_READ, (after, most)).fetchall()


def put_tickets(connection: Connection, tickets: Iterable[Ticket]) -> None:
    """Add or replace tickets that the feed brought; the search learns of those that are found by something else now."""
    rows = _allowed(connection, [row_of(ticket) for ticket in tickets])
    changed = [row[:1] for row in rows if _is_found_otherwise(connection, row)]
    connection.executemany(_PUT.format(table="tickets"), rows)
    _put_aliases(connection, "aliases", rows)
    connection.executemany("INSERT INTO search_queue (ticket_id) VALUES (?)", changed)


def put_rows(connection: Connection, rows: Sequence[TicketRow], *, is_staged: bool = False) -> None:
    """Add rows of a list, to the one in use or to the one on its way in."""
    rows = _allowed(connection, rows)
    connection.executemany(_PUT.format(table="incoming" if is_staged else "tickets"), rows)
    _put_aliases(connection, "incoming_aliases" if is_staged else "aliases", rows)


def drop_tickets(connection: Connection) -> None:
    """Let go of the list in use, of one on its way in, and of the index of their names."""
    for table in ("tickets", "aliases"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  Our own.
    for table in ("incoming", "incoming_aliases"):  # Whose download is still under way cannot add to them any more.
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    unsettle(connection)
    drop_index(connection)


def unsettle(connection: Connection) -> None:
    """Remember that ``Store.settle`` is due: pages as they were before must not stay beside the file."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET value = value + 1", (UNSETTLED,)
    )


def drop_index(connection: Connection) -> None:
    """Make the search's index unreadable for good; another one is begun."""
    connection.execute("DELETE FROM search_queue")
    connection.execute("DELETE FROM meta WHERE key = ?", (SEARCH_KEY,))


def count_expected(store: Store) -> int:
    """How many tickets could still be let in or have been: all that are active."""
    with store.reading() as connection:
        active = (STATUS_INDEX[TicketStatus.ACTIVE],)
        return int(connection.execute("SELECT count(*) FROM tickets WHERE status = ?", active).fetchone()[0])


class Staging:
    """A snapshot on its way in: beside the tickets in use, until all of it is there.

    It survives a crash or a cancelled sync: ``resume_after`` is the last ticket that arrived of the snapshot that
    was taken at ``cursor`` of ``epoch``, and the next sync goes on from there. Before it replaces the tickets in use it
    is brought up to date with the feed, so that nothing they say of a cancelled ticket is taken back.
    """

    def __init__(self, store: Store) -> None:
        """Look at what an earlier, unfinished snapshot left."""
        self._store = store
        self.epoch: str = store.get("staging_epoch") or ""
        self.cursor: int = store.get("staging_cursor") or 0
        self.resume_after: str = store.get("staging_after") or ""
        self._is_caught_up = False

    def begin(self, epoch: str, cursor: int) -> None:
        """Start an empty copy for the snapshot taken at ``cursor``."""
        with self._store.writing() as connection:
            for name, table in (("incoming", TICKETS_TABLE), ("incoming_aliases", ALIASES_TABLE)):
                connection.execute(f"DROP TABLE IF EXISTS {name}")
                connection.execute(table.format(name=name))
            put_values(connection, staging_epoch=epoch, staging_cursor=cursor, staging_after="")
            connection.execute("UPDATE meta SET value = 2 WHERE key = ? AND value = 1", (WANTED,))
        self.epoch, self.cursor, self.resume_after = epoch, cursor, ""

    def count(self) -> int:
        """How many tickets have come so far."""
        with self._store.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM incoming").fetchone()[0])

    def add(self, rows: list[TicketRow]) -> None:
        """Keep one frame of tickets; a scan waits at most for one frame."""
        if not rows:
            return
        with self._store.writing() as connection:
            put_rows(connection, rows, is_staged=True)
            put_values(connection, staging_after=rows[-1][0])
        self.resume_after = rows[-1][0]

    def catch_up(self, tickets: Iterable[Ticket], cursor: int) -> None:
        """Put changes that came after the copy's frames into it; it then stands at ``cursor``."""
        with self._store.writing() as connection:
            put_rows(connection, [row_of(ticket) for ticket in tickets], is_staged=True)
            put_values(connection, staging_cursor=cursor)
        self.cursor, self._is_caught_up = cursor, True

    def finish_if_newest(self, then: Callable[[Connection], None] | None = None) -> bool:
        """Put the copy in the place of the tickets in use, in one step; False where it is not up to date with them.

        ``then`` does in the same transaction what follows from another list being in use.
        """
        with self._store.writing() as connection:
            held = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('epoch', 'cursor')").fetchall())
            is_older = held.get("epoch") == self.epoch and (held.get("cursor") or 0) > self.cursor
            if is_older or not self._is_caught_up:
                return False
            _exchange(connection)
            put_values(connection, epoch=self.epoch, cursor=self.cursor, staging_epoch="", staging_after="")
            # What became wanted while this one came is not in all of it.
            connection.execute("UPDATE meta SET value = 0 WHERE key = ? AND value = 2", (WANTED,))
            if then is not None:
                then(connection)
        return True


def _exchange(connection: Connection) -> None:
    """Another list is in use: the search compares its index with all of it."""
    for name in ("tickets", "aliases"):
        connection.execute(f"DROP TABLE {name}")
    connection.execute("ALTER TABLE incoming RENAME TO tickets")
    connection.execute("ALTER TABLE incoming_aliases RENAME TO aliases")
    connection.execute("DELETE FROM search_queue")
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET value = value + 1", (LIST_NUMBER,)
    )


def _allowed(connection: Connection, rows: Sequence[TicketRow]) -> Sequence[TicketRow]:
    """The rows as this door may keep them: what was asked for before the organizer said no may come after it."""
    withheld = connection.execute("SELECT value FROM meta WHERE key = ?", (WITHHELD,)).fetchone()
    if withheld is None or not withheld[0]:
        return rows
    return [(*row[:11], "", "", row[13]) for row in rows]


def _put_aliases(connection: Connection, table: str, rows: Iterable[TicketRow]) -> None:
    aliases = [(alias_key(row[13]), row[0]) for row in rows if row[13]]
    if aliases:
        connection.executemany(_PUT_ALIAS.format(table=table), aliases)


def _is_found_otherwise(connection: Connection, row: TicketRow) -> bool:
    """Whether the row's ticket is new, or people find it by something else than so far; lets go of its old alias."""
    held = connection.execute(_FIND, row[:1]).fetchone()
    if held is not None and held[13] != row[13]:
        connection.execute("DELETE FROM aliases WHERE key = ? AND ticket_id = ?", (alias_key(held[13]), row[0]))
    return held is None or any(held[at] != row[at] for at in _SEARCHED)
