"""The bookings table: found by status, event and text, a page at a time."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from server.api import read_page
from server.catalog.models import Event
from server.contacts.service import PLACEHOLDER_DOMAIN
from server.dashboard.schemas import BookingRow, BookingTable
from server.orders.models import Order


@dataclass(frozen=True, slots=True)
class Sought:
    """Which bookings: of an organization, with what is not None."""

    organization_id: str
    status: str | None = None
    event_id: str | None = None
    text: str | None = None
    """Part of the customer's name or address, or of the order's id, however it is spelled."""


def read_bookings_table(session: Session, sought: Sought, *, cursor: str | None, limit: int) -> BookingTable:
    """A page of the table, newest first."""
    rows, following = read_page(session, _statement(sought), Order.id, cursor=cursor, limit=limit)
    ids = {row.event_id for row in rows if row.event_id}
    found = session.execute(select(Event.id, Event.name).where(Event.id.in_(ids)))
    names = {event.id: event.name for event in found}
    bookings = [_booking_row(row, names.get(row.event_id or "")) for row in rows]
    return BookingTable(bookings=bookings, nextCursor=following)


def _statement(sought: Sought) -> Select[Order]:
    statement = select(Order).where(Order.organization_id == sought.organization_id)
    if sought.status is not None:
        statement = statement.where(Order.status == sought.status)
    if sought.event_id is not None:
        statement = statement.where(Order.event_id == sought.event_id)
    if sought.text:
        statement = statement.where(_holds(sought.text))
    return statement


def _holds(text: str) -> ColumnElement[bool]:
    """SQLite folds the case of ASCII letters only, so names are also looked for as people write them."""
    spellings = {text, text.lower(), text.upper(), text.title()}
    return or_(
        Order.customer_key.contains(text.lower(), autoescape=True),
        Order.id.contains(text.lower(), autoescape=True),
        *(Order.customer_name.icontains(spelling, autoescape=True) for spelling in sorted(spellings)),
    )


def _booking_row(order: Order, event_name: str | None) -> BookingRow:
    is_placeholder = order.customer_email.endswith(f"@{PLACEHOLDER_DOMAIN}")
    return BookingRow(
        id=order.id,
        status=order.status,
        customerName=order.customer_name,
        customerEmail="" if is_placeholder else order.customer_email,
        eventId=order.event_id,
        eventName=event_name,
        productId=order.product_id,
        quantity=order.quantity,
        amountInCents=order.amount_cents,
        refundedInCents=order.refunded_cents,
        currency=order.currency,
        paymentMethod=order.payment_method,
        source=order.source,
        createdAt=order.created_at,
        paidAt=order.paid_at,
    )
