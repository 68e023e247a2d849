"""/api/v1/invoices, /api/v1/ledger and /api/v1/payouts."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsPayments, WritesPayments
from server.api import IDEMPOTENCY_HEADER, PAGE_CURSOR, PAGE_LIMIT, create_once, json_answer, read_page
from server.context import InContext
from server.errors import NotFoundError
from server.fulfilment.access import Visitor, visitor_with
from server.ledger.balances import balances_of
from server.ledger.invoices import render_invoice_pdf
from server.ledger.models import Invoice, LedgerEntry, Payout
from server.ledger.payouts import request_payout
from server.ledger.schemas import (
    BalanceAnswer,
    EntryPage,
    InvoiceObject,
    InvoicePage,
    PayoutObject,
    PayoutPage,
    PayoutRequest,
)
from server.ledger.views import balance_object, entry_object, invoice_object, payout_object
from server.orders.models import Order

router = APIRouter(prefix="/api/v1", tags=["money"], dependencies=[DOCUMENTED_SCHEME])
ORDER_ID = Annotated[str | None, Query(max_length=100, description="Only what belongs to this order.")]
InvoiceVisitor = Annotated[Visitor, Depends(visitor_with("payments:read"))]
_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}, "description": "The PDF"}}


@router.get("/invoices", response_model=InvoicePage)
async def list_invoices(
    caller: ReadsPayments,
    context: InContext,
    orderId: ORDER_ID = None,  # noqa: N803  The public API speaks camelCase.
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The organization's invoices and credit notes, newest first."""
    statement = select(Invoice).where(Invoice.organization_id == caller.organization_id)
    if orderId is not None:
        statement = statement.where(Invoice.order_id == orderId)

    def read(session: Session) -> InvoicePage:
        rows, following = read_page(session, statement, Invoice.id, cursor=cursor, limit=limit)
        base_url = context.config.base_url
        return InvoicePage(invoices=[invoice_object(row, base_url) for row in rows], nextCursor=following)

    return json_answer(await context.database.read(read))


@router.get("/invoices/{invoice_id}", response_model=InvoiceObject)
async def get_invoice(invoice_id: str, caller: ReadsPayments, context: InContext) -> Response:
    """One invoice or credit note: all that it says."""

    def read(session: Session) -> InvoiceObject:
        invoice = session.get(Invoice, invoice_id)
        if invoice is None or invoice.organization_id != caller.organization_id:
            raise NotFoundError("Invoice not found")
        return invoice_object(invoice, context.config.base_url)

    return json_answer(await context.database.read(read))


@router.get("/invoices/{invoice_id}/download", response_class=Response, responses=_PDF)
async def download_invoice(invoice_id: str, visitor: InvoiceVisitor, context: InContext) -> Response:
    """The invoice as a PDF: for the organization by its key, for the buyer by the order's token."""

    def read(session: Session) -> Invoice:
        invoice = session.get(Invoice, invoice_id)
        order = None if invoice is None else session.get(Order, invoice.order_id)
        if invoice is None or order is None or not visitor.may_see(context.vault, order):
            raise NotFoundError("Invoice not found")
        return invoice

    invoice = await context.database.read(read)
    document = await asyncio.to_thread(render_invoice_pdf, invoice)
    headers = {
        "Content-Disposition": f'inline; filename="{invoice.body["number"]}.pdf"',
        # No cache keeps it, and the address with its token goes to nobody else.
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
    }
    return Response(document, media_type="application/pdf", headers=headers)


@router.get("/ledger", response_model=EntryPage)
async def list_entries(
    caller: ReadsPayments,
    context: InContext,
    orderId: ORDER_ID = None,  # noqa: N803  The public API speaks camelCase.
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The lines of the organization's ledger, newest first; the lines of one transaction sum to zero."""
    statement = select(LedgerEntry).where(LedgerEntry.organization_id == caller.organization_id)
    if orderId is not None:
        statement = statement.where(LedgerEntry.order_id == orderId)

    def read(session: Session) -> EntryPage:
        rows, following = read_page(session, statement, LedgerEntry.id, cursor=cursor, limit=limit)
        return EntryPage(entries=[entry_object(row) for row in rows], nextCursor=following)

    return json_answer(await context.database.read(read))


@router.get("/ledger/balance", response_model=BalanceAnswer)
async def get_balance(caller: ReadsPayments, context: InContext) -> Response:
    """What is owed to the organization, a balance a currency; play money of the test provider apart."""
    balances = await context.database.read(lambda session: balances_of(session, caller.organization_id))
    return json_answer(BalanceAnswer(balances=[balance_object(balance) for balance in balances]))


@router.post("/payouts", response_model=PayoutObject)
async def create_payout(
    request: Request,
    body: PayoutRequest,
    caller: WritesPayments,
    context: InContext,
    key: IDEMPOTENCY_HEADER = None,
) -> Response:
    """Pay out an amount, or all that is available in a currency; 409 where there is not as much."""

    def work(session: Session) -> PayoutObject:
        organization_id, currency, amount = caller.organization_id, body.currency, body.amountInCents
        payout = request_payout(session, context.providers, organization_id, currency, amount, actor=caller.actor)
        return payout_object(payout)

    return await create_once(context, caller, request, body, key, work)


@router.get("/payouts", response_model=PayoutPage)
async def list_payouts(
    caller: ReadsPayments, context: InContext, limit: PAGE_LIMIT = 50, cursor: PAGE_CURSOR = None
) -> Response:
    """The organization's payouts, newest first."""
    statement = select(Payout).where(Payout.organization_id == caller.organization_id)

    def read(session: Session) -> PayoutPage:
        rows, following = read_page(session, statement, Payout.id, cursor=cursor, limit=limit)
        return PayoutPage(payouts=[payout_object(row) for row in rows], nextCursor=following)

    return json_answer(await context.database.read(read))


@router.get("/payouts/{payout_id}", response_model=PayoutObject)
async def get_payout(payout_id: str, caller: ReadsPayments, context: InContext) -> Response:
    """One payout, and how it stands."""

    def read(session: Session) -> PayoutObject:
        payout = session.get(Payout, payout_id)
        if payout is None or payout.organization_id != caller.organization_id:
            raise NotFoundError("Payout not found")
        return payout_object(payout)

    return json_answer(await context.database.read(read))
