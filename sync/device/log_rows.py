"""The logs that a device holds, one row each: whose they are, and how much of them counts."""

from typing import NamedTuple

import msgspec

from sync.device.database import Connection
from sync.device.pairing import find_policy_in
from sync.protocol.messages import Entry, Policy
from sync.rules.ids import EventId, LogId

_decode_entry = msgspec.msgpack.Decoder(Entry).decode


class LogRow(NamedTuple):
    """What is known of a log: whether this device wrote it, up to where it counts (None: all) and was let go of."""

    is_own: bool
    cut: int | None
    pruned: int

    def counts(self, seq: int) -> bool:
        """Whether the entry of this number counts."""
        return self.cut is None or seq <= self.cut


def read_rows(connection: Connection, event_id: EventId) -> dict[LogId, LogRow]:
    """Every log of the event."""
    rows = connection.execute("SELECT log_id, is_own, cut, pruned FROM logs WHERE event_id = ?", (event_id,))
    return {LogId(log_id): LogRow(bool(is_own), cut, pruned) for log_id, is_own, cut, pruned in rows}


def begin_log(connection: Connection, log_id: LogId, event_id: EventId, *, is_own: bool) -> LogRow:
    """The row of a log that is new here, cut where its device is revoked already."""
    policy = find_policy_in(connection)
    cut = None if policy is None else cut_of(policy, log_id)
    connection.execute(
        "INSERT OR IGNORE INTO logs (log_id, event_id, is_own, cut) VALUES (?, ?, ?, ?)",
        (log_id, event_id, is_own, cut),
    )
    return LogRow(is_own, cut, 0)


def cut_of(policy: Policy, log_id: LogId) -> int | None:
    """Up to where a log counts: None unless its device was revoked, then as much as the server held."""
    device_id = log_id.partition(".")[0]
    door = next((door for door in policy.doors if door.device_id == device_id), None)
    return None if door is None or door.revoked_at is None else door.held.get(log_id, 0)


def confirmed_of(connection: Connection, log_id: LogId) -> int:
    """Up to where the server is known to hold a log; 0 for one that is not held here."""
    row = connection.execute("SELECT confirmed FROM logs WHERE log_id = ?", (log_id,)).fetchone()
    return 0 if row is None else int(row[0])


def last_of(connection: Connection, log_id: LogId) -> Entry | None:
    """The log's last entry that is held."""
    row = connection.execute(
        "SELECT body FROM entries WHERE log_id = ? ORDER BY seq DESC LIMIT 1", (log_id,)
    ).fetchone()
    return None if row is None else _decode_entry(row[0])
