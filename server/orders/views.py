"""An order's rows as the booking that the API answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.orders.models import Order
from server.orders.schemas import BookedContact, BookedTicket, BookingAnswer, BookingObject, BookingTicket
from server.tickets.models import Ticket

Row = Mapping[str, Any]
_SERVICE_BOOKING = "service_booking"


def booking_answer(order: Row, tickets: Sequence[Row]) -> BookingAnswer:
    """What whoever books is told, of an order's row and its tickets' rows in their places."""
    return BookingAnswer(**_made(order, tickets), tickets=[BookedTicket(**_ticket(ticket)) for ticket in tickets])


def booking_object(order: Row, tickets: Sequence[Row]) -> BookingObject:
    """The same booking with how it stands now."""
    return BookingObject(
        **_made(order, tickets),
        tickets=[BookingTicket(**_ticket(ticket), status=ticket["status"]) for ticket in tickets],
        status=order["status"],
        eventId=order["event_id"],
        productId=order["product_id"],
        amountInCents=order["amount_cents"],
        currency=order["currency"],
        source=order["source"],
        frontendRsvpId=order["frontend_rsvp_id"],
        metadata=metadata_of(order["subtype"], order["extra"]),
        expiresAt=order["expires_at"],
    )


def metadata_of(subtype: str, extra: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the caller gave to be kept with an order of that subtype, of all that is kept; None where that is nothing.

    A service booking keeps facts of its own beside it.
    """
    given = extra.get("metadata") if subtype == _SERVICE_BOOKING else extra
    return dict(given) if given else None


def _made(order: Row, tickets: Sequence[Row]) -> dict[str, Any]:
    """The fields that both have, but for the tickets."""
    return dict(  # noqa: C408  Keywords read better here.
        bookingId=order["id"],
        transactionId=order["id"],
        purchaseItemIds=[ticket["purchase_item_id"] for ticket in tickets],
        crmContacts=[
            BookedContact(
                contactId=ticket["contact_id"],
                email=ticket["holder_email"] or "",
                isPrimary=ticket["is_primary"],
            )
            for ticket in tickets
            if ticket["contact_id"] is not None
        ],
        totalAttendees=len(tickets),
        createdAt=order["created_at"],
    )


def read_bookings(session: Session, orders: Iterable[Order]) -> list[BookingObject]:
    """The bookings of these orders, with one query for all their tickets."""
    found = list(orders)
    statement = (
        select(*Ticket.__table__.columns)
        .where(Ticket.order_id.in_([order.id for order in found]))
        .order_by(Ticket.order_id, Ticket.place)
    )
    tickets: dict[str, list[Row]] = {}
    for row in session.execute(statement).mappings():
        tickets.setdefault(row["order_id"], []).append(dict(row))
    return [booking_object(_row_of(order), tickets.get(order.id, [])) for order in found]


def _row_of(order: Order) -> Row:
    return {column.key: getattr(order, column.key) for column in Order.__table__.columns}


def _ticket(ticket: Row) -> dict[str, Any]:
    return dict(  # noqa: C408  Keywords read better here.
        ticketId=ticket["id"],
        attendeeName=ticket["holder_name"],
        attendeeEmail=ticket["holder_email"],
        attendeePhone=ticket["holder_phone"],
        isPrimary=ticket["is_primary"],
        qrCode=ticket["id"],
        signedCode=ticket["signed_code"],
    )
