"""Make and change events, products and offers. Everything is scoped to an organization: another's is unknown."""

import secrets
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.codes import day_of, event_code_of, free_code_prefix, is_event_code
from server.catalog.door_settings import set_door_settings
from server.catalog.models import Event, Offer, Product
from server.catalog.offers import lock_named_event, merge, offer_at, put_offer
from server.catalog.places import check_place
from server.catalog.pricing import ProductFacts, read_product_facts
from server.catalog.schemas import (
    EventFields,
    EventPatch,
    EventRequest,
    LinkRequest,
    ProductPatch,
    ProductRequest,
)
from server.errors import ConflictError, InvalidEventError, InvalidProductError, InvalidRequestError, NotFoundError
from server.fulfilment.hooks import hook_of
from server.ids import new_id, now_ms
from server.outbox.feed import create_feed
from server.text import read_time, slug_of

_LARGEST_PRODUCT_NUMBER = 2**16 - 1
_LARGEST_CAPACITY = 10_000_000
ObjectT = TypeVar("ObjectT", Event, Product)


def create_event(session: Session, organization_id: str, request: EventRequest, pin_hash: str = "") -> Event:
    """A new event with its code prefix and its feed. The organization's row is locked, so that codes stay unique."""
    organization = _lock_organization(session, organization_id)
    properties = request.customProperties or {}
    check_place(properties)
    starts_at, ends_at = _time(properties, "startDate"), _time(properties, "endDate")
    time_zone = _time_zone(request.timeZone or properties.get("timeZone") or "UTC")
    code = str(request.eventCode or properties.get("eventCode") or event_code_of(request.name)).upper()
    if not is_event_code(code):
        raise InvalidRequestError("eventCode must be 1 to 8 letters and digits without I, L and O")
    now = now_ms()
    day = day_of(now if starts_at is None else starts_at, time_zone)
    event = Event(
        id=new_id("evt"),
        organization_id=organization_id,
        number=_draw_event_number(session),
        slug=slug_of(request.name, _slugs(session, organization_id)),
        subtype=request.subtype or "",
        name=request.name,
        description=request.description or "",
        status=request.status or "draft",
        starts_at=starts_at,
        ends_at=ends_at,
        time_zone=time_zone,
        capacity=_capacity(request, properties),
        taken=0,
        code_prefix=free_code_prefix(organization.ticket_prefix, code, day, _code_prefixes(session, organization)),
        ticket_format=_ticket_format(request, properties) or "signed",
        custom_properties=properties,
        created_at=now,
        updated_at=now,
    )
    set_door_settings(event, request, properties, pin_hash)
    session.add(event)
    session.flush()
    create_feed(session, event.id)
    return event


def change_event(
    session: Session, organization_id: str, event_id: str, patch: EventPatch, pin_hash: str | None = None
) -> Event:
    """Change what the patch names, and the PIN's hash unless it is None.

    The code prefix stays: printed codes outlive a change of name or date.
    """
    event = find_event(session, organization_id, event_id, for_update=True)
    properties = merge(event.custom_properties, patch.customProperties)
    check_place(properties)
    event.name = patch.name or event.name
    event.subtype = event.subtype if patch.subtype is None else patch.subtype
    event.description = event.description if patch.description is None else patch.description
    event.status = patch.status or event.status
    event.starts_at, event.ends_at = _time(properties, "startDate"), _time(properties, "endDate")
    event.time_zone = _time_zone(patch.timeZone or properties.get("timeZone") or event.time_zone)
    if "capacity" in patch.model_fields_set or _names_capacity(patch.customProperties):
        event.capacity = _capacity(patch, properties)
    event.ticket_format = _ticket_format(patch, properties) or event.ticket_format
    set_door_settings(event, patch, patch.customProperties or {}, pin_hash)
    event.custom_properties = properties
    event.updated_at = now_ms()
    session.flush()
    return event


def create_product(session: Session, organization_id: str, request: ProductRequest) -> Product:
    """A new product under the organization's next number; a ticket is offered by the event that it names."""
    event = lock_named_event(session, organization_id, request.subtype, request.customProperties)
    organization = _lock_organization(session, organization_id)
    if organization.last_product_number >= _LARGEST_PRODUCT_NUMBER:
        raise ConflictError("This organization has used up its 65535 product numbers")
    organization.last_product_number += 1
    now = now_ms()
    product = Product(
        id=new_id("prd"),
        organization_id=organization_id,
        number=organization.last_product_number,
        subtype=request.subtype,
        name=request.name,
        description=request.description,
        status=request.status,
        taken=0,
        created_at=now,
    )
    _set_facts(product, request.customProperties, now)
    session.add(product)
    session.flush()
    offer_at(session, event, product)
    return product


def change_product(session: Session, organization_id: str, product_id: str, patch: ProductPatch) -> Product:
    """Change what the patch names; orders already made keep their price. An event newly named offers it from now on."""
    subtype = find_product(session, organization_id, product_id).subtype
    event = lock_named_event(session, organization_id, subtype, patch.customProperties)
    product = find_product(session, organization_id, product_id, for_update=True)
    product.name = patch.name or product.name
    product.description = product.description if patch.description is None else patch.description
    product.status = patch.status or product.status
    _set_facts(product, merge(product.custom_properties, patch.customProperties), now_ms())
    session.flush()
    offer_at(session, event, product)
    return product


def create_offer(session: Session, organization_id: str, request: LinkRequest) -> Offer:
    """The event offers the product; ConflictError where it does already, unless the product itself names the event."""
    try:
        event = find_event(session, organization_id, request.fromObjectId, for_update=True)
    except NotFoundError:
        raise InvalidEventError("Event not found") from None
    try:
        product = find_product(session, organization_id, request.toObjectId)
    except NotFoundError:
        raise InvalidProductError("Product not found") from None
    return put_offer(session, event, product, request.properties)


def find_event(session: Session, organization_id: str, event_id: str, *, for_update: bool = False) -> Event:
    """The organization's event; NotFoundError where it has none of that id."""
    return _find(session, Event, organization_id, event_id, for_update=for_update)


def find_event_by_slug(session: Session, organization_id: str, slug: str) -> Event:
    """The organization's event of this slug; NotFoundError where it has none."""
    found = session.scalar(select(Event).where(Event.organization_id == organization_id, Event.slug == slug))
    if found is None:
        raise NotFoundError("Event not found")
    return found


def find_product(session: Session, organization_id: str, product_id: str, *, for_update: bool = False) -> Product:
    """The organization's product; NotFoundError where it has none of that id."""
    return _find(session, Product, organization_id, product_id, for_update=for_update)


def _find(session: Session, model: type[ObjectT], organization_id: str, object_id: str, *, for_update: bool) -> ObjectT:
    found = session.get(model, object_id, with_for_update=for_update or None, populate_existing=for_update)
    if found is None or found.organization_id != organization_id:
        raise NotFoundError(f"{model.__name__} not found")
    return found


def _lock_organization(session: Session, organization_id: str) -> Organization:
    return session.get_one(Organization, organization_id, with_for_update=True, populate_existing=True)


def _draw_event_number(session: Session) -> int:
    while True:
        number = secrets.randbelow(2**32 - 1) + 1
        if session.scalar(select(Event.id).where(Event.number == number)) is None:
            return number


def _slugs(session: Session, organization_id: str) -> set[str]:
    return set(session.scalars(select(Event.slug).where(Event.organization_id == organization_id)))


def _code_prefixes(session: Session, organization: Organization) -> set[str]:
    return set(session.scalars(select(Event.code_prefix).where(Event.organization_id == organization.id)))


def _time(properties: dict[str, Any], name: str) -> int | None:
    try:
        return read_time(properties.get(name))
    except (ValueError, OverflowError):
        raise InvalidRequestError(f"customProperties.{name} is not a time in Unix milliseconds") from None


def _time_zone(name: object) -> str:
    try:
        return ZoneInfo(str(name)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidRequestError("timeZone is not an IANA time zone, such as Europe/Berlin") from None


def _names_capacity(properties: dict[str, Any] | None) -> bool:
    return properties is not None and not {"capacity", "maxCapacity"}.isdisjoint(properties)


def _capacity(request: EventFields, properties: dict[str, Any]) -> int | None:
    value: Any = request.capacity
    if value is None:
        value = properties.get("capacity", properties.get("maxCapacity"))
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST_CAPACITY:
        raise InvalidRequestError("capacity is not a whole number from 0 to 10000000")
    return value


def _ticket_format(request: EventFields, properties: dict[str, Any]) -> str | None:
    value = request.ticketFormat or properties.get("ticketFormat")
    if value not in (None, "signed", "typed"):
        raise InvalidRequestError("ticketFormat must be signed or typed")
    return value


def _set_facts(product: Product, properties: dict[str, Any], now: int) -> None:
    hook_of(product.subtype).check(properties)
    facts: ProductFacts = read_product_facts(properties)
    product.price_cents = facts.price_cents
    product.currency = facts.currency
    product.max_quantity = facts.max_quantity
    product.needs_look = facts.needs_look
    product.note = facts.note
    product.admits = facts.admits
    product.valid_from = facts.valid_from
    product.valid_until = facts.valid_until
    product.custom_properties = properties
    product.updated_at = now
