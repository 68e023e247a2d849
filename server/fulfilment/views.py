"""Find what was bought, and show it: purchase items with what their kinds reveal."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.context import Context
from server.errors import NotFoundError
from server.fulfilment.access import Visitor, found
from server.fulfilment.entitlements import REVOKED, entitlement_of
from server.fulfilment.hooks import HOOKS
from server.fulfilment.models import Entitlement
from server.fulfilment.schemas import PurchaseItemObject, RegistrationData
from server.orders.models import Order, PurchaseItem

_FULFILLED = "fulfilled"


def find_item(session: Session, context: Context, visitor: Visitor, item_id: str) -> tuple[PurchaseItem, Order]:
    """The item and its order; NotFoundError where there is none that the visitor may see."""
    item = session.get(PurchaseItem, item_id)
    if item is None:
        raise NotFoundError("Purchase item not found")
    order = session.get_one(Order, item.order_id)
    entitlement = None if visitor.token is None else entitlement_of(session, item.id)
    found(visitor.may_see(context.vault, order, entitlement), "Purchase item")
    return item, order


def find_entitlement(
    session: Session, context: Context, visitor: Visitor, kind: str, entitlement_id: str, *, for_update: bool = False
) -> tuple[Entitlement, Order]:
    """The entitlement of that kind and its order; NotFoundError where there is none that the visitor may see."""
    name = kind.capitalize()
    entitlement = session.get(
        Entitlement, entitlement_id, with_for_update=for_update or None, populate_existing=for_update
    )
    if entitlement is None or entitlement.kind != kind:
        raise NotFoundError(f"{name} not found")
    order = order_of(session, entitlement)
    found(visitor.may_see(context.vault, order, entitlement), name)
    return entitlement, order


def order_of(session: Session, entitlement: Entitlement) -> Order:
    """The order that gave it."""
    return session.get_one(Order, session.get_one(PurchaseItem, entitlement.purchase_item_id).order_id)


def item_objects(
    session: Session, context: Context, items: Sequence[PurchaseItem], *, with_links: bool
) -> list[PurchaseItemObject]:
    """The items as the API gives them back, with one query each for their orders, events and what they gave.

    ``with_links`` says whether links and tokens are among it, which open things by themselves.
    """
    ids = [item.id for item in items]
    given = session.scalars(select(Entitlement).where(Entitlement.purchase_item_id.in_(ids)))
    entitlements = {entitlement.purchase_item_id: entitlement for entitlement in given}
    found_orders = session.scalars(select(Order).where(Order.id.in_({item.order_id for item in items})))
    orders = {order.id: order for order in found_orders}
    found_events = session.scalars(select(Event).where(Event.id.in_({item.event_id for item in items})))
    events = {event.id: event for event in found_events}
    objects = []
    for item in items:
        links = revealed(context, item, entitlements.get(item.id)) if with_links else {}
        order = orders[item.order_id]
        registration = _registration_data(item, order, events)
        objects.append(_item_object(context.config.base_url, item, order.currency, registration, links))
    return objects


def revealed(context: Context, item: PurchaseItem, entitlement: Entitlement | None) -> dict[str, Any]:
    """The links and tokens of what the item gave; none before it is fulfilled, none after it was taken back."""
    hook = HOOKS.get(item.fulfillment_type)
    if hook is None or entitlement is None or entitlement.status == REVOKED or item.fulfillment_status != _FULFILLED:
        return {}
    return hook.reveal(context.vault, context.config.base_url, entitlement)


def _registration_data(item: PurchaseItem, order: Order, events: Mapping[str, Event]) -> RegistrationData | None:
    event = events.get(item.event_id) if item.event_id is not None else None
    if event is None:
        return None
    return RegistrationData(eventId=event.id, eventName=event.name, eventDate=event.starts_at, source=order.source)


def _item_object(
    base_url: str, item: PurchaseItem, currency: str, registration: RegistrationData | None, links: dict[str, Any]
) -> PurchaseItemObject:
    return PurchaseItemObject(
        id=item.id,
        subtype=item.fulfillment_type,
        organizationId=item.organization_id,
        transactionId=item.order_id,
        productId=item.product_id,
        eventId=item.event_id,
        description=item.description,
        quantity=item.quantity,
        pricePerUnit=item.price_cents,
        totalPrice=item.total_cents,
        currency=currency,
        buyerEmail=item.buyer_email,
        buyerName=item.buyer_name,
        buyerPhone=item.buyer_phone,
        registrationData=registration,
        fulfillmentType=item.fulfillment_type,
        fulfillmentStatus=item.fulfillment_status,
        fulfillmentData={**item.fulfillment_data, **links},
        downloadUrl=f"{base_url}/api/v1/purchase-items/{item.id}/download",
        createdAt=item.created_at,
        fulfilledAt=item.fulfilled_at,
    )
