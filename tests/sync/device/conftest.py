"""Real encrypted stores on disk, and a keyring that lives in this process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest

from sync.device.database import Store
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import put_tickets
from sync.rules.ids import LogId
from tests.fakes.keyring_in_memory import KeyringInMemory
from tests.sync.making import KEY

SECRET = bytes(range(32))
LOG_ID = LogId("dev_here.1")
OpenStore = Callable[[], Store]


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[OpenStore]:
    """Opens the store of this test; the one before is closed first, as a restart does."""
    opened: list[Store] = []

    def again() -> Store:
        if opened:
            opened.pop().close()
        opened.append(Store(tmp_path / "data", SECRET))
        return opened[0]

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def held(open_store: OpenStore) -> Store:
    """A store with one old ticket and a policy."""
    from tests.sync.device import downloads  # It needs this file's constants.

    store = open_store()
    with store.writing() as connection:
        put_tickets(connection, [downloads.OLD])
        downloads.keep_policy(connection, downloads.POLICY)
    return store


@pytest.fixture
def scan_log(store: Store) -> ScanLog:
    return ScanLog(store, LOG_ID, KEY)


@pytest.fixture
def os_keyring() -> Iterator[KeyringInMemory]:
    """The keyring that the keyring library finds during this test."""
    before = keyring.get_keyring()
    in_memory = KeyringInMemory()
    keyring.set_keyring(in_memory)
    yield in_memory
    keyring.set_keyring(before)
