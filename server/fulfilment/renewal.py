"""Renew subscriptions: one order a period, charged where the provider kept the buyer's means, else asked for by mail.

When a period ends the order for the next is placed and the subscription is past due, in one transaction; it is active
again as soon as that order is paid, in whatever way, and ends when the grace is over and it is not. So a crash at any
point leaves a state from which the same work goes on, and no period has two orders.
"""

from dataclasses import dataclass

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.context import Context
from server.errors import CallerError, ProviderRefusedError
from server.fulfilment.entitlements import REVOKED
from server.fulfilment.models import Entitlement
from server.fulfilment.subscriptions import (
    RENEWAL_ORDER,
    SubscriptionStatus,
    end,
    extend,
    grace_ends_at,
    mail_about,
    period_at,
)
from server.fulfilment.views import order_of
from server.ids import now_ms
from server.orders.changes import PAID_STATES, cancel_order, lock_order
from server.orders.models import Order, OrderStatus, PurchaseItem
from server.orders.placing import place_order
from server.orders.wanted import Buyer, Line, NewOrder
from server.payments.models import Payment
from server.payments.provider import Mode, PaymentStatus
from server.payments.sessions import begin_payment, payment_of, provider_of, start_payment
from server.payments.settle import settle
from server.work.queue import Kind, enqueue

_KIND = "subscription"
_SHORTEST_HOLD_MS = 3_600_000
_UNPAID = (OrderStatus.PENDING, OrderStatus.FAILED)
_DUE = 500
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Step:
    """What is left to do after the transaction: charge this payment."""

    payment_id: str
    is_charged: bool
    """Whether the provider charges it by itself; else the buyer gets its link."""


def find_due(context: Context) -> None:
    """Enqueue the work of every subscription that must be looked at now; what is enqueued already is not again."""
    at = now_ms()
    statement = (
        select(Entitlement.id, Entitlement.next_at, Entitlement.status)
        .where(Entitlement.kind == _KIND, Entitlement.next_at <= at)
        .order_by(Entitlement.next_at)
        .limit(_DUE)
    )
    due = context.database.read_now(lambda session: session.execute(statement).all())

    def enqueue_all(session: Session) -> None:
        for row in due:
            # One moment may be due twice: for the renewal, and once that was cancelled for the end.
            enqueue(session, Kind.RENEWAL, row.id, once=f"{row.id}-{row.next_at}-{row.status}")

    if due:
        context.database.write_now(enqueue_all)


def renew(context: Context, subscription_id: str) -> None:
    """Do what is due for a subscription: renew it, go on with a renewal that was broken off, or end it."""
    step = context.database.write_now(lambda session: _decide(session, context, subscription_id, now_ms()))
    if step is None:
        return
    try:
        payment = start_payment(context, step.payment_id)
        if not step.is_charged or _is_settled(context, payment):
            context.database.write_now(lambda session: _tell_if_unpaid(session, subscription_id))
            return
    except ProviderRefusedError:
        if not step.is_charged:
            raise
        log.info("renewal_declined", subscription_id=subscription_id)
    asked = context.database.write_now(lambda session: _ask(session, context, subscription_id))
    if asked is not None:
        start_payment(context, asked)
        context.database.write_now(lambda session: _tell_if_unpaid(session, subscription_id))


def lock_subscription(session: Session, subscription_id: str) -> Entitlement:
    """The subscription as it stands once no one else can change it; its renewal's order first, as who pays it does."""
    subscription = session.get_one(Entitlement, subscription_id)
    order_id = subscription.data.get("renewalOrderId")
    if order_id is not None:
        lock_order(session, order_id)
    session.refresh(subscription, with_for_update=True)
    return subscription


def close_renewal(session: Session, context: Context, subscription: Entitlement) -> None:
    """The subscription goes no further: its unpaid renewal, if there is one, can be paid no more."""
    order = _open_order(session, subscription)
    if order is not None:
        cancel_order(session, context.tools, order.id)


def _decide(session: Session, context: Context, subscription_id: str, at: int) -> _Step | None:
    subscription = lock_subscription(session, subscription_id)
    if subscription.status == REVOKED:
        close_renewal(session, context, subscription)
        return None
    if subscription.next_at is None or subscription.ends_at is None:
        return None
    order = _open_order(session, subscription)
    if order is not None and at < subscription.next_at:
        return _go_on(session, order)
    if at < subscription.next_at:
        return None
    if subscription.status == SubscriptionStatus.CANCELLED:
        end(session, subscription, at)
        return None
    if subscription.status == SubscriptionStatus.PAST_DUE:
        _end_unpaid(session, context, subscription, at)
        return None
    return _place(session, context, subscription, at)


def _place(session: Session, context: Context, subscription: Entitlement, at: int) -> _Step | None:
    """Place the order of the period that it is now; what costs nothing is renewed without one."""
    first = order_of(session, subscription)
    item = session.get_one(PurchaseItem, subscription.purchase_item_id)
    period = period_at(subscription, at)
    if item.price_cents == 0:
        extend(session, subscription, period, at)
        return None
    kept = _kept_customer(session, subscription, first)
    hold_ms = max(grace_ends_at(subscription) - at, _SHORTEST_HOLD_MS)
    try:
        with session.begin_nested():
            placed = place_order(session, context.tools, _new_order(first, item, hold_ms))
    except CallerError as error:
        log.warning("renewal_not_sold", subscription_id=subscription.id, code=error.code)
        _end_unpaid(session, context, subscription, at)
        return None
    order = session.get_one(Order, placed.order["id"])
    session.execute(
        update(PurchaseItem)
        .where(PurchaseItem.order_id == order.id)
        .values(fulfillment_data={"subscriptionId": subscription.id, "period": period})
    )
    subscription.status = SubscriptionStatus.PAST_DUE.value
    subscription.next_at = at + hold_ms
    subscription.data = {**subscription.data, "renewalOrderId": order.id}
    subscription.updated_at = at
    if kept is not None and context.providers.named(kept.provider) is not None:
        payment = begin_payment(
            session, order, provider=kept.provider, mode=Mode.INTENT, customer_reference=kept.customer_reference
        )
        return _Step(payment.id, is_charged=True)
    return _Step(_begin_link(session, context, order).id, is_charged=False)


def _go_on(session: Session, order: Order) -> _Step | None:
    """Where a renewal was broken off: its newest payment is started again, which gives the same one."""
    payment = payment_of(session, order.id)
    if payment is None or payment.status not in (PaymentStatus.CREATED, PaymentStatus.PENDING, PaymentStatus.FAILED):
        return None
    return _Step(payment.id, is_charged=payment.customer_reference is not None)


def _end_unpaid(session: Session, context: Context, subscription: Entitlement, at: int) -> None:
    close_renewal(session, context, subscription)
    end(session, subscription, at)
    mail_about(session, subscription, order_of(session, subscription), "subscription_cancelled")


def _is_settled(context: Context, payment: Payment) -> bool:
    """Ask the provider how the charge stands, and bring the order to that; whether it is paid or still under way."""
    if payment.reference is None:
        return False
    facts = provider_of(context, payment.provider).look_up(payment.reference)
    if facts.status is PaymentStatus.SUCCEEDED:
        context.database.write_now(lambda session: settle(session, context.tools, payment.id, facts))
    return facts.status is PaymentStatus.SUCCEEDED or (facts.status is PaymentStatus.PENDING and not facts.failure)


def _ask(session: Session, context: Context, subscription_id: str) -> str | None:
    """The charge was declined: the payment of a link for the same order. None where it was paid meanwhile."""
    order = _open_order(session, lock_subscription(session, subscription_id))
    if order is None:
        return None
    newest = payment_of(session, order.id)
    if newest is not None and newest.customer_reference is None:
        return newest.id
    return _begin_link(session, context, order).id


def _begin_link(session: Session, context: Context, order: Order) -> Payment:
    return begin_payment(session, order, provider=context.providers.checkout, mode=Mode.LINK)


def _tell_if_unpaid(session: Session, subscription_id: str) -> None:
    """Mail the link that pays, unless it is paid already."""
    subscription = session.get_one(Entitlement, subscription_id)
    order = _open_order(session, subscription)
    payment = payment_of(session, order.id) if order is not None else None
    if order is not None and payment is not None and payment.url is not None:
        mail_about(session, subscription, order, "subscription_past_due")


def _open_order(session: Session, subscription: Entitlement) -> Order | None:
    """The renewal's order, as long as it is not paid."""
    order_id = subscription.data.get("renewalOrderId")
    order = session.get(Order, order_id) if order_id else None
    return order if order is not None and order.status in _UNPAID else None


def _kept_customer(session: Session, subscription: Entitlement, first: Order) -> Payment | None:
    """The newest payment with which the provider kept the buyer's means of paying."""
    orders = [first.id, subscription.data.get("renewalOrderId", first.id)]
    statement = (
        select(Payment)
        .join(Order, Order.id == Payment.order_id)
        .where(
            Payment.order_id.in_(orders),
            Payment.status == PaymentStatus.SUCCEEDED,
            Payment.customer_reference.is_not(None),
            Order.status.in_(PAID_STATES),
        )
        .order_by(Payment.id.desc())
        .limit(1)
    )
    return session.scalar(statement)


def _new_order(first: Order, item: PurchaseItem, hold_ms: int) -> NewOrder:
    """The same again at the price that was agreed, for the same buyer."""
    return NewOrder(
        organization_id=first.organization_id,
        subtype=RENEWAL_ORDER,
        buyer=Buyer(
            first_name=first.customer_name,
            last_name="",
            email=first.customer_email,
            phone=first.customer_phone,
            language=first.language,
            billing=first.billing,
            shipping_address=first.shipping_address,
            user_id=first.user_id,
        ),
        lines=[Line(item.product_id, item.quantity, price_cents=item.price_cents)],
        source="renewal",
        currency=first.currency,
        hold_ms=hold_ms,
    )
