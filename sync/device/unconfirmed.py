"""What the server is not known to hold of the log: the upload queue, which is kept nowhere else."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
import structlog

from sync.device.database import Connection, Store
from sync.device.log_rows import confirmed_of
from sync.protocol.messages import Entry
from sync.rules.ids import EventId, LogId

log = structlog.get_logger()
_decode_entry = msgspec.msgpack.Decoder(Entry).decode
_BEHIND = """
SELECT log_id, max(confirmed, pruned), seq
FROM (SELECT log_id, confirmed, pruned, rowid AS place,
             (SELECT max(seq) FROM entries WHERE entries.log_id = logs.log_id) AS seq
      FROM logs WHERE event_id = ? AND is_own = ? AND is_set_aside = ?)
WHERE seq > max(confirmed, pruned) ORDER BY place
"""
_TAIL = """
SELECT confirmed, body FROM logs JOIN entries USING (log_id)
WHERE log_id = ? AND seq > max(confirmed, pruned) ORDER BY seq LIMIT ?
"""


class Behind(NamedTuple):
    """A log that the server does not hold whole: up to where it does, and up to where this device does."""

    log_id: LogId
    confirmed: int
    last: int


class Unconfirmed:
    """The ends of a store's logs of one event. Methods with a ``connection`` run inside the caller's transaction."""

    def __init__(self, store: Store, log_id: LogId, event_id: EventId) -> None:
        """The logs of ``event_id`` in ``store``; ``log_id`` is the one that this device writes now."""
        self._store = store
        self.log_id = log_id
        self.event_id = event_id

    def tail(self, most: int, log_id: LogId | None = None) -> tuple[Entry, ...]:
        """The oldest ``most`` unconfirmed entries, in order, of a log: by default the current one."""
        return self.tail_after(most, log_id or self.log_id)[1]

    def tail_after(self, most: int, log_id: LogId) -> tuple[int, tuple[Entry, ...]]:
        """Up to where the server is known to hold a log, and its ``tail``, both of one moment."""
        with self._store.reading() as connection:
            rows = connection.execute(_TAIL, (log_id, most)).fetchall()
        return (rows[0][0] if rows else 0), tuple(_decode_entry(body) for _, body in rows)

    def waiting_entries(self, most: int) -> tuple[Entry, ...]:
        """The oldest ``most`` own entries that wait, chain by chain: the server judges by all, whenever written."""
        waiting: list[Entry] = []
        for log_id in self.unconfirmed():
            waiting += self.tail(most - len(waiting), log_id)
        return tuple(waiting)

    def confirmed(self) -> int:
        """Up to where the server is known to hold the current log."""
        with self._store.reading() as connection:
            return confirmed_of(connection, self.log_id)

    def confirm(self, vector: Mapping[LogId, int]) -> None:
        """Believe the server about how much it holds of the logs, also where that is less than before."""
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
        connection.execute(
            "UPDATE logs SET confirmed = 0, given = 0, is_set_aside = 0 WHERE event_id = ?", (self.event_id,)
        )
        connection.execute("UPDATE forks SET is_told = 0")

    def set_aside(self, connection: Connection, log_id: LogId) -> None:
        """Offer this log no more until the server has another past or other doors: it cannot take it."""
        log.warning("log_set_aside", log_id=log_id)
        connection.execute("UPDATE logs SET is_set_aside = 1 WHERE log_id = ?", (log_id,))

    def behind(self, *, is_own: bool, is_set_aside: bool = False) -> list[Behind]:
        """The logs of the event that the server does not hold whole, the oldest first: this device's, or others'."""
        with self._store.reading() as connection:
            rows = connection.execute(_BEHIND, (self.event_id, is_own, is_set_aside)).fetchall()
        return [Behind(LogId(log_id), confirmed, last) for log_id, confirmed, last in rows]

    def unconfirmed(self) -> list[LogId]:
        """This device's chains of the event that the server does not hold whole, the oldest first."""
        return [each.log_id for each in self.behind(is_own=True)]

    def waiting(self) -> int:
        """How many of this device's entries of the event the server has not confirmed."""
        return sum(each.last - each.confirmed for each in self.behind(is_own=True))

    def kept_aside(self) -> int:
        """How many of this device's entries the server cannot take: of a device that it does not know."""
        return sum(each.last - each.confirmed for each in self.behind(is_own=True, is_set_aside=True))
