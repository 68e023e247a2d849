"""Book: one order, its purchase items, contacts and tickets, all in the caller's transaction."""

from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, insert, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event, Offer, Product
from server.contacts.service import Person, keep_contacts
from server.errors import (
    InvalidEventError,
    InvalidProductError,
    LimitReachedError,
    SalesClosedError,
    SoldOutError,
)
from server.ids import new_id, now_ms
from server.orders.changes import expire_orders
from server.orders.models import Order, OrderStatus, PurchaseItem
from server.orders.schemas import BookingAnswer, BookingRequest
from server.orders.seats import lock_event, take_seats
from server.orders.views import booking_answer
from server.text import fold_email
from server.tickets.issue import DrawnTicket, Holder, Issue, draw_ticket, write_tickets
from server.tickets.keys import Signer
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus

Facts = Row[*tuple[Any, ...]]
"""What a booking must know of the event, the product, the offer and the organization."""
_FACTS: Select[*tuple[Any, ...]] = (
    select(
        Event.number.label("event_number"),
        Event.name.label("event_name"),
        Event.status.label("event_status"),
        Event.starts_at,
        Event.code_prefix,
        Event.capacity,
        Product.id.label("product_id"),
        Product.number.label("product_number"),
        Product.subtype.label("product_subtype"),
        Product.status.label("product_status"),
        Product.price_cents,
        Product.currency,
        Product.needs_look,
        Product.note,
        Product.valid_from,
        Product.valid_until,
        Offer.id.label("offer_id"),
        Offer.limit_per_customer,
        Offer.sales_start,
        Offer.sales_end,
        Organization.contact_tag,
    )
    .join(Organization, Organization.id == Event.organization_id)
    .join(
        Product,
        and_(Product.id == bindparam("product"), Product.organization_id == Event.organization_id),
        isouter=True,
    )
    .join(Offer, and_(Offer.event_id == Event.id, Offer.product_id == Product.id), isouter=True)
    .where(Event.id == bindparam("event"), Event.organization_id == bindparam("organization"))
)
_INSERT_ORDER = insert(Order)
_INSERT_ITEMS = insert(PurchaseItem)


def create_booking(
    session: Session, signer: Signer, organization_id: str, request: BookingRequest, *, hold_ms: int
) -> BookingAnswer:
    """Book the request's attendees; the seats are taken and checked in the same transaction.

    A free booking is paid at once; any other is pending and holds its seats for ``hold_ms``. Raises
    InvalidEventError, InvalidProductError, SalesClosedError, SoldOutError or LimitReachedError.
    """
    at = now_ms()
    facts = _load_facts(session, organization_id, request)
    _check_on_sale(facts, at)
    people = _people_of(request)
    _take_seats(session, request.eventId, facts.product_id, len(people), at)
    _check_limit(session, facts, request, len(people))
    contacts = keep_contacts(session, organization_id, facts.contact_tag, people, at)
    order = _order_row(facts, organization_id, request, len(people), at, hold_ms)
    issue = _issue_of(facts, organization_id, order, at)
    drawn = [draw_ticket(session, signer, issue) for _ in people]
    items = [_item_row(facts, order, person, ticket) for person, ticket in zip(people, drawn, strict=True)]
    holders = [
        _holder(person, item["id"], contact) for person, item, contact in zip(people, items, contacts, strict=True)
    ]
    connection = session.connection()
    connection.execute(_INSERT_ORDER, [order])
    connection.execute(_INSERT_ITEMS, items)
    return booking_answer(order, write_tickets(session, issue, holders, drawn))


def _load_facts(session: Session, organization_id: str, request: BookingRequest) -> Facts:
    """Everything a booking must know, in one query."""
    asked = {"event": request.eventId, "product": request.productId, "organization": organization_id}
    facts = session.connection().execute(_FACTS, asked).first()
    if facts is None or facts.event_status != "published":
        raise InvalidEventError
    if facts.product_id is None or facts.product_status != "active":
        raise InvalidProductError
    if facts.product_subtype != "ticket":
        raise InvalidProductError("This product is not a ticket")
    if facts.offer_id is None:
        raise InvalidProductError("The event does not offer this product")
    return facts


def _check_on_sale(facts: Facts, at: int) -> None:
    if facts.sales_start is not None and at < facts.sales_start:
        raise SalesClosedError("Sales have not begun")
    if facts.sales_end is not None and at >= facts.sales_end:
        raise SalesClosedError("Sales are over")


def _take_seats(session: Session, event_id: str, product_id: str, seats: int, at: int) -> None:
    """Take the seats; where there are too few, first give back those whose hold has run out."""
    if take_seats(session, event_id, product_id, seats):
        return
    lock_event(session, event_id)
    if expire_orders(session, at, event_id=event_id) and take_seats(session, event_id, product_id, seats):
        return
    if session.connection().scalar(select(Event.status).where(Event.id == event_id)) != "published":
        raise InvalidEventError
    raise SoldOutError


def _check_limit(session: Session, facts: Facts, request: BookingRequest, seats: int) -> None:
    """The offer's limit a customer, counted under the event's lock over all bookings of one folded address."""
    if facts.limit_per_customer is None:
        return
    statement: Select[*tuple[Any, ...]] = (
        select(func.count(Ticket.id), func.min(Order.id))
        .join(Order, Order.id == Ticket.order_id)
        .where(
            Order.event_id == request.eventId,
            Order.customer_key == fold_email(request.primaryAttendee.email),
            Ticket.product_id == facts.product_id,
            Ticket.status.in_((TicketStatus.ACTIVE, TicketStatus.UNPAID)),
        )
    )
    booked, earliest = session.connection().execute(statement).one()
    if booked + seats > facts.limit_per_customer:
        message = f"At most {facts.limit_per_customer} for one customer, and {booked} are booked already"
        earlier = {} if earliest is None else {"bookingId": earliest}
        raise LimitReachedError(message, **earlier)


def _people_of(request: BookingRequest) -> list[Person]:
    primary = request.primaryAttendee
    people = [Person(primary.firstName, primary.lastName, primary.email, primary.phone, is_guest=False)]
    people += [
        Person(guest.firstName, guest.lastName, guest.email or None, guest.phone, is_guest=True)
        for guest in request.guests or ()
    ]
    return people


def _order_row(
    facts: Facts, organization_id: str, request: BookingRequest, seats: int, at: int, hold_ms: int
) -> dict[str, Any]:
    primary = request.primaryAttendee
    is_free = facts.price_cents == 0
    return {
        "id": new_id("ord"),
        "organization_id": organization_id,
        "subtype": "event_booking",
        "event_id": request.eventId,
        "product_id": facts.product_id,
        "customer_name": f"{primary.firstName} {primary.lastName}",
        "customer_email": primary.email,
        "customer_key": fold_email(primary.email),
        "customer_phone": primary.phone,
        "payer_type": "individual",
        "quantity": seats,
        "amount_cents": facts.price_cents * seats,
        "currency": facts.currency,
        "payment_method": "free" if is_free else "pending",
        "status": OrderStatus.PAID.value if is_free else OrderStatus.PENDING.value,
        "source": request.source,
        "frontend_rsvp_id": request.frontendRsvpId,
        "created_at": at,
        "paid_at": at if is_free else None,
        "expires_at": None if is_free else at + hold_ms,
    }


def _issue_of(facts: Facts, organization_id: str, order: dict[str, Any], at: int) -> Issue:
    return Issue(
        organization_id=organization_id,
        event_id=order["event_id"],
        event_number=facts.event_number,
        code_prefix=facts.code_prefix,
        product_id=facts.product_id,
        product_number=facts.product_number,
        order_id=order["id"],
        status=TicketStatus.ACTIVE if order["paid_at"] is not None else TicketStatus.UNPAID,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        needs_look=facts.needs_look,
        note=facts.note,
        at=at,
    )


def _item_row(facts: Facts, order: dict[str, Any], person: Person, ticket: DrawnTicket) -> dict[str, Any]:
    return {
        "id": new_id("pit"),
        "organization_id": order["organization_id"],
        "order_id": order["id"],
        "product_id": facts.product_id,
        "quantity": 1,
        "price_cents": facts.price_cents,
        "total_cents": facts.price_cents,
        "buyer_name": f"{person.first_name} {person.last_name}",
        "buyer_email": person.email or "",
        "buyer_phone": person.phone,
        "fulfillment_type": "ticket",
        "fulfillment_status": "fulfilled" if order["paid_at"] is not None else "pending",
        "fulfillment_data": {
            "ticketId": ticket.ticket_id,
            "ticketCode": ticket.ticket_id,
            "eventId": order["event_id"],
            "eventDate": facts.starts_at,
        },
        "created_at": order["created_at"],
    }


def _holder(person: Person, purchase_item_id: str, contact_id: str | None) -> Holder:
    return Holder(
        name=f"{person.first_name} {person.last_name}",
        email=person.email,
        phone=person.phone,
        is_primary=not person.is_guest,
        purchase_item_id=purchase_item_id,
        contact_id=contact_id,
    )
