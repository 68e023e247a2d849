"""The door log on this device: its own chains, other doors' entries, and who is inside.

Every start writes a chain of its own; the earlier ones stay. The upload queue is not kept anywhere: it is what the
server has not confirmed of this device's own chains of the event, also of those it wrote before it was paired anew.
``presence`` holds, ticket by ticket, what the fold needs; it follows from the entries and is written with them.
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
from sync.rules.door_log import NEVER_SEEN, PastScan, TicketHistory, fold_ticket
from sync.rules.ids import EventId, LogId, TicketId

log = structlog.get_logger()
_encode = msgspec.msgpack.Encoder().encode
_decode_entry = msgspec.msgpack.Decoder(Entry).decode
_decode_scans = msgspec.msgpack.Decoder(list[PastScan]).decode
_ANY_EVENT = EventId("")
_UNCONFIRMED = """
SELECT log_id, seq - confirmed
FROM (SELECT log_id, confirmed, rowid AS place, (SELECT max(seq) FROM entries WHERE entries.log_id = logs.log_id) AS seq
      FROM logs WHERE event_id = ?)
WHERE seq > confirmed ORDER BY place
"""


class ScanLog:
    """The set of entries this device holds. Methods with a ``connection`` run inside the caller's transaction."""

    def __init__(self, store: Store, log_id: LogId, key: SigningKey, event_id: EventId = _ANY_EVENT) -> None:
        """Write the chain ``log_id`` of ``event_id``, signed with ``key``; it is begun where it does not exist."""
        self._store = store
        self._key = key
        self.log_id = log_id
        self.event_id = event_id
        self._head = LogHead(log_id)
        self._inside = 0
        self._remembered_at = -1
        """The store's count of rollbacks when head and count were read; after another one they are read again."""
        with store.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO logs (log_id, event_id) VALUES (?, ?)", (log_id, event_id))

    def append(self, connection: Connection, what: Happening, now: Reading) -> Entry:
        """Write down what happened as the next link of this device's chain."""
        self._remember(connection)
        entry, self._head = next_entry(self._head, what, now, self._key)
        self._insert(connection, entry)
        return entry

    def absorb(self, connection: Connection, entries: Iterable[Entry], now: Reading) -> None:
        """Take in other doors' entries; those already held change nothing, a second version of one is not taken."""
        self._remember(connection)
        highest = 0
        for entry in entries:
            if entry.log_id == self.log_id:  # Nobody but this device writes its chain.
                continue
            held = connection.execute(
                "SELECT body FROM entries WHERE log_id = ? AND seq = ?", (entry.log_id, entry.seq)
            ).fetchone()
            if held is None:
                self._insert(connection, entry)
                highest = max(highest, entry.hlc)
            elif entry_hash(_decode_entry(held[0])) != entry_hash(entry):
                log.warning("fork_seen", log_id=entry.log_id, seq=entry.seq)
        if highest:
            hlc = merge_hlc(self._head.hlc, highest, now.corrected.ms)
            self._head = msgspec.structs.replace(self._head, hlc=hlc)

    def history(self, connection: Connection, ticket_id: TicketId) -> TicketHistory:
        """The folded log of one ticket."""
        scans = _scans_of(connection, ticket_id)
        return fold_ticket(scans) if scans else NEVER_SEEN

    def scans(self, connection: Connection, ticket_id: TicketId) -> list[PastScan]:
        """All that is known of one ticket, in no promised order: what ``history`` is folded from."""
        return _scans_of(connection, ticket_id)

    def find(self, connection: Connection, name: tuple[LogId, int]) -> Entry | None:
        """The entry of this name, whoever wrote it, None where it is not held."""
        row = connection.execute("SELECT body FROM entries WHERE log_id = ? AND seq = ?", name).fetchone()
        return None if row is None else _decode_entry(row[0])

    def entries_of(self, ticket_id: TicketId) -> list[Entry]:
        """All that happened with one ticket, in no promised order."""
        with self._store.reading() as connection:
            return [
                _decode_entry(row[0])
                for scan in _scans_of(connection, ticket_id)
                for row in connection.execute(
                    "SELECT body FROM entries WHERE log_id = ? AND seq = ?", (scan.log_id, scan.seq)
                )
            ]

    def tail(self, most: int, log_id: LogId | None = None) -> tuple[Entry, ...]:
        """The oldest ``most`` unconfirmed entries, in order, of an own chain: by default the current one."""
        chain = log_id or self.log_id
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT body FROM entries WHERE log_id = ? AND seq >"
                " (SELECT confirmed FROM logs WHERE log_id = ?) ORDER BY seq LIMIT ?",
                (chain, chain, most),
            ).fetchall()
        return tuple(_decode_entry(row[0]) for row in rows)

    def waiting_entries(self, most: int) -> tuple[Entry, ...]:
        """The oldest ``most`` entries that wait, chain by chain: the server judges by all of them, whenever written."""
        waiting: list[Entry] = []
        for log_id in self.unconfirmed():
            waiting += self.tail(most - len(waiting), log_id)
        return tuple(waiting)

    def confirm(self, vector: Mapping[LogId, int]) -> None:
        """Believe the server about how much of this device's logs it holds, also where that is less than before."""
        with self._store.writing() as connection:
            self.note_confirmed(connection, vector)

    def note_confirmed(self, connection: Connection, vector: Mapping[LogId, int]) -> None:
        """As ``confirm``, inside the caller's transaction."""
        connection.executemany(
            "UPDATE logs SET confirmed = ? WHERE log_id = ? AND confirmed <> ?",
            [(confirmed, log_id, confirmed) for log_id, confirmed in vector.items()],
        )

    def offer_again(self, connection: Connection) -> None:
        """Take nothing for confirmed any more: the server has another past and may lack what it once held."""
        connection.execute("UPDATE logs SET confirmed = 0 WHERE event_id = ?", (self.event_id,))

    def unconfirmed(self) -> list[LogId]:
        """This device's chains of the event that the server does not hold whole, the oldest first."""
        with self._store.reading() as connection:
            return [LogId(row[0]) for row in connection.execute(_UNCONFIRMED, (self.event_id,))]

    def waiting(self) -> int:
        """How many of this device's entries of the event the server has not confirmed."""
        with self._store.reading() as connection:
            return sum(row[1] for row in connection.execute(_UNCONFIRMED, (self.event_id,)))

    def unsettled(self, connection: Connection) -> list[Entry]:
        """The last entries of chains that earlier starts left, each given once: what was under way when they ended."""
        rows = connection.execute(
            "SELECT (SELECT body FROM entries WHERE log_id = logs.log_id ORDER BY seq DESC LIMIT 1) FROM logs"
            " WHERE event_id = ? AND log_id <> ? AND is_settled = 0",
            (self.event_id, self.log_id),
        ).fetchall()
        connection.execute(
            "UPDATE logs SET is_settled = 1 WHERE event_id = ? AND log_id <> ?", (self.event_id, self.log_id)
        )
        return [_decode_entry(body) for (body,) in rows if body is not None]

    def inside(self) -> int:
        """How many tickets' holders are inside by all entries held here."""
        if self._remembered_at != self._store.rollbacks:
            with self._store.writing() as connection:
                self._remember(connection)
        return self._inside

    def recent(self, most: int) -> list[Entry]:
        """This device's latest entries of the event, newest first."""
        with self._store.reading() as connection:
            rows = [
                row
                for (log_id,) in connection.execute("SELECT log_id FROM logs WHERE event_id = ?", (self.event_id,))
                for row in connection.execute(
                    "SELECT body FROM entries WHERE log_id = ? ORDER BY seq DESC LIMIT ?", (log_id, most)
                )
            ]
        entries = [_decode_entry(row[0]) for row in rows]
        return sorted(entries, key=lambda entry: (entry.hlc, entry.log_id, entry.seq), reverse=True)[:most]

    def _remember(self, connection: Connection) -> None:
        """Read the head and the count of people where what is remembered of them may be of an undone transaction."""
        if self._remembered_at == self._store.rollbacks:
            return
        row = connection.execute(
            "SELECT body FROM entries WHERE log_id = ? ORDER BY seq DESC LIMIT 1", (self.log_id,)
        ).fetchone()
        self._head = LogHead(self.log_id) if row is None else _head_after(_decode_entry(row[0]))
        inside = connection.execute("SELECT coalesce(sum(is_inside), 0) FROM presence").fetchone()
        self._inside = int(inside[0])
        self._remembered_at = self._store.rollbacks

    def _insert(self, connection: Connection, entry: Entry) -> None:
        connection.execute(
            "INSERT INTO entries (log_id, seq, body) VALUES (?, ?, ?)", (entry.log_id, entry.seq, _encode(entry))
        )
        if entry.ticket_id is not None:
            before = _scans_of(connection, entry.ticket_id)
            scans = [*before, past_scan_of(entry)]
            is_inside = fold_ticket(scans).is_inside
            self._inside += is_inside - fold_ticket(before).is_inside
            connection.execute(
                "INSERT OR REPLACE INTO presence (ticket_id, is_inside, scans) VALUES (?, ?, ?)",
                (entry.ticket_id, int(is_inside), _encode(scans)),
            )


def rebuild_presence(connection: Connection, event_id: EventId) -> None:
    """Work out who is inside ``event_id`` from all entries held, as pairing with another event and back demands."""
    scans: dict[TicketId, list[PastScan]] = {}
    for row in connection.execute("SELECT body FROM entries"):
        entry = _decode_entry(row[0])
        if entry.ticket_id is not None and entry.event == event_id:
            scans.setdefault(entry.ticket_id, []).append(past_scan_of(entry))
    connection.execute("DELETE FROM presence")
    connection.executemany(
        "INSERT INTO presence (ticket_id, is_inside, scans) VALUES (?, ?, ?)",
        [(ticket_id, int(fold_ticket(past).is_inside), _encode(past)) for ticket_id, past in scans.items()],
    )


def _head_after(entry: Entry) -> LogHead:
    return LogHead(entry.log_id, entry.seq, entry_hash(entry), entry.hlc)


def _scans_of(connection: Connection, ticket_id: TicketId) -> list[PastScan]:
    row = connection.execute("SELECT scans FROM presence WHERE ticket_id = ?", (ticket_id,)).fetchone()
    return [] if row is None else _decode_scans(row[0])
