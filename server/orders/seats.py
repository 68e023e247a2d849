"""Seats: the one place where ``taken`` of events, offers and products changes.

An offer and a product count tickets: those that are active or, while their order holds them, unpaid. An event counts
the people whom these let in, which are more where a ticket is a group's. The bound and the change are one UPDATE, which
also locks the event's row until the transaction ends: whoever sells seats of an event, gives them back or moves an
order of it comes through this row first, so they cannot pass each other on either database.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from server.catalog.models import Event, Offer, Product
from server.tickets.models import Ticket

_EVENT = (
    update(Event)
    .where(
        Event.id == bindparam("event"),
        Event.status == "published",
        or_(Event.capacity.is_(None), Event.taken + bindparam("people") <= Event.capacity),
    )
    .values(taken=Event.taken + bindparam("people"))
)
_OFFER = (
    update(Offer)
    .where(
        Offer.event_id == bindparam("event"),
        Offer.product_id == bindparam("product"),
        or_(Offer.quantity.is_(None), Offer.taken + bindparam("pieces") <= Offer.quantity),
    )
    .values(taken=Offer.taken + bindparam("pieces"))
)
_PRODUCT = (
    update(Product)
    .where(
        Product.id == bindparam("product"),
        or_(Product.max_quantity.is_(None), Product.taken + bindparam("pieces") <= Product.max_quantity),
    )
    .values(taken=Product.taken + bindparam("pieces"))
)


@dataclass(frozen=True, slots=True)
class Seats:
    """What so many tickets of one product take up at an event: ``people`` of its seats."""

    event_id: str
    product_id: str
    tickets: int
    people: int


def seats_of(tickets: Sequence[Ticket]) -> list[Seats]:
    """What these tickets take up, in the order in which it is locked."""
    keys = sorted({(ticket.event_id, ticket.product_id) for ticket in tickets})
    parties = [[ticket.admits for ticket in tickets if (ticket.event_id, ticket.product_id) == key] for key in keys]
    return [Seats(*key, len(admits), sum(admits)) for key, admits in zip(keys, parties, strict=True)]


def take_seats(session: Session, seats: Seats) -> bool:
    """Take ``seats`` if the event, the offer and the product all have them; else take none and say False."""
    connection = session.connection()
    values = {"event": seats.event_id, "product": seats.product_id, "pieces": seats.tickets}
    if connection.execute(_EVENT, {"event": seats.event_id, "people": seats.people}).rowcount != 1:
        return False
    if connection.execute(_OFFER, values).rowcount != 1:
        _give_back_event(session, seats)
        return False
    if not take_stock(session, seats.product_id, seats.tickets):
        _give_back_offer(session, seats)
        _give_back_event(session, seats)
        return False
    return True


def give_back_seats(session: Session, seats: Seats) -> None:
    """Give back seats once taken; the event must be locked."""
    if seats.tickets:
        _give_back_event(session, seats)
        _give_back_offer(session, seats)
        give_back_stock(session, seats.product_id, seats.tickets)


def take_stock(session: Session, product_id: str, pieces: int) -> bool:
    """Take ``pieces`` of a product that needs no seat, if there are as many; the product's row is locked from then."""
    return session.connection().execute(_PRODUCT, {"product": product_id, "pieces": pieces}).rowcount == 1


def give_back_stock(session: Session, product_id: str, pieces: int) -> None:
    """Give back pieces once taken."""
    session.connection().execute(update(Product).where(Product.id == product_id).values(taken=Product.taken - pieces))


def lock_event(session: Session, event_id: str) -> None:
    """Hold the event's row until the transaction ends; what is read afterwards is the newest."""
    session.connection().execute(select(Event.id).where(Event.id == event_id).with_for_update())


def _give_back_event(session: Session, seats: Seats) -> None:
    freed = update(Event).where(Event.id == seats.event_id).values(taken=Event.taken - seats.people)
    session.connection().execute(freed)


def _give_back_offer(session: Session, seats: Seats) -> None:
    session.connection().execute(
        update(Offer)
        .where(Offer.event_id == seats.event_id, Offer.product_id == seats.product_id)
        .values(taken=Offer.taken - seats.tickets)
    )
