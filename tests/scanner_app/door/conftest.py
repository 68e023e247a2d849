"""Stations at the doors of a real server, with a cable between that can be pulled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from doorward.demo.cable import Cable
from server.context import Context
from tests.scanner_app.door.place import Place, open_place
from tests.serving import RunningServer, open_context, running_server


@pytest.fixture(scope="session")
def door_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that the tests of doors share; whoever wants to kill one starts another."""
    with running_server(tmp_path_factory.mktemp("door-server")) as server:
        yield server


@pytest.fixture(scope="session")
def door_context(door_server: RunningServer) -> Iterator[Context]:
    """That server's database, opened beside it."""
    with open_context(door_server.config) as context:
        yield context


@pytest.fixture
def place(door_server: RunningServer, door_context: Context, tmp_path: Path) -> Iterator[Place]:
    """A club of one's own, a cable to its server, and a paired and synced station at the cable's other end."""
    with open_place(door_server, door_context, tmp_path) as opened:
        yield opened


@pytest.fixture
def cable(place: Place) -> Cable:
    """The place's cable."""
    return place.cable
