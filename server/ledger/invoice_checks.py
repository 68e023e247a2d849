"""Checks of invoices: numbers without a gap, sums that agree with their lines and with what was paid."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.ledger.invoice_lines import sum_up
from server.ledger.models import Invoice
from server.ledger.problems import Check, Problem, Scope
from server.ledger.schemas import InvoiceBody
from server.orders.models import Order


def check_numbers(session: Session, scope: Scope) -> Iterator[Problem]:
    """An organization's invoices are numbered from 1 to its last number, and none is missing."""
    numbers = (
        select(
            Invoice.organization_id,
            func.count().label("count"),
            func.min(Invoice.number).label("first"),
            func.max(Invoice.number).label("last"),
        )
        .group_by(Invoice.organization_id)
        .subquery()
    )
    count, last = func.coalesce(numbers.c.count, 0), func.coalesce(numbers.c.last, 0)
    is_broken = or_(count != Organization.last_invoice_number, last != count, numbers.c.first != 1)
    statement = (
        select(Organization.id, Organization.last_invoice_number, count.label("count"), last.label("last"))
        .outerjoin(numbers, numbers.c.organization_id == Organization.id)
        .where(is_broken)
    )
    for row in scope.stream(session, statement, Organization.id):
        text = f"{row.count} invoices up to number {row.last}, but {row.last_invoice_number} were issued"
        yield Problem("INVOICE_NUMBERS", row.id, row.id, text)


def check_sums(session: Session, scope: Scope) -> Iterator[Problem]:
    """Lines, tax sums and totals agree; an invoice is of its order's amount, and no more of it is credited."""
    statement = (
        select(Invoice.id, Invoice.organization_id, Invoice.refund_id, Invoice.body, Order.amount_cents)
        .join(Order, Order.id == Invoice.order_id)
        .order_by(Invoice.id)
    )
    for row in scope.stream(session, statement, Invoice.organization_id):
        body = InvoiceBody.model_validate(row.body)
        least, most = (row.amount_cents,) * 2 if row.refund_id is None else (-row.amount_cents, 0)
        if not _adds_up(body) or not least <= body.grossInCents <= most:
            text = f"{body.number} over {body.grossInCents} does not add up, for an order of {row.amount_cents}"
            yield Problem("INVOICE", row.organization_id, row.id, text)


def _adds_up(body: InvoiceBody) -> bool:
    sums = (
        sum(tax.netInCents for tax in body.taxes),
        sum(tax.taxInCents for tax in body.taxes),
        sum(tax.grossInCents for tax in body.taxes),
    )
    is_whole = body.netInCents + body.taxInCents == body.grossInCents
    return (
        is_whole and sum_up(body.lines) == body.taxes and sums == (body.netInCents, body.taxInCents, body.grossInCents)
    )


CHECKS: tuple[Check, ...] = (check_numbers, check_sums)
