"""E-mail addresses and phones at a door: there while the event lets them be, gone from its files once it does not."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sync.device.carving import _file_pages, _wal_pages
from sync.device.retention import forget
from sync.device.ticket_cache import WANTED, Staging, find_aliases, find_ticket, put_tickets
from sync.protocol.codec import row_of
from sync.protocol.messages import Policy
from sync.rules.alias import Alias
from sync.rules.ids import ProductNumber
from sync.rules.ticket import Ticket
from tests.sync.device.conftest import SECRET
from tests.sync.device.doors import POLICY, Device, open_device, reading
from tests.sync.making import EVENT, NOW, make_id

ANNA, MAX = make_id(1), make_id(50)
TICKET = Ticket(
    ANNA,
    EVENT.event_id,
    ProductNumber(1),
    holder="Anna Example",
    reference="ord_01k2anna",
    email="anna@example.com",
    phone="+49 30 7654321",
)
WITHHELD = msgspec.structs.replace(TICKET, email="", phone="")


def policy(version: int, *, knows_contacts: bool) -> Policy:
    return msgspec.structs.replace(POLICY, version=version, knows_contacts=knows_contacts)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Device]:
    """A door that knows a guest's contacts."""
    with open_device(tmp_path, policy=policy(1, knows_contacts=True)) as device:
        put(device, TICKET)
        yield device


def put(device: Device, *tickets: Ticket) -> None:
    with device.store.writing() as connection:
        put_tickets(connection, tickets)


def held(device: Device) -> Ticket | None:
    with device.store.reading() as connection:
        return find_ticket(connection, ANNA, EVENT.event_id)


def pages(device: Device) -> bytes:
    read = (*_file_pages(device.store.path, SECRET), *_wal_pages(Path(f"{device.store.path}-wal"), SECRET))
    return b"".join(page.content for page in read)


def test_they_go_with_the_policy_that_says_so_from_the_files_too(here: Device) -> None:
    staging = Staging(here.store)
    staging.begin("epoch", 8)
    staging.add([row_of(TICKET)])
    here.store.settle()
    assert b"anna@example.com" in pages(here)
    here.keep(policy(2, knows_contacts=False))
    assert held(here) == WITHHELD
    forget(here.store, here.scan_log, reading(NOW))
    assert b"anna@example.com" not in pages(here)
    assert b"7654321" not in pages(here)
    assert b"Anna Example" in pages(here)


def test_what_comes_late_is_not_kept(here: Device) -> None:
    here.keep(policy(2, knows_contacts=False))
    put(here, TICKET)
    assert held(here) == WITHHELD
    staging = Staging(here.store)
    staging.begin("epoch", 8)
    staging.add([row_of(TICKET)])
    staging.catch_up([], 9)
    assert staging.finish_if_newest()
    assert held(here) == WITHHELD


def test_a_door_that_may_know_them_again_wants_a_whole_list(here: Device) -> None:
    assert not here.store.get(WANTED)
    here.keep(policy(2, knows_contacts=False))
    assert not here.store.get(WANTED)
    here.keep(policy(3, knows_contacts=True))
    assert here.store.get(WANTED)
    staging = Staging(here.store)
    staging.begin("epoch", 8)
    assert here.store.get(WANTED), "A list on its way in is not one that is there."
    staging.catch_up([], 8)
    assert staging.finish_if_newest()
    assert not here.store.get(WANTED)


def test_a_list_that_was_begun_before_they_might_be_known_does_not_bring_them(here: Device) -> None:
    here.keep(policy(2, knows_contacts=False))
    staging = Staging(here.store)
    staging.begin("epoch", 8)
    here.keep(policy(3, knows_contacts=True))
    staging.catch_up([], 8)
    assert staging.finish_if_newest()
    assert here.store.get(WANTED)


def test_what_a_reader_kept_in_the_file_is_overwritten_the_next_time(here: Device) -> None:
    here.store.settle()
    with here.store.reading() as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM tickets").fetchone()
        here.keep(policy(2, knows_contacts=False))
        forget(here.store, here.scan_log, reading(NOW))
        connection.execute("COMMIT")
    assert b"anna@example.com" in pages(here)
    forget(here.store, here.scan_log, reading(NOW))
    assert b"anna@example.com" not in pages(here)


def test_the_code_of_another_system_is_known_by_the_list_in_use(here: Device) -> None:
    def known(key: str) -> list[Alias]:
        with here.store.reading() as connection:
            return find_aliases(connection, key)

    put(here, msgspec.structs.replace(TICKET, alias="AB-12"))
    assert known("ab12") == [Alias("AB-12", ANNA)]
    put(here, msgspec.structs.replace(TICKET, alias="CD-34"))
    assert (known("ab12"), known("cd34")) == ([], [Alias("CD-34", ANNA)])
    staging = Staging(here.store)
    staging.begin("epoch", 8)
    staging.add([row_of(msgspec.structs.replace(TICKET, ticket_id=MAX, alias="EF-56"))])
    assert known("ef56") == []
    staging.catch_up([msgspec.structs.replace(TICKET, alias="GH-78")], 9)
    assert staging.finish_if_newest()
    assert (known("cd34"), known("ef56"), known("gh78")) == ([], [Alias("EF-56", MAX)], [Alias("GH-78", ANNA)])
