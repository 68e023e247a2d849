"""A list that comes in while the feed goes on, or while the server is put back: no ticket falls back to how it was."""

import msgspec
import pytest

from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.database import Store, put_values
from sync.device.errors import ServerUnreachableError
from sync.device.pairing import load_policy
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import WANTED, Staging, put_tickets
from sync.protocol.codec import encode_message, ticket_of
from sync.protocol.messages import PullAnswer
from sync.rules.ticket import TicketStatus
from tests.fakes.garbage_server import http, routing_server
from tests.sync.device.conftest import LOG_ID
from tests.sync.device.downloads import (
    END,
    OLD,
    POLICY,
    SIGNED,
    download,
    header,
    ids,
    keep_policy,
    made,
    page,
    position,
    pulls,
    row,
    serving,
    status,
    tickets,
)
from tests.sync.making import AUTHORITY, EVENT, KEY, make_id


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
        round_ = Round(held, ScanLog(held, LOG_ID, KEY), client, SystemClock(), AUTHORITY.verify_key)
        round_.pull_once(0.0)
        assert held.get("synced_at") is None
        round_.pull_once(0.0)
        assert held.get("synced_at") is not None
        client.close()


def test_a_wanted_list_that_breaks_off_is_asked_for_until_it_is_there_and_the_feed_is_heard_meanwhile(
    held: Store,
) -> None:
    cancelled = msgspec.structs.replace(OLD, status=TicketStatus.CANCELLED)
    with held.writing() as connection:
        put_values(connection, epoch="epoch", cursor=7, **{WANTED: 1})

    def pull(body: bytes, *pages: PullAnswer) -> bool:
        """Whether a whole list is called for."""
        with serving(body, *pages) as server:
            client = ServerClient(server.url)
            round_ = Round(held, ScanLog(held, LOG_ID, KEY), client, SystemClock(), AUTHORITY.verify_key)
            is_wanted = round_.pull_once(10.0) is None
            client.close()
        assert [asked.wait_s for asked in pulls(server)] == [0.0 if is_wanted else 10.0]
        return is_wanted

    for cursor in (8, 9):
        assert pull(b"", page(cancelled, cursor=cursor))
        assert (status(held, 0), position(held)) == (TicketStatus.CANCELLED, ("epoch", cursor))
        with pytest.raises(ServerUnreachableError):
            download(held, header(cursor=cursor) + tickets(1, 2))
    download(held, header(cursor=9, after=make_id(2)) + tickets(3, 4) + END, pages=[page(cursor=9)])
    assert not pull(b"", page(cursor=9))


def test_a_download_begun_before_the_server_was_put_back_is_begun_anew(held: Store) -> None:
    with pytest.raises(ServerUnreachableError):
        download(held, header(cursor=100) + tickets(1, 2))
    # The server knows neither this place of the feed nor, therefore, what came of the tickets since.
    with pytest.raises(ServerUnreachableError, match="earlier state"):
        download(held, header(cursor=50, after=make_id(2)) + tickets(3) + END, pages=[page(epoch="", cursor=0)])
    server = download(held, header(cursor=50) + tickets(3, 4) + END)
    asked = next(request for request in server.requests if request.startswith(b"GET"))
    assert b"after=&" in asked or b"after= " in asked
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


def test_another_epochs_policy_is_taken_whatever_its_number(held: Store) -> None:
    with held.writing() as connection:
        keep_policy(connection, msgspec.structs.replace(POLICY, version=9, epoch="before", gates=()))
        put_values(connection, epoch="before", cursor=3)
    download(held, header(epoch="after") + END)
    assert load_policy(held) == POLICY


def test_a_page_that_is_older_than_a_pushs_answer_takes_nothing_back(held: Store) -> None:
    log = ScanLog(held, LOG_ID, KEY)
    with held.writing() as connection:
        put_values(connection, epoch="epoch", cursor=7)
    log.confirm({LOG_ID: 2})

    def route(_: bytes) -> bytes:
        if log.confirmed() == 2:
            log.confirm({LOG_ID: 3})  # A push is answered while the page is on its way.
        return http("200 OK", encode_message(msgspec.structs.replace(page(cursor=8), vector={LOG_ID: 2})))

    with routing_server(route) as server:
        client = ServerClient(server.url)
        round_ = Round(held, log, client, SystemClock(), AUTHORITY.verify_key)
        assert round_.pull_once(0.0) is not None
        assert (log.confirmed(), position(held)) == (3, ("epoch", 8))
        assert round_.pull_once(0.0) is None, "Asked after that, the server has lost what it was told."
        client.close()
    assert position(held) == ("", 0)


def test_a_server_whose_policy_number_fell_has_another_past(held: Store) -> None:
    with held.writing() as connection:
        keep_policy(connection, msgspec.structs.replace(POLICY, version=9))
        put_values(connection, epoch="epoch", cursor=3)
    log = ScanLog(held, LOG_ID, KEY)
    log.confirm({LOG_ID: 5})
    fell = msgspec.structs.replace(page(cursor=8), policy=SIGNED)
    with serving(b"", fell) as server:
        client = ServerClient(server.url)
        Round(held, log, client, SystemClock(), AUTHORITY.verify_key).pull_once(0.0)
        client.close()
    assert position(held) == ("", 0)
    with held.reading() as connection:
        assert connection.execute("SELECT confirmed FROM logs").fetchall() == [(0,)]
