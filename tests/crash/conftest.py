"""A server for the doors that crash, and the seed of their accidents."""

import os
import random
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.context import Context
from tests.scanner_app.door.place import Place, open_place
from tests.serving import RunningServer, open_context, running_server

SEED_VARIABLE = "DOORWARD_CRASH_SEED"


@pytest.fixture(scope="session")
def crash_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that stays up."""
    with running_server(tmp_path_factory.mktemp("crash-server")) as server:
        yield server


@pytest.fixture(scope="session")
def crash_context(crash_server: RunningServer) -> Iterator[Context]:
    """Its database, opened beside it."""
    with open_context(crash_server.config) as context:
        yield context


@pytest.fixture
def place(crash_server: RunningServer, crash_context: Context, tmp_path: Path) -> Iterator[Place]:
    """A venue with one station."""
    with open_place(crash_server, crash_context, tmp_path) as opened:
        yield opened


@pytest.fixture
def accidents() -> random.Random:
    """When and how things go wrong; a failed test prints the seed, and the variable sets it."""
    seed = os.environ.get(SEED_VARIABLE) or secrets.token_hex(4)
    print(f"{SEED_VARIABLE}={seed}")  # noqa: T201  pytest shows it with a failure.
    return random.Random(seed)
