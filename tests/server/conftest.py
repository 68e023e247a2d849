"""A server process that many tests share, a PostgreSQL, and databases of one's own."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from server.config import read_config
from server.context import Context
from tests.factories import Club, make_club
from tests.postgres import postgres_database, postgres_server
from tests.serving import RunningServer, open_context, running_server

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
_numbers = itertools.count()


def next_prefix() -> str:
    """A ticket prefix that no other test of this run has."""
    number = next(_numbers)
    text = ""
    for _ in range(4):
        number, digit = divmod(number, len(_LETTERS))
        text = _LETTERS[digit] + text
    return text


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new, empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'doorward.db'}"
        return
    with postgres_database(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture
def context(database_url: str, tmp_path: Path) -> Iterator[Context]:
    """The server's parts on a database of one's own, without a server; once for each kind of database."""
    with open_context(read_config({}, {"data_dir": tmp_path, "database_url": database_url})) as opened:
        yield opened


@pytest.fixture
def sqlite_context(tmp_path: Path) -> Iterator[Context]:
    """The same on SQLite only, for what does not depend on the database."""
    with open_context(read_config({}, {"data_dir": tmp_path})) as opened:
        yield opened


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server on SQLite that every test gets a club of its own on."""
    with running_server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="session")
def server_context(shared_server: RunningServer) -> Iterator[Context]:
    """The shared server's database, opened beside it."""
    with open_context(shared_server.config) as opened:
        yield opened


@pytest.fixture
def club(server_context: Context) -> Club:
    """A club on the shared server, without bounds."""
    return make_club(server_context, prefix=next_prefix())


@pytest.fixture
def client(shared_server: RunningServer, club: Club) -> Iterator[httpx.Client]:
    """HTTP to the shared server with the club's key."""
    with httpx.Client(base_url=shared_server.url, headers=club.headers, timeout=30) as opened:
        yield opened
