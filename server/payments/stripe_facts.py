"""Stripe's objects as ours: statuses, amounts in our minor units, fees in the payment's own currency."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import stripe
from stripe.checkout import Session

from server.payments.provider import PaymentStatus, ProviderPayment, ProviderRefund
from server.payments.stripe_client import from_stripe

_REFUND_STATUSES = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}


def status_of_intent(intent: stripe.PaymentIntent) -> PaymentStatus:
    """A declined intent is pending: the buyer may try another card until it is cancelled."""
    if intent.status == "succeeded":
        return PaymentStatus.SUCCEEDED
    return PaymentStatus.CANCELLED if intent.status == "canceled" else PaymentStatus.PENDING


def session_status(session: Session) -> PaymentStatus:
    """A finished session is paid, or waits for a slow means of payment; a failed one of those cannot be tried again."""
    if session.status == "expired":
        return PaymentStatus.CANCELLED
    if session.status != "complete":
        return PaymentStatus.PENDING
    if session.payment_status != "unpaid":
        return PaymentStatus.SUCCEEDED
    intent = session.payment_intent
    has_failed = isinstance(intent, stripe.PaymentIntent) and intent.status in ("requires_payment_method", "canceled")
    return PaymentStatus.FAILED if has_failed else PaymentStatus.PENDING


def payment_of_intent(
    intent: stripe.PaymentIntent, reference: str, refunds: Sequence[ProviderRefund] = ()
) -> ProviderPayment:
    """How an intent stands, under the reference that it was asked by."""
    status = status_of_intent(intent)
    amount = intent.amount_received if status is PaymentStatus.SUCCEEDED else intent.amount
    return ProviderPayment(
        reference=reference,
        status=status,
        amount_cents=from_stripe(amount, intent.currency),
        currency=intent.currency,
        charge_reference=intent.id,
        fee_cents=_fee_of(intent),
        failure=failure_of(intent),
        payment_id=_text_in(intent.metadata, "payment_id"),
        customer=_id_of(intent.customer) if intent.setup_future_usage else None,
        refunds=refunds,
    )


def payment_of_session(session: Session, refunds: Sequence[ProviderRefund] = ()) -> ProviderPayment:
    """How a Checkout Session stands, with what its intent says of the money."""
    status = session_status(session)
    intent = session.payment_intent if isinstance(session.payment_intent, stripe.PaymentIntent) else None
    is_paid = status is PaymentStatus.SUCCEEDED and intent is not None
    amount = intent.amount_received if is_paid and intent is not None else session.amount_total or 0
    currency = session.currency or ""
    return ProviderPayment(
        reference=session.id,
        status=status,
        amount_cents=from_stripe(amount, currency),
        currency=currency,
        charge_reference=intent_id(session),
        fee_cents=_fee_of(intent) if intent is not None else 0,
        failure=failure_of(intent) if intent is not None else "",
        payment_id=session.client_reference_id,
        customer=_id_of(intent.customer) if intent is not None and intent.setup_future_usage else None,
        refunds=refunds,
    )


def refund_of(refund: stripe.Refund) -> ProviderRefund:
    """A refund; what is still on its way or waits for someone is only requested."""
    return ProviderRefund(
        reference=refund.id,
        status=_REFUND_STATUSES.get(refund.status or "", "requested"),
        amount_cents=from_stripe(refund.amount, refund.currency),
        currency=refund.currency,
        refund_id=_text_in(refund.metadata, "refund_id"),
        failure=_text_in(refund, "failure_reason") or "",
    )


def failure_of(intent: stripe.PaymentIntent) -> str:
    """Why the last attempt to pay failed, in Stripe's words for buyers."""
    error = intent.last_payment_error
    if intent.status == "succeeded" or error is None:
        return ""
    return error.message or error.code or "The payment was declined"


def intent_id(session: Session) -> str | None:
    """The intent of a session: there once someone began to pay."""
    return _id_of(session.payment_intent)


def _fee_of(intent: stripe.PaymentIntent) -> int:
    """What Stripe keeps, in the payment's currency and our minor units; 0 until Stripe has worked it out.

    Stripe takes it in the currency of the account: where that is another, the fee is the same share of the amount.
    """
    charge = intent.latest_charge
    booked = charge.balance_transaction if isinstance(charge, stripe.Charge) else None
    if not isinstance(booked, stripe.BalanceTransaction):
        return 0
    fee = Decimal(booked.fee)
    if booked.currency != intent.currency and booked.amount:
        fee = fee * intent.amount_received / booked.amount
    return from_stripe(int(fee.quantize(Decimal(1), ROUND_HALF_UP)), intent.currency)


def _id_of(value: object) -> str | None:
    """The id of what Stripe gives as an id or, expanded, as an object."""
    return value if isinstance(value, str) else getattr(value, "id", None)


def _text_in(found: object, name: str) -> str | None:
    """A field that Stripe leaves out where it has nothing to say."""
    value = getattr(found, name, None)
    return value if isinstance(value, str) else None
