"""What must be known of a product, its event and its organization before it can be sold, in one query."""

from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event, Offer, Product
from server.errors import InvalidEventError, InvalidProductError, SalesClosedError

Facts = Row[*tuple[Any, ...]]
_PRODUCT = (
    Product.id.label("product_id"),
    Product.number.label("product_number"),
    Product.subtype.label("product_subtype"),
    Product.status.label("product_status"),
    Product.name.label("product_name"),
    Product.price_cents,
    Product.currency,
    Product.needs_look,
    Product.note,
    Product.admits,
    Product.valid_from,
    Product.valid_until,
    Product.custom_properties.label("properties"),
)
_ORGANIZATION = (
    Organization.contact_tag,
    Organization.language.label("organization_language"),
    Organization.tax_rate_bp.label("organization_tax_rate_bp"),
    Organization.has_webhooks,
    Organization.mails_bookings,
)
_TICKET: Select[*tuple[Any, ...]] = (
    select(
        Event.id.label("event_id"),
        Event.number.label("event_number"),
        Event.name.label("event_name"),
        Event.status.label("event_status"),
        Event.starts_at,
        Event.code_prefix,
        Event.capacity,
        Offer.id.label("offer_id"),
        Offer.limit_per_customer,
        Offer.sales_start,
        Offer.sales_end,
        *_PRODUCT,
        *_ORGANIZATION,
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
_GOODS: Select[*tuple[Any, ...]] = (
    select(*_PRODUCT, *_ORGANIZATION)
    .join(Organization, Organization.id == Product.organization_id)
    .where(Product.id == bindparam("product"), Product.organization_id == bindparam("organization"))
)


def load_facts(
    session: Session,
    organization_id: str,
    product_id: str,
    event_id: str | None,
    at: int,
    *,
    is_renewal: bool = False,
    is_sold_elsewhere: bool = False,
) -> Facts:
    """The facts of a product that can be bought now; of a ticket with its event and offer.

    Without an event a ticket's is the one that its product names (``customProperties.eventId``) or the only published
    one that offers it. A renewal goes on though its product is no longer sold; what was sold elsewhere is not
    bound to our sales window. Raises InvalidEventError, InvalidProductError or SalesClosedError.
    """
    if event_id is None:
        goods = session.connection().execute(_GOODS, {"product": product_id, "organization": organization_id}).first()
        if goods is None or (goods.product_status != "active" and not is_renewal):
            raise InvalidProductError
        if goods.product_subtype != "ticket":
            return goods
        event_id = _event_of(session, goods)
    asked = {"event": event_id, "product": product_id, "organization": organization_id}
    facts = session.connection().execute(_TICKET, asked).first()
    if facts is None or facts.event_status != "published":
        raise InvalidEventError
    _check_offered(facts)
    if not is_sold_elsewhere:
        _check_on_sale(facts, at)
    return facts


def _event_of(session: Session, goods: Facts) -> str:
    named = goods.properties.get("eventId")
    if isinstance(named, str):
        return named
    statement = (
        select(Event.id)
        .join(Offer, Offer.event_id == Event.id)
        .where(Offer.product_id == goods.product_id, Event.status == "published")
        .limit(2)
    )
    events = session.scalars(statement).all()
    if len(events) != 1:
        raise InvalidEventError("Name the event: this ticket is offered by none or several that are published")
    return events[0]


def _check_offered(facts: Facts) -> None:
    if facts.product_id is None or facts.product_status != "active":
        raise InvalidProductError
    if facts.product_subtype != "ticket":
        raise InvalidProductError("This product is not a ticket")
    if facts.offer_id is None:
        raise InvalidProductError("The event does not offer this product")


def _check_on_sale(facts: Facts, at: int) -> None:
    if facts.sales_start is not None and at < facts.sales_start:
        raise SalesClosedError("Sales have not begun")
    if facts.sales_end is not None and at >= facts.sales_end:
        raise SalesClosedError("Sales are over")
