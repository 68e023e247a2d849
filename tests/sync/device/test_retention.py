"""Long after the event: names go, the log that the server has whole goes, and what stays is still a valid log."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sync.device.carving import _file_pages, _wal_pages
from sync.device.database import put_values
from sync.device.epochs import begin_anew
from sync.device.retention import Forgotten, forget
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import Staging, find_ticket, put_tickets
from sync.protocol.codec import row_of
from sync.protocol.log import Reading
from sync.protocol.signing import entry_hash
from sync.rules.door_log import Kind
from sync.rules.ids import EventId, LogId, ProductNumber, TicketId
from sync.rules.ticket import Ticket
from tests.sync.device.conftest import SECRET
from tests.sync.device.doors import KEYS, POLICY, Device, chain_of, open_device, reading
from tests.sync.making import EVENT, NOW, make_id

ANNA, MAX = make_id(1), make_id(50)
DAY = 86_400_000
HERE, THERE = LogId("dev_here.1"), LogId("dev_there.1")
DUE = NOW + 30 * DAY
NAMED = Ticket(
    ANNA,
    EVENT.event_id,
    ProductNumber(1),
    holder="Anna Example",
    note="wheelchair, row 3",
    reference="ord_01k2anna",
    email="anna@example.com",
    phone="+49 30 7654321",
    alias="4006381333931",
)
NAMELESS = msgspec.structs.replace(NAMED, holder="", note="", reference="", email="", phone="")
"""What stays of it: the other system's code still opens the door."""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Device]:
    """A door at an event that ended at NOW, with a guest's name and three scans of its own."""
    ended = msgspec.structs.replace(POLICY, event=msgspec.structs.replace(EVENT, ends_at=NOW), knows_contacts=True)
    with open_device(tmp_path, policy=ended) as device:
        with device.store.writing() as connection:
            put_tickets(connection, [NAMED])
            put_values(connection, epoch="epoch", cursor=7)
        for kind in (Kind.ADMIT, Kind.EXIT, Kind.ADMIT):
            device.write(kind, ANNA)
        yield device


def ticket(device: Device, ticket_id: TicketId = ANNA) -> Ticket | None:
    with device.store.reading() as connection:
        return find_ticket(connection, ticket_id, EVENT.event_id)


def seqs(device: Device, log_id: LogId = HERE) -> list[int]:
    with device.store.reading() as connection:
        rows = connection.execute("SELECT seq FROM entries WHERE log_id = ? ORDER BY seq", (log_id,))
        return [seq for (seq,) in rows]


def test_until_the_last_day_nothing_is_let_go_of(here: Device) -> None:
    here.scan_log.confirm({HERE: 3})
    assert forget(here.store, here.scan_log, reading(DUE - 1)) == Forgotten()
    assert (ticket(here), seqs(here)) == (NAMED, [1, 2, 3])


def test_names_and_notes_go_and_the_ticket_stays(here: Device) -> None:
    staging = Staging(here.store)
    staging.begin("epoch", 8)
    staging.add([row_of(msgspec.structs.replace(NAMED, ticket_id=MAX))])
    assert forget(here.store, here.scan_log, reading(DUE)).names == 2
    assert ticket(here) == NAMELESS
    assert forget(here.store, here.scan_log, reading(DUE)) == Forgotten()


def test_nobody_who_reads_the_files_pages_finds_a_name(here: Device) -> None:
    guests = [msgspec.structs.replace(NAMED, ticket_id=make_id(50 * number)) for number in range(300)]
    with here.store.writing() as connection:
        put_tickets(connection, guests)
    here.store.settle()
    personal = (NAMED.holder, NAMED.note, NAMED.reference, NAMED.email, NAMED.phone)
    assert all(text.encode() in pages(here) for text in personal)
    forget(here.store, here.scan_log, reading(DUE))
    assert not any(text.encode() in pages(here) for text in personal)


def test_nor_of_a_list_that_came_and_went_after_names_were_let_go_of(here: Device) -> None:
    forget(here.store, here.scan_log, reading(DUE))
    for number in (1, 2):
        staging = Staging(here.store)
        staging.begin("epoch", number)
        listed = (make_id(50 * place) for place in range(1, 200))
        staging.add(
            [row_of(msgspec.structs.replace(NAMED, ticket_id=each, holder=f"List {number}")) for each in listed]
        )
        staging.catch_up([], number + 10)
        assert staging.finish_if_newest()
    here.store.settle()
    assert b"List 2" in pages(here)
    assert b"List 1" not in pages(here)


def pages(device: Device) -> bytes:
    """All that lies in the store's files once they are decrypted, also where nothing is any more."""
    read = (*_file_pages(device.store.path, SECRET), *_wal_pages(Path(f"{device.store.path}-wal"), SECRET))
    return b"".join(page.content for page in read)


def test_entries_go_that_the_server_holds_but_for_each_logs_last(here: Device) -> None:
    chain = chain_of("there")
    here.absorb(*(chain.add(Kind.ADMIT, make_id(50 * number)) for number in range(2, 6)))
    here.scan_log.confirm({HERE: 2})
    assert forget(here.store, here.scan_log, reading(DUE)).entries == 2 + 3
    assert (seqs(here), seqs(here, THERE)) == ([3], [4])
    assert here.scan_log.waiting() == 1
    assert here.replica.vector() == {HERE: 3, THERE: 4}


def test_what_the_server_is_not_known_to_hold_stays_whatever_its_age(here: Device) -> None:
    assert forget(here.store, here.scan_log, reading(DUE + 1_000 * DAY)).entries == 0
    assert len(here.scan_log.tail(9)) == 3


def test_a_log_that_was_let_go_of_goes_on_as_one_chain_and_is_not_offered_twice(here: Device) -> None:
    before = here.scan_log.tail(9)
    here.scan_log.confirm({HERE: 3})
    forget(here.store, here.scan_log, reading(DUE))
    with here.store.writing() as connection:
        begin_anew(connection, here.scan_log)
    assert (here.scan_log.tail(9), here.scan_log.waiting(), here.scan_log.behind(is_own=True)) == ((), 0, [])
    following = here.write(Kind.NOTE, None, at=DUE)
    assert (following.seq, following.prev_hash) == (4, entry_hash(before[-1]))
    assert here.scan_log.tail(9) == (following,)


def test_what_the_server_gives_again_is_not_kept_again(here: Device) -> None:
    chain = chain_of("there")
    entries = [chain.add(Kind.ADMIT, make_id(50 * number)) for number in range(2, 6)]
    here.absorb(*entries)
    forget(here.store, here.scan_log, reading(DUE))
    here.absorb(*entries)
    assert here.replica.take(entries, reading(DUE)).refused == 0
    assert seqs(here, THERE) == [4]


def test_a_log_that_was_let_go_of_counts_the_same_after_a_restart(here: Device) -> None:
    here.scan_log.confirm({HERE: 3})
    forget(here.store, here.scan_log, reading(DUE))
    inside = here.scan_log.inside()
    assert ScanLog(here.store, HERE, KEYS["here"], EVENT.event_id).inside() == inside == 1


def unsure(at: int) -> Reading:
    return Reading(at, at - NOW, "boot")


def test_a_clock_that_was_never_compared_lets_go_of_names_only(here: Device) -> None:
    here.scan_log.confirm({HERE: 3})
    assert forget(here.store, here.scan_log, unsure(DUE)) == Forgotten()
    assert forget(here.store, here.scan_log, unsure(DUE + DAY)) == Forgotten(names=1)


def test_names_that_went_by_a_wrong_clock_come_back_with_the_next_list(here: Device) -> None:
    forget(here.store, here.scan_log, unsure(DUE + 365 * DAY))
    assert here.store.get("epoch") == "epoch"
    forget(here.store, here.scan_log, reading(NOW))
    assert here.store.get("epoch") == ""  # Which is what calls for a list.
    with here.store.writing() as connection:
        put_values(connection, epoch="epoch")
    forget(here.store, here.scan_log, reading(NOW))
    assert here.store.get("epoch") == "epoch"


def test_the_log_of_an_event_that_the_device_left_for_another_goes_too(here: Device) -> None:
    here.scan_log.confirm({HERE: 3})
    elsewhere = ScanLog(here.store, LogId("dev_here.2"), KEYS["here"], EventId("evt_2"))
    assert forget(here.store, elsewhere, reading(DUE)) == Forgotten(entries=2)
    assert ticket(here) == NAMED  # The list is the present event's.


@pytest.mark.parametrize(
    ("fields", "is_due"), [({"starts_at": NOW - DAY}, True), ({"starts_at": NOW - DAY + 1}, False), ({}, False)]
)
def test_an_event_without_an_end_is_over_a_day_after_it_begins_and_without_both_never(
    here: Device, fields: dict[str, int], is_due: bool
) -> None:
    event = msgspec.structs.replace(EVENT, **fields)
    here.keep(msgspec.structs.replace(POLICY, version=9, event=event))
    assert bool(forget(here.store, here.scan_log, reading(DUE)).names) is is_due
