"""What follows an order's change, in the same transaction: fulfilment, mail, webhooks, whoever else must hear."""

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.delivery.post import announce, post_mail, post_whatsapp
from server.fulfilment.service import fulfil_items, revoke_items
from server.fulfilment.subscriptions import RENEWAL_ORDER
from server.ids import now_ms
from server.ledger.invoices import issue_invoice
from server.orders.models import FOREIGN_ORDER, Order, PurchaseItem
from server.orders.tools import Tools
from server.payments.models import Payment
from server.work.queue import Kind, enqueue

_BY_API = "event_booking"
_SAID_BY_LISTENERS = ("order_confirmation", "order_cancelled")
"""Mails that whoever listens to such orders words better: an appointment says itself that it is paid."""


class _About(TypedDict):
    """What both ways of writing are told."""

    organization_id: str
    order_id: str
    language: str
    facts: dict[str, int | str]


def follow_payment(session: Session, tools: Tools, order: Order) -> None:
    """The order was just paid: give the buyer what was bought, the invoice, and word of it."""
    goods = [item for item in items_of(session, order) if item.fulfillment_status == "pending"]
    fulfil_items(session, tools.vault, order, goods, base_url=tools.base_url, at=now_ms())
    issue_invoice(session, order)
    # A renewal's own mail says that it is paid.
    tell(session, tools, order, "order.paid", None if order.subtype == RENEWAL_ORDER else "order_confirmation")


def take_back(session: Session, tools: Tools, order: Order, items: Sequence[PurchaseItem]) -> None:
    """The money of these items went back: what they gave their buyer is taken back. Tickets see to themselves."""
    revoke_items(session, order, items, base_url=tools.base_url, at=now_ms())


def tell(
    session: Session,
    tools: Tools,
    order: Order,
    event_type: str,
    template: str | None,
    facts: dict[str, int | str] | None = None,
    once: str | None = None,
) -> None:
    """Write to the buyer, tell the webhooks, and the one who listens to such orders."""
    if template is not None:
        write_to_buyer(session, tools, order, template, facts, once)
    if session.get_one(Organization, order.organization_id).has_webhooks:
        announce(session, order.organization_id, event_type, order.id)
    listener = tools.listeners.get(order.subtype)
    if listener is not None:
        listener(session, order)


def write_to_buyer(
    session: Session,
    tools: Tools,
    order: Order,
    template: str,
    facts: dict[str, int | str] | None = None,
    once: str | None = None,
) -> None:
    """Mail the buyer, and by WhatsApp where that was agreed; not where the caller of the API or a listener does it.

    Nor one of another system's tickets: that system does.
    """
    if order.subtype == FOREIGN_ORDER:
        return
    is_ours = order.subtype != _BY_API or session.get_one(Organization, order.organization_id).mails_bookings
    if not is_ours or (order.subtype in tools.listeners and template in _SAID_BY_LISTENERS):
        return
    about: _About = {
        "organization_id": order.organization_id,
        "order_id": order.id,
        "language": order.language,
        "facts": dict(facts or {}),
    }
    post_mail(session, template, order.customer_email, once=once, **about)
    if order.is_told_by_whatsapp:
        once_there = None if once is None else f"whatsapp-{once}"
        post_whatsapp(session, template, order.customer_phone, once=once_there, **about)


def close_payments(session: Session, order: Order) -> None:
    """Have what is still payable at a provider closed there, so that nobody pays for nothing."""
    # A declined one stays payable at most providers, until it is closed.
    waiting = select(Payment.id).where(
        Payment.order_id == order.id, Payment.status.in_(("created", "pending", "failed"))
    )
    for payment_id in session.scalars(waiting).all():
        enqueue(session, Kind.CLOSE_PAYMENT, payment_id, once=payment_id)


def items_of(session: Session, order: Order) -> list[PurchaseItem]:
    """The order's items in their places."""
    session.flush()
    statement = (
        select(PurchaseItem).where(PurchaseItem.order_id == order.id).order_by(PurchaseItem.place, PurchaseItem.id)
    )
    return list(session.scalars(statement.execution_options(populate_existing=True)).all())
