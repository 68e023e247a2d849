"""/api/v1/checkout: sell any product, and /api/v1/bookings/{id}/refund: give its money back."""

import asyncio
import json
from typing import TypeVar

from fastapi import APIRouter, Request, Response
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsBookings, ReadsPayments, WritesBookings, WritesPayments
from server.accounts.gatekeeper import Caller
from server.api import IDEMPOTENCY_HEADER, Page, Schema, create_once, json_answer, make_once
from server.context import Context, InContext
from server.errors import InvalidRequestError, NotFoundError, PaymentRequiredError
from server.orders.changes import find_order
from server.payments.checkout import confirm_answer, pay_order, place_checkout, session_object
from server.payments.models import Payment, Refund
from server.payments.provider import PaymentStatus
from server.payments.refunds import request_refund
from server.payments.schemas import (
    CheckoutRequest,
    ConfirmAnswer,
    ConfirmRequest,
    PayRequest,
    RefundObject,
    RefundRequestBody,
    SessionObject,
)
from server.payments.sessions import find_payment, provider_of, start_payment
from server.payments.settle import settle

router = APIRouter(tags=["checkout"], dependencies=[DOCUMENTED_SCHEME])
AnswerT = TypeVar("AnswerT")


class Begun(Schema):
    """What is kept under an idempotency key: which payment was begun. The answer tells how it stands now."""

    paymentId: str  # noqa: N815  The public API speaks camelCase.


class RefundPage(Page):
    """GET /api/v1/bookings/{id}/refunds, newest first."""

    refunds: list[RefundObject]


@router.post("/api/v1/checkout/sessions", response_model=SessionObject)
async def create_session(
    request: Request,
    body: CheckoutRequest,
    caller: WritesBookings,
    context: InContext,
    key: IDEMPOTENCY_HEADER = None,
) -> Response:
    """Begin to sell any product: the order holds its seats, and the answer says how it can be paid.

    Where the payment service does not answer (503), ask again under the same idempotency key.
    """
    begun = await make_once(
        context,
        caller,
        request,
        body,
        key,
        lambda session: Begun(paymentId=place_checkout(session, context, caller.organization_id, body)),
    )
    payment_id = str(json.loads(begun.body)["paymentId"])
    await _start(context, payment_id)
    return json_answer(await _tell(context, caller, payment_id), is_replay=begun.is_replay)


@router.get("/api/v1/checkout/sessions/{session_id}", response_model=SessionObject)
async def get_session(session_id: str, caller: ReadsBookings, context: InContext) -> Response:
    """How a checkout session stands."""
    return json_answer(await _tell(context, caller, session_id))


@router.post("/api/v1/checkout/confirm", response_model=ConfirmAnswer)
async def confirm(body: ConfirmRequest, caller: WritesBookings, context: InContext) -> Response:
    """Verify a payment with its provider and give what was bought; 402 while it is not paid."""
    payment = await context.database.read(lambda session: _named(session, caller.organization_id, body))
    if payment.provider != "free" and payment.status != PaymentStatus.SUCCEEDED:
        payment = await _verify(context, payment)
    if payment.status != PaymentStatus.SUCCEEDED:
        reason = f": {payment.failure}" if payment.failure else ""
        raise PaymentRequiredError(f"The payment is not complete{reason}")
    return json_answer(await context.database.read(lambda session: confirm_answer(session, context, payment)))


@router.post("/api/v1/bookings/{booking_id}/pay", response_model=SessionObject)
async def pay_booking(
    booking_id: str,
    request: Request,
    body: PayRequest,
    caller: WritesBookings,
    context: InContext,
    key: IDEMPOTENCY_HEADER = None,
) -> Response:
    """A checkout session for a booking made before and not paid yet; the one that it has, where that is still open."""

    def work(session: Session) -> Begun:
        find_order(session, caller.organization_id, booking_id)
        return Begun(paymentId=pay_order(session, context, booking_id, body).id)

    begun = await make_once(context, caller, request, body, key, work)
    payment_id = str(json.loads(begun.body)["paymentId"])
    await _start(context, payment_id)
    return json_answer(await _tell(context, caller, payment_id), is_replay=begun.is_replay)


@router.post("/api/v1/bookings/{booking_id}/refund", response_model=RefundObject)
async def refund(
    booking_id: str,
    request: Request,
    body: RefundRequestBody,
    caller: WritesPayments,
    context: InContext,
    key: IDEMPOTENCY_HEADER = None,
) -> Response:
    """Refund what is left, some items, or an amount. The items' tickets are refused at the doors within a second."""

    def work(session: Session) -> RefundObject:
        find_order(session, caller.organization_id, booking_id)
        made = request_refund(
            session,
            context.tools,
            booking_id,
            actor=caller.key_id,
            amount_cents=body.amountInCents,
            item_ids=body.purchaseItemIds,
            reason=body.reason,
        )
        return refund_object(made)

    return await create_once(context, caller, request, body, key, work)


@router.get("/api/v1/bookings/{booking_id}/refunds", response_model=RefundPage)
async def list_refunds(booking_id: str, caller: ReadsPayments, context: InContext) -> Response:
    """All refunds of a booking, chargebacks included, newest first."""

    def read(session: Session) -> RefundPage:
        find_order(session, caller.organization_id, booking_id)
        statement = select(Refund).where(Refund.order_id == booking_id).order_by(Refund.id.desc())
        return RefundPage(refunds=[refund_object(row) for row in session.scalars(statement).all()])

    return json_answer(await context.database.read(read))


def refund_object(made: Refund) -> RefundObject:
    """A refund as the API gives it back."""
    return RefundObject(
        id=made.id,
        bookingId=made.order_id,
        kind=made.kind,
        status=made.status,
        amountInCents=made.amount_cents,
        currency=made.currency,
        purchaseItemIds=made.item_ids,
        reason=made.reason,
        createdAt=made.created_at,
    )


async def _start(context: Context, payment_id: str) -> None:
    """Have the session made at the provider, where it is not yet; ProviderRefusedError, again, where it will not."""
    payment = await context.database.read(lambda session: find_payment(session, None, payment_id))
    if payment.reference is None and payment.status in (PaymentStatus.CREATED, PaymentStatus.FAILED):
        await asyncio.to_thread(start_payment, context, payment_id)


async def _tell(context: Context, caller: Caller, payment_id: str) -> SessionObject:
    def read(session: Session) -> SessionObject:
        return session_object(session, context, find_payment(session, caller.organization_id, payment_id))

    return await context.database.read(read)


async def _verify(context: Context, payment: Payment) -> Payment:
    """Ask the provider, and bring our side to its answer."""
    if payment.reference is None:
        return payment
    facts = await asyncio.to_thread(provider_of(context, payment.provider).look_up, payment.reference)

    def work(session: Session) -> Payment:
        settle(session, context.tools, payment.id, facts)
        return find_payment(session, None, payment.id)

    return await context.database.write(work)


def _named(session: Session, organization_id: str, body: ConfirmRequest) -> Payment:
    named = body.sessionId or body.paymentIntentId or body.transactionId
    if not named:
        raise InvalidRequestError("Missing required field: sessionId")
    statement = select(Payment).where(
        Payment.organization_id == organization_id,
        or_(Payment.id == named, Payment.reference == named, Payment.charge_reference == named),
    )
    found = session.scalar(statement.limit(1))
    if found is None:
        raise NotFoundError("Checkout session not found")
    return found
