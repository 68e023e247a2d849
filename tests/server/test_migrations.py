"""Databases are made and brought up to date from the installed package, on both kinds."""

import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from dbos import DBOS
from sqlalchemy import create_engine, inspect

from server.config import read_config
from server.database import Database
from server.outbox.feed import server_epoch
from server.tables import METADATA
from tests.factories import book, make_club
from tests.serving import open_context


def test_the_revisions_make_exactly_the_tables_of_the_models(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    database.migrate()
    not_ours = _tables_of_dbos(tmp_path / "dbos.db")

    def is_ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or name not in not_ours

    with database._write_engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_ours}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    database.close()

    assert differences == []


def test_migrating_again_changes_nothing_and_keeps_the_epoch(database_url: str) -> None:
    database = Database(database_url)
    database.migrate()
    first = database.read_now(server_epoch)
    database.migrate()

    assert database.read_now(server_epoch) == first
    assert len(first) == 16
    database.close()


def test_several_processes_may_migrate_at_once(database_url: str) -> None:
    databases = [Database(database_url) for _ in range(4)]
    failures: list[BaseException] = []

    def migrate(database: Database) -> None:
        try:
            database.migrate()
        except BaseException as error:  # noqa: BLE001  Collected to be shown.
            failures.append(error)

    threads = [threading.Thread(target=migrate, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert inspect(databases[0]._write_engine).has_table("tickets")
    for database in databases:
        database.close()


def test_a_server_started_again_knows_its_bookings_and_its_keys(tmp_path: Path) -> None:
    config = read_config({}, {"data_dir": tmp_path})
    with open_context(config) as context:
        club = make_club(context, capacity=2)
        first = book(context, club)
    with open_context(config) as context:
        second = book(context, club, email="second@example.com")

    assert first.tickets[0].ticketId != second.tickets[0].ticketId
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def _tables_of_dbos(file: Path) -> set[str]:
    """What DBOS alone makes; on SQLite it stands among our tables, on PostgreSQL in a schema of its own."""
    DBOS.migrate(f"sqlite:///{file}")
    engine = create_engine(f"sqlite:///{file}")
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names
