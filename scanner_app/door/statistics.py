"""Who came when: the entries held here, counted by the minute, as they come. No Qt.

Nothing of it is kept: it is counted anew at every start, in steps that hold up no scan. People count, not tickets;
practice, what was undone and what a removed device wrote later do not count, as in the fold (``sync.rules.door_log``).
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import NamedTuple

import msgspec

from sync.device.database import Connection, Store
from sync.rules.door_log import Kind
from sync.rules.ids import EventId, GateId, LogId, ProductNumber

CHUNK = 4_000
"""Entries counted at a time: some tens of milliseconds."""
_MINUTE_MS = 60_000
_LAST_MINUTE = 253_402_300_800_000 // _MINUTE_MS
_LOGS = """
SELECT log_id, coalesce(cut, 1 << 62), (SELECT max(seq) FROM entries WHERE entries.log_id = logs.log_id)
FROM logs WHERE event_id = ? ORDER BY rowid
"""
_NEXT = "SELECT seq, body FROM entries WHERE log_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
_FIND = "SELECT body FROM entries WHERE log_id = ? AND seq = ?"


class _Seen(msgspec.Struct, frozen=True):
    """What of an entry is counted: all else is passed over while it is read."""

    kind: Kind
    wall: int
    gate: GateId
    ticket_id: str | None
    reason: str
    offset: int | None = None
    people: int = 1
    training: bool = False
    target: tuple[LogId, int] | None = None

    @property
    def minute(self) -> int:
        """Whole minutes since 1970 by the corrected clock, within what calendars know."""
        return max(0, min((self.wall + (self.offset or 0)) // _MINUTE_MS, _LAST_MINUTE))


class Came(NamedTuple):
    """Where and when people came in: the minute since 1970, gate, device and product (None: not known)."""

    minute: int
    gate: GateId
    device: str
    product: ProductNumber | None


class _Products:
    """The product that each entry of a log was counted under: the list may say another of its ticket since.

    Two columns of numbers, for an event may have a million entries; those of an unknown product are not in them.
    """

    def __init__(self) -> None:
        self._seqs, self._numbers = array("q"), array("q")

    def add(self, seq: int, product: ProductNumber | None) -> None:
        """Entries come in the order of their log."""
        if product is not None:
            self._seqs.append(seq)
            self._numbers.append(product)

    def find(self, seq: int) -> ProductNumber | None:
        """The product of the entry ``seq``, None where it was not known."""
        at = bisect_left(self._seqs, seq)
        is_there = at < len(self._seqs) and self._seqs[at] == seq
        return ProductNumber(self._numbers[at]) if is_there else None


class Night:
    """The counts of one event. One thread at a time calls ``count_on``; any may read between."""

    def __init__(self, event_id: EventId) -> None:
        self.event_id = event_id
        self.came: Counter[Came] = Counter()
        """People let in."""
        self.left: Counter[int] = Counter()
        """People who went out, by the minute."""
        self.refused: Counter[tuple[int, str]] = Counter()
        """Refusals by the minute and the reason."""
        self.counted = 0
        """How many entries were looked at."""
        self._reached: dict[LogId, int] = {}
        self._voided: set[tuple[LogId, int]] = set()
        self._products: defaultdict[LogId, _Products] = defaultdict(_Products)
        self._standing: tuple[object, ...] = ()

    def count_on(self, store: Store) -> int:
        """Count at most ``CHUNK`` entries more; how many are still to be counted. StoreError where it cannot be read.

        Where something that was counted counts no more (a device was removed, the server holds another entry under a
        name), all is counted anew.
        """
        with store.reading() as connection:
            logs = [(LogId(log_id), min(cut, last or 0)) for log_id, cut, last in self._logs(connection)]
            left = sum(max(0, last - self._reached.get(log_id, 0)) for log_id, last in logs)
            room = CHUNK
            for log_id, last in logs:
                if room and last > self._reached.get(log_id, 0):
                    room -= self._count_log(connection, log_id, last, room)
        return max(0, left - (CHUNK - room)) if room < CHUNK else 0

    def _logs(self, connection: Connection) -> list[tuple[str, int, int | None]]:
        logs = connection.execute(_LOGS, (self.event_id,)).fetchall()
        forks = connection.execute("SELECT count(*) FROM forks").fetchone()[0]
        standing = (forks, *((log_id, cut) for log_id, cut, _ in logs if cut < 1 << 62))
        if standing != self._standing:
            self._begin_anew()
            self._standing = standing
        return logs

    def _begin_anew(self) -> None:
        self.came, self.left, self.refused, self.counted = Counter(), Counter(), Counter(), 0
        self._reached, self._voided = {}, set()
        self._products.clear()

    def _count_log(self, connection: Connection, log_id: LogId, last: int, room: int) -> int:
        rows = connection.execute(_NEXT, (log_id, self._reached.get(log_id, 0), last, room)).fetchall()
        seen = [(seq, _decode(body)) for seq, body in rows]
        products = _products(connection, {entry.ticket_id for _, entry in seen if entry.ticket_id is not None})
        for seq, entry in seen:
            self._reached[log_id] = seq
            self._count(connection, (log_id, seq), entry, products.get(entry.ticket_id or ""))
        if len(rows) < room:
            self._reached[log_id] = last  # What is missing in between comes no more, or with all anew.
        self.counted += len(rows)
        return len(rows)

    def _count(
        self, connection: Connection, name: tuple[LogId, int], entry: _Seen, product: ProductNumber | None
    ) -> None:
        if entry.training:
            return
        if entry.kind is Kind.VOID and entry.target is not None:
            self._undo(connection, entry.target)
        elif name not in self._voided:
            self._products[name[0]].add(name[1], product)
            self._add(name[0], entry, product, +1)

    def _undo(self, connection: Connection, target: tuple[LogId, int]) -> None:
        """What was counted already is taken back; what comes later is passed over."""
        if target in self._voided:
            return
        self._voided.add(target)
        if target[1] > self._reached.get(target[0], 0):
            return
        row = connection.execute(_FIND, target).fetchone()
        if row is not None:
            entry = _decode(row[0])
            if not entry.training:
                self._add(target[0], entry, self._products[target[0]].find(target[1]), -1)

    def _add(self, log_id: LogId, entry: _Seen, product: ProductNumber | None, sign: int) -> None:
        if entry.kind is Kind.ADMIT:
            came = Came(entry.minute, entry.gate, log_id.partition(".")[0], product)
            self.came[came] += sign * entry.people
        elif entry.kind is Kind.EXIT:
            self.left[entry.minute] += sign * entry.people
        elif entry.kind is Kind.DENY:
            self.refused[entry.minute, entry.reason] += sign


_decode = msgspec.msgpack.Decoder(_Seen).decode


def _products(connection: Connection, ids: set[str]) -> dict[str, ProductNumber]:
    marks = ",".join("?" * len(ids))
    query = f"SELECT ticket_id, product FROM tickets WHERE ticket_id IN ({marks})"  # noqa: S608  Question marks.
    return dict(connection.execute(query, list(ids)).fetchall())
