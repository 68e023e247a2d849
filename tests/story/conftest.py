"""A hall with a server of its own, which the stories stop and start."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.doors.venue import open_venue
from tests.serving import start_server
from tests.story.scanner import Hall, open_hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    server = start_server(tmp_path / "server")
    try:
        with open_venue(server) as venue, open_hall(tmp_path, server, venue) as opened:
            yield opened
    finally:
        server.stop()
