"""What every test needs before anything else is imported, as a locale; and the server that the doors of tests share.

What the fixtures need is imported in them: most tests need no server.
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from server.context import Context
    from tests.serving import RunningServer

# Qt warns about a locale that is not UTF-8, and warnings are errors here.
os.environ["LANG"] = "C.UTF-8"
os.environ["LC_ALL"] = "C.UTF-8"

# Without a display Qt's default platform aborts the whole process, and on one display windows of two test processes
# take the keyboard from each other. QT_QPA_PLATFORM=xcb shows them all the same; run with -n 0 then.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def door_server(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[RunningServer]":
    """A server for all tests of doors, each with a club of its own; whoever stops or kills one starts another."""
    from tests.serving import running_server

    with running_server(tmp_path_factory.mktemp("door-server")) as server:
        yield server


@pytest.fixture(scope="session")
def door_context(door_server: "RunningServer") -> "Iterator[Context]":
    """That server's database, opened beside it."""
    from tests.serving import open_context

    with open_context(door_server.config) as context:
        yield context
