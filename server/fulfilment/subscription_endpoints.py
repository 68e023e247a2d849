"""/api/v1/subscriptions: list, read, cancel, and whether one gives access."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsBookings
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer, read_page
from server.audit.trail import record
from server.context import InContext
from server.fulfilment.access import ReadingVisitor, WritingVisitor, found
from server.fulfilment.models import Entitlement
from server.fulfilment.renewal import close_renewal, lock_subscription
from server.fulfilment.schemas import AccessAnswer, CancelRequest, SubscriptionObject, SubscriptionPage
from server.fulfilment.subscriptions import cancel, has_access, mail_about, period_of
from server.fulfilment.views import find_entitlement
from server.ids import now_ms
from server.orders.models import Order, PurchaseItem

router = APIRouter(prefix="/api/v1/subscriptions", tags=["fulfilment"], dependencies=[DOCUMENTED_SCHEME])
_KIND = "subscription"


@router.get("", response_model=SubscriptionPage)
async def list_subscriptions(
    caller: ReadsBookings,
    context: InContext,
    status: Annotated[str | None, Query(max_length=20)] = None,
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The organization's subscriptions, newest first; those of one ``status`` where it is given."""
    statement = select(Entitlement).where(
        Entitlement.organization_id == caller.organization_id, Entitlement.kind == _KIND
    )
    if status is not None:
        statement = statement.where(Entitlement.status == status)

    def read(session: Session) -> SubscriptionPage:
        rows, following = read_page(session, statement, Entitlement.id, cursor=cursor, limit=limit)
        return SubscriptionPage(subscriptions=[_subscription(session, row) for row in rows], nextCursor=following)

    return json_answer(await context.database.read(read))


@router.get("/{subscription_id}", response_model=SubscriptionObject)
async def get_subscription(subscription_id: str, visitor: ReadingVisitor, context: InContext) -> Response:
    """One subscription."""

    def read(session: Session) -> SubscriptionObject:
        subscription, _ = find_entitlement(session, context, visitor, _KIND, subscription_id)
        return _subscription(session, subscription)

    return json_answer(await context.database.read(read))


@router.get("/{subscription_id}/access", response_model=AccessAnswer)
async def check_access(subscription_id: str, visitor: ReadingVisitor, context: InContext) -> Response:
    """Whether it gives access now; also while a renewal is not paid yet, as long as the product's ``graceDays``."""

    def read(session: Session) -> AccessAnswer:
        subscription, _ = find_entitlement(session, context, visitor, _KIND, subscription_id)
        return AccessAnswer(
            id=subscription.id,
            hasAccess=has_access(subscription, now_ms()),
            status=subscription.status,
            productId=subscription.product_id,
            startDate=subscription.starts_at,
            endDate=subscription.ends_at,
        )

    return json_answer(await context.database.read(read))


@router.post("/{subscription_id}/cancel", response_model=SubscriptionObject)
async def cancel_subscription(
    subscription_id: str, visitor: WritingVisitor, context: InContext, body: CancelRequest | None = None
) -> Response:
    """Cancel at the end of the paid period, or now; the buyer may, with the order's token. Again changes nothing."""
    at_period_end = True if body is None else body.atPeriodEnd

    def work(session: Session) -> SubscriptionObject:
        subscription, order = find_entitlement(session, context, visitor, _KIND, subscription_id)
        # The subscription's own token opens what was bought, and goes to whoever checks access: it cancels nothing.
        found(visitor.may_see(context.vault, order), "Subscription")
        subscription = lock_subscription(session, subscription.id)
        if cancel(session, subscription, now_ms(), at_period_end=at_period_end):
            close_renewal(session, context, subscription)
            mail_about(session, subscription, order, "subscription_cancelled")
            actor = "buyer" if visitor.caller is None else visitor.caller.actor
            record(session, actor, "subscription.cancelled", subscription.id, organization_id=order.organization_id)
        return _subscription(session, subscription)

    return json_answer(await context.database.write(work))


def _subscription(session: Session, subscription: Entitlement) -> SubscriptionObject:
    item = session.get_one(PurchaseItem, subscription.purchase_item_id)
    order = session.get_one(Order, item.order_id)
    period = int(subscription.data["period"])
    is_renewing = subscription.status in ("active", "past_due")
    return SubscriptionObject(
        id=subscription.id,
        organizationId=subscription.organization_id,
        productId=subscription.product_id,
        purchaseItemId=item.id,
        customerEmail=order.customer_email,
        customerName=order.customer_name,
        quantity=item.quantity,
        billingCycle=subscription.data["billingCycle"],
        status=subscription.status,
        period=period,
        periodStart=period_of(subscription, period)[0],
        periodEnd=subscription.ends_at or 0,
        renewsAt=subscription.ends_at if is_renewing else None,
        createdAt=subscription.created_at,
        updatedAt=subscription.updated_at,
    )
