"""PULL: every change reaches every door once, soon, and in an order that skips none."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.context import Context
from server.database import Database
from server.doors.access import Caller
from server.doors.policy_cache import PolicyCache
from server.doors.pulling import Puller
from server.outbox.feed import take_positions
from server.tickets.models import Ticket as TicketRow
from sync.protocol.messages import PullAnswer, PullRequest
from sync.rules.door_log import Kind
from sync.rules.ids import LogId
from sync.rules.ticket import TicketStatus
from tests.factories import Club, book, make_club
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue


def test_a_new_ticket_comes_with_all_a_door_may_know(any_venue: Venue) -> None:
    door = any_venue.door()
    cursor = door.settle().cursor
    [booked] = any_venue.tickets()
    [ticket] = door.pull(cursor).tickets
    assert ticket.ticket_id == booked["ticketId"]
    assert ticket.event_id == any_venue.club.event_id
    assert ticket.holder == booked["attendeeName"]
    assert ticket.status is TicketStatus.ACTIVE


def test_a_cancelled_booking_is_at_the_waiting_door_within_a_second(any_venue: Venue) -> None:
    door = any_venue.door()
    booking = any_venue.book()
    settled = door.settle()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(lambda: (door.pull(settled.cursor, wait_s=20), time.monotonic()))
        assert not waiting.done()
        any_venue.cancel(booking["bookingId"])
        cancelled_at = time.monotonic()
        answer, answered_at = waiting.result()
    assert [ticket.status for ticket in answer.tickets] == [TicketStatus.CANCELLED]
    assert answered_at - cancelled_at < 1.0
    assert answer.cursor > settled.cursor


def test_other_doors_entries_come_and_ones_own_do_not(any_venue: Venue) -> None:
    left, right = any_venue.door("Left"), any_venue.door("Right")
    start = left.settle().cursor
    ours, theirs = left.entry(), right.entry(Kind.NOTE)
    left.push(ours)
    right.push(theirs)
    answer = left.pull(start)
    assert answer.entries == (theirs,)
    assert answer.vector == {left.log_id: 1}
    assert right.pull(start).entries == (ours,)


def test_an_entry_arrives_as_it_was_signed(venue: Venue) -> None:
    left, right = venue.door(), venue.door()
    [ticket] = venue.tickets()
    entry = left.entry(Kind.ADMIT, ticket["ticketId"], operator="Ada", reason="admitted", target=(left.log_id, 1))
    left.push(entry)
    assert entry in right.pull().entries


def test_ones_own_entries_alone_do_not_end_the_wait(venue: Venue) -> None:
    door = venue.door()
    settled = door.settle()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(lambda: door.pull(settled.cursor, wait_s=20))
        door.push(door.entry())
        [ticket] = venue.tickets()
        assert [seen.ticket_id for seen in waiting.result().tickets] == [ticket["ticketId"]]


def test_a_wait_without_news_ends_in_time_with_the_cursor_kept(venue: Venue, door: Door) -> None:
    settled = door.settle()
    began = time.monotonic()
    answer = door.pull(settled.cursor, wait_s=0.3)
    assert time.monotonic() - began >= 0.3
    assert (answer.tickets, answer.entries, answer.cursor, answer.more) == ((), (), settled.cursor, False)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_no_page_limit_skips_a_row(any_venue: Venue, limit: int) -> None:
    door, other = any_venue.door(), any_venue.door()
    start = door.settle().cursor
    wanted: set[str] = set()
    for turn in range(4):
        wanted |= {ticket["ticketId"] for ticket in any_venue.tickets(2)}
        other.push(other.entry(), other.entry())
        wanted |= {f"{other.log_id}:{2 * turn + 1}", f"{other.log_id}:{2 * turn + 2}"}
    seen: list[str] = []
    answer, pages = door.pull(start, limit=limit), 1
    while True:
        assert len(answer.tickets) <= limit
        assert len(answer.entries) <= limit
        seen += [ticket.ticket_id for ticket in answer.tickets]
        seen += [f"{entry.log_id}:{entry.seq}" for entry in answer.entries]
        if not answer.more:
            break
        answer, pages = door.pull(answer.cursor, limit=limit), pages + 1
    assert sorted(seen) == sorted(wanted)
    assert pages >= 16 // (2 * limit)


@pytest.mark.parametrize("limit", [0, -1, 10**9])
def test_a_senseless_limit_is_brought_to_sense(venue: Venue, door: Door, limit: int) -> None:
    venue.tickets(3)
    answer = door.pull(limit=limit)
    assert 1 <= len(answer.tickets) <= 3


def test_a_ticket_that_changed_twice_comes_as_it_is_now(venue: Venue, door: Door) -> None:
    start = door.settle().cursor
    booking = venue.book()
    venue.cancel(booking["bookingId"])
    assert [ticket.status for ticket in door.pull(start).tickets] == [TicketStatus.CANCELLED]


def test_another_epoch_is_told_at_once_and_nothing_else(venue: Venue, door: Door) -> None:
    venue.tickets(2)
    began = time.monotonic()
    answer = door.pull(10**6, epoch="another", wait_s=20)
    assert time.monotonic() - began < 5
    assert (answer.epoch, answer.cursor) == (door.enrolled.epoch, 0)
    assert (answer.tickets, answer.entries) == ((), ())


def test_a_door_that_heard_more_than_the_server_knows_is_sent_for_a_new_copy(venue: Venue, door: Door) -> None:
    # The database was put back to an earlier state: no epoch is the door's any more, so it takes a snapshot.
    venue.tickets(2)
    answer = door.pull(10**9)
    assert answer.epoch != door.enrolled.epoch
    assert (answer.tickets, answer.cursor, answer.more) == ((), 0, False)


@pytest.mark.parametrize("body", [b"", b"{}", b'{"log_id": "a", "epoch": "", "cursor": "x", "policy_version": 0}'])
def test_what_is_no_pull_is_refused_in_words(door: Door, body: bytes) -> None:
    status, why = door.refusal("pull", body)
    assert (status, why.code) == (400, "INVALID_MESSAGE")
    assert "PullRequest" in why.message


def _touch(session: Session, ticket_id: str, event_id: str, note: str) -> None:
    """Change one ticket as the services do: its place in the feed is taken as the last step."""
    session.execute(
        update(TicketRow)
        .where(TicketRow.id == ticket_id)
        .values(note=note, feed_position=take_positions(session, event_id, 1))
    )


def _pull_now(context: Context, club: Club, cursor: int) -> PullAnswer:
    """What a door would hear at this moment, from a server's parts of its own."""
    caller = Caller("dev", club.organization_id, club.event_id, "gat")

    async def pull() -> PullAnswer:
        database = Database(context.config.database_url)
        await database.start()
        try:
            puller = Puller(database, PolicyCache(database, context.vault), context.vault)
            epoch = (await puller.pull(caller, PullRequest(LogId("dev.1"), "", 0, 0))).epoch
            return await puller.pull(caller, PullRequest(LogId("dev.1"), epoch, cursor, 0))
        finally:
            await database.stop()

    return asyncio.run(pull())


# SQLite has one writer at a time, so this cannot happen there.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_transaction_that_commits_late_is_not_skipped(context: Context) -> None:
    club = make_club(context)
    early, late = (ticket.ticketId for ticket in book(context, club, guests=1).tickets)
    start = _pull_now(context, club, 0).cursor
    overtaken = threading.Event()

    def overtake() -> None:
        with context.database.transaction() as session:
            _touch(session, late, club.event_id, "second")
        overtaken.set()

    with context.database.transaction() as session:
        _touch(session, early, club.event_id, "first")
        second = threading.Thread(target=overtake)
        second.start()
        # The second writer has to wait for the first, else a door could hear of it and pass the first over.
        assert not overtaken.wait(0.5)
        between = _pull_now(context, club, start)
        assert (between.tickets, between.cursor) == ((), start)
    second.join(20)
    assert overtaken.is_set()
    answer = _pull_now(context, club, start)
    assert {ticket.ticket_id: ticket.note for ticket in answer.tickets} == {early: "first", late: "second"}


def test_doors_that_follow_a_busy_event_see_every_change(any_venue: Venue) -> None:
    door = any_venue.door()
    cursor = door.settle().cursor
    writers = [any_venue.door(f"Writer {number}") for number in range(3)]
    pushed: set[tuple[str, int]] = set()

    def write(writer: Door) -> None:
        for _ in range(20):
            writer.push(writer.entry())

    with ThreadPoolExecutor(4) as threads:
        booked = threads.submit(lambda: [ticket["ticketId"] for _ in range(10) for ticket in any_venue.tickets(2)])
        writing = [threads.submit(write, writer) for writer in writers]
        seen: list[tuple[str, int]] = []
        tickets: set[str] = set()
        deadline = time.monotonic() + 30
        while len(seen) < 60 or len(tickets) < 20:
            assert time.monotonic() < deadline, f"{len(seen)} entries and {len(tickets)} tickets came"
            answer = door.pull(cursor, wait_s=1, limit=7)
            assert answer.cursor >= cursor
            cursor = answer.cursor
            seen += [(entry.log_id, entry.seq) for entry in answer.entries]
            tickets |= {ticket.ticket_id for ticket in answer.tickets}
        for one in writing:
            one.result()
    pushed = {(writer.log_id, seq) for writer in writers for seq in range(1, 21)}
    assert sorted(seen) == sorted(pushed)
    assert tickets == set(booked.result())


def test_a_ticket_row_names_its_place_in_the_feed_once(venue: Venue, door: Door) -> None:
    venue.tickets(5)
    door.push(door.entry(), door.entry())
    with venue.context.database.transaction() as session:
        places = session.scalars(select(TicketRow.feed_position).where(TicketRow.event_id == venue.club.event_id)).all()
    assert len(places) == len(set(places)) == 5
