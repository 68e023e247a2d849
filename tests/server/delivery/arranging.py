"""Orders and deliveries for tests of mails, made by the services that the server uses."""

from dataclasses import replace
from typing import Any

from sqlalchemy import update

from server.accounts.models import Organization
from server.catalog.models import Event
from server.catalog.schemas import ProductRequest
from server.catalog.service import create_product
from server.contacts.service import Person
from server.context import Context
from server.delivery.models import Delivery
from server.delivery.post import post_mail
from server.orders.changes import mark_paid
from server.orders.models import Order
from server.orders.placing import place_order
from server.orders.wanted import Buyer, Line, NewOrder
from tests.factories import HOLD_MS, Club

BUYER = Buyer("Max", "Mustermann", "max@example.com", "+49123456789")
ADDRESS = {"name": "Max Mustermann", "line1": "Am Markt 11", "city": "Pasewalk", "postalCode": "17309", "country": "DE"}
BILLING = {"name": "Mustermann GmbH", "vatId": "DE136695976", "address": ADDRESS}


def name_club(context: Context, club: Club, **fields: Any) -> None:
    """Change columns of the club's organization."""
    with context.database.transaction() as session:
        session.execute(update(Organization).where(Organization.id == club.organization_id).values(**fields))


def change_event(context: Context, club: Club, **fields: Any) -> None:
    """Change columns of the club's event."""
    with context.database.transaction() as session:
        session.execute(update(Event).where(Event.id == club.event_id).values(**fields))


def add_product(context: Context, club: Club, subtype: str, name: str, **facts: Any) -> str:
    """A product of the club that is no ticket."""
    with context.database.transaction() as session:
        said = {"subtype": subtype, "name": name, "status": "active", "customProperties": {"currency": "eur", **facts}}
        return create_product(session, club.organization_id, ProductRequest.model_validate(said)).id


def paid_order(
    context: Context,
    club: Club,
    *lines: Line,
    tickets: int = 1,
    buyer: Buyer = BUYER,
    guests: tuple[Person, ...] = (),
    subtype: str = "checkout",
    **fields: Any,
) -> str:
    """A paid order of so many of the club's tickets and these lines; its id."""
    first = [Line(club.product_id, tickets, club.event_id, guests)] if tickets else []
    new = NewOrder(club.organization_id, subtype, replace(buyer, **fields), [*first, *lines], "web", HOLD_MS)
    with context.database.transaction() as session:
        order_id = str(place_order(session, context.tools, new).order["id"])
        session.flush()
        if session.get_one(Order, order_id).status != "paid":
            mark_paid(session, context.tools, order_id)
    return order_id


def post(context: Context, template: str, order_id: str | None = None, **fields: Any) -> str:
    """Post a mail about an order; its delivery's id."""
    with context.database.transaction() as session:
        order = session.get(Order, order_id) if order_id is not None else None
        if order is not None:
            fields = {"organization_id": order.organization_id, "language": order.language, **fields}
        delivery_id = post_mail(
            session, template, fields.pop("recipient", "max@example.com"), order_id=order_id, **fields
        )
    assert delivery_id is not None
    return delivery_id


def delivery_of(context: Context, delivery_id: str) -> Delivery:
    """How a delivery stands."""
    return context.database.read_now(lambda session: session.get_one(Delivery, delivery_id))


def deliveries_of(context: Context, template: str) -> list[Delivery]:
    """All deliveries of a template, oldest first."""
    from sqlalchemy import select

    statement = select(Delivery).where(Delivery.template == template).order_by(Delivery.id)
    return context.database.read_now(lambda session: list(session.scalars(statement)))
