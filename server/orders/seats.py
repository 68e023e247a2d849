"""Seats: the one place where ``taken`` of events, offers and products changes.

``taken`` is the number of tickets that are active or, while their order holds them, unpaid. The bound and the change
are one UPDATE, which also locks the event's row until the transaction ends: whoever sells seats of an event, gives
them back or moves an order of it comes through this row first, so they cannot pass each other on either database.
"""

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from server.catalog.models import Event, Offer, Product

_EVENT = (
    update(Event)
    .where(
        Event.id == bindparam("event"),
        Event.status == "published",
        or_(Event.capacity.is_(None), Event.taken + bindparam("seats") <= Event.capacity),
    )
    .values(taken=Event.taken + bindparam("seats"))
)
_OFFER = (
    update(Offer)
    .where(
        Offer.event_id == bindparam("event"),
        Offer.product_id == bindparam("product"),
        or_(Offer.quantity.is_(None), Offer.taken + bindparam("seats") <= Offer.quantity),
    )
    .values(taken=Offer.taken + bindparam("seats"))
)
_PRODUCT = (
    update(Product)
    .where(
        Product.id == bindparam("product"),
        or_(Product.max_quantity.is_(None), Product.taken + bindparam("seats") <= Product.max_quantity),
    )
    .values(taken=Product.taken + bindparam("seats"))
)


def take_seats(session: Session, event_id: str, product_id: str, seats: int) -> bool:
    """Take ``seats`` if the event, the offer and the product all have them; else take none and say False."""
    connection = session.connection()
    values = {"event": event_id, "product": product_id, "seats": seats}
    if connection.execute(_EVENT, {"event": event_id, "seats": seats}).rowcount != 1:
        return False
    if connection.execute(_OFFER, values).rowcount != 1:
        _give_back_event(session, event_id, seats)
        return False
    if connection.execute(_PRODUCT, {"product": product_id, "seats": seats}).rowcount != 1:
        _give_back_offer(session, event_id, product_id, seats)
        _give_back_event(session, event_id, seats)
        return False
    return True


def give_back_seats(session: Session, event_id: str, product_id: str, seats: int) -> None:
    """Give back seats once taken; the event must be locked."""
    if seats:
        _give_back_event(session, event_id, seats)
        _give_back_offer(session, event_id, product_id, seats)
        give_back_stock(session, product_id, seats)


def take_stock(session: Session, product_id: str, pieces: int) -> bool:
    """Take ``pieces`` of a product that needs no seat, if there are as many; the product's row is locked from then."""
    return session.connection().execute(_PRODUCT, {"product": product_id, "seats": pieces}).rowcount == 1


def give_back_stock(session: Session, product_id: str, pieces: int) -> None:
    """Give back pieces once taken."""
    session.connection().execute(update(Product).where(Product.id == product_id).values(taken=Product.taken - pieces))


def lock_event(session: Session, event_id: str) -> None:
    """Hold the event's row until the transaction ends; what is read afterwards is the newest."""
    session.connection().execute(select(Event.id).where(Event.id == event_id).with_for_update())


def _give_back_event(session: Session, event_id: str, seats: int) -> None:
    session.connection().execute(update(Event).where(Event.id == event_id).values(taken=Event.taken - seats))


def _give_back_offer(session: Session, event_id: str, product_id: str, seats: int) -> None:
    session.connection().execute(
        update(Offer)
        .where(Offer.event_id == event_id, Offer.product_id == product_id)
        .values(taken=Offer.taken - seats)
    )
