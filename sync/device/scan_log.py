"""The door log on this device: its own chain, other doors' entries, and who is inside.

The upload queue is not kept anywhere: it is the part of this device's own chain that the server has not confirmed.
"""

from collections.abc import Iterable, Mapping

import msgspec
import structlog
from nacl.signing import SigningKey

from sync.device.database import Connection, Store
from sync.protocol.log import Happening, LogHead, Reading, next_entry, past_scan_of
from sync.protocol.messages import Entry
from sync.protocol.signing import entry_hash
from sync.rules.clock import merge_hlc
from sync.rules.door_log import NEVER_SEEN, Kind, TicketHistory, fold_ticket
from sync.rules.ids import LogId, TicketId

log = structlog.get_logger()
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Entry).decode
_PASSAGES = (Kind.ADMIT, Kind.EXIT, Kind.VOID)


class ScanLog:
    """The set of entries this device holds. Methods with a ``connection`` run inside the caller's transaction."""

    def __init__(self, store: Store, log_id: LogId, key: SigningKey) -> None:
        """Use the chain ``log_id`` of ``store``, signed with ``key``; it is begun where it does not exist."""
        self._store = store
        self._key = key
        self.log_id = log_id
        with store.writing() as connection:
            self._open_log(connection, log_id)

    def append(self, connection: Connection, what: Happening, now: Reading) -> Entry:
        """Write down what happened as the next link of this device's chain."""
        entry, head = next_entry(self._head(connection), what, now, self._key)
        self._insert(connection, entry)
        connection.execute(
            "UPDATE logs SET seq = ?, digest = ?, hlc = ? WHERE log_id = ?",
            (head.seq, head.digest, head.hlc, self.log_id),
        )
        self._project(connection, [entry])
        return entry

    def absorb(self, connection: Connection, entries: Iterable[Entry], now: Reading) -> None:
        """Take in other doors' entries; those already held change nothing, a second version of one is not taken."""
        new = []
        for entry in entries:
            held = connection.execute(
                "SELECT body FROM entries WHERE log_id = ? AND seq = ?", (entry.log_id, entry.seq)
            ).fetchone()
            if held is None:
                self._insert(connection, entry)
                new.append(entry)
            elif entry_hash(_decode(held[0])) != entry_hash(entry):
                log.warning("fork_seen", log_id=entry.log_id, seq=entry.seq)
        self._project(connection, new)
        if new:
            highest = max(entry.hlc for entry in new)
            hlc = merge_hlc(self._head(connection).hlc, highest, now.corrected.ms)
            connection.execute("UPDATE logs SET hlc = ? WHERE log_id = ?", (hlc, self.log_id))

    def history(self, connection: Connection, ticket_id: TicketId) -> TicketHistory:
        """The folded log of one ticket."""
        seen = connection.execute("SELECT 1 FROM presence WHERE ticket_id = ?", (ticket_id,)).fetchone()
        return NEVER_SEEN if seen is None else self._fold(connection, ticket_id)

    def entries_of(self, ticket_id: TicketId) -> list[Entry]:
        """All that happened with one ticket, in no promised order."""
        with self._store.reading() as connection:
            return _entries_of(connection, ticket_id)

    def tail(self, most: int) -> tuple[Entry, ...]:
        """The oldest ``most`` entries that the server has not confirmed, in order."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT body FROM entries WHERE log_id = ? AND seq >"
                " (SELECT confirmed FROM logs WHERE log_id = ?) ORDER BY seq LIMIT ?",
                (self.log_id, self.log_id, most),
            ).fetchall()
        return tuple(_decode(row[0]) for row in rows)

    def confirm(self, vector: Mapping[LogId, int]) -> None:
        """Believe the server about how much of this device's log it holds, also where that is less than before."""
        confirmed = vector.get(self.log_id)
        if confirmed is None:
            return
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE logs SET confirmed = ? WHERE log_id = ? AND confirmed <> ?",
                (confirmed, self.log_id, confirmed),
            )

    def waiting(self) -> int:
        """How many of this device's entries the server has not confirmed."""
        with self._store.reading() as connection:
            row = connection.execute("SELECT seq - confirmed FROM logs WHERE log_id = ?", (self.log_id,)).fetchone()
        return max(0, int(row[0]))

    def inside(self) -> int:
        """How many tickets' holders are inside by all entries held here."""
        with self._store.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM presence WHERE is_inside = 1").fetchone()[0])

    def recent(self, most: int) -> list[Entry]:
        """This device's latest decisions, newest first."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT body FROM entries WHERE log_id = ? ORDER BY seq DESC LIMIT ?", (self.log_id, most)
            ).fetchall()
        return [_decode(row[0]) for row in rows]

    def _open_log(self, connection: Connection, log_id: LogId) -> None:
        start = LogHead(log_id)
        connection.execute(
            "INSERT OR IGNORE INTO logs (log_id, seq, digest, hlc, confirmed) VALUES (?, 0, ?, 0, 0)",
            (log_id, start.digest),
        )

    def _head(self, connection: Connection) -> LogHead:
        row = connection.execute("SELECT seq, digest, hlc FROM logs WHERE log_id = ?", (self.log_id,)).fetchone()
        return LogHead(self.log_id, *row)

    def _insert(self, connection: Connection, entry: Entry) -> None:
        connection.execute(
            "INSERT INTO entries (log_id, seq, ticket_id, body) VALUES (?, ?, ?, ?)",
            (entry.log_id, entry.seq, entry.ticket_id, _encode(entry)),
        )

    def _project(self, connection: Connection, entries: Iterable[Entry]) -> None:
        """Bring ``presence`` up to date for the tickets that ``entries`` moved."""
        moved = {entry.ticket_id for entry in entries if entry.kind in _PASSAGES and entry.ticket_id is not None}
        for ticket_id in moved:
            history = self._fold(connection, ticket_id)
            connection.execute(
                "INSERT OR REPLACE INTO presence (ticket_id, is_inside, admissions) VALUES (?, ?, ?)",
                (ticket_id, int(history.is_inside), history.admissions),
            )

    def _fold(self, connection: Connection, ticket_id: TicketId) -> TicketHistory:
        return fold_ticket(past_scan_of(entry) for entry in _entries_of(connection, ticket_id))


def _entries_of(connection: Connection, ticket_id: TicketId) -> list[Entry]:
    rows = connection.execute("SELECT body FROM entries WHERE ticket_id = ?", (ticket_id,)).fetchall()
    return [_decode(row[0]) for row in rows]
