"""Guests at a door whose search index is kept up by hand, with a clock that stands still until it is moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from sync.device.carving import _file_pages, _wal_pages
from sync.device.search import search_tickets
from sync.device.search_file import SEARCH_FILE
from sync.device.search_index import SearchIndex
from sync.device.search_room import LONGEST_PAUSE_S
from sync.device.ticket_cache import SEARCH_KEY, Staging, put_tickets
from sync.protocol.codec import row_of
from sync.rules.ids import ProductNumber
from sync.rules.ticket import Ticket
from tests.sync.device.doors import POLICY, Device, open_device
from tests.sync.making import EVENT, NOW, PREFIX, make_id

KNOWING = msgspec.structs.replace(POLICY, event=msgspec.structs.replace(EVENT, ends_at=NOW), knows_contacts=True)


def guest(number: int, holder: str, **facts: str) -> Ticket:
    ticket = Ticket(make_id(100 * number), EVENT.event_id, ProductNumber(1), holder=holder)
    return msgspec.structs.replace(ticket, **facts)


def many(count: int, name: str = "Guest") -> list[Ticket]:
    return [guest(at, f"{name} {at}") for at in range(count)]


class Place:
    """A door whose index is kept up by hand."""

    def __init__(self, device: Device) -> None:
        self.device, self.store = device, device.store
        self.now_s = 0.0
        self.index = SearchIndex(device.store, lambda: self.now_s)

    def put(self, *tickets: Ticket) -> None:
        """What the feed brings."""
        with self.store.writing() as connection:
            put_tickets(connection, tickets)

    def listed(self, *tickets: Ticket) -> None:
        """A whole list in the place of the one before."""
        staging = Staging(self.store)
        staging.begin("epoch", 1)
        staging.add(sorted(map(row_of, tickets)))
        staging.catch_up([], 10**6)
        assert staging.finish_if_newest()

    def keep_up(self) -> None:
        """Until nothing is left to do."""
        for _ in range(100):
            is_busy = self.index.keep_up(lambda: False)
            if not is_busy and self.index.missing_after() is None:
                return
            self.now_s += LONGEST_PAUSE_S
        raise AssertionError("the index is never whole")

    def find(self, text: str, most: int = 20) -> list[str]:
        """Names, by the index."""
        found = search_tickets(self.store, self.index, text, most, EVENT.event_id, PREFIX)
        slowly = search_tickets(self.store, None, text, most, EVENT.event_id, PREFIX)
        assert found == slowly, "the index finds something else than looking through the list"
        return [ticket.holder for ticket in found]

    def file(self) -> bytes:
        """All that lies in the index's files once they are decrypted, also where nothing is any more."""
        path, key = self.store.path.parent / SEARCH_FILE, self.store.get(SEARCH_KEY)
        pages = (*_file_pages(path, key), *_wal_pages(Path(f"{path}-wal"), key))
        return b"".join(page.content for page in pages)


@contextmanager
def open_place(folder: Path) -> Iterator[Place]:
    """A door in ``folder`` that may know how to reach guests."""
    with open_device(folder, policy=KNOWING) as device:
        place = Place(device)
        yield place
        place.index.close()
