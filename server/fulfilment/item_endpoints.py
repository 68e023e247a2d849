"""/api/v1/purchase-items and the PDFs of tickets."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, WritesBookings
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer, read_page
from server.audit.trail import record
from server.context import Context, InContext
from server.errors import ConflictError, NotFoundError
from server.fulfilment import documents
from server.fulfilment.access import ReadingVisitor, Visitor, found
from server.fulfilment.entitlements import entitlement_of
from server.fulfilment.order_pdf import draw_order_pdf
from server.fulfilment.receipt_pdf import ReceiptSheet, draw_receipt_pdf
from server.fulfilment.schemas import PurchaseItemObject, PurchaseItemPage
from server.fulfilment.service import FAILED, try_item
from server.fulfilment.ticket_pdf import TicketSheet, draw_ticket_pdf
from server.fulfilment.views import find_item, item_objects, revealed
from server.ids import now_ms
from server.orders.models import Order, OrderStatus, PurchaseItem
from server.tickets.models import Ticket
from server.tokens import hash_token

router = APIRouter(prefix="/api/v1", tags=["fulfilment"], dependencies=[DOCUMENTED_SCHEME])
_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}, "description": "The PDF"}}
_PAID = (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED)


@router.get("/purchase-items", response_model=PurchaseItemPage)
async def list_items(
    visitor: ReadingVisitor,
    context: InContext,
    orderId: Annotated[str | None, Query(max_length=100)] = None,  # noqa: N803  The public API speaks camelCase.
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The organization's purchase items, newest first, or those of one order; a buyer's token gives its own order's."""

    def read(session: Session) -> PurchaseItemPage:
        statement = select(PurchaseItem)
        if visitor.caller is not None:
            statement = statement.where(PurchaseItem.organization_id == visitor.caller.organization_id)
            if orderId is not None:
                statement = statement.where(PurchaseItem.order_id == orderId)
        else:
            order = _order_by_token(session, visitor)
            found(order is not None and orderId in (None, order.id), "Order")
            statement = statement.where(PurchaseItem.order_id == (order.id if order else None))
        rows, following = read_page(session, statement, PurchaseItem.id, cursor=cursor, limit=limit)
        return PurchaseItemPage(
            purchaseItems=item_objects(session, context, rows, with_links=visitor.may_have_links), nextCursor=following
        )

    return json_answer(await context.database.read(read))


@router.get("/purchase-items/{item_id}", response_model=PurchaseItemObject)
async def get_item(item_id: str, visitor: ReadingVisitor, context: InContext) -> Response:
    """One purchase item, with how it was fulfilled and the links that came of it."""

    def read(session: Session) -> PurchaseItemObject:
        item, _ = find_item(session, context, visitor, item_id)
        return item_objects(session, context, [item], with_links=visitor.may_have_links)[0]

    return _private(json_answer(await context.database.read(read)))


@router.get("/purchase-items/{item_id}/download", response_class=Response, responses=_PDF)
async def download_item(
    item_id: str,
    visitor: ReadingVisitor,
    context: InContext,
    order: Annotated[bool, Query(description="All of its order that can be printed, in one PDF.")] = False,  # noqa: FBT002
) -> Response:
    """What fits the kind of product: a ticket's PDF, the way to a file, for anything else a receipt."""
    if order:
        return await _download_order(item_id, visitor, context)

    def read(session: Session) -> tuple[list[TicketSheet], str, ReceiptSheet, str]:
        item, its_order = find_item(session, context, visitor, item_id)
        ticket = documents.ticket_of_item(session, item)
        if ticket is not None:
            documents.check_admits(ticket)
        documents.check_delivered(item)
        sheets = [] if ticket is None else documents.ticket_sheets(session, [ticket])
        address = revealed(context, item, entitlement_of(session, item.id)).get("downloadUrl", "")
        return sheets, str(address), documents.receipt_sheet(session, item, its_order), its_order.language

    sheets, address, receipt, language = await context.database.read(read)
    if sheets:
        return _pdf(await asyncio.to_thread(draw_ticket_pdf, sheets, language), f"ticket-{sheets[0].ticket_id}")
    if address:
        return _private(RedirectResponse(address, status_code=303))
    return _pdf(await asyncio.to_thread(draw_receipt_pdf, receipt, language), f"receipt-{item_id}")


@router.post("/purchase-items/{item_id}/retry", response_model=PurchaseItemObject)
async def retry_item(item_id: str, caller: WritesBookings, context: InContext) -> Response:
    """Fulfil again what failed; the answer says how it went. What is fulfilled already stays as it is."""

    def work(session: Session) -> PurchaseItemObject:
        item, order = find_item(session, context, Visitor(caller=caller), item_id)
        session.refresh(order, with_for_update=True)
        session.refresh(item, with_for_update=True)
        if item.fulfillment_status == FAILED and order.status in _PAID:
            try_item(session, context.vault, order, item, base_url=context.config.base_url, at=now_ms())
            record(
                session,
                caller.actor,
                "purchase_item.retried",
                item.id,
                organization_id=order.organization_id,
                status=item.fulfillment_status,
            )
        elif item.fulfillment_status != "fulfilled":
            raise ConflictError(f"A {item.fulfillment_status} item of a {order.status} order cannot be fulfilled")
        return item_objects(session, context, [item], with_links=True)[0]

    return json_answer(await context.database.write(work))


@router.get("/tickets/{ticket_id}/download", response_class=Response, responses=_PDF)
async def download_ticket(
    ticket_id: str,
    visitor: ReadingVisitor,
    context: InContext,
    order: Annotated[bool, Query(description="All tickets of its order, one a page.")] = False,  # noqa: FBT002
) -> Response:
    """The ticket as a PDF to print or to show on a phone."""

    def read(session: Session) -> tuple[list[TicketSheet], str]:
        ticket = session.get(Ticket, ticket_id)
        if ticket is None:
            raise NotFoundError("Ticket not found")
        its_order = session.get_one(Order, ticket.order_id)
        found(visitor.may_see(context.vault, its_order), "Ticket")
        if order:
            tickets = documents.tickets_of_order(session, its_order.id)
        else:
            documents.check_admits(ticket)
            tickets = [ticket]
        return documents.ticket_sheets(session, tickets), its_order.language

    sheets, language = await context.database.read(read)
    return _pdf(await asyncio.to_thread(draw_ticket_pdf, sheets, language), f"ticket-{ticket_id}")


async def _download_order(item_id: str, visitor: Visitor, context: Context) -> Response:
    def read(session: Session) -> tuple[str, list[TicketSheet], list[ReceiptSheet], str]:
        _, order = find_item(session, context, visitor, item_id)
        # A token that opens one item, such as a course's, does not open the others.
        found(visitor.may_see(context.vault, order), "Purchase item")
        return order.id, *documents.order_sheets(session, order), order.language

    order_id, tickets, receipts, language = await context.database.read(read)
    document = await asyncio.to_thread(draw_order_pdf, order_id, tickets, receipts, language)
    return _pdf(document, f"order-{order_id}")


def _order_by_token(session: Session, visitor: Visitor) -> Order | None:
    if visitor.token is None:
        return None
    return session.scalar(select(Order).where(Order.token_hash == hash_token(visitor.token)))


def _pdf(document: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return _private(Response(document, media_type="application/pdf", headers=headers))


def _private(response: Response) -> Response:
    """No cache keeps it, and the address with its token goes to nobody else."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
