"""Venues for the door protocol's tests: on the shared SQLite server, and on PostgreSQL behind two workers."""

from collections.abc import Iterator

import pytest

from server.context import Context
from tests.postgres import postgres_database
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue
from tests.serving import RunningServer, open_context, running_server


@pytest.fixture
def venue(shared_server: RunningServer, server_context: Context) -> Iterator[Venue]:
    """A club of one's own on the shared server."""
    with open_venue(shared_server, server_context) as opened:
        yield opened


@pytest.fixture
def door(venue: Venue) -> Door:
    """One paired door of the venue."""
    return venue.door()


@pytest.fixture(scope="session")
def postgres_pair(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[RunningServer, Context]]:
    """Two worker processes on one PostgreSQL, and their database opened beside them."""
    with (
        postgres_database(postgres_url) as url,
        running_server(tmp_path_factory.mktemp("two-workers"), database_url=url, workers=2) as server,
        open_context(server.config) as context,
    ):
        yield server, context


@pytest.fixture(params=["sqlite", "postgresql"])
def any_venue(request: pytest.FixtureRequest) -> Iterator[Venue]:
    """A club once on SQLite behind one process, once on PostgreSQL behind two."""
    if request.param == "sqlite":
        where = request.getfixturevalue("shared_server"), request.getfixturevalue("server_context")
    else:
        where = request.getfixturevalue("postgres_pair")
    with open_venue(*where) as opened:
        yield opened


@pytest.fixture
def postgres_venue(postgres_pair: tuple[RunningServer, Context]) -> Iterator[Venue]:
    """A club on PostgreSQL."""
    with open_venue(*postgres_pair) as opened:
        yield opened
