"""Refunds and chargebacks: the tickets are revoked at once, the money follows after the commit."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.audit.trail import record
from server.delivery.post import announce
from server.errors import ConflictError, InvalidRequestError
from server.ids import new_id, now_ms
from server.ledger.book import record_chargeback_won, record_refund, record_refund_undone
from server.ledger.invoices import issue_credit_note
from server.orders.changes import PAID_STATES, give_up_items, lock_order, take_up_items
from server.orders.effects import items_of, tell, write_to_buyer
from server.orders.models import Order, OrderStatus, PurchaseItem
from server.orders.tools import Tools
from server.payments.models import Payment, Refund
from server.payments.provider import PaymentStatus, ProviderDispute, ProviderRefund
from server.tickets.models import Ticket
from server.work.queue import Kind, enqueue
from sync.rules.ticket import TicketStatus

REFUND, CHARGEBACK, RETURN = "refund", "chargeback", "return"
REQUESTED, SUCCEEDED, FAILED, WON = "requested", "succeeded", "failed", "won"
_ELSEWHERE = ("manual", "free")
"""Money that no provider can send back: it goes back the way it came, and the books say so at once."""


def request_refund(
    session: Session,
    tools: Tools,
    order_id: str,
    *,
    actor: str,
    amount_cents: int | None = None,
    item_ids: Sequence[str] = (),
    reason: str = "",
) -> Refund:
    """Refund an order: whole, some items of it, or an amount in minor units.

    Items' tickets admit no more from this commit on; the provider is asked after it. Raises ConflictError where there
    is not as much to give back, InvalidRequestError for items of another order.
    """
    order = lock_order(session, order_id)
    if order.status not in PAID_STATES:
        raise ConflictError(f"A {order.status} order cannot be refunded")
    items = _items_named(session, order, item_ids)
    left = order.amount_cents - order.refunded_cents
    amount = _amount(left, items, amount_cents)
    if not 0 < amount <= left:
        raise ConflictError(f"{left} {order.currency} are left to refund; a free booking is cancelled instead")
    payment = _payment_of(session, order)
    refund = _write(session, order, payment, REFUND, amount, [item.id for item in items], reason=reason)
    for item in items:
        item.refunded_cents = _whole(item)
    give_up_items(session, tools, order, items, amount)
    record(session, actor, "order.refunded", order.id, organization_id=order.organization_id, amount=amount)
    tell(session, tools, order, "order.refunded", None)
    if refund.provider in _ELSEWHERE:
        refund_succeeded(session, tools, refund)
    else:
        enqueue(session, Kind.REFUND, refund.id)
    return refund


def return_payment(session: Session, payment: Payment, *, reason: str) -> Refund:
    """Give back the money of a payment that bought nothing; its order stays as it is."""
    order = session.get_one(Order, payment.order_id)
    refund = _write(session, order, payment, RETURN, payment.amount_cents, [], reason=reason)
    enqueue(session, Kind.REFUND, refund.id)
    return refund


def refund_succeeded(session: Session, tools: Tools, refund: Refund, reference: str | None = None) -> None:
    """The money went back: the books say so, and the buyer hears of it. Again changes nothing; the order is locked."""
    is_over = refund.status == FAILED and refund.reference is not None
    if refund.status == SUCCEEDED or is_over:
        return
    if refund.status == FAILED:
        _count_again(session, tools, refund)
    refund.status = SUCCEEDED
    refund.reference = reference or refund.reference
    refund.updated_at = now_ms()
    session.flush()
    record_refund(session, refund)
    if refund.kind == REFUND:
        order = session.get_one(Order, refund.order_id)
        issue_credit_note(session, order, refund)
        facts: dict[str, int | str] = {"amount_cents": refund.amount_cents, "refundId": refund.id}
        write_to_buyer(session, tools, order, "order_refunded", facts)


def refund_failed(session: Session, refund: Refund, failure: str, reference: str | None = None) -> None:
    """The money will not go back, or came back: the order owes it still, its tickets stay revoked, a person must look.

    ``reference`` is the provider's, where it had taken the refund on: that one is over for good.
    """
    order = lock_order(session, refund.order_id)
    session.refresh(refund)
    if refund.status not in (REQUESTED, SUCCEEDED):
        return
    was_recorded = refund.status == SUCCEEDED
    refund.status, refund.failure, refund.updated_at = FAILED, failure[:500], now_ms()
    refund.reference = reference or refund.reference
    if refund.kind == REFUND:
        order.refunded_cents -= refund.amount_cents
        is_all = order.refunded_cents >= order.amount_cents
        order.status = (OrderStatus.REFUNDED if is_all else OrderStatus.PARTIALLY_REFUNDED).value
    session.flush()
    if was_recorded:
        record_refund_undone(session, refund)
    record(session, f"provider:{refund.provider}", "refund.failed", refund.id, organization_id=refund.organization_id)


def reopen_refund(session: Session, tools: Tools, refund_id: str) -> bool:
    """A refund that was refused may be asked for again: it counts as going back once more.

    False, and nothing changes, where it was taken on by the provider, or the order has not as much left to give back.
    """
    refund = session.get_one(Refund, refund_id)
    order = lock_order(session, refund.order_id)
    session.refresh(refund)
    is_owed = refund.kind != REFUND or refund.amount_cents <= order.amount_cents - order.refunded_cents
    if refund.status != FAILED or refund.reference is not None or not is_owed:
        return False
    _count_again(session, tools, refund)
    refund.status, refund.failure, refund.updated_at = REQUESTED, "", now_ms()
    session.flush()
    return True


def take_in_refund(session: Session, tools: Tools, payment: Payment, told: ProviderRefund) -> None:
    """What the provider knows of a refund: one of ours goes on, one made at the provider's own desk is taken over."""
    # Of two who hear of it at once the second waits here, and then sees what the first did.
    order = lock_order(session, payment.order_id)
    refund = _find(session, payment, told)
    if refund is None:
        if told.status == FAILED:
            return
        refund = _take_over(session, tools, order, payment, told)
    if told.status == SUCCEEDED:
        refund_succeeded(session, tools, refund, told.reference)
    elif told.status == FAILED:
        refund_failed(session, refund, told.failure, told.reference)


def take_in_dispute(session: Session, tools: Tools, payment: Payment, dispute: ProviderDispute) -> None:
    """The buyer's bank took the money back, or decided: tickets are revoked, and admit again where it is won."""
    order = lock_order(session, payment.order_id)
    known = select(Refund).where(Refund.provider == payment.provider, Refund.reference == dispute.reference)
    refund = session.scalar(known)
    if refund is None:
        refund = _charge_back(session, tools, order, payment, dispute)
    if dispute.is_open or not dispute.is_won or refund.status == WON:
        return
    refund.status, refund.updated_at = WON, now_ms()
    session.flush()
    record_chargeback_won(session, refund)
    if refund.kind == CHARGEBACK:
        take_up_items(session, order, refund.item_ids, refund.amount_cents)
    record(session, f"provider:{payment.provider}", "dispute.won", refund.id, organization_id=order.organization_id)


def _charge_back(session: Session, tools: Tools, order: Order, payment: Payment, dispute: ProviderDispute) -> Refund:
    """The bank took a payment back: what it paid is given up; one that bought nothing leaves its order as it is."""
    is_paying = _has_paid(session, order, payment)
    items = _items_standing(session, order) if is_paying else []
    kind = CHARGEBACK if is_paying else RETURN
    refund = _write(session, order, payment, kind, dispute.amount_cents, [item.id for item in items])
    refund.reference, refund.status = dispute.reference, SUCCEEDED
    session.flush()
    record_refund(session, refund)
    if is_paying:
        give_up_items(session, tools, order, items, dispute.amount_cents, TicketStatus.REVOKED)
    actor = f"provider:{payment.provider}"
    record(session, actor, "dispute.created", refund.id, organization_id=order.organization_id, order=order.id)
    announce(session, order.organization_id, "dispute.created", order.id)
    return refund


def _take_over(session: Session, tools: Tools, order: Order, payment: Payment, told: ProviderRefund) -> Refund:
    """A refund made at the provider's desk names no items: tickets are revoked only when nothing is left paid.

    One of a payment that bought nothing leaves its order as it is.
    """
    is_paying = _has_paid(session, order, payment)
    kind = REFUND if is_paying else RETURN
    refund = _write(session, order, payment, kind, told.amount_cents, [], reason="made at the provider")
    refund.reference = told.reference
    session.flush()
    if is_paying:
        give_up_items(session, tools, order, [], told.amount_cents)
        tell(session, tools, order, "order.refunded", None)
    actor = f"provider:{payment.provider}"
    record(session, actor, "order.refunded", order.id, organization_id=order.organization_id, amount=told.amount_cents)
    return refund


def _count_again(session: Session, tools: Tools, refund: Refund) -> None:
    """A refund that had failed goes back after all: its order, which is locked, owes it no more."""
    if refund.kind == REFUND:
        give_up_items(session, tools, session.get_one(Order, refund.order_id), [], refund.amount_cents)


def _has_paid(session: Session, order: Order, payment: Payment) -> bool:
    """Whether it is this payment that paid the order, whatever went back of it since."""
    if order.status not in (*PAID_STATES, OrderStatus.REFUNDED):
        return False
    paying = _payment_of(session, order)
    return paying is not None and paying.id == payment.id


def _items_standing(session: Session, order: Order) -> list[PurchaseItem]:
    """What the buyer still has of the order: fulfilled, and its ticket not revoked by hand."""
    statement = select(Ticket.purchase_item_id).where(
        Ticket.order_id == order.id, Ticket.status == TicketStatus.REVOKED.value
    )
    revoked = set(session.scalars(statement).all())
    return [
        item for item in items_of(session, order) if item.fulfillment_status == "fulfilled" and item.id not in revoked
    ]


def _find(session: Session, payment: Payment, told: ProviderRefund) -> Refund | None:
    session.flush()
    ours = session.get(Refund, told.refund_id, populate_existing=True) if told.refund_id else None
    if ours is not None and ours.payment_id == payment.id:
        return ours
    known = select(Refund).where(Refund.provider == payment.provider, Refund.reference == told.reference)
    return session.scalar(known.execution_options(populate_existing=True))


def _write(
    session: Session,
    order: Order,
    payment: Payment | None,
    kind: str,
    amount_cents: int,
    item_ids: list[str],
    reason: str = "",
) -> Refund:
    at = now_ms()
    refund = Refund(
        id=new_id("ref"),
        organization_id=order.organization_id,
        order_id=order.id,
        payment_id=None if payment is None else payment.id,
        provider="manual" if payment is None else payment.provider,
        kind=kind,
        amount_cents=amount_cents,
        currency=order.currency,
        status=REQUESTED,
        reason=reason,
        item_ids=item_ids,
        created_at=at,
        updated_at=at,
    )
    session.add(refund)
    session.flush()
    return refund


def _items_named(session: Session, order: Order, item_ids: Sequence[str]) -> list[PurchaseItem]:
    items = {item.id: item for item in items_of(session, order)}
    unknown = [item_id for item_id in item_ids if item_id not in items]
    if unknown:
        raise InvalidRequestError("purchaseItemIds names an item that is not of this order")
    gone = [item_id for item_id in item_ids if items[item_id].fulfillment_status == "revoked"]
    if gone:
        raise ConflictError(f"The item {gone[0]} is refunded already")
    return [items[item_id] for item_id in dict.fromkeys(item_ids)]


def _amount(left: int, items: Sequence[PurchaseItem], amount_cents: int | None) -> int:
    if amount_cents is not None:
        return amount_cents
    return min(left, sum(_whole(item) - item.refunded_cents for item in items)) if items else left


def _whole(item: PurchaseItem) -> int:
    """What the item cost the buyer with its tax."""
    return item.total_cents + (0 if item.is_tax_included else item.tax_cents)


def _payment_of(session: Session, order: Order) -> Payment | None:
    """The payment that paid the order: the first that succeeded and was not returned."""
    returned = select(func.count()).where(Refund.payment_id == Payment.id, Refund.kind == RETURN).scalar_subquery()
    statement = select(Payment).where(
        Payment.order_id == order.id, Payment.status == PaymentStatus.SUCCEEDED, returned == 0
    )
    return session.scalar(statement.order_by(Payment.updated_at, Payment.id).limit(1))
