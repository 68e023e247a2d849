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
    needs_look INTEGER NOT NULL,
    admits INTEGER NOT NULL DEFAULT 1,
    status_since INTEGER,
    reference TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    alias TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID
"""
ALIASES_TABLE = """
CREATE TABLE {name} (
    key TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    PRIMARY KEY (key, ticket_id)
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


@MIGRATIONS()
def m002_the_whole_door(db: sqlite_utils.Database) -> None:
    """Groups and the time of a cancellation beside each ticket; other doors' logs beside the own; what went wrong.

    Lists that were fetched by an older program are fetched anew, since they lack the new facts.
    """
    db.execute("DROP TABLE IF EXISTS incoming")
    db.execute("DROP TABLE tickets")
    db.execute(TICKETS_TABLE.format(name="tickets"))
    db.execute("UPDATE meta SET value = '' WHERE key IN ('epoch', 'staging_epoch', 'staging_after')")
    db.execute("ALTER TABLE logs ADD COLUMN is_own INTEGER NOT NULL DEFAULT 1")
    # Up to where a revoked device's log counts; null where all of it does.
    db.execute("ALTER TABLE logs ADD COLUMN cut INTEGER")
    # Up to where this epoch's server gave it by itself.
    db.execute("ALTER TABLE logs ADD COLUMN given INTEGER NOT NULL DEFAULT 0")
    # Up to where the entries were let go of, long after the event.
    db.execute("ALTER TABLE logs ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0")
    # Whether the server of this epoch cannot take the log: it is kept, and not offered again to no avail.
    db.execute("ALTER TABLE logs ADD COLUMN is_set_aside INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE presence RENAME COLUMN is_inside TO inside")
    db.execute("ALTER TABLE presence ADD COLUMN product INTEGER")
    db.execute("ALTER TABLE presence ADD COLUMN gate TEXT NOT NULL DEFAULT ''")
    # Few: those let in that the list lacks.
    db.execute("CREATE INDEX presence_unknown ON presence (ticket_id) WHERE product IS NULL AND gate <> ''")
    db.execute(
        """
        CREATE TABLE incidents (
            kind TEXT NOT NULL,
            log_id TEXT NOT NULL,
            seq INTEGER NOT NULL,
            ticket_id TEXT,
            body BLOB NOT NULL,
            PRIMARY KEY (kind, log_id, seq)
        ) WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX incidents_of_ticket ON incidents (ticket_id)")
    db.execute(
        """
        CREATE TABLE forks (
            log_id TEXT NOT NULL,
            seq INTEGER NOT NULL,
            digest BLOB NOT NULL,
            body BLOB NOT NULL,
            is_told INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (log_id, seq, digest)
        ) WITHOUT ROWID
        """
    )


@MIGRATIONS()
def m003_what_guests_are_found_by(db: sqlite_utils.Database) -> None:
    """References, e-mail addresses, phones and other systems' codes beside each ticket.

    The list in use stays, and a whole one is fetched anew, since it lacks the new facts.
    """
    for name in ("aliases", "incoming_aliases"):
        db.execute(ALIASES_TABLE.format(name=name))
    # Whose words the index of the search has to learn anew (sync/device/search_index.py).
    db.execute("CREATE TABLE search_queue (seq INTEGER PRIMARY KEY, ticket_id TEXT NOT NULL)")
    known = db["tickets"].columns_dict
    for column in ("reference", "email", "phone", "alias"):
        if column not in known:
            db.execute(f"ALTER TABLE tickets ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute("DROP TABLE IF EXISTS incoming")
    db.execute("UPDATE meta SET value = '' WHERE key IN ('epoch', 'staging_epoch', 'staging_after')")
