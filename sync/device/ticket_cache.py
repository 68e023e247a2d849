"""The tickets a door holds offline: looked up by code, replaced by a snapshot, kept fresh by the feed."""

from collections.abc import Callable, Iterable

from sync.device.database import Connection, Store, put_values
from sync.device.migrations import TICKETS_TABLE
from sync.protocol.codec import STATUS_INDEX, TicketRow, row_of, ticket_of
from sync.rules.ids import EventId, TicketId
from sync.rules.ticket import Ticket, TicketStatus

_COLUMNS = "ticket_id, product, status, valid_from, valid_until, holder, note, needs_look, admits, status_since"
_PUT = f"INSERT OR REPLACE INTO {{table}} ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants
_READ = f"SELECT {_COLUMNS} FROM tickets WHERE ticket_id > ? ORDER BY ticket_id LIMIT ?"  # noqa: S608 - constants
_FIND = f"SELECT {_COLUMNS} FROM tickets WHERE ticket_id = ?"  # noqa: S608 - constants


def find_ticket(connection: Connection, ticket_id: TicketId, event_id: EventId) -> Ticket | None:
    """The ticket with this id, as of the last sync."""
    row = connection.execute(_FIND, (ticket_id,)).fetchone()
    return None if row is None else ticket_of(row, event_id)


def read_rows(connection: Connection, after: str, most: int) -> list[TicketRow]:
    """The next tickets' rows behind the id ``after``, in the order of their ids' bytes."""
    return connection.execute(_READ, (after, most)).fetchall()


def put_tickets(connection: Connection, tickets: Iterable[Ticket]) -> None:
    """Add or replace tickets that the feed brought."""
    connection.executemany(_PUT.format(table="tickets"), map(row_of, tickets))


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
            connection.execute("DROP TABLE IF EXISTS incoming")
            connection.execute(TICKETS_TABLE.format(name="incoming"))
            put_values(connection, staging_epoch=epoch, staging_cursor=cursor, staging_after="")
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
            connection.executemany(_PUT.format(table="incoming"), rows)
            put_values(connection, staging_after=rows[-1][0])
        self.resume_after = rows[-1][0]

    def catch_up(self, tickets: Iterable[Ticket], cursor: int) -> None:
        """Put changes that came after the copy's frames into it; it then stands at ``cursor``."""
        with self._store.writing() as connection:
            connection.executemany(_PUT.format(table="incoming"), map(row_of, tickets))
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
            connection.execute("DROP TABLE tickets")
            connection.execute("ALTER TABLE incoming RENAME TO tickets")
            put_values(connection, epoch=self.epoch, cursor=self.cursor, staging_epoch="", staging_after="")
            if then is not None:
                then(connection)
        return True
