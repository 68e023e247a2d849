"""/api/v1/bookings: make, list, read and cancel bookings."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsBookings, WritesBookings
from server.api import IDEMPOTENCY_HEADER, PAGE_CURSOR, PAGE_LIMIT, create_once, json_answer, read_page
from server.context import InContext
from server.orders.changes import cancel_order, find_order
from server.orders.models import Order
from server.orders.schemas import BookingAnswer, BookingObject, BookingPage, BookingRequest
from server.orders.service import create_booking
from server.orders.views import read_bookings

router = APIRouter(prefix="/api/v1/bookings", tags=["bookings"], dependencies=[DOCUMENTED_SCHEME])


@router.post("/create", response_model=BookingAnswer, response_model_exclude_none=True)
async def create(
    request: Request,
    body: BookingRequest,
    caller: WritesBookings,
    context: InContext,
    key: IDEMPOTENCY_HEADER = None,
) -> Response:
    """Book one ticket for each attendee: order, purchase items, contacts and tickets in one transaction."""
    hold_ms = context.config.hold_minutes * 60_000
    return await create_once(
        context,
        caller,
        request,
        body,
        key,
        lambda session: create_booking(session, context.tools, caller.organization_id, body, hold_ms=hold_ms),
    )


@router.get("", response_model=BookingPage)
async def list_bookings(
    caller: ReadsBookings,
    context: InContext,
    eventId: str | None = None,  # noqa: N803  The public API speaks camelCase.
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The organization's bookings, newest first; those of one event where ``eventId`` is given."""
    statement = select(Order).where(Order.organization_id == caller.organization_id)
    if eventId is not None:
        statement = statement.where(Order.event_id == eventId)

    def read(session: Session) -> BookingPage:
        rows, following = read_page(session, statement, Order.id, cursor=cursor, limit=limit)
        return BookingPage(bookings=read_bookings(session, rows), nextCursor=following)

    return json_answer(await context.database.read(read))


@router.get("/{booking_id}", response_model=BookingObject)
async def get_booking(booking_id: str, caller: ReadsBookings, context: InContext) -> Response:
    """One booking."""
    return json_answer(
        await context.database.read(
            lambda session: read_bookings(session, [find_order(session, caller.organization_id, booking_id)])[0]
        )
    )


@router.post("/{booking_id}/cancel", response_model=BookingObject)
async def cancel(booking_id: str, caller: WritesBookings, context: InContext) -> Response:
    """Cancel a booking that no money was paid for; its seats are free again. Cancelling again changes nothing."""

    def work(session: Session) -> BookingObject:
        find_order(session, caller.organization_id, booking_id)
        return read_bookings(session, [cancel_order(session, context.tools, booking_id)])[0]

    return json_answer(await context.database.write(work))
