"""Settle payments: what the provider's own books say becomes the order's state, once, in one transaction."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.audit.trail import record
from server.ids import new_id, now_ms
from server.ledger.book import record_sale
from server.orders.changes import Paying, fail_order, lock_order, mark_paid, try_to_pay
from server.orders.effects import close_payments, tell
from server.orders.models import Order
from server.orders.tools import Tools
from server.payments.intake import match_events
from server.payments.models import Payment
from server.payments.provider import PaymentStatus, ProviderPayment
from server.payments.refunds import return_payment


class Settled(StrEnum):
    """What became of a payment."""

    PAID = "paid"
    UNCHANGED = "unchanged"
    RETURNED = "returned"
    """The money came too late or twice and goes back."""
    FAILED = "failed"
    MISMATCH = "mismatch"


def settle(session: Session, tools: Tools, payment_id: str, facts: ProviderPayment) -> Settled:
    """Bring a payment and its order to what the provider says; again changes nothing.

    Money that can buy nothing any more goes back at once; an amount or currency other than asked buys nothing and is
    left to people.
    """
    payment = session.get_one(Payment, payment_id)
    order = lock_order(session, payment.order_id)
    session.refresh(payment, with_for_update=True)
    _note_charge(session, payment, facts)
    if payment.status == PaymentStatus.SUCCEEDED:
        _note_fee(session, tools, order, payment, facts)
        return Settled.UNCHANGED
    if payment.status == PaymentStatus.MISMATCH:
        return Settled.UNCHANGED
    payment.updated_at = now_ms()
    if facts.status is PaymentStatus.SUCCEEDED:
        return _succeed(session, tools, order, payment, facts)
    if facts.status in (PaymentStatus.FAILED, PaymentStatus.CANCELLED):
        return _fail(session, tools, order, payment, facts)
    payment.failure = facts.failure[:500]
    return Settled.UNCHANGED


def note_decline(session: Session, tools: Tools, payment_id: str, failure: str) -> Settled:
    """One attempt to pay was declined while the session stays payable: the order failed, and its hold goes on."""
    payment = session.get_one(Payment, payment_id)
    order = lock_order(session, payment.order_id)
    session.refresh(payment, with_for_update=True)
    is_open = payment.status in (PaymentStatus.CREATED, PaymentStatus.PENDING, PaymentStatus.FAILED)
    if not is_open or order.expires_at is None:
        return Settled.UNCHANGED
    payment.failure = failure[:500]
    payment.status = PaymentStatus.FAILED.value
    payment.updated_at = now_ms()
    fail_order(session, tools, order, is_over=False)
    tell(session, tools, order, "order.failed", "payment_failed", once=f"failed-{payment.id}")
    return Settled.FAILED


def mark_paid_elsewhere(session: Session, tools: Tools, order_id: str, *, actor: str = "command line") -> Order:
    """The order was paid in cash or by transfer: it is paid, and the books say so. Paying again changes nothing."""
    was_paid = lock_order(session, order_id).paid_at is not None
    order = mark_paid(session, tools, order_id)
    if was_paid or not order.amount_cents:
        return order
    at = now_ms()
    payment = Payment(
        id=new_id("pay"),
        organization_id=order.organization_id,
        order_id=order.id,
        provider="manual",
        mode="manual",
        amount_cents=order.amount_cents,
        currency=order.currency,
        status=PaymentStatus.SUCCEEDED.value,
        created_at=at,
        updated_at=at,
    )
    session.add(payment)
    session.flush()
    close_payments(session, order)
    record_sale(session, order, payment, fee_bp_of(session, tools, order))
    record(session, actor, "order.marked_paid", order.id, organization_id=order.organization_id)
    return order


def fee_bp_of(session: Session, tools: Tools, order: Order) -> int:
    """This platform's fee on the order, in hundredths of a percent."""
    own = session.get_one(Organization, order.organization_id).fee_bp
    return tools.fee_bp if own is None else own


def _succeed(session: Session, tools: Tools, order: Order, payment: Payment, facts: ProviderPayment) -> Settled:
    actor = f"provider:{payment.provider}"
    if (facts.amount_cents, facts.currency) != (payment.amount_cents, payment.currency):
        payment.status = PaymentStatus.MISMATCH.value
        payment.failure = f"asked for {payment.amount_cents} {payment.currency}"
        record(session, actor, "payment.mismatch", payment.id, organization_id=order.organization_id)
        return Settled.MISMATCH
    payment.status = PaymentStatus.SUCCEEDED.value
    # Where the answer to the beginning was lost, only the event told the reference, and refunds need it.
    payment.reference = payment.reference or facts.reference
    payment.failure = ""
    payment.fee_cents = facts.fee_cents
    payment.customer_reference = facts.customer or payment.customer_reference
    session.flush()
    record_sale(session, order, payment, fee_bp_of(session, tools, order))
    outcome = try_to_pay(session, tools, order, payment.provider)
    record(session, actor, "payment.succeeded", payment.id, organization_id=order.organization_id, outcome=outcome)
    if outcome is Paying.PAID:
        close_payments(session, order)
        return Settled.PAID
    return_payment(session, payment, reason=outcome.value)
    tell(session, tools, order, "payment.returned", "late_payment_refunded", once=f"returned-{payment.id}")
    return Settled.RETURNED


def _fail(session: Session, tools: Tools, order: Order, payment: Payment, facts: ProviderPayment) -> Settled:
    payment.status = facts.status.value
    payment.failure = facts.failure[:500]
    session.flush()
    fail_order(session, tools, order, is_over=not _has_open_payment(session, order))
    return Settled.FAILED


def _has_open_payment(session: Session, order: Order) -> bool:
    """Whether a payment was begun that can still pay the order."""
    statement = select(Payment.id).where(
        Payment.order_id == order.id, Payment.status.in_((PaymentStatus.CREATED, PaymentStatus.PENDING))
    )
    return session.scalar(statement.limit(1)) is not None


def _note_charge(session: Session, payment: Payment, facts: ProviderPayment) -> None:
    """The provider's id of the payment itself is known: events that named only that one are worked now."""
    if facts.charge_reference and facts.charge_reference != payment.charge_reference:
        payment.charge_reference = facts.charge_reference
        session.flush()
        match_events(session, payment.provider, facts.charge_reference)


def _note_fee(session: Session, tools: Tools, order: Order, payment: Payment, facts: ProviderPayment) -> None:
    """What the provider keeps is often known only after it said that the payment succeeded."""
    if facts.fee_cents and not payment.fee_cents:
        payment.fee_cents = facts.fee_cents
        session.flush()
        record_sale(session, order, payment, fee_bp_of(session, tools, order))
