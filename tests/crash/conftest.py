"""A place for the doors that crash, and the seed of their accidents."""

import os
import random
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.context import Context
from tests.scanner_app.door.place import Place, open_place
from tests.serving import RunningServer

SEED_VARIABLE = "DOORWARD_CRASH_SEED"


@pytest.fixture
def place(door_server: RunningServer, door_context: Context, tmp_path: Path) -> Iterator[Place]:
    """A venue with one station."""
    with open_place(door_server, door_context, tmp_path) as opened:
        yield opened


@pytest.fixture
def accidents() -> random.Random:
    """When and how things go wrong; a failed test prints the seed, and the variable sets it."""
    seed = os.environ.get(SEED_VARIABLE) or secrets.token_hex(4)
    print(f"{SEED_VARIABLE}={seed}")  # noqa: T201  pytest shows it with a failure.
    return random.Random(seed)
