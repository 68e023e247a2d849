"""Issue invoices and credit notes: numbered without a gap in their organization, and fixed once they are issued.

The number is drawn under the organization's row in the transaction that issues, so a rollback takes it back.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event
from server.ids import new_id, now_ms
from server.ledger.invoice_lines import lines_of_credit, lines_of_order, sum_up
from server.ledger.invoice_words import words_in
from server.ledger.models import Invoice
from server.ledger.schemas import InvoiceBody, InvoiceLine, InvoiceParty
from server.orders.models import Order, PurchaseItem
from server.payments.models import Refund

_EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905
REVERSE_CHARGE = "reverse_charge"
_SELLER = (
    Organization.id,
    Organization.name,
    Organization.legal_name,
    Organization.legal_address,
    Organization.vat_id,
    Organization.country,
    Organization.ticket_prefix,
    Organization.last_invoice_number,
)
Seller = Row[*tuple[Any, ...]]


def issue_invoice(session: Session, order: Order) -> Invoice | None:
    """The invoice of a business buyer's order; None for a person's or a free one. Again it gives the same."""
    if not order.billing or order.amount_cents == 0:
        return None
    seller = _lock_seller(session, order.organization_id)
    known = invoice_of(session, order.id)
    if known is not None:
        return known
    lines = lines_of_order(order, _items_of(session, order.id), words_in(order.language).lines)
    return _issue(session, seller, _body(session, order, seller, lines, "invoice", None), None)


def issue_credit_note(session: Session, order: Order, refund: Refund) -> Invoice | None:
    """The credit note of a refund, for its items or its amount; None where the order has no invoice.

    None, too, once nothing of the invoice is left to credit. Again it gives the same.
    """
    invoice = invoice_of(session, order.id)
    if invoice is None:
        return None
    seller = _lock_seller(session, order.organization_id)
    notes = _credit_notes_of(session, order.id)
    for note in notes:
        if note.refund_id == refund.id:
            return note
    corrected = InvoiceBody.model_validate(invoice.body)
    credited = [InvoiceBody.model_validate(note.body) for note in notes]
    items = [item for item in _items_of(session, order.id) if item.id in refund.item_ids]
    words = words_in(corrected.language).lines
    lines = lines_of_credit(corrected, credited, refund.amount_cents, items, words)
    if not lines:
        return None
    body = _body(session, order, seller, lines, "credit_note", corrected)
    return _issue(session, seller, body, refund.id)


def invoice_of(session: Session, order_id: str) -> Invoice | None:
    """The order's invoice; its credit notes come beside it."""
    return session.scalar(select(Invoice).where(Invoice.order_id == order_id, Invoice.refund_id.is_(None)))


def render_invoice_pdf(invoice: Invoice) -> bytes:
    """The invoice or credit note as a PDF in its buyer's language; the same invoice always gives the same bytes."""
    from server.ledger.invoice_pdf import draw_invoice  # noqa: PLC0415  ReportLab costs 0.2 s to import.

    return draw_invoice(InvoiceBody.model_validate(invoice.body))


def _issue(session: Session, seller: Seller, body: InvoiceBody, refund_id: str | None) -> Invoice:
    number = seller.last_invoice_number + 1
    session.connection().execute(
        update(Organization).where(Organization.id == seller.id).values(last_invoice_number=number)
    )
    invoice = Invoice(
        id=new_id("inv"),
        organization_id=seller.id,
        number=number,
        order_id=body.orderId,
        refund_id=refund_id,
        body=body.model_dump(),
        issued_at=now_ms(),
    )
    session.add(invoice)
    session.flush()
    return invoice


def _body(
    session: Session,
    order: Order,
    seller: Seller,
    lines: list[InvoiceLine],
    kind: Literal["invoice", "credit_note"],
    corrected: InvoiceBody | None,
) -> InvoiceBody:
    """What the invoice says. A credit note repeats the parties as they stood on the invoice that it corrects."""
    zone, starts_at = _place_of(session, order)
    sums = sum_up(lines)
    by, to = (_seller_party(seller), _buyer_party(order)) if corrected is None else (corrected.seller, corrected.buyer)
    supplied_at = starts_at or order.paid_at or now_ms()
    return InvoiceBody(
        kind=kind,
        number=f"{seller.ticket_prefix}-{seller.last_invoice_number + 1:05d}",
        corrects=None if corrected is None else corrected.number,
        issuedOn=_day(now_ms(), zone).isoformat(),
        suppliedOn=_day(supplied_at, zone).isoformat() if corrected is None else corrected.suppliedOn,
        language=order.language if corrected is None else corrected.language,
        currency=order.currency,
        orderId=order.id,
        paymentMethod=order.payment_method,
        seller=by,
        buyer=to,
        lines=lines,
        taxes=sums,
        netInCents=sum(tax.netInCents for tax in sums),
        taxInCents=sum(tax.taxInCents for tax in sums),
        grossInCents=sum(tax.grossInCents for tax in sums),
        notes=[REVERSE_CHARGE] if _is_reverse_charge(by, to, lines) else [],
    )


def _is_reverse_charge(seller: InvoiceParty, buyer: InvoiceParty, lines: Sequence[InvoiceLine]) -> bool:
    """Whether the buyer owes the tax: two EU countries, a VAT id, and nothing taxed here."""
    is_abroad = seller.country != buyer.country and {seller.country, buyer.country} <= _EU
    return is_abroad and bool(buyer.vatId) and all(line.taxRateBp == 0 for line in lines)


def _seller_party(seller: Seller) -> InvoiceParty:
    return InvoiceParty(
        name=seller.legal_name or seller.name,
        vatId=seller.vat_id,
        address=[line.strip() for line in seller.legal_address.splitlines() if line.strip()],
        country=seller.country.upper(),
    )


def _buyer_party(order: Order) -> InvoiceParty:
    billing = order.billing or {}
    address = billing.get("address") or {}
    country = str(address.get("country") or "").upper()
    city = " ".join(str(address.get(part) or "") for part in ("postalCode", "city")).strip()
    lines = [str(address.get("line1") or ""), str(address.get("line2") or ""), city]
    return InvoiceParty(
        name=str(billing.get("name") or order.customer_name),
        vatId=str(billing.get("vatId") or ""),
        address=[line for line in lines if line],
        country=country,
    )


def _lock_seller(session: Session, organization_id: str) -> Seller:
    """The organization's legal facts and last number, its row locked to the end of the transaction.

    The lock leaves keys alone: rows that refer to the organization are still written beside it.
    """
    session.flush()
    statement = select(*_SELLER).where(Organization.id == organization_id).with_for_update(key_share=True)
    return session.connection().execute(statement).one()


def _credit_notes_of(session: Session, order_id: str) -> Sequence[Invoice]:
    statement = select(Invoice).where(Invoice.order_id == order_id, Invoice.refund_id.is_not(None))
    return session.scalars(statement.order_by(Invoice.number)).all()


def _items_of(session: Session, order_id: str) -> Sequence[PurchaseItem]:
    statement = select(PurchaseItem).where(PurchaseItem.order_id == order_id)
    return session.scalars(statement.order_by(PurchaseItem.place, PurchaseItem.id)).all()


def _place_of(session: Session, order: Order) -> tuple[ZoneInfo, int | None]:
    """The time zone in which days are told, and when the event is that was paid for."""
    event = None if order.event_id is None else session.get(Event, order.event_id)
    try:
        zone = ZoneInfo("UTC" if event is None else event.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return zone, None if event is None else event.starts_at


def _day(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).date()
