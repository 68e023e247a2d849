"""A server that takes each request's address from a proxy's header: accounts are throttled by it."""

from collections.abc import Iterator

import pytest

from server.context import Context
from tests.serving import RunningServer, open_context, running_server


@pytest.fixture(scope="session")
def people_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("people"), environment={"DOORWARD_BEHIND_PROXY": "1"}) as server:
        yield server


@pytest.fixture
def people_context(people_server: RunningServer) -> Iterator[Context]:
    with open_context(people_server.config) as opened:
        yield opened


@pytest.fixture
def url(people_server: RunningServer) -> str:
    return people_server.url
