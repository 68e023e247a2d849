"""Bring a database to the newest revision, from wherever this package is installed."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from server.engines import is_sqlite
from server.outbox.feed import ensure_epoch
from server.work.tables import upgrade_work_tables

_LOCK = 0x646F6F72
"""PostgreSQL's advisory lock under which one process migrates; SQLite's BEGIN IMMEDIATE does the same there."""


def upgrade_to_head(engine: Engine) -> None:
    """Upgrade in one transaction, draw the epoch of a new database, then upgrade the tables of the work to be done."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.begin() as connection:
        if not is_sqlite(engine):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        with Session(connection) as session:
            ensure_epoch(session)
            session.commit()
    # After that transaction, not in it: on PostgreSQL these indexes are built without locks, which waits for others.
    upgrade_work_tables(engine)
