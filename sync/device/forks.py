"""Two entries under one name: the second is kept as evidence, told to the server, and never counted.

Every fork makes one incident a log, named by its first forked entry, so that all doors that saw it name it alike.
"""

import msgspec

from sync.device.database import Connection
from sync.device.presence import notes_about, put_incident
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry
from sync.protocol.signing import entry_hash
from sync.rules.ids import LogId
from sync.rules.incidents import ACKNOWLEDGED, Incident, IncidentKind

_encode = msgspec.msgpack.Encoder().encode
_decode_entry = msgspec.msgpack.Decoder(Entry).decode


def keep_fork(connection: Connection, entry: Entry, *, is_told: bool) -> bool:
    """Keep the second version of an entry; whether it was not kept yet. ``is_told``: the server knows it."""
    done = connection.execute(
        "INSERT OR IGNORE INTO forks (log_id, seq, digest, body, is_told) VALUES (?, ?, ?, ?, ?)",
        (entry.log_id, entry.seq, entry_hash(entry), _encode(entry), int(is_told)),
    )
    if done.rowcount:
        note_fork(connection, entry.log_id)
    return bool(done.rowcount)


def note_fork(connection: Connection, log_id: LogId) -> None:
    """Bring the incident of a forked log up to date, if it is one."""
    first = connection.execute(
        "SELECT seq, body FROM forks WHERE log_id = ? ORDER BY seq, digest LIMIT 1", (log_id,)
    ).fetchone()
    connection.execute("DELETE FROM incidents WHERE kind = ? AND log_id = ?", (IncidentKind.FORKED_LOG, log_id))
    if first is None:
        return
    versions = [first[1]]
    versions += [
        row[0]
        for row in connection.execute("SELECT body FROM entries WHERE log_id = ? AND seq = ?", (log_id, first[0]))
    ]
    entry = min(map(_decode_entry, versions), key=entry_hash)
    notes = [
        note
        for note in notes_about(connection, log_id)
        if note.reason == ACKNOWLEDGED and note.target == (log_id, first[0])
    ]
    acknowledged = min(notes, key=lambda note: (note.at, note.log_id, note.seq), default=None)
    # It is about a log, whatever ticket was scanned: its ticket's other incidents come and go without it.
    put_incident(connection, Incident(IncidentKind.FORKED_LOG, None, past_scan_of(entry), acknowledged=acknowledged))


def untold_forks(connection: Connection, most: int) -> tuple[Entry, ...]:
    """Evidence that the server of this epoch has not been told."""
    rows = connection.execute("SELECT body FROM forks WHERE is_told = 0 ORDER BY log_id, seq LIMIT ?", (most,))
    return tuple(_decode_entry(body) for (body,) in rows)


def note_told(connection: Connection, entry: Entry) -> None:
    """The server has this evidence."""
    connection.execute(
        "UPDATE forks SET is_told = 1 WHERE log_id = ? AND seq = ? AND digest = ?",
        (entry.log_id, entry.seq, entry_hash(entry)),
    )


def count_forks(connection: Connection) -> int:
    """How many second versions are kept."""
    return int(connection.execute("SELECT count(*) FROM forks").fetchone()[0])
