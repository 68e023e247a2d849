"""What an event has left, as the sellers count it: tickets that admit, and holds that are not over."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event, Offer, Product
from server.errors import ConflictError, NotFoundError
from server.orders.models import Order
from server.public import rfc3339
from server.shop.schemas import AvailabilityAnswer, TicketType
from server.text import clean_line
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus

_MOST_LISTED = 20
Lapsed = dict[tuple[str, str], tuple[int, int]]
"""Tickets whose hold is over but which nobody has swept yet, and the people they are for, by event and product."""


@dataclass(frozen=True, slots=True)
class Named:
    """An event found by its name, and the slug and name of its organization."""

    event: Event
    organization: str
    organization_name: str


@dataclass(frozen=True, slots=True)
class Seats:
    """How an event's sale stands. ``remaining`` is None where nothing bounds it."""

    sold: int
    remaining: int | None
    ticket_types: list[TicketType]


def find_event_named(session: Session, name: str, organization: str | None) -> Named:
    """The published event of that name or slug; NotFoundError where there is none.

    ConflictError where several are called so: with the organizations' slugs, for ``organization`` (id, slug or prefix)
    to choose from, or with the events' slugs where they are one organization's.
    """
    wanted = clean_line(name)
    statement = (
        select(Event, Organization.slug, Organization.name)
        .join(Organization, Organization.id == Event.organization_id)
        .where(Event.status == "published", or_(Event.name == wanted, Event.slug == wanted.lower()))
        .order_by(Organization.slug, Event.slug)
    )
    if organization:
        owned = (Organization.id, Organization.slug, Organization.ticket_prefix)
        statement = statement.where(or_(*(column == organization for column in owned)))
    found = [Named(*row) for row in session.execute(statement.limit(_MOST_LISTED)).all()]
    if not found:
        raise NotFoundError("Event not found")
    owners = sorted({named.organization for named in found})
    if len(owners) > 1:
        listed = ", ".join(owners)
        raise ConflictError(
            f"Several organizations have this event; add ?organization= ({listed})", organizations=listed
        )
    if len(found) == 1:
        return found[0]
    exact = [named for named in found if named.event.slug == wanted]
    if exact:
        return exact[0]
    listed = ", ".join(named.event.slug for named in found)
    raise ConflictError(f"Several events have this name; ask for one by its slug ({listed})", events=listed)


def read_availability(session: Session, named: Named, at: int) -> AvailabilityAnswer:
    """What is left of everything the event offers; ``at`` is now in Unix ms."""
    event = named.event
    seats = seats_of(session, [event], at)[event.id]
    return AvailabilityAnswer(
        eventId=event.id,
        name=event.name,
        slug=event.slug,
        organization=named.organization,
        startsAt=event.starts_at,
        event_date=None if event.starts_at is None else rfc3339(event.starts_at),
        capacity=event.capacity,
        sold=seats.sold,
        remaining=seats.remaining,
        venue_capacity=event.capacity,
        tickets_sold=seats.sold,
        tickets_available=seats.remaining,
        ticketTypes=seats.ticket_types,
    )


def seats_of(session: Session, events: Sequence[Event], at: int) -> dict[str, Seats]:
    """How each event's sale stands, by its id; ``at`` is now in Unix ms."""
    offered: dict[str, list[tuple[Offer, Product]]] = {event.id: [] for event in events}
    statement = (
        select(Offer, Product)
        .join(Product, Product.id == Offer.product_id)
        .where(Offer.event_id.in_(offered), Product.status == "active", Product.subtype == "ticket")
        .order_by(Offer.display_order, Offer.id)
    )
    for offer, product in session.execute(statement):
        offered[offer.event_id].append((offer, product))
    product_ids = {product.id for rows in offered.values() for _, product in rows}
    lapsed = _lapsed_holds(session, list(offered), list(product_ids), at)
    return {event.id: _seats(event, offered[event.id], lapsed, at) for event in events}


def _seats(event: Event, offered: Sequence[tuple[Offer, Product]], lapsed: Lapsed, at: int) -> Seats:
    sold = event.taken - sum(people for (event_id, _), (_, people) in lapsed.items() if event_id == event.id)
    remaining = None if event.capacity is None else max(0, event.capacity - sold)
    types = [_ticket_type(offer, product, lapsed, remaining, at) for offer, product in offered]
    return Seats(sold, remaining, types)


def _lapsed_holds(session: Session, event_ids: list[str], product_ids: list[str], at: int) -> Lapsed:
    statement = (
        select(Ticket.event_id, Ticket.product_id, func.count(Ticket.id), func.sum(Ticket.admits))
        .join(Order, Order.id == Ticket.order_id)
        .where(
            Order.expires_at <= at,
            Ticket.status == TicketStatus.UNPAID,
            or_(Ticket.event_id.in_(event_ids), Ticket.product_id.in_(product_ids)),
        )
        .group_by(Ticket.event_id, Ticket.product_id)
    )
    return {(row[0], row[1]): (row[2], int(row[3])) for row in session.execute(statement)}


def _ticket_type(offer: Offer, product: Product, lapsed: Lapsed, remaining: int | None, at: int) -> TicketType:
    sold = offer.taken - lapsed.get((offer.event_id, product.id), (0, 0))[0]
    everywhere = product.taken - sum(
        tickets for (_, product_id), (tickets, _) in lapsed.items() if product_id == product.id
    )
    bounds = [] if remaining is None else [remaining // product.admits]
    if offer.quantity is not None:
        bounds.append(offer.quantity - sold)
    if product.max_quantity is not None:
        bounds.append(product.max_quantity - everywhere)
    return TicketType(
        productId=product.id,
        name=product.name,
        priceInCents=product.price_cents,
        currency=product.currency,
        capacity=product.max_quantity if offer.quantity is None else offer.quantity,
        sold=sold,
        available=max(0, min(bounds)) if bounds else None,
        salesOpen=(offer.sales_start is None or at >= offer.sales_start)
        and (offer.sales_end is None or at < offer.sales_end),
        limitPerCustomer=offer.limit_per_customer,
    )
