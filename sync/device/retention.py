"""What a door forgets long after the event: names and notes first, then the log that the server has whole.

Until ``Policy.keep_names_days`` after the event's end everything stays (invariant I7). Of each log the last entry stays
for ever: the next link and the server's count go on from it, and nothing is offered twice. Entries that the server is
not known to hold stay, whatever their age. Events that the device was paired with before are let go of likewise.
"""

import msgspec
import structlog

from sync.device.database import Connection, Store, put_values
from sync.device.pairing import events_to_forget, forget_position
from sync.device.scan_log import ScanLog
from sync.protocol.log import Reading

log = structlog.get_logger()

_LISTS = "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('tickets', 'incoming')"
_FORGOTTEN = "names_forgotten"
"""The store's mark that its list has no names any more."""


class Forgotten(msgspec.Struct, frozen=True):
    """What was let go of: names and notes of so many tickets, and so many entries."""

    names: int = 0
    entries: int = 0


def forget(store: Store, scan_log: ScanLog, now: Reading) -> Forgotten:
    """Let go of what is due, in one transaction; call it at the start and daily. StoreError where the disk fails.

    The log is only let go of by a clock that was compared with the server's. Names go by any clock: one that was wrong
    gets them back with the next list, once it is known to have been.
    """
    certain_ms = now.corrected.ms - now.corrected.error_ms
    with store.writing() as connection:
        due = events_to_forget(connection, certain_ms)
        names = 0
        if scan_log.event_id in due:
            names = _blank_names(connection)
        elif now.offset is not None:
            _bring_back(connection)
        entries = 0 if now.offset is None else scan_log.let_go(connection, due)
    if names or entries:
        log.info("names_forgotten", tickets=names, entries=entries)
        store.settle()
    return Forgotten(names, entries)


def _blank_names(connection: Connection) -> int:
    """Overwrite names and notes, also those of a list on its way in; of how many tickets."""
    blanked = 0
    for (table,) in connection.execute(_LISTS).fetchall():
        done = connection.execute(f"UPDATE {table} SET holder = '', note = '' WHERE holder <> '' OR note <> ''")  # noqa: S608
        blanked += done.rowcount
    if blanked:
        put_values(connection, **{_FORGOTTEN: 1})
    return blanked


def _bring_back(connection: Connection) -> None:
    """Names that went by a wrong clock come back with a list that is fetched anew."""
    if connection.execute("DELETE FROM meta WHERE key = ?", (_FORGOTTEN,)).rowcount:
        forget_position(connection)
