"""Seats: the counters agree with the tickets whatever happens, holds run out, and no seat is sold twice."""

import asyncio
import contextlib
import json
from collections import Counter

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from server.catalog.models import Event, Offer, Product
from server.context import Context
from server.errors import ConflictError, DoorwardError, SoldOutError
from server.ids import now_ms
from server.orders.changes import cancel_order, expire_orders, revoke_ticket
from server.orders.models import Order, OrderStatus
from server.outbox.feed import feed_position
from server.payments.refunds import request_refund
from server.payments.settle import mark_paid_elsewhere
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus
from tests.factories import Club, book, booking_body, make_club
from tests.server.conftest import next_prefix
from tests.serving import open_context, running_server


def _counters(context: Context, club: Club) -> list[int]:
    """What event, offer and product say is taken, then what the tickets say."""
    with context.database.transaction() as session:
        counted = select(func.count(Ticket.id)).where(
            Ticket.event_id == club.event_id,
            Ticket.status.in_([TicketStatus.ACTIVE, TicketStatus.UNPAID]),
        )
        return [
            session.get_one(Event, club.event_id).taken,
            session.get_one(Offer, club.offer_id).taken,
            session.get_one(Product, club.product_id).taken,
            session.scalar(counted) or 0,
        ]


def _statuses(context: Context, order_id: str) -> tuple[str, Counter[str]]:
    with context.database.transaction() as session:
        tickets = session.scalars(select(Ticket.status).where(Ticket.order_id == order_id))
        return session.get_one(Order, order_id).status, Counter(tickets)


def _let_holds_run_out(context: Context, order_id: str) -> None:
    with context.database.transaction() as session:
        session.execute(update(Order).where(Order.id == order_id).values(expires_at=now_ms() - 1))


def test_a_pending_order_holds_its_seats(context: Context) -> None:
    club = make_club(context, capacity=2, price_cents=500)
    book(context, club, guests=1)

    with pytest.raises(SoldOutError):
        book(context, club, email="second@example.com")


def test_an_expired_hold_gives_its_seats_to_the_next_buyer(context: Context) -> None:
    club = make_club(context, capacity=2, price_cents=500)
    first = book(context, club, guests=1)
    _let_holds_run_out(context, first.bookingId)

    second = book(context, club, guests=1, email="second@example.com")

    assert _statuses(context, first.bookingId) == ("expired", {"cancelled": 2})
    assert _statuses(context, second.bookingId) == ("pending", {"unpaid": 2})
    assert _counters(context, club) == [2, 2, 2, 2]


def test_the_sweep_expires_only_what_is_over(context: Context) -> None:
    club = make_club(context, price_cents=500)
    over, current = book(context, club), book(context, club, email="second@example.com")
    _let_holds_run_out(context, over.bookingId)

    with context.database.transaction() as session:
        assert expire_orders(session, context.tools, now_ms()) == 1

    assert _statuses(context, over.bookingId)[0] == "expired"
    assert _statuses(context, current.bookingId)[0] == "pending"


def test_a_payment_after_expiry_takes_seats_where_there_are_any(context: Context) -> None:
    club = make_club(context, capacity=1, price_cents=500)
    first = book(context, club)
    _let_holds_run_out(context, first.bookingId)
    with context.database.transaction() as session:
        expire_orders(session, context.tools, now_ms())
    with context.database.transaction() as session:
        mark_paid_elsewhere(session, context.tools, first.bookingId)

    assert _statuses(context, first.bookingId) == ("paid", {"active": 1})
    with pytest.raises(SoldOutError):
        book(context, club, email="second@example.com")


def test_a_payment_after_expiry_is_refused_where_the_seats_are_gone(context: Context) -> None:
    club = make_club(context, capacity=1, price_cents=500)
    first = book(context, club)
    _let_holds_run_out(context, first.bookingId)
    book(context, club, email="second@example.com")

    with pytest.raises(SoldOutError), context.database.transaction() as session:
        mark_paid_elsewhere(session, context.tools, first.bookingId)

    assert _statuses(context, first.bookingId) == ("expired", {"cancelled": 1})


def test_every_change_of_a_ticket_moves_the_feed(sqlite_context: Context) -> None:
    club = make_club(sqlite_context, price_cents=500)
    booked = book(sqlite_context, club, guests=1)
    seen = []
    for change in (
        lambda session: mark_paid_elsewhere(session, sqlite_context.tools, booked.bookingId),
        lambda session: revoke_ticket(session, booked.tickets[0].ticketId),
        lambda session: request_refund(session, sqlite_context.tools, booked.bookingId, actor="tests"),
    ):
        with sqlite_context.database.transaction() as session:
            change(session)
            positions = session.scalars(select(Ticket.feed_position).where(Ticket.event_id == club.event_id))
            seen.append((sorted(positions), feed_position(session, club.event_id)))

    assert seen == [([3, 4], 4), ([4, 5], 5), ([5, 6], 6)]


def test_money_paid_is_refunded_not_cancelled(sqlite_context: Context) -> None:
    club = make_club(sqlite_context, price_cents=500)
    booked = book(sqlite_context, club)
    with sqlite_context.database.transaction() as session:
        mark_paid_elsewhere(session, sqlite_context.tools, booked.bookingId)

    with pytest.raises(ConflictError), sqlite_context.database.transaction() as session:
        cancel_order(session, sqlite_context.tools, booked.bookingId)
    with sqlite_context.database.transaction() as session:
        request_refund(session, sqlite_context.tools, booked.bookingId, actor="tests")

    assert _statuses(sqlite_context, booked.bookingId) == ("refunded", {"refunded": 1})
    assert _counters(sqlite_context, club) == [0, 0, 0, 0]


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["book", "pay", "cancel", "refund", "revoke", "expire", "sweep"]), st.integers(0, 10_000)
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, price=st.sampled_from([0, 500]))
def test_the_counters_agree_with_the_tickets_after_any_history(
    sqlite_context: Context, steps: list[tuple[str, int]], price: int
) -> None:
    club = make_club(sqlite_context, prefix=next_prefix(), capacity=6, quantity=5, price_cents=price)
    orders: list[str] = []
    for step, number in steps:
        with contextlib.suppress(DoorwardError):  # Refused: nothing may have changed.
            _take_step(sqlite_context, club, orders, step, number)
        event, offer, product, tickets = _counters(sqlite_context, club)
        assert event == offer == product == tickets <= 5


def _take_step(context: Context, club: Club, orders: list[str], step: str, number: int) -> None:
    if step == "book":
        orders.append(book(context, club, guests=number % 3, email=f"m{number}@example.com").bookingId)
        return
    if not orders:
        return
    order_id = orders[number % len(orders)]
    if step == "expire":
        with context.database.transaction() as session:
            session.execute(
                update(Order)
                .where(Order.id == order_id, Order.status == OrderStatus.PENDING)
                .values(expires_at=now_ms() - 1)
            )
        return
    with context.database.transaction() as session:
        if step == "sweep":
            expire_orders(session, context.tools, now_ms())
        elif step == "revoke":
            tickets = session.scalars(select(Ticket.id).where(Ticket.order_id == order_id).order_by(Ticket.place))
            revoke_ticket(session, tickets.all()[0])
        elif step == "pay":
            mark_paid_elsewhere(session, context.tools, order_id)
        elif step == "cancel":
            cancel_order(session, context.tools, order_id)
        else:
            request_refund(session, context.tools, order_id, actor="tests")


@pytest.mark.parametrize("workers", [1, 2])
def test_sixty_four_buyers_get_exactly_fifty_seats(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, workers: int
) -> None:
    if workers > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite is served by one process")
    folder = tmp_path_factory.mktemp("sale")
    with (
        running_server(folder, database_url=database_url, workers=workers) as server,
        open_context(server.config) as context,
    ):
        club = make_club(context, capacity=50)
        statuses = asyncio.run(_buy_all_at_once(server.url, club, buyers=64))
        assert statuses == {200: 50, 409: 14}
        assert _counters(context, club) == [50, 50, 50, 50]


async def _buy_all_at_once(url: str, club: Club, *, buyers: int) -> Counter[int]:
    limits = httpx.Limits(max_connections=buyers)
    async with httpx.AsyncClient(base_url=url, headers=club.headers, limits=limits, timeout=60) as client:
        answers = await asyncio.gather(
            *(
                client.post("/api/v1/bookings/create", json=booking_body(club, email=f"b{number}@example.com"))
                for number in range(buyers)
            )
        )
    assert {json.loads(answer.text)["details"]["code"] for answer in answers if answer.status_code == 409} <= {
        "SOLD_OUT"
    }
    return Counter(answer.status_code for answer in answers)
