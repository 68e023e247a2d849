"""Sell any product: place the order with its payment, then tell how it stands."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.contacts.service import Person
from server.context import Context
from server.errors import ConflictError, InvalidRequestError
from server.fulfilment.links import signed_link
from server.ids import now_ms
from server.ledger.models import Invoice
from server.orders.changes import PAID_STATES, lock_order
from server.orders.effects import items_of
from server.orders.models import Order, OrderStatus
from server.orders.placing import PlacedOrder, place_order
from server.orders.views import metadata_of
from server.orders.wanted import Buyer, Line, NewOrder
from server.payments.models import Payment
from server.payments.provider import PaymentStatus
from server.payments.schemas import (
    CheckoutItem,
    CheckoutRequest,
    ConfirmAnswer,
    DownloadUrls,
    PayRequest,
    SessionObject,
    split_name,
)
from server.payments.sessions import begin_payment, client_secret_of, payment_of
from server.tokens import token_for

LINK_DAYS = 7
_DAY_MS = 24 * 3600 * 1000
_CLOSED = {
    OrderStatus.PAID: "paid",
    OrderStatus.PARTIALLY_REFUNDED: "paid",
    OrderStatus.REFUNDED: "refunded",
    OrderStatus.EXPIRED: "expired",
    OrderStatus.CANCELLED: "cancelled",
}


def place_checkout(session: Session, context: Context, organization_id: str, request: CheckoutRequest) -> str:
    """The order with its payment, to be started after the commit; the payment's id.

    Prices are the products'; what the caller says of money is not asked.
    """
    lines = request.lines()
    if not lines:
        raise InvalidRequestError("Missing required field: productId, or items")
    first, last = split_name(request.customerName or request.customerEmail.partition("@")[0])
    buyer = Buyer(
        first_name=first,
        last_name=last,
        email=request.customerEmail,
        phone=request.customerPhone,
        language=request.language,
        is_told_by_whatsapp=is_told_by_whatsapp(context, request.customerPhone, wanted=request.whatsapp),
        billing=request.billing.model_dump() if request.billing else None,
        shipping_address=request.shippingAddress.model_dump() if request.shippingAddress else None,
    )
    placed = place_order(
        session,
        context.tools,
        NewOrder(
            organization_id=organization_id,
            subtype="checkout",
            buyer=buyer,
            lines=[_line(item) for item in lines],
            source=request.source,
            hold_ms=context.config.hold_minutes * 60_000,
            extra=request.metadata,
        ),
    )
    order = _order_of(session, placed)
    payment = begin_payment(
        session,
        order,
        provider="free" if order.paid_at is not None else context.providers.checkout,
        mode=request.mode,
        return_url=request.returnUrl,
        cancel_url=request.cancelUrl,
    )
    if order.paid_at is not None:
        payment.status = PaymentStatus.SUCCEEDED.value
    return payment.id


def is_told_by_whatsapp(context: Context, phone: str | None, *, wanted: bool) -> bool:
    """Whether a buyer who agreed can be told by WhatsApp: there is a number, and this server can send there."""
    return wanted and bool(phone) and context.carriers.whatsapp is not None


def pay_order(session: Session, context: Context, order_id: str, request: PayRequest) -> Payment:
    """A payment for an order placed before, or the open one that it has; ConflictError where it waits for none."""
    order = lock_order(session, order_id)
    if order.expires_at is None:
        raise ConflictError(f"A {order.status} booking waits for no payment")
    known = payment_of(session, order_id)
    if known is not None and known.status in (PaymentStatus.CREATED, PaymentStatus.PENDING):
        return known
    return begin_payment(
        session,
        order,
        provider=context.providers.checkout,
        mode=request.mode,
        return_url=request.returnUrl,
        cancel_url=request.cancelUrl,
    )


def session_object(session: Session, context: Context, payment: Payment) -> SessionObject:
    """A checkout session as it stands. Client secret and URL are told only while it can still be paid."""
    order = session.get_one(Order, payment.order_id)
    is_open = payment.status in (PaymentStatus.CREATED, PaymentStatus.PENDING, PaymentStatus.FAILED)
    is_payable = is_open and order.expires_at is not None
    return SessionObject(
        sessionId=payment.id,
        orderId=order.id,
        provider=payment.provider,
        status=_status(order, payment, is_payable=is_payable),
        clientSecret=client_secret_of(context, payment) if is_payable else None,
        checkoutUrl=payment.url if is_payable else None,
        transactionId=payment.reference,
        purchaseItemIds=[item.id for item in items_of(session, order)],
        amount=payment.amount_cents,
        currency=payment.currency,
        expiresAt=order.expires_at,
        failure=payment.failure or None,
        metadata=metadata_of(order.subtype, order.extra),
    )


def confirm_answer(session: Session, context: Context, payment: Payment) -> ConfirmAnswer:
    """What was bought with a payment that succeeded, as the payment source answers it.

    ConflictError where it bought nothing, having come too late.
    """
    order = session.get_one(Order, payment.order_id)
    if order.status not in (*PAID_STATES, OrderStatus.REFUNDED):
        raise ConflictError(f"The booking is {order.status}; its money goes back")
    items = items_of(session, order)
    ticket_ids = [str(item.fulfillment_data["ticketId"]) for item in items if item.fulfillment_type == "ticket"]
    return ConfirmAnswer(
        transactionId=payment.charge_reference or payment.reference or payment.id,
        orderId=order.id,
        purchaseItemIds=[item.id for item in items],
        crmContactId=order.contact_id,
        amount=payment.amount_cents,
        currency=payment.currency,
        status=order.status,
        downloadUrls=_links(session, context, order, [item.id for item in items], ticket_ids),
        ticketIds=ticket_ids or None,
        metadata=metadata_of(order.subtype, order.extra),
    )


def _links(
    session: Session, context: Context, order: Order, item_ids: Sequence[str], ticket_ids: Sequence[str]
) -> DownloadUrls:
    until = now_ms() + LINK_DAYS * _DAY_MS
    base_url, token = context.config.base_url, token_for(context.vault, "order", order.id)

    def link(path: str) -> str:
        return signed_link(context.vault, base_url, path, until)

    whole = "?order=1" if len(item_ids) > 1 else ""
    invoice_id = session.scalar(select(Invoice.id).where(Invoice.order_id == order.id, Invoice.refund_id.is_(None)))
    return DownloadUrls(
        purchaseItems=link(f"/api/v1/purchase-items/{item_ids[0]}/download{whole}"),
        tickets=link(f"/api/v1/tickets/{ticket_ids[0]}/download?order=1") if ticket_ids else None,
        invoice=f"{base_url}/api/v1/invoices/{invoice_id}/download?token={token}" if invoice_id else None,
    )


def _status(order: Order, payment: Payment, *, is_payable: bool) -> str:
    if order.status == OrderStatus.FAILED:
        return "failed"
    if is_payable:
        return "open"
    return _CLOSED.get(OrderStatus(order.status), "processing" if payment.status == PaymentStatus.MISMATCH else "open")


def _order_of(session: Session, placed: PlacedOrder) -> Order:
    session.flush()
    return session.get_one(Order, placed.order["id"])


def _line(item: CheckoutItem) -> Line:
    attendees = tuple(
        Person(attendee.firstName, attendee.lastName, attendee.email, attendee.phone, is_guest=index > 0)
        for index, attendee in enumerate(item.attendees)
    )
    return Line(item.productId, item.quantity, item.eventId or None, attendees)
