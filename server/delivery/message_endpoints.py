"""/api/v1/deliveries: how mails and messages went; and sending a booking's confirmation again."""

from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsBookings, WritesBookings
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer, read_page
from server.context import InContext
from server.delivery.models import Delivery
from server.delivery.post import post_mail
from server.delivery.schemas import DeliveryObject, DeliveryPage
from server.errors import ConflictError, NotFoundError
from server.orders.models import Order, OrderStatus

router = APIRouter(prefix="/api/v1", tags=["messages"], dependencies=[DOCUMENTED_SCHEME])
_STANDING = (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED)


@router.get("/deliveries", response_model=DeliveryPage)
async def list_deliveries(
    caller: ReadsBookings,
    context: InContext,
    orderId: str | None = None,  # noqa: N803  The public API speaks camelCase.
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The organization's mails and messages, those of one order where ``orderId`` is given."""
    statement = select(Delivery).where(Delivery.organization_id == caller.organization_id)
    if orderId is not None:
        statement = statement.where(Delivery.order_id == orderId)
    rows, following = await context.database.read(
        lambda session: read_page(session, statement, Delivery.id, cursor=cursor, limit=limit)
    )
    return json_answer(DeliveryPage(deliveries=[_delivery_object(row) for row in rows], nextCursor=following))


@router.post("/bookings/{booking_id}/resend", response_model=DeliveryObject)
async def resend(booking_id: str, caller: WritesBookings, context: InContext) -> Response:
    """Mail the booking's confirmation to its buyer again, with the tickets as they are now."""

    def work(session: Session) -> DeliveryObject:
        order = session.get(Order, booking_id)
        if order is None or order.organization_id != caller.organization_id:
            raise NotFoundError("Booking not found")
        if order.status not in _STANDING:
            raise ConflictError(f"A {order.status} booking has no confirmation")
        delivery_id = post_mail(
            session,
            "order_confirmation",
            order.customer_email,
            organization_id=order.organization_id,
            order_id=order.id,
            language=order.language,
        )
        if delivery_id is None:
            raise ConflictError("The booking has no address to write to")
        return _delivery_object(session.get_one(Delivery, delivery_id))

    return json_answer(await context.database.write(work))


def mask(recipient: str) -> str:
    """An address or number with only enough left to know it again: ``m…@example.com``, ``+49…89``."""
    name, at, domain = recipient.rpartition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    return f"{recipient[:3]}…{recipient[-2:]}" if recipient else ""


def _delivery_object(delivery: Delivery) -> DeliveryObject:
    return DeliveryObject(
        id=delivery.id,
        orderId=delivery.order_id,
        channel=delivery.channel,
        template=delivery.template,
        recipient=mask(delivery.recipient),
        language=delivery.language,
        status=delivery.status,
        failure=delivery.failure or None,
        createdAt=delivery.created_at,
        updatedAt=delivery.updated_at,
    )
