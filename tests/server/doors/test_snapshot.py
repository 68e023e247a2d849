"""SNAPSHOT: a full copy in frames that a cut does not waste and a change does not slip by."""

import secrets

import pytest
from sqlalchemy import insert, select

from server.doors.pulling import TICKETS_A_FRAME
from server.outbox.feed import take_positions
from server.tickets.models import Ticket as TicketRow
from sync.protocol.codec import (
    FRAME_HEAD,
    FrameKind,
    decode_entries,
    decode_message,
    decode_tickets,
)
from sync.protocol.codec import (
    TicketRow as WireRow,
)
from sync.protocol.messages import Entry, SnapshotHeader
from sync.rules.code import make_ticket_id
from sync.rules.door_log import Kind
from sync.rules.ticket import TicketStatus
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue


class _Copy:
    """What came of a snapshot, as far as it came."""

    def __init__(self, raw: bytes) -> None:
        self.tickets: list[WireRow] = []
        self.entries: list[Entry] = []
        self.frames: list[FrameKind] = []
        self.header: SnapshotHeader | None = None
        at = 0
        while at + FRAME_HEAD.size <= len(raw):
            number, length = FRAME_HEAD.unpack_from(raw, at)
            body = raw[at + FRAME_HEAD.size : at + FRAME_HEAD.size + length]
            if len(body) < length:
                break
            self._take(FrameKind(number), body)
            at += FRAME_HEAD.size + length

    @property
    def ids(self) -> list[str]:
        return [row[0] for row in self.tickets]

    @property
    def is_whole(self) -> bool:
        return self.frames[-1:] == [FrameKind.END]

    def _take(self, kind: FrameKind, body: bytes) -> None:
        self.frames.append(kind)
        if kind is FrameKind.HEADER:
            self.header = decode_message(body, SnapshotHeader)
        elif kind is FrameKind.TICKETS:
            self.tickets += decode_tickets(body)
        elif kind is FrameKind.ENTRIES:
            self.entries += decode_entries(body)


def _snapshot(door: Door, *, after: str = "", epoch: str | None = None) -> _Copy:
    asked = {"log_id": door.log_id, "epoch": door.enrolled.epoch if epoch is None else epoch, "after": after}
    answer = door.http.get("snapshot", params=asked)
    assert answer.is_success, answer.text
    return _Copy(answer.content)


def _header(copy: _Copy) -> SnapshotHeader:
    assert copy.header is not None
    return copy.header


def _multiply(venue: Venue, ticket_id: str, count: int) -> None:
    """Copy a ticket's row ``count`` times under new codes, as a great sale would leave them."""
    with venue.context.database.transaction() as session:
        row = dict(
            session.execute(select(*TicketRow.__table__.columns).where(TicketRow.id == ticket_id)).one()._mapping
        )
        codes: set[str] = set()
        while len(codes) < count:
            code = make_ticket_id(venue.club.code_prefix, secrets.randbits(50))
            codes |= {code} if code else set()
        first = take_positions(session, venue.club.event_id, count)
        session.connection().execute(
            insert(TicketRow),
            [{**row, "id": code, "feed_position": first + at, "place": at + 1} for at, code in enumerate(codes)],
        )


def test_an_event_without_tickets_is_whole_at_once(any_venue: Venue) -> None:
    copy = _snapshot(any_venue.door())
    assert copy.frames == [FrameKind.HEADER, FrameKind.END]
    assert (_header(copy).tickets, _header(copy).entries) == (0, 0)


def test_it_holds_every_ticket_and_every_other_doors_entries(any_venue: Venue) -> None:
    door, other = any_venue.door(), any_venue.door()
    booked = {ticket["ticketId"]: ticket["attendeeName"] for ticket in any_venue.tickets(5)}
    theirs = [other.entry(), other.entry(Kind.ADMIT, next(iter(booked)))]
    door.push(door.entry())
    other.push(*theirs)
    copy = _snapshot(door)
    assert {row[0]: row[5] for row in copy.tickets} == booked
    assert copy.entries == theirs
    assert (_header(copy).tickets, _header(copy).entries) == (5, 2)
    assert copy.is_whole


def test_its_cursor_is_where_pull_goes_on(any_venue: Venue) -> None:
    door = any_venue.door()
    any_venue.tickets(3)
    header = _header(_snapshot(door))
    assert door.pull(header.cursor).tickets == ()
    [later] = any_venue.tickets()
    assert [ticket.ticket_id for ticket in door.pull(header.cursor).tickets] == [later["ticketId"]]


def test_a_cut_copy_goes_on_behind_its_last_ticket(venue: Venue, door: Door) -> None:
    ids = sorted(ticket["ticketId"] for ticket in venue.tickets(9))
    rest = _snapshot(door, after=ids[3])
    assert _header(rest).after == ids[3]
    assert rest.ids == ids[4:]
    assert _header(rest).tickets == 9


def test_a_copy_of_another_epoch_begins_anew(venue: Venue, door: Door) -> None:
    ids = sorted(ticket["ticketId"] for ticket in venue.tickets(4))
    copy = _snapshot(door, after=ids[2], epoch="another")
    assert _header(copy).after == ""
    assert copy.ids == ids


def test_a_copy_cut_inside_a_great_list_is_completed_by_the_next(venue: Venue, door: Door) -> None:
    [ticket] = venue.tickets()
    _multiply(venue, ticket["ticketId"], 2 * TICKETS_A_FRAME + 500)
    asked = {"log_id": door.log_id, "epoch": door.enrolled.epoch, "after": ""}
    raw = bytearray()
    with door.http.stream("GET", "snapshot", params=asked) as response:
        for chunk in response.iter_bytes(4096):
            raw += chunk
            if len(_Copy(bytes(raw)).tickets) >= TICKETS_A_FRAME:
                break
    cut = _Copy(bytes(raw))
    assert not cut.is_whole
    rest = _snapshot(door, after=cut.ids[-1])
    assert rest.is_whole
    ids = cut.ids + rest.ids
    assert len(ids) == len(set(ids)) == _header(cut).tickets == 2 * TICKETS_A_FRAME + 501
    assert ids == sorted(ids)


def test_a_ticket_that_changes_during_the_copy_arrives_by_pull(any_venue: Venue) -> None:
    door = any_venue.door()
    booking = any_venue.book()
    [ticket] = booking["tickets"]
    _multiply(any_venue, ticket["ticketId"], 2 * TICKETS_A_FRAME)
    asked = {"log_id": door.log_id, "epoch": door.enrolled.epoch, "after": ""}
    raw = bytearray()
    with door.http.stream("GET", "snapshot", params=asked) as response:
        chunks = response.iter_bytes(1024)
        while _Copy(bytes(raw)).header is None:
            raw += next(chunks)
        any_venue.cancel(booking["bookingId"])  # All the copies belong to this booking, so all of them change.
        for chunk in chunks:
            raw += chunk
    copy = _Copy(bytes(raw))
    assert copy.is_whole
    changed: dict[str, TicketStatus] = {}
    answer = door.pull(_header(copy).cursor)
    while True:
        changed |= {seen.ticket_id: seen.status for seen in answer.tickets}
        if not answer.more:
            break
        answer = door.pull(answer.cursor)
    assert changed == dict.fromkeys(copy.ids, TicketStatus.CANCELLED)


def test_its_policy_is_never_older_than_the_one_from_pairing(any_venue: Venue) -> None:
    early = any_venue.door("Early")
    for number in range(4):
        for _ in range(4):
            early.pull(policy=0)  # So that every worker has just looked at the gates there are.
        late = any_venue.door(f"Late {number}", any_venue.gate(f"Just made {number}"))
        policy = late.opened(_header(_snapshot(late)).policy)
        assert policy.version >= late.policy.version
        assert late.enrolled.gate_id in {gate.gate_id for gate in policy.gates}


@pytest.mark.parametrize("after", ["zzz", "'", "\u202e", "x" * 100])
def test_a_strange_place_to_go_on_from_is_only_a_place(venue: Venue, door: Door, after: str) -> None:
    venue.tickets(2)
    assert _snapshot(door, after=after).is_whole
