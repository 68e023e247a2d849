"""A hall with doors, closed when the test ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.peers.doors import Hall, HereDoor


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.close()


@pytest.fixture
def two(hall: Hall) -> tuple[HereDoor, HereDoor]:
    """Two doors that know of each other by the policy, and have not met."""
    north, south = hall.door("north"), hall.door("south")
    hall.know_each_other()
    return north, south
