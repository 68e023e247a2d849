"""/api/v1/dashboard: sales, bookings and the door, added up."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from server.accounts.access import DOCUMENTED_SCHEME, ReadsAttendance, ReadsBookings, ReadsPayments
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer
from server.context import InContext
from server.dashboard.bookings import Sought, read_bookings_table
from server.dashboard.check_ins import read_check_ins
from server.dashboard.metrics import read_metrics
from server.dashboard.sales import Asked, read_sales
from server.dashboard.schemas import BookingTable, CheckInAnswer, MetricsAnswer, SalesAnswer
from server.errors import InvalidRequestError
from server.orders.models import OrderStatus
from server.text import clean_line

router = APIRouter(prefix="/api/v1/dashboard", tags=["dashboard"], dependencies=[DOCUMENTED_SCHEME])
_LAST_MOMENT = 253_402_300_800_000
"""The year 10000: calendars end there."""
_From = Annotated[
    int | None, Query(alias="from", ge=0, le=_LAST_MOMENT, description="Unix ms; what was paid at or after it.")
]
_To = Annotated[int | None, Query(alias="to", ge=0, le=_LAST_MOMENT, description="Unix ms; what was paid before it.")]
_EventId = Annotated[str | None, Query(alias="eventId", max_length=64)]


@router.get("/sales", response_model=SalesAnswer)
async def get_sales(
    caller: ReadsPayments, context: InContext, start: _From = None, end: _To = None, event_id: _EventId = None
) -> Response:
    """Sales by currency: altogether, by day in the event's time zone, by event, by product."""
    asked = Asked(caller.organization_id, *_period(start, end), event_id)
    return json_answer(await context.database.read(lambda session: read_sales(session, asked)))


@router.get("/metrics", response_model=MetricsAnswer)
async def get_metrics(caller: ReadsPayments, context: InContext, start: _From = None, end: _To = None) -> Response:
    """What the ledger says by currency: sales, refunds, fees, tax, payouts, and what is owed."""
    asked = Asked(caller.organization_id, *_period(start, end))
    return json_answer(await context.database.read(lambda session: read_metrics(session, asked)))


@router.get("/bookings", response_model=BookingTable)
async def get_bookings(
    caller: ReadsBookings,
    context: InContext,
    status: OrderStatus | None = None,
    event_id: _EventId = None,
    search: Annotated[str, Query(max_length=200, description="Part of a name, an address or an order's id.")] = "",
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """Bookings by status, event and text, newest first."""
    sought = Sought(caller.organization_id, status, event_id, clean_line(search) or None)
    return json_answer(
        await context.database.read(lambda session: read_bookings_table(session, sought, cursor=cursor, limit=limit))
    )


@router.get("/check-ins", response_model=CheckInAnswer)
async def get_check_ins(
    caller: ReadsAttendance,
    context: InContext,
    event_id: Annotated[str, Query(alias="eventId", max_length=64)],
    minutes: Annotated[int, Query(ge=1, le=1440, description="The length of the curve's steps.")] = 15,
) -> Response:
    """How many came when, beside how many have a ticket."""
    return json_answer(
        await context.database.read(
            lambda session: read_check_ins(session, caller.organization_id, event_id, minutes=minutes)
        )
    )


def _period(start: int | None, end: int | None) -> tuple[int | None, int | None]:
    if start is not None and end is not None and start > end:
        raise InvalidRequestError("from is later than to")
    return start, end
