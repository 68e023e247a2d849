"""A snapshot on its way in: the list in use stays whole until the new one is, and a broken download goes on."""

import threading

import msgspec
import pytest
from nacl.signing import SigningKey

from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.database import Store
from sync.device.errors import CancelledError, ServerGarbledError, ServerUnreachableError
from sync.device.pairing import load_policy
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import Staging, count_expected, find_ticket, put_tickets
from sync.protocol.codec import (
    STATUS_INDEX,
    FrameKind,
    encode_entries,
    frame,
)
from sync.rules.door_log import Kind
from sync.rules.ids import LogId, ProductNumber
from sync.rules.ticket import Ticket, TicketStatus
from tests.sync.device.conftest import LOG_ID, OpenStore
from tests.sync.device.downloads import (
    END,
    NEVER,
    OLD,
    POLICY,
    download,
    header,
    ids,
    keep_policy,
    made,
    position,
    pulls,
    row,
    serving,
    tickets,
)
from tests.sync.making import AUTHORITY, EVENT, KEY, Chain, make_id


def test_a_whole_snapshot_takes_the_old_lists_place(held: Store) -> None:
    download(held, header() + tickets(1, 2) + tickets(3, 4) + END)
    assert ids(held) == made(1, 2, 3, 4)
    assert position(held) == ("epoch", 7)


def test_other_doors_entries_come_with_it(held: Store) -> None:
    entries = frame(FrameKind.ENTRIES, encode_entries([Chain().add(Kind.ADMIT, make_id(1))]))
    download(held, header() + tickets(1) + entries + END)
    assert ScanLog(held, LOG_ID, KEY).inside() == 1


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", ServerUnreachableError),
        (header(), ServerUnreachableError),
        (header() + tickets(1, 2), ServerUnreachableError),
        (header() + tickets(1, 2) + tickets(3)[:-1], ServerUnreachableError),
        (END, ServerGarbledError),
        (tickets(1) + END, ServerGarbledError),
        (header() + frame(FrameKind.TICKETS, b"garbage") + END, ServerGarbledError),
        (header() + tickets(1) + frame(FrameKind.ENTRIES, b"garbage") + END, ServerGarbledError),
        (frame(FrameKind.HEADER, b"{}") + tickets(1) + END, ServerGarbledError),
        (b"<html>Please log in</html>", ServerGarbledError),
    ],
)
def test_a_broken_snapshot_leaves_the_old_list_in_use(
    held: Store, body: bytes, error: type[ServerGarbledError] | type[ServerUnreachableError]
) -> None:
    with pytest.raises(error):
        download(held, body)
    assert ids(held) == {OLD.ticket_id}
    assert held.get("synced_at") is None


def test_what_an_earlier_download_left_is_not_taken_for_a_list(held: Store) -> None:
    with pytest.raises(ServerUnreachableError):
        download(held, header() + tickets(1, 2))
    with pytest.raises(ServerGarbledError):
        download(held, END)
    assert ids(held) == {OLD.ticket_id}


def test_after_a_crash_the_download_goes_on_behind_the_last_ticket_that_came(
    held: Store, open_store: OpenStore
) -> None:
    with pytest.raises(ServerUnreachableError):
        download(held, header(cursor=7) + tickets(1, 2))
    store = open_store()
    server = download(store, header(cursor=9, after=make_id(2)) + tickets(3, 4) + END)
    assert f"after={make_id(2)}".encode() in server.requests[0]
    assert b"epoch=epoch" in server.requests[0]
    [asked] = pulls(server)
    assert ids(store) == made(1, 2, 3, 4)
    # From the first half on, so that no change between the halves is missed.
    assert (asked.cursor, position(store)) == (7, ("epoch", 7))


def test_a_server_of_another_epoch_begins_from_the_start(held: Store) -> None:
    with pytest.raises(ServerUnreachableError):
        download(held, header(epoch="before") + tickets(1, 2))
    download(held, header(epoch="after", cursor=3) + tickets(3, 4) + END)
    assert ids(held) == made(3, 4)
    assert position(held) == ("after", 3)


def test_a_cancelled_download_keeps_what_came(held: Store) -> None:
    calls = iter([False, False, True])
    with pytest.raises(CancelledError, match="sync again to go on"):
        download(held, header() + tickets(1, 2) + tickets(3, 4) + END, lambda: next(calls))
    assert ids(held) == {OLD.ticket_id}
    assert Staging(held).resume_after == make_id(2)
    download(held, header(after=make_id(2)) + tickets(3, 4) + END)
    assert ids(held) == made(1, 2, 3, 4)


def test_scans_are_looked_up_in_the_old_list_while_the_new_one_comes(held: Store) -> None:
    staging = Staging(held)
    staging.begin("epoch", 1)
    staging.add([row(1)])
    with held.reading() as connection:
        assert find_ticket(connection, OLD.ticket_id, EVENT.event_id) == OLD
        assert find_ticket(connection, make_id(1), EVENT.event_id) is None
    assert staging.count() == 1


def test_a_finished_copy_is_not_gone_on_with(held: Store, open_store: OpenStore) -> None:
    download(held, header() + tickets(1) + END)
    again = Staging(open_store())
    assert (again.epoch, again.resume_after) == ("", "")


def test_only_active_tickets_are_expected(held: Store) -> None:
    with held.writing() as connection:
        put_tickets(
            connection,
            [
                Ticket(make_id(at), EVENT.event_id, ProductNumber(1), status)
                for at, status in enumerate(TicketStatus, 10)
            ],
        )
    assert len(STATUS_INDEX) == 5
    assert count_expected(held) == 2


def test_a_ticket_from_the_feed_takes_the_place_of_the_one_before(held: Store) -> None:
    changed = Ticket(
        OLD.ticket_id, EVENT.event_id, ProductNumber(2), TicketStatus.REVOKED, 1, 2, "Other", "ID", needs_look=True
    )
    with held.writing() as connection:
        put_tickets(connection, [changed])
        assert find_ticket(connection, OLD.ticket_id, EVENT.event_id) == changed


def test_a_policy_is_never_replaced_by_an_older_one(held: Store) -> None:
    for version, kept in ((3, 4), (4, 4), (6, 6), (5, 6)):
        with held.writing() as connection:
            keep_policy(connection, msgspec.structs.replace(POLICY, version=version))
        assert load_policy(held).version == kept


def test_the_policy_comes_with_the_snapshot(open_store: OpenStore) -> None:
    store = open_store()
    download(store, header() + END)
    assert load_policy(store) == POLICY


def test_two_downloads_at_once_take_turns(held: Store) -> None:
    body = header() + tickets(1, 2) + END
    with serving(body) as server:
        client = ServerClient(server.url)
        log = ScanLog(held, LogId("dev_x.1"), SigningKey(bytes(32)))
        round_ = Round(held, log, client, SystemClock(), AUTHORITY.verify_key)
        threads = [threading.Thread(target=round_.take_snapshot, args=(lambda _: None, NEVER)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        client.close()
    assert ids(held) == made(1, 2)
