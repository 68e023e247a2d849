"""How a subscription stands: periods paid for, access, cancelling.

active → past_due (a renewal is not paid) → active again, or ended when the grace is over; active or past_due →
cancelled (access until the paid period ends) → ended. ``data.period`` counts the periods paid for, from 0.
"""

from enum import StrEnum

from sqlalchemy.orm import Session

from server.delivery.post import post_mail
from server.errors import ConflictError
from server.fulfilment.models import Entitlement
from server.fulfilment.periods import period_start
from server.orders.models import Order

RENEWAL_ORDER = "subscription_renewal"
"""The subtype of orders that renew."""
_DAY_MS = 24 * 3_600_000


class SubscriptionStatus(StrEnum):
    """A subscription's own words; ``revoked`` comes from elsewhere."""

    ACTIVE = "active"
    PAST_DUE = "past_due"
    CANCELLED = "cancelled"
    ENDED = "ended"


_RUNNING = (SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE)


def period_of(subscription: Entitlement, period: int) -> tuple[int, int]:
    """When a period begins and ends, in Unix ms."""
    anchor, cycle = subscription.data["anchor"], subscription.data["billingCycle"]
    return period_start(anchor, cycle, period), period_start(anchor, cycle, period + 1)


def period_at(subscription: Entitlement, at: int) -> int:
    """The number of the period that ``at`` is in, or the first one after those paid for."""
    period = int(subscription.data["period"]) + 1
    while period_of(subscription, period)[1] <= at:
        period += 1
    return period


def grace_ends_at(subscription: Entitlement) -> int:
    """Until when access outlasts the paid period while a renewal is under way."""
    return (subscription.ends_at or 0) + int(subscription.data["graceDays"]) * _DAY_MS


def has_access(subscription: Entitlement, at: int) -> bool:
    """Whether it gives access at ``at``; a server that renews late locks nobody out within the grace."""
    if subscription.status in _RUNNING:
        return at < grace_ends_at(subscription)
    return subscription.status == SubscriptionStatus.CANCELLED and at < (subscription.ends_at or 0)


def extend(session: Session, subscription: Entitlement, period: int, at: int) -> bool:
    """``period`` is paid for; again changes nothing. One that was cancelled meanwhile only ends later.

    Gives whether anything changed.
    """
    if period <= subscription.data["period"]:
        return False
    subscription.data = {**subscription.data, "period": period}
    subscription.ends_at = subscription.next_at = period_of(subscription, period)[1]
    if subscription.status != SubscriptionStatus.CANCELLED:
        subscription.status = SubscriptionStatus.ACTIVE
    subscription.updated_at = at
    session.flush()
    return True


def cancel(session: Session, subscription: Entitlement, at: int, *, at_period_end: bool) -> bool:
    """Renew no more; access ends with the paid period or now. Whether anything changed; ConflictError once ended."""
    ends_at = subscription.ends_at or at
    is_cancelled = subscription.status == SubscriptionStatus.CANCELLED
    if is_cancelled and (at_period_end or ends_at <= at):
        return False
    if not is_cancelled and subscription.status not in _RUNNING:
        raise ConflictError(f"The subscription is {subscription.status}")
    subscription.status = SubscriptionStatus.CANCELLED
    if not at_period_end:
        subscription.ends_at = min(ends_at, at)
    subscription.next_at = subscription.ends_at
    subscription.updated_at = at
    session.flush()
    return True


def end(session: Session, subscription: Entitlement, at: int) -> None:
    """It is over for good: cancelled and run out, or never paid."""
    subscription.status = SubscriptionStatus.ENDED
    subscription.next_at = None
    subscription.updated_at = at
    session.flush()


def mail_about(session: Session, subscription: Entitlement, order: Order, template: str) -> None:
    """Mail the buyer, once for each template and period; ``order`` is the one that the mail is about."""
    post_mail(
        session,
        template,
        order.customer_email,
        organization_id=order.organization_id,
        order_id=order.id,
        language=order.language,
        facts={"entitlementId": subscription.id, "amount_cents": order.amount_cents},
        once=f"{template}_{subscription.id}_{subscription.data['period']}",
    )
