"""The device database's tables, as steps that are each taken once."""

import sqlite_utils

MIGRATIONS = sqlite_utils.Migrations("doorward-scanner")

TICKETS_TABLE = """
CREATE TABLE {name} (
    ticket_id TEXT PRIMARY KEY,
    product INTEGER NOT NULL,
    status INTEGER NOT NULL,
    valid_from INTEGER,
    valid_until INTEGER,
    holder TEXT NOT NULL,
    note TEXT NOT NULL,
    needs_look INTEGER NOT NULL
) WITHOUT ROWID
"""


@MIGRATIONS()
def m001_first_tables(db: sqlite_utils.Database) -> None:
    """Settings, tickets, all entries, this device's own logs, and what the fold needs of them ticket by ticket."""
    db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID")
    db.execute(TICKETS_TABLE.format(name="tickets"))
    db.execute(
        """
        CREATE TABLE entries (
            log_id TEXT NOT NULL,
            seq INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (log_id, seq)
        ) WITHOUT ROWID
        """
    )
    db.execute(
        """
        CREATE TABLE logs (
            log_id TEXT PRIMARY KEY,
            event_id TEXT NOT NULL,
            confirmed INTEGER NOT NULL DEFAULT 0,
            is_settled INTEGER NOT NULL DEFAULT 0
        )
        """
    )
    db.execute(
        """
        CREATE TABLE presence (
            ticket_id TEXT PRIMARY KEY,
            is_inside INTEGER NOT NULL,
            scans BLOB NOT NULL
        ) WITHOUT ROWID
        """
    )
