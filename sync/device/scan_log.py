"""The door log on this device: its own chains, other doors' logs, and what follows from them (``presence``).

Every start writes a chain of its own; the earlier ones stay. The upload queue is not kept anywhere: it is what the
server has not confirmed. Other doors' logs are held beside the own ones, from the server as it gives them, from doors
as whole chains (``sync.device.replica``), and what the server lacks of them is carried to it.
"""

from collections.abc import Iterable
from enum import Enum

import msgspec
import structlog
from nacl.signing import SigningKey

from sync.device.database import Connection, Store
from sync.device.forks import keep_fork, note_fork
from sync.device.log_rows import LogRow, begin_log, cut_of, last_of, read_rows
from sync.device.pairing import find_policy_in
from sync.device.presence import PRESENCE_FORMAT, Presence, read_incidents, rebuild_presence, scans_of
from sync.device.unconfirmed import Unconfirmed
from sync.protocol.log import Happening, LogHead, Reading, next_entry
from sync.protocol.messages import Entry, Policy
from sync.protocol.signing import entry_hash
from sync.rules.clock import MAX_PEER_LEAD_MS, merge_hlc
from sync.rules.door_log import NEVER_SEEN, Kind, PastScan, TicketHistory, fold_ticket
from sync.rules.headcount import Headcount
from sync.rules.ids import EventId, LogId, TicketId
from sync.rules.incidents import ACKNOWLEDGED, Incident

log = structlog.get_logger()
_encode = msgspec.msgpack.Encoder().encode
_decode_entry = msgspec.msgpack.Decoder(Entry).decode
_ANY_EVENT = EventId("")
_LET_GO = """
DELETE FROM entries WHERE (log_id, seq) IN (
    SELECT log_id, seq FROM logs JOIN entries AS held USING (log_id)
    WHERE event_id = ? AND seq <= confirmed
    AND seq < (SELECT max(seq) FROM entries AS last WHERE last.log_id = logs.log_id)
)
"""


class Holding(Enum):
    """What became of an entry that somebody brought."""

    NEW = "new"
    KNOWN = "known"
    FORK = "fork"


class ScanLog(Unconfirmed):
    """The set of entries this device holds. Methods with a ``connection`` run inside the caller's transaction."""

    def __init__(self, store: Store, log_id: LogId, key: SigningKey, event_id: EventId = _ANY_EVENT) -> None:
        """Write the chain ``log_id`` of ``event_id``, signed with ``key``; it is begun where it does not exist."""
        super().__init__(store, log_id, event_id)
        self._key = key
        self._head = LogHead(log_id)
        self.came = 0
        """How many entries of others came to be held here since this object was made."""
        self._heard: list[int] = []
        """Other logs' latest hybrid times that the head has not been moved behind yet."""
        self._logs: dict[LogId, LogRow] = {}
        self._presence = Presence()
        self._remembered_at = -1
        """The store's count of rollbacks when all this was read; after another one it is read again."""
        with store.writing() as connection:
            begin_log(connection, log_id, event_id, is_own=True)
            row = connection.execute("SELECT value FROM meta WHERE key = 'presence_format'").fetchone()
            if row is None or row[0] != PRESENCE_FORMAT:  # Rows of an earlier program.
                rebuild_presence(connection, event_id)
            policy = find_policy_in(connection)
            if policy is not None:  # It may have come with a new pairing, before there was a log to cut.
                self.follow_policy(connection, policy)

    def append(self, connection: Connection, what: Happening, now: Reading) -> Entry:
        """Write down what happened as the next link of this device's chain."""
        self._remember(connection)
        self._hear(now)
        entry, self._head = next_entry(self._head, what, now, self._key)
        self._insert(connection, entry, self._logs[self.log_id])
        return entry

    def absorb(self, connection: Connection, entries: Iterable[Entry], now: Reading) -> None:
        """Take in what the server gives of other logs: it is believed, also against what doors brought before.

        What is held already changes nothing. This device's current chain is nobody's to write but its own.
        """
        self._remember(connection)
        reached: dict[LogId, int] = {}
        for entry in entries:
            if entry.log_id == self.log_id:
                continue
            reached[entry.log_id] = max(entry.seq, reached.get(entry.log_id, 0))
            if self.hold(connection, entry) is Holding.FORK:
                self._believe_server(connection, entry)
        connection.executemany(
            "UPDATE logs SET given = max(given, ?1), confirmed = max(confirmed, ?1) WHERE log_id = ?2",
            [(seq, log_id) for log_id, seq in reached.items()],
        )
        self._hear(now)

    def hold(self, connection: Connection, entry: Entry) -> Holding:
        """Keep an entry that somebody vouched for; another one of its name is left as it is."""
        self._remember(connection)
        row = self.row(connection, entry.log_id)
        held = self.find(connection, (entry.log_id, entry.seq))
        if held is None and entry.seq > row.pruned:
            self._insert(connection, entry, row)
            self._heard.append(entry.hlc)
            self.came += 1
            return Holding.NEW
        if held is None or entry_hash(held) == entry_hash(entry):
            return Holding.KNOWN
        log.warning("fork_seen", log_id=entry.log_id, seq=entry.seq)
        return Holding.FORK

    def row(self, connection: Connection, log_id: LogId) -> LogRow:
        """What is known of a log, which is another door's from now on where nothing is."""
        self._remember(connection)
        if log_id not in self._logs:
            self._logs[log_id] = begin_log(connection, log_id, self.event_id, is_own=False)
        return self._logs[log_id]

    def heard(self, now: Reading) -> None:
        """Move this device's hybrid time behind all that came in."""
        self._hear(now)

    def history(self, connection: Connection, ticket_id: TicketId, *, training: bool = False) -> TicketHistory:
        """The folded log of one ticket; of practice alone with ``training``."""
        scans = scans_of(connection, ticket_id)
        return fold_ticket(scans, training=training) if scans else NEVER_SEEN

    def scans(self, connection: Connection, ticket_id: TicketId) -> list[PastScan]:
        """All that counts of one ticket, in no promised order: what ``history`` is folded from."""
        return scans_of(connection, ticket_id)

    def find(self, connection: Connection, name: tuple[LogId, int]) -> Entry | None:
        """The entry of this name, whoever wrote it, None where it is not held."""
        row = connection.execute("SELECT body FROM entries WHERE log_id = ? AND seq = ?", name).fetchone()
        return None if row is None else _decode_entry(row[0])

    def entries_of(self, ticket_id: TicketId) -> list[Entry]:
        """All that counts of one ticket, in no promised order."""
        with self._store.reading() as connection:
            found = [self.find(connection, scan.name) for scan in scans_of(connection, ticket_id)]
        return [entry for entry in found if entry is not None]

    def incidents(self) -> list[Incident]:
        """What went wrong, by all that is held here, in the order in which it happened."""
        with self._store.reading() as connection:
            return read_incidents(connection)

    def headcount(self) -> Headcount:
        """Who is inside by all that is held here."""
        if self._remembered_at != self._store.rollbacks:
            with self._store.writing() as connection:
                self._remember(connection)
        return self._presence.headcount()

    def inside(self) -> int:
        """How many people are inside."""
        return self.headcount().inside

    def own_log_ids(self) -> list[LogId]:
        """The chains that this device wrote at the event, the oldest first."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT log_id FROM logs WHERE event_id = ? AND is_own ORDER BY rowid", (self.event_id,)
            )
            return [LogId(log_id) for (log_id,) in rows]

    def unsettled(self, connection: Connection) -> list[Entry]:
        """The last entries of chains that earlier starts left, each given once: what was under way when they ended."""
        rows = connection.execute(
            "SELECT (SELECT body FROM entries WHERE log_id = logs.log_id ORDER BY seq DESC LIMIT 1) FROM logs"
            " WHERE event_id = ? AND log_id <> ? AND is_own AND is_settled = 0",
            (self.event_id, self.log_id),
        ).fetchall()
        connection.execute(
            "UPDATE logs SET is_settled = 1 WHERE event_id = ? AND log_id <> ?", (self.event_id, self.log_id)
        )
        return [_decode_entry(body) for (body,) in rows if body is not None]

    def recent(self, most: int) -> list[Entry]:
        """This device's latest entries of the event, newest first."""
        latest = "SELECT body FROM entries WHERE log_id = ? ORDER BY seq DESC LIMIT ?"
        own = self.own_log_ids()
        with self._store.reading() as connection:
            rows = [row for log_id in own for row in connection.execute(latest, (log_id, most))]
        entries = [_decode_entry(row[0]) for row in rows]
        return sorted(entries, key=lambda entry: (entry.hlc, entry.log_id, entry.seq), reverse=True)[:most]

    def let_go(self, connection: Connection, event_ids: Iterable[EventId]) -> int:
        """Delete of these events' logs what the server is known to hold, but for each log's last entry; how many."""
        gone = 0
        for event_id in event_ids:
            gone += connection.execute(_LET_GO, (event_id,)).rowcount
            connection.execute(
                "UPDATE logs SET pruned = confirmed WHERE event_id = ? AND confirmed > pruned", (event_id,)
            )
        if gone:
            rebuild_presence(connection, self.event_id)
            self._remembered_at = -1
        return gone

    def facts_changed(self, connection: Connection, ticket_ids: Iterable[TicketId]) -> None:
        """Look again at what went wrong with tickets of which the list says something new."""
        self._remember(connection)
        self._presence.facts_changed(connection, ticket_ids)

    def list_is_newer(self, connection: Connection) -> None:
        """Look again at those let in whom the list lacks: it is whole as of a later moment."""
        self._presence.list_is_newer(connection)

    def list_is_another(self, connection: Connection) -> None:
        """Look again at all that the list in use now says otherwise than the one before."""
        self._remember(connection)
        self._presence.list_is_another(connection)

    def follow_policy(self, connection: Connection, policy: Policy) -> None:
        """Cut revoked devices' logs, and judge days by the event's time zone, as the policy kept just now says."""
        self._remember(connection)
        connection.execute("UPDATE logs SET is_set_aside = 0")  # Its doors may be others.
        added: list[Entry] = []
        removed: list[Entry] = []
        for log_id, row in self._logs.items():
            after = row._replace(cut=cut_of(policy, log_id))
            if after == row:
                continue
            log.warning("log_cut", log_id=log_id, cut=after.cut)
            connection.execute("UPDATE logs SET cut = ? WHERE log_id = ?", (after.cut, log_id))
            self._logs[log_id] = after
            least = min(cut for cut in (row.cut, after.cut) if cut is not None)
            beyond = connection.execute("SELECT body FROM entries WHERE log_id = ? AND seq > ?", (log_id, least))
            for (body,) in beyond.fetchall():
                entry = _decode_entry(body)
                if row.counts(entry.seq) is not after.counts(entry.seq):
                    (added if after.counts(entry.seq) else removed).append(entry)
        self._presence.change(connection, added, removed)

    def zone_changed(self, connection: Connection) -> None:
        """Look again at double admissions by days, which are others now."""
        self._presence.rules_changed(connection)

    def _remember(self, connection: Connection) -> None:
        """Read head, logs and the count of people where what is remembered of them may be of an undone transaction."""
        if self._remembered_at == self._store.rollbacks:
            return
        self._logs = read_rows(connection, self.event_id)
        self._head, self._heard = LogHead(self.log_id), []
        for log_id in self._logs:
            last = last_of(connection, log_id)
            if last is not None and log_id == self.log_id:
                self._head = LogHead(log_id, last.seq, entry_hash(last), last.hlc)
            elif last is not None:  # What was heard before a restart or a rollback was heard all the same.
                self._heard.append(last.hlc)
        self._presence.load(connection)
        self._remembered_at = self._store.rollbacks

    def _hear(self, now: Reading) -> None:
        # A broken clock's time is passed over by itself: the times of those who are believed still count.
        latest = (now.corrected.ms + MAX_PEER_LEAD_MS + 1) << 16
        highest = max((hlc for hlc in self._heard if hlc < latest), default=0)
        self._heard = []
        if highest:
            hlc = merge_hlc(self._head.hlc, highest, now.corrected.ms)
            self._head = msgspec.structs.replace(self._head, hlc=hlc)

    def _insert(self, connection: Connection, entry: Entry, row: LogRow) -> None:
        connection.execute(
            "INSERT INTO entries (log_id, seq, body) VALUES (?, ?, ?)", (entry.log_id, entry.seq, _encode(entry))
        )
        if row.counts(entry.seq):
            self._presence.add(connection, entry)
            if entry.kind is Kind.NOTE and entry.reason == ACKNOWLEDGED and entry.target is not None:
                note_fork(connection, entry.target[0])

    def _believe_server(self, connection: Connection, entry: Entry) -> None:
        """The server counts ``entry`` where a door brought another: so does this device, with all that follows it."""
        row = self._logs[entry.log_id]
        given = connection.execute("SELECT given FROM logs WHERE log_id = ?", (entry.log_id,)).fetchone()
        if row.is_own or given[0] >= entry.seq:  # What it gave first stands.
            keep_fork(connection, entry, is_told=True)
            return
        beyond = connection.execute(
            "SELECT body FROM entries WHERE log_id = ? AND seq >= ?", (entry.log_id, entry.seq)
        ).fetchall()
        others = [_decode_entry(body) for (body,) in beyond]
        self._presence.change(connection, (), [other for other in others if row.counts(other.seq)])
        connection.execute("DELETE FROM entries WHERE log_id = ? AND seq >= ?", (entry.log_id, entry.seq))
        self._insert(connection, entry, row)
        for other in others:
            keep_fork(connection, other, is_told=False)
