"""A snapshot on its way in: the list in use stays whole until the new one is, and a broken download goes on."""

import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

import msgspec
import pytest
from nacl.signing import SigningKey

from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.database import Store, put_values
from sync.device.errors import CancelledError, ServerGarbledError, ServerUnreachableError
from sync.device.pairing import load_policy, put_policy
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import Staging, count_expected, find_ticket, put_tickets
from sync.protocol.codec import (
    STATUS_INDEX,
    FrameKind,
    TicketRow,
    decode_message,
    encode_entries,
    encode_message,
    encode_tickets,
    frame,
    row_of,
    ticket_of,
)
from sync.protocol.messages import Policy, PullAnswer, PullRequest, SnapshotHeader
from sync.rules.door_log import Kind
from sync.rules.ids import LogId, ProductNumber, TicketId
from sync.rules.ticket import Ticket, TicketStatus
from tests.fakes.garbage_server import GarbageServer, http, routing_server
from tests.sync.device.conftest import LOG_ID, OpenStore
from tests.sync.making import EVENT, GATE, KEY, PREFIX, Chain, make_id

POLICY = Policy(version=4, event=EVENT, gates=(GATE,), products=(), doors={})
OLD = Ticket(make_id(0), EVENT.event_id, ProductNumber(1), holder="Held before")
NEVER = lambda: False  # noqa: E731  A word for a value.


def row(number: int) -> TicketRow:
    return row_of(Ticket(make_id(number), EVENT.event_id, ProductNumber(1), holder=f"Guest {number}"))


def header(*, epoch: str = "epoch", cursor: int = 7, after: str = "", tickets: int = 4) -> bytes:
    return frame(
        FrameKind.HEADER,
        encode_message(SnapshotHeader(epoch, cursor, after, tickets=tickets, entries=0, policy=POLICY)),
    )


def tickets(*numbers: int) -> bytes:
    return frame(FrameKind.TICKETS, encode_tickets([row(number) for number in numbers], PREFIX))


END = frame(FrameKind.END, b"")


def ids(store: Store) -> set[TicketId]:
    with store.reading() as connection:
        return {TicketId(ticket_id) for (ticket_id,) in connection.execute("SELECT ticket_id FROM tickets")}


def made(*numbers: int) -> set[TicketId]:
    return set(map(make_id, numbers))


def status(store: Store, number: int) -> TicketStatus | None:
    with store.reading() as connection:
        ticket = find_ticket(connection, make_id(number), EVENT.event_id)
    return None if ticket is None else ticket.status


@pytest.fixture
def held(open_store: OpenStore) -> Store:
    """A store with one old ticket and a policy."""
    store = open_store()
    with store.writing() as connection:
        put_tickets(connection, [OLD])
        put_policy(connection, POLICY)
    return store


def page(*changed: Ticket, epoch: str = "epoch", cursor: int = 7, more: bool = False) -> PullAnswer:
    return PullAnswer(epoch, cursor, changed, (), {}, None, more=more)


def serving(body: bytes, *pages: PullAnswer) -> AbstractContextManager[GarbageServer]:
    """A server that sends ``body`` for a snapshot and then ``pages`` of the feed; after those it knows nothing new."""
    left = list(pages)

    def route(request: bytes) -> bytes:
        if not request.startswith(b"POST /door/v1/pull"):
            return http("200 OK", body)
        asked = decode_message(request.partition(b"\r\n\r\n")[2], PullRequest)
        answer = left.pop(0) if left else page(epoch=asked.epoch, cursor=asked.cursor)
        return http("200 OK", encode_message(answer))

    return routing_server(route)


def download(
    store: Store, body: bytes, is_cancelled: Callable[[], bool] = NEVER, pages: Iterable[PullAnswer] = ()
) -> GarbageServer:
    """One snapshot from a server that sends ``body``, and ``pages`` of what changed since."""
    with serving(body, *pages) as server:
        client = ServerClient(server.url)
        try:
            Round(store, ScanLog(store, LOG_ID, KEY), client, SystemClock()).take_snapshot(lambda _: None, is_cancelled)
        finally:
            client.close()
    return server


def pulls(server: GarbageServer) -> list[PullRequest]:
    """What was asked of the feed."""
    bodies = [request.partition(b"\r\n\r\n") for request in server.requests]
    return [decode_message(body, PullRequest) for head, _, body in bodies if head.startswith(b"POST /door/v1/pull")]


def position(store: Store) -> tuple[str, int]:
    return store.get("epoch"), store.get("cursor")


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


def test_a_resumed_download_never_takes_a_cancellation_back(held: Store) -> None:
    with pytest.raises(ServerUnreachableError):
        download(held, header(cursor=7) + tickets(1, 2))
    cancelled = ticket_of(row(1), EVENT.event_id)
    cancelled = msgspec.structs.replace(cancelled, status=TicketStatus.CANCELLED)
    sold = ticket_of(row(5), EVENT.event_id)
    # Meanwhile the list in use heard of it by the feed.
    with held.writing() as connection:
        put_tickets(connection, [cancelled])
        put_values(connection, epoch="epoch", cursor=12)
    rest = header(cursor=12, after=make_id(2)) + tickets(3, 4) + END
    pages = [page(cancelled, cursor=9, more=True), page(sold, cursor=12)]
    server = download(held, rest, pages=pages)
    assert [asked.cursor for asked in pulls(server)] == [7, 9]
    assert status(held, 1) is TicketStatus.CANCELLED
    assert ids(held) == made(1, 2, 3, 4, 5)
    assert position(held) == ("epoch", 12)


def test_a_copy_that_the_feed_overtook_is_brought_up_to_date_before_it_is_used(held: Store) -> None:
    cancelled = msgspec.structs.replace(ticket_of(row(1), EVENT.event_id), status=TicketStatus.CANCELLED)
    staging = Staging(held)
    staging.begin("epoch", 7)
    staging.add([row(1)])
    staging.catch_up([], 8)
    with held.writing() as connection:
        put_values(connection, epoch="epoch", cursor=9)
    assert not staging.finish_if_newest()
    assert ids(held) == {OLD.ticket_id}
    staging.catch_up([cancelled], 9)
    assert staging.finish_if_newest()
    assert status(held, 1) is TicketStatus.CANCELLED


def test_a_list_is_as_old_as_the_last_page_that_was_the_newest(held: Store) -> None:
    download(held, header() + tickets(1, 2) + END)
    assert held.get("synced_at") is None
    with serving(b"", page(cursor=8, more=True), page(cursor=9)) as server:
        client = ServerClient(server.url)
        round_ = Round(held, ScanLog(held, LOG_ID, KEY), client, SystemClock())
        round_.pull_once(0.0)
        assert held.get("synced_at") is None
        round_.pull_once(0.0)
        assert held.get("synced_at") is not None
        client.close()


def test_a_download_begun_before_the_server_was_put_back_is_begun_anew(held: Store) -> None:
    with pytest.raises(ServerUnreachableError):
        download(held, header(cursor=100) + tickets(1, 2))
    # The server knows neither this place of the feed nor, therefore, what came of the tickets since.
    with pytest.raises(ServerUnreachableError, match="earlier state"):
        download(held, header(cursor=50, after=make_id(2)) + tickets(3) + END, pages=[page(epoch="", cursor=0)])
    server = download(held, header(cursor=50) + tickets(3, 4) + END)
    assert b"after=&" in server.requests[0] or b"after= " in server.requests[0]
    assert ids(held) == made(3, 4)
    assert position(held) == ("epoch", 50)


def test_a_full_download_from_a_server_that_was_put_back_comes_to_an_end(held: Store) -> None:
    with held.writing() as connection:
        put_values(connection, epoch="epoch", cursor=100)
    body = header(cursor=50) + tickets(3, 4) + END
    with pytest.raises(ServerUnreachableError, match="earlier state"):
        download(held, body)
    assert ids(held) == {OLD.ticket_id}
    download(held, body)
    assert ids(held) == made(3, 4)
    assert position(held) == ("epoch", 50)


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
            put_policy(connection, Policy(version, EVENT, (), (), {}))
        assert load_policy(held).version == kept


def test_another_epochs_policy_is_taken_whatever_its_number(held: Store) -> None:
    with held.writing() as connection:
        put_policy(connection, msgspec.structs.replace(POLICY, version=9, gates=()))
        put_values(connection, epoch="before", cursor=3)
    download(held, header(epoch="after") + END)
    assert load_policy(held) == POLICY


def test_a_server_whose_policy_number_fell_has_another_past(held: Store) -> None:
    with held.writing() as connection:
        put_policy(connection, msgspec.structs.replace(POLICY, version=9))
        put_values(connection, epoch="epoch", cursor=3)
    log = ScanLog(held, LOG_ID, KEY)
    log.confirm({LOG_ID: 5})
    fell = msgspec.structs.replace(page(cursor=8), policy=POLICY)
    with serving(b"", fell) as server:
        client = ServerClient(server.url)
        Round(held, log, client, SystemClock()).pull_once(0.0)
        client.close()
    assert position(held) == ("", 0)
    with held.reading() as connection:
        assert connection.execute("SELECT confirmed FROM logs").fetchall() == [(0,)]


def test_the_policy_comes_with_the_snapshot(open_store: OpenStore) -> None:
    store = open_store()
    download(store, header() + END)
    assert load_policy(store) == POLICY


def test_two_downloads_at_once_take_turns(held: Store) -> None:
    body = header() + tickets(1, 2) + END
    with serving(body) as server:
        client = ServerClient(server.url)
        round_ = Round(held, ScanLog(held, LogId("dev_x.1"), SigningKey(bytes(32))), client, SystemClock())
        threads = [threading.Thread(target=round_.take_snapshot, args=(lambda _: None, NEVER)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        client.close()
    assert ids(held) == made(1, 2)
