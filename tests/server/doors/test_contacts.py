"""What doors may know a guest by: the reference always, the buyer's address and phone where the organizer lets them."""

import pytest
from sqlalchemy import update

from server.audit.finding import find_person
from server.audit.people import erase_person
from server.ids import now_ms
from server.orders.models import Order
from sync.protocol.codec import FRAME_HEAD, FrameKind, TicketRow, decode_tickets
from sync.rules.ids import TicketId
from sync.rules.ticket import Ticket
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, wait_until

DAY_MS = 24 * 3_600_000


def _rows(door: Door) -> list[TicketRow]:
    raw, rows = door.http.get("snapshot", params={"log_id": door.log_id}).content, list[TicketRow]()
    while raw:
        kind, length = FRAME_HEAD.unpack_from(raw)
        body, raw = raw[FRAME_HEAD.size : FRAME_HEAD.size + length], raw[FRAME_HEAD.size + length :]
        if kind == FrameKind.TICKETS:
            rows += decode_tickets(body)
    return rows


def _say(venue: Venue, **said: object) -> None:
    answer = venue.api.patch(f"/api/v1/events/{venue.club.event_id}", json=said)
    assert answer.is_success, answer.text


def _told(door: Door) -> dict[TicketId, Ticket]:
    return {ticket.ticket_id: ticket for ticket in door.pull().tickets}


def test_a_door_knows_the_booking_and_the_buyer_of_each_ticket(any_venue: Venue) -> None:
    door = any_venue.door()
    booking = any_venue.book(2)
    first, second = door.settle().tickets
    buyer = booking["tickets"][0]
    for ticket in (first, second):
        assert ticket.reference == booking["bookingId"]
        assert (ticket.email, ticket.phone) == (buyer["attendeeEmail"], buyer["attendeePhone"])
    assert [row[10:] for row in _rows(door)] == [(first.reference, first.email, first.phone, "")] * 2
    answer = door.ask(buyer).ticket
    assert answer is not None
    assert (answer.reference, answer.email, answer.phone) == (first.reference, first.email, first.phone)
    assert door.policy.knows_contacts


def test_no_contact_data_goes_to_a_door_where_the_organizer_says_so(any_venue: Venue) -> None:
    _say(any_venue, doorContacts=False)
    [booked] = any_venue.tickets()
    door = any_venue.door()
    assert not door.policy.knows_contacts
    seen = [door.http.get("snapshot", params={"log_id": door.log_id}).content]
    [ticket] = door.pull().tickets
    claimed = door.ask(booked).ticket
    assert claimed is not None
    for known in (ticket, claimed):
        assert (known.holder, known.email, known.phone) == (booked["attendeeName"], "", "")
        assert known.reference.startswith("ord_")
    assert [row[11:] for row in _rows(door)] == [("", "", "")]
    assert booked["attendeeEmail"].encode() not in b"".join(seen)


def test_doors_hear_that_contacts_may_be_known_no_more(any_venue: Venue) -> None:
    door = any_venue.door()
    any_venue.book()
    _say(any_venue, doorContacts=False)
    policy = door.opened(wait_until(lambda: door.pull(wait_s=1).policy, "a policy without contacts"))
    assert not policy.knows_contacts
    wait_until(lambda: all(ticket.email == "" for ticket in _told(door).values()), "the feed has no address")


def test_references_and_contacts_go_with_the_names(any_venue: Venue) -> None:
    door = any_venue.door()
    any_venue.book()
    _say(any_venue, customProperties={"endDate": now_ms() - 2 * DAY_MS}, keepNamesDays=1)
    wait_until(lambda: [row[10:] for row in _rows(door)] == [("", "", "", "")], "the snapshot names nobody")
    [ticket] = door.pull().tickets
    assert (ticket.holder, ticket.reference, ticket.email, ticket.phone) == ("", "", "", "")


def test_a_made_up_address_is_no_address(any_venue: Venue) -> None:
    door = any_venue.door()
    booking = any_venue.book()
    with any_venue.context.database.transaction() as session:
        made_up = update(Order).where(Order.id == booking["bookingId"]).values(customer_email="a.b.1@guest.invalid")
        session.execute(made_up)
    [ticket] = door.pull().tickets
    assert (ticket.email, ticket.phone != "") == ("", True)
    assert [row[11] for row in _rows(door)] == [""]


@pytest.mark.parametrize("people", [1, 3])
def test_doors_forget_an_erased_buyer_at_every_ticket_of_theirs(any_venue: Venue, people: int) -> None:
    door = any_venue.door()
    booking = any_venue.book(people)
    buyer = booking["tickets"][0]["attendeeEmail"]
    cursor = door.settle().cursor
    with any_venue.context.database.transaction() as session:
        found = find_person(session, any_venue.context.vault, any_venue.club.organization_id, buyer)
        erase_person(session, any_venue.context.tools, found, actor="key_x", is_cancelling=True)
    told = door.pull(cursor).tickets
    assert {ticket.ticket_id for ticket in told} == {ticket["ticketId"] for ticket in booking["tickets"]}
    assert {(ticket.email, ticket.phone) for ticket in told} == {("", "")}
