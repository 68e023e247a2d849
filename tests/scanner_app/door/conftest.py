"""Stations at the doors of a real server, with a cable between that can be pulled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from doorward.demo.cable import Cable
from server.context import Context
from tests.scanner_app.door.place import Place, open_place
from tests.serving import RunningServer


@pytest.fixture
def place(door_server: RunningServer, door_context: Context, tmp_path: Path) -> Iterator[Place]:
    """A club of one's own, a cable to its server, and a paired and synced station at the cable's other end."""
    with open_place(door_server, door_context, tmp_path) as opened:
        yield opened


@pytest.fixture
def cable(place: Place) -> Cable:
    """The place's cable."""
    return place.cable
