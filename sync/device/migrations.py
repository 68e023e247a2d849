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
    """Settings, tickets, the logs with their entries, and the fold's projection of who is inside."""
    db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID")
    db.execute(TICKETS_TABLE.format(name="tickets"))
    db.execute(
        """
        CREATE TABLE entries (
            log_id TEXT NOT NULL,
            seq INTEGER NOT NULL,
            ticket_id TEXT,
            body BLOB NOT NULL,
            PRIMARY KEY (log_id, seq)
        ) WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX entries_of_ticket ON entries (ticket_id) WHERE ticket_id IS NOT NULL")
    db.execute(
        """
        CREATE TABLE logs (
            log_id TEXT PRIMARY KEY,
            seq INTEGER NOT NULL,
            digest BLOB NOT NULL,
            hlc INTEGER NOT NULL,
            confirmed INTEGER NOT NULL
        ) WITHOUT ROWID
        """
    )
    db.execute(
        """
        CREATE TABLE presence (
            ticket_id TEXT PRIMARY KEY,
            is_inside INTEGER NOT NULL,
            admissions INTEGER NOT NULL
        ) WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX presence_inside ON presence (is_inside)")
