"""A group's ticket is one ticket and takes a seat for each of its people: sold, held, refunded and never oversold."""

import asyncio
from collections import Counter

import httpx
import pytest
from sqlalchemy import select, update

from server.catalog.models import Event, Offer, Product
from server.context import Context
from server.errors import SoldOutError
from server.ids import now_ms
from server.orders.changes import cancel_order, expire_orders, revoke_ticket
from server.orders.models import Order
from server.payments.refunds import request_refund
from server.payments.settle import mark_paid_elsewhere
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus
from tests.factories import Club, book, booking_body, make_club
from tests.serving import open_context, running_server

GROUP = {"groupSize": 4}


def _taken(context: Context, club: Club) -> tuple[int, int, int]:
    """Of the event (people), the offer and the product (tickets)."""
    with context.database.transaction() as session:
        return (
            session.get_one(Event, club.event_id).taken,
            session.get_one(Offer, club.offer_id).taken,
            session.get_one(Product, club.product_id).taken,
        )


def _first_ticket(context: Context, order_id: str) -> Ticket:
    with context.database.transaction() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.order_id == order_id).order_by(Ticket.place)).first()
        assert ticket is not None
        session.expunge(ticket)
        return ticket


def test_it_takes_its_peoples_seats_and_one_piece_of_the_offer(context: Context) -> None:
    club = make_club(context, capacity=10, quantity=5, product=GROUP)
    answer = book(context, club, guests=1)
    assert _taken(context, club) == (8, 2, 2)
    assert _first_ticket(context, answer.bookingId).admits == 4
    with pytest.raises(SoldOutError):
        book(context, club)
    assert _taken(context, club) == (8, 2, 2)


def test_the_offers_quantity_counts_tickets(context: Context) -> None:
    club = make_club(context, capacity=100, quantity=2, product=GROUP)
    book(context, club, guests=1)
    with pytest.raises(SoldOutError):
        book(context, club)
    assert _taken(context, club) == (8, 2, 2)


def test_whatever_ends_it_gives_all_its_seats_back(context: Context) -> None:
    club = make_club(context, capacity=16, price_cents=500, product=GROUP)
    expired, cancelled, refunded, revoked = (book(context, club).bookingId for _ in range(4))
    assert _taken(context, club) == (16, 4, 4)
    with context.database.transaction() as session:
        session.execute(update(Order).where(Order.id == expired).values(expires_at=now_ms() - 1))
    with context.database.transaction() as session:
        mark_paid_elsewhere(session, context.tools, refunded)
        mark_paid_elsewhere(session, context.tools, revoked)
        expire_orders(session, context.tools, now_ms())
        cancel_order(session, context.tools, cancelled)
    assert _taken(context, club) == (8, 2, 2)
    ticket_id = _first_ticket(context, revoked).id
    with context.database.transaction() as session:
        request_refund(session, context.tools, refunded, actor="tests")
        revoke_ticket(session, ticket_id)
    assert _taken(context, club) == (0, 0, 0)


def test_a_late_payment_takes_all_of_them_again_or_none(context: Context) -> None:
    club = make_club(context, capacity=7, price_cents=500, product=GROUP)
    late = book(context, club).bookingId
    with context.database.transaction() as session:
        session.execute(update(Order).where(Order.id == late).values(expires_at=now_ms() - 1))
    with context.database.transaction() as session:
        expire_orders(session, context.tools, now_ms())
        session.execute(update(Event).where(Event.id == club.event_id).values(capacity=3))
    with pytest.raises(SoldOutError), context.database.transaction() as session:
        mark_paid_elsewhere(session, context.tools, late)
    assert _taken(context, club) == (0, 0, 0)
    with context.database.transaction() as session:
        session.execute(update(Event).where(Event.id == club.event_id).values(capacity=4))
    with context.database.transaction() as session:
        mark_paid_elsewhere(session, context.tools, late)
    assert _taken(context, club) == (4, 1, 1)
    assert _first_ticket(context, late).status == TicketStatus.ACTIVE


def test_a_changed_group_size_leaves_sold_tickets_as_they_are(context: Context) -> None:
    club = make_club(context, capacity=16, product=GROUP)
    early = book(context, club).bookingId
    with context.database.transaction() as session:
        session.execute(update(Product).where(Product.id == club.product_id).values(admits=2))
    book(context, club)
    assert _taken(context, club) == (6, 2, 2)
    with context.database.transaction() as session:
        cancel_order(session, context.tools, early)
    assert _taken(context, club) == (2, 1, 1)


def test_since_when_it_is_no_longer_good_is_known_and_forgotten_when_it_is_good_again(context: Context) -> None:
    club = make_club(context, price_cents=500, product=GROUP)
    order_id = book(context, club).bookingId
    assert _first_ticket(context, order_id).status_since is None
    with context.database.transaction() as session:
        session.execute(update(Order).where(Order.id == order_id).values(expires_at=now_ms() - 1))
    before = now_ms()
    with context.database.transaction() as session:
        expire_orders(session, context.tools, now_ms())
    cancelled = _first_ticket(context, order_id)
    assert cancelled.status_since is not None
    assert before <= cancelled.status_since <= now_ms()
    with context.database.transaction() as session:
        mark_paid_elsewhere(session, context.tools, order_id)
    assert _first_ticket(context, order_id).status_since is None
    with context.database.transaction() as session:
        revoke_ticket(session, cancelled.id)
    assert _first_ticket(context, order_id).status_since is not None


@pytest.mark.parametrize("size", [0, -1, 1001, "4", 2.5])
def test_a_group_size_that_cannot_be_is_refused_in_words(client: httpx.Client, size: object) -> None:
    answer = client.post("/api/v1/products", json={"name": "Table", "customProperties": {"groupSize": size}})
    assert answer.status_code == 400
    assert "groupSize" in answer.json()["error"]


@pytest.mark.parametrize("workers", [1, 2])
def test_groups_bought_at_once_never_oversell(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, workers: int
) -> None:
    if workers > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite is served by one process")
    with (
        running_server(tmp_path_factory.mktemp("groups"), database_url=database_url, workers=workers) as server,
        open_context(server.config) as context,
    ):
        club = make_club(context, capacity=50, product=GROUP)
        assert asyncio.run(_buy_at_once(server.url, club, buyers=24)) == {200: 12, 409: 12}
        assert _taken(context, club) == (48, 12, 12)


async def _buy_at_once(url: str, club: Club, *, buyers: int) -> Counter[int]:
    async with httpx.AsyncClient(base_url=url, headers=club.headers, timeout=60) as client:
        answers = await asyncio.gather(
            *(
                client.post("/api/v1/bookings/create", json=booking_body(club, email=f"b{number}@example.com"))
                for number in range(buyers)
            )
        )
    return Counter(answer.status_code for answer in answers)
