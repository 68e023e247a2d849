"""DBOS's own tables, which hold the work that is to be done: made and brought up to date with ours."""

from sqlalchemy import Engine, inspect, text

from server.engines import is_sqlite

SCHEMA = "dbos"
"""DBOS's schema on PostgreSQL. SQLite has no schemas: there its tables stand among ours."""
VERSION = 125
"""The newest revision of those tables in the DBOS that is pinned; a test compares the two.

To know it without importing DBOS (0.3 s) keeps ``doorward admin`` quick on a database that is up to date.
"""


def upgrade_work_tables(engine: Engine) -> None:
    """Bring DBOS's tables to its newest revision. Several processes may call it at once; DBOS lets one in at a time."""
    if _version(engine) >= VERSION:
        return
    from dbos import DBOS  # noqa: PLC0415  Only here is it needed.

    DBOS.migrate(engine.url.render_as_string(hide_password=False), schema=SCHEMA)


def _version(engine: Engine) -> int:
    schema = None if is_sqlite(engine) else SCHEMA
    with engine.connect() as connection:
        if not inspect(connection).has_table("dbos_migrations", schema=schema):
            return 0
        table = "dbos_migrations" if schema is None else f"{schema}.dbos_migrations"
        return int(connection.execute(text(f"SELECT version FROM {table}")).scalar() or 0)  # noqa: S608  Our own names.
