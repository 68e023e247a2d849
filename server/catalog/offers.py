"""What events offer: made for a link or for a product that names its event, changed, and withdrawn.

Whoever sells seats of an offer comes through the event's row first, and so does everything here.
"""

from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.catalog.models import Event, Offer, Product
from server.catalog.schemas import LinkPatch, OfferProperties
from server.errors import ConflictError, InvalidEventError, InvalidRequestError, NotFoundError
from server.ids import new_id, now_ms

_TICKET = "ticket"


def put_offer(session: Session, event: Event, product: Product, properties: dict[str, Any]) -> Offer:
    """The event, which is locked, offers the product; ConflictError where it does already.

    Where the product itself names the event the offer was made with it: then that one gets the properties too.
    """
    known = _offer_of(session, event, product)
    if known is None:
        return _make(session, event, product, properties)
    if product.custom_properties.get("eventId") != event.id:
        raise ConflictError("This event already offers this product")
    return _set_properties(session, known, properties)


def lock_named_event(
    session: Session, organization_id: str, subtype: str, properties: dict[str, Any] | None
) -> Event | None:
    """The event that a ticket's ``eventId`` names, locked; None where it names none, InvalidEventError where it can't.

    To be called before the product or the organization is locked: a sale comes through the event first.
    """
    event_id = (properties or {}).get("eventId")
    if subtype != _TICKET or event_id is None:
        return None
    event = _lock_event(session, event_id) if isinstance(event_id, str) else None
    if event is None or event.organization_id != organization_id:
        raise InvalidEventError("customProperties.eventId: Event not found")
    return event


def offer_at(session: Session, event: Event | None, product: Product) -> None:
    """Let the event that the product names offer it, where it does not yet."""
    if event is not None and _offer_of(session, event, product) is None:
        _make(session, event, product, {})


def change_offer(session: Session, organization_id: str, offer_id: str, patch: LinkPatch) -> Offer:
    """Merge the patch into the properties, null removes one; ConflictError for a quantity below what is taken."""
    return _set_properties(session, _lock_offer(session, organization_id, offer_id), patch.properties or {})


def withdraw_offer(session: Session, organization_id: str, offer_id: str) -> Offer:
    """The event offers it no longer; ConflictError while any of it is taken."""
    offer = _lock_offer(session, organization_id, offer_id)
    if offer.taken:
        raise ConflictError(f"{offer.taken} of this offer are taken; end its sales by properties.salesEnd instead")
    session.delete(offer)
    session.flush()
    return offer


def merge(known: dict[str, Any], changes: dict[str, Any] | None) -> dict[str, Any]:
    """``known`` with the changes; a change to null removes what is known."""
    merged = {**known, **(changes or {})}
    return {name: value for name, value in merged.items() if value is not None or name not in (changes or {})}


def _lock_event(session: Session, event_id: str) -> Event | None:
    return session.get(Event, event_id, with_for_update=True, populate_existing=True)


def _lock_offer(session: Session, organization_id: str, offer_id: str) -> Offer:
    owned = (Offer.id == offer_id, Offer.organization_id == organization_id)
    event_id = session.scalar(select(Offer.event_id).where(*owned))
    if event_id is not None and _lock_event(session, event_id) is not None:
        # It may have been withdrawn while this waited for the event.
        offer = session.get(Offer, offer_id, with_for_update=True, populate_existing=True)
        if offer is not None:
            return offer
    raise NotFoundError("Link not found")


def _offer_of(session: Session, event: Event, product: Product) -> Offer | None:
    return session.scalar(select(Offer).where(Offer.event_id == event.id, Offer.product_id == product.id))


def _make(session: Session, event: Event, product: Product, properties: dict[str, Any]) -> Offer:
    offer = Offer(
        id=new_id("lnk"),
        organization_id=event.organization_id,
        event_id=event.id,
        product_id=product.id,
        taken=0,
        created_at=now_ms(),
    )
    _say(offer, properties)
    session.add(offer)
    session.flush()
    return offer


def _set_properties(session: Session, offer: Offer, changes: dict[str, Any]) -> Offer:
    _say(offer, merge(offer.properties, changes))
    if offer.quantity is not None and offer.quantity < offer.taken:
        raise ConflictError(f"properties.quantity: {offer.taken} of this offer are taken already")
    session.flush()
    return offer


def _say(offer: Offer, properties: dict[str, Any]) -> None:
    try:
        said = OfferProperties.model_validate(properties)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidRequestError(f"properties.{first['loc'][0]}: {first['msg']}") from None
    offer.quantity = said.quantity
    offer.limit_per_customer = said.limitPerCustomer
    offer.sales_start = said.salesStart
    offer.sales_end = said.salesEnd
    offer.display_order = said.displayOrder
    offer.is_featured = said.isFeatured
    offer.properties = properties
