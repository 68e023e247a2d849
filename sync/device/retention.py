"""What a door forgets long after the event: names, notes and contacts first, then the log that the server has whole.

Until ``Policy.keep_names_days`` after the event's end everything stays (invariant I7). Of each log the last entry stays
for ever: the next link and the server's count go on from it, and nothing is offered twice. Entries that the server is
not known to hold stay, whatever their age. Events that the device was paired with before are let go of likewise.
"""

from collections.abc import Sequence

import msgspec
import structlog

from sync.device.database import Connection, Store, put_values
from sync.device.pairing import events_to_forget, forget_position
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import UNSETTLED, WANTED, drop_index, unsettle
from sync.protocol.log import Reading
from sync.protocol.messages import Policy

log = structlog.get_logger()

_NAMING = ("holder", "note", "reference", "email", "phone")
_CONTACTS = ("email", "phone")
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
            names = _blank(connection, _NAMING)
            if names:
                put_values(connection, **{_FORGOTTEN: 1})
        elif now.offset is not None:
            _bring_back(connection)
        entries = 0 if now.offset is None else scan_log.let_go(connection, due)
        if names or entries:
            log.info("names_forgotten", tickets=names, entries=entries)
            unsettle(connection)
        unsettled = connection.execute("SELECT value FROM meta WHERE key = ?", (UNSETTLED,)).fetchone()
    if unsettled is not None and store.settle():
        with store.writing() as connection:  # Unless more was overwritten meanwhile.
            connection.execute("DELETE FROM meta WHERE key = ? AND value = ?", (UNSETTLED, *unsettled))
    return Forgotten(names, entries)


def follow_contacts(connection: Connection, before: Policy, after: Policy) -> None:
    """Let go of e-mail addresses and phones where the event does not let doors know them any more.

    Where it does again, or a server of old told of none, a whole list is to be fetched.
    """
    if before.knows_contacts and not after.knows_contacts:
        blanked = _blank(connection, _CONTACTS)
        unsettle(connection)
        log.info("contacts_forgotten", tickets=blanked)
    elif after.knows_contacts and not before.knows_contacts:
        put_values(connection, staging_epoch="", staging_after="", **{WANTED: 1})


def _blank(connection: Connection, columns: Sequence[str]) -> int:
    """Overwrite ``columns``, also those of a list on its way in, and what the search made of them; in how many rows."""
    blanks = ", ".join(f"{column} = ''" for column in columns)
    is_there = " OR ".join(f"{column} <> ''" for column in columns)
    blanked = 0
    for (table,) in connection.execute(_LISTS).fetchall():
        blanked += connection.execute(f"UPDATE {table} SET {blanks} WHERE {is_there}").rowcount  # noqa: S608
    if blanked:
        drop_index(connection)
    return blanked


def _bring_back(connection: Connection) -> None:
    """Names that went by a wrong clock come back with a list that is fetched anew."""
    if connection.execute("DELETE FROM meta WHERE key = ?", (_FORGOTTEN,)).rowcount:
        forget_position(connection)
