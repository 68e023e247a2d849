"""Orders, payments and refunds as the order service leaves them, and the books that go with them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.ids import new_id, now_ms
from server.ledger.book import record_refund, record_sale
from server.ledger.models import LedgerEntry
from server.ledger.tax import tax_of
from server.orders.models import Order, PurchaseItem
from server.payments.models import Payment, Refund
from tests.factories import Club

BILLING: dict[str, Any] = {
    "name": "Łódź Events Sp. z o.o.",
    "vatId": "PL5260001246",
    "address": {"line1": "ul. Piotrkowska 104", "line2": "", "postalCode": "90-926", "city": "Łódź", "country": "PL"},
}
Sold = tuple[int, int, int, bool]
"""Of an item: quantity, unit price, tax rate in hundredths of a percent, whether the price includes the tax."""


def add_order(
    session: Session,
    club: Club,
    *,
    sold: Sequence[Sold] = ((1, 1000, 0, True),),
    currency: str = "eur",
    provider: str = "stripe",
    shipping_cents: int = 0,
    billing: dict[str, Any] | None = None,
    **fields: Any,
) -> Order:
    """A paid order with its items; ``fields`` replace what is worked out here."""
    order_id, at = new_id("ord"), now_ms()
    items = [_item(club, order_id, place, one, at) for place, one in enumerate(sold)]
    gross = sum(item.total_cents + (0 if item.is_tax_included else item.tax_cents) for item in items)
    facts: dict[str, Any] = {
        "id": order_id,
        "organization_id": club.organization_id,
        "subtype": "checkout",
        "event_id": club.event_id,
        "product_id": club.product_id,
        "customer_name": "Max Mustermann",
        "customer_email": "max@example.com",
        "customer_key": "max@example.com",
        "customer_phone": "",
        "payer_type": "business" if billing else "individual",
        "quantity": sum(item.quantity for item in items),
        "amount_cents": gross + shipping_cents,
        "tax_cents": sum(item.tax_cents for item in items),
        "shipping_cents": shipping_cents,
        "currency": currency,
        "payment_method": provider,
        "status": "paid",
        "source": "tests",
        "billing": billing,
        "created_at": at,
        "paid_at": at,
        **fields,
    }
    order = Order(**facts)
    session.add(order)
    session.flush()
    session.add_all(items)
    session.flush()
    return order


def add_payment(session: Session, order: Order, *, fee_cents: int = 0, provider: str | None = None) -> Payment:
    """A payment of the order that succeeded."""
    at = now_ms()
    payment = Payment(
        id=new_id("pay"),
        organization_id=order.organization_id,
        order_id=order.id,
        provider=provider or order.payment_method,
        mode="page",
        amount_cents=order.amount_cents,
        currency=order.currency,
        status="succeeded",
        fee_cents=fee_cents,
        created_at=at,
        updated_at=at,
    )
    session.add(payment)
    session.flush()
    return payment


def sell(session: Session, club: Club, *, fee_bp: int = 0, fee_cents: int = 0, **fields: Any) -> tuple[Order, Payment]:
    """A paid order whose sale is in the books."""
    order = add_order(session, club, **fields)
    payment = add_payment(session, order, fee_cents=fee_cents)
    record_sale(session, order, payment, fee_bp)
    return order, payment


def add_refund(
    session: Session,
    payment: Payment,
    amount_cents: int,
    *,
    kind: str = "refund",
    status: str = "succeeded",
    item_ids: Sequence[str] = (),
) -> Refund:
    """A refund of a payment; its order says so. The books do not yet."""
    at = now_ms()
    refund = Refund(
        id=new_id("ref"),
        organization_id=payment.organization_id,
        order_id=payment.order_id,
        payment_id=payment.id,
        provider=payment.provider,
        kind=kind,
        amount_cents=amount_cents,
        currency=payment.currency,
        status=status,
        item_ids=list(item_ids),
        created_at=at,
        updated_at=at,
    )
    session.add(refund)
    if kind != "return":
        session.get_one(Order, payment.order_id).refunded_cents += amount_cents
    session.flush()
    return refund


def give_back(session: Session, payment: Payment, amount_cents: int, **fields: Any) -> Refund:
    """A refund that succeeded and is in the books."""
    refund = add_refund(session, payment, amount_cents, **fields)
    record_refund(session, refund)
    return refund


def account(session: Session, club: Club, name: str, currency: str = "eur") -> int:
    """What an account of the club's books holds: debits positive, credits negative."""
    statement = select(func.sum(LedgerEntry.amount_cents)).where(
        LedgerEntry.organization_id == club.organization_id,
        LedgerEntry.account == name,
        LedgerEntry.currency == currency,
    )
    return int(session.scalar(statement) or 0)


def items_of(session: Session, order: Order) -> Sequence[PurchaseItem]:
    statement = select(PurchaseItem).where(PurchaseItem.order_id == order.id).order_by(PurchaseItem.place)
    return session.scalars(statement).all()


def _item(club: Club, order_id: str, place: int, sold: Sold, at: int) -> PurchaseItem:
    quantity, price, rate, is_included = sold
    return PurchaseItem(
        id=new_id("pit"),
        organization_id=club.organization_id,
        order_id=order_id,
        product_id=club.product_id,
        place=place,
        quantity=quantity,
        price_cents=price,
        total_cents=quantity * price,
        tax_rate_bp=rate,
        tax_cents=tax_of(quantity * price, rate, is_included),
        is_tax_included=is_included,
        buyer_name="Max Mustermann",
        buyer_email="max@example.com",
        buyer_phone="",
        fulfillment_type="ticket",
        fulfillment_status="fulfilled",
        fulfillment_data={},
        description=f"Thing {place}",
        created_at=at,
    )
