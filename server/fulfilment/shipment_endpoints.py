"""/api/v1/shipments: the warehouse's list, as JSON or CSV, and what became of each parcel."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsBookings, WritesBookings
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer, read_page
from server.audit.trail import record
from server.context import InContext
from server.delivery.post import post_mail
from server.errors import ConflictError, InvalidRequestError
from server.fulfilment.access import Visitor
from server.fulfilment.models import Entitlement
from server.fulfilment.schemas import ShipmentObject, ShipmentPage, ShipmentPatch
from server.fulfilment.spreadsheet import to_csv
from server.fulfilment.views import find_entitlement
from server.ids import now_ms
from server.orders.models import Order, PurchaseItem

router = APIRouter(prefix="/api/v1/shipments", tags=["fulfilment"], dependencies=[DOCUMENTED_SCHEME])
_KIND = "shipment"
_CSV = "text/csv"
_NEXT = {
    "pending": ("shipped",),
    "shipped": ("delivered", "returned"),
    "delivered": ("returned",),
    "returned": ("shipped",),
}
"""What may become of a shipment; a parcel that came back may be sent again."""
_ADDRESS = ("name", "line1", "line2", "postalCode", "city", "state", "country")
_FACTS = ("carrier", "trackingNumber", "trackingUrl")
_COLUMNS = ("id", "transactionId", "status", "productId", "productName", "quantity")
_RECIPIENT = ("recipientName", "recipientEmail", "recipientPhone")
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {_CSV: {}},
        "description": "A page of shipments; of CSV the header `X-Next-Cursor` names the next page.",
    }
}


@router.get("", response_model=ShipmentPage, responses=_RESPONSES)
async def list_shipments(
    caller: ReadsBookings,
    context: InContext,
    status: Annotated[str | None, Query(max_length=20)] = None,
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
    accept: Annotated[str, Header(max_length=500)] = "",
) -> Response:
    """The organization's shipments, newest first; ``Accept: text/csv`` gives them for a spreadsheet."""
    statement = select(Entitlement).where(
        Entitlement.organization_id == caller.organization_id, Entitlement.kind == _KIND
    )
    if status is not None:
        statement = statement.where(Entitlement.status == status)

    def read(session: Session) -> ShipmentPage:
        rows, following = read_page(session, statement, Entitlement.id, cursor=cursor, limit=limit)
        return ShipmentPage(shipments=_shipments(session, rows), nextCursor=following)

    page = await context.database.read(read)
    return _csv(page) if _CSV in accept else json_answer(page)


@router.get("/{shipment_id}", response_model=ShipmentObject)
async def get_shipment(shipment_id: str, caller: ReadsBookings, context: InContext) -> Response:
    """One shipment."""

    def read(session: Session) -> ShipmentObject:
        shipment, _ = find_entitlement(session, context, Visitor(caller=caller), _KIND, shipment_id)
        return _shipments(session, [shipment])[0]

    return json_answer(await context.database.read(read))


@router.patch("/{shipment_id}", response_model=ShipmentObject)
async def change_shipment(
    shipment_id: str, body: ShipmentPatch, caller: WritesBookings, context: InContext
) -> Response:
    """Say how a parcel travels and what became of it; the buyer is mailed when it is sent."""

    def work(session: Session) -> ShipmentObject:
        visitor = Visitor(caller=caller)
        shipment, order = find_entitlement(session, context, visitor, _KIND, shipment_id, for_update=True)
        _change(session, shipment, order, body, now_ms())
        record(
            session,
            caller.actor,
            "shipment.changed",
            shipment.id,
            organization_id=order.organization_id,
            status=shipment.status,
        )
        return _shipments(session, [shipment])[0]

    return json_answer(await context.database.write(work))


def _change(session: Session, shipment: Entitlement, order: Order, body: ShipmentPatch, at: int) -> None:
    said = body.model_dump(exclude_unset=True)
    facts = {name: value for name, value in said.items() if name in _FACTS and value is not None}
    status = said.get("status") or shipment.status
    is_sent = status == "shipped" and shipment.status != "shipped"
    if status != shipment.status and status not in _NEXT.get(shipment.status, ()):
        raise ConflictError(f"A {shipment.status} shipment cannot become {status}")
    if shipment.status not in _NEXT:
        raise ConflictError(f"The shipment is {shipment.status}")
    if not facts and status == shipment.status and not said:
        raise InvalidRequestError("Name what changes: carrier, trackingNumber, trackingUrl or status")
    times = {"shippedAt": at} if is_sent else {}
    shipment.data = {**shipment.data, **facts, **times}
    shipment.status, shipment.updated_at = status, at
    item = session.get_one(PurchaseItem, shipment.purchase_item_id)
    item.fulfillment_data = {**item.fulfillment_data, **facts, "shipmentStatus": status}
    session.flush()
    if is_sent:
        post_mail(
            session,
            "shipment_sent",
            order.customer_email,
            organization_id=order.organization_id,
            order_id=order.id,
            language=order.language,
            facts={"entitlementId": shipment.id},
            once=f"shipment_sent_{shipment.id}_{at}",
        )


def _shipments(session: Session, shipments: Sequence[Entitlement]) -> list[ShipmentObject]:
    wanted = [shipment.purchase_item_id for shipment in shipments]
    statement = (
        select(PurchaseItem, Order).join(Order, Order.id == PurchaseItem.order_id).where(PurchaseItem.id.in_(wanted))
    )
    bought = {item.id: (item, order) for item, order in session.execute(statement).tuples()}
    return [_shipment(shipment, *bought[shipment.purchase_item_id]) for shipment in shipments]


def _shipment(shipment: Entitlement, item: PurchaseItem, order: Order) -> ShipmentObject:
    address = order.shipping_address or {}
    return ShipmentObject(
        id=shipment.id,
        organizationId=shipment.organization_id,
        transactionId=order.id,
        purchaseItemId=item.id,
        productId=item.product_id,
        productName=item.description,
        quantity=item.quantity,
        recipientName=str(address.get("name") or order.customer_name),
        recipientEmail=order.customer_email,
        recipientPhone=order.customer_phone,
        shippingAddress=address,
        status=shipment.status,
        carrier=shipment.data.get("carrier"),
        trackingNumber=shipment.data.get("trackingNumber"),
        trackingUrl=shipment.data.get("trackingUrl"),
        shippedAt=shipment.data.get("shippedAt"),
        createdAt=shipment.created_at,
        updatedAt=shipment.updated_at,
    )


def _csv(page: ShipmentPage) -> Response:
    header = (*_COLUMNS, *_RECIPIENT, *(f"address.{name}" for name in _ADDRESS), *_FACTS, "createdAt")
    rows = []
    for shipment in page.shipments:
        own = [getattr(shipment, name) for name in (*_COLUMNS, *_RECIPIENT)]
        address = [shipment.shippingAddress.get(name) for name in _ADDRESS]
        rows.append([*own, *address, *(getattr(shipment, name) for name in _FACTS), shipment.createdAt])
    headers = {"Content-Disposition": 'attachment; filename="shipments.csv"', "Cache-Control": "private, no-store"}
    if page.nextCursor is not None:
        headers["X-Next-Cursor"] = page.nextCursor
    return Response(to_csv(header, rows), media_type=_CSV, headers=headers)
