"""/api/v1/events/{id}/foreign-tickets: tickets that other systems sold."""

from fastapi import APIRouter, Request, Response

from server.accounts.access import DOCUMENTED_SCHEME, WritesBookings
from server.api import IDEMPOTENCY_HEADER, create_once
from server.context import InContext
from server.tickets.foreign import take_over
from server.tickets.foreign_schemas import ForeignTicketsAnswer, ForeignTicketsRequest

router = APIRouter(prefix="/api/v1", tags=["tickets"], dependencies=[DOCUMENTED_SCHEME])


@router.post("/events/{event_id}/foreign-tickets", response_model=ForeignTicketsAnswer)
async def post_foreign_tickets(
    event_id: str,
    request: Request,
    body: ForeignTicketsRequest,
    caller: WritesBookings,
    context: InContext,
    key: IDEMPOTENCY_HEADER = None,
) -> Response:
    """Take over tickets that another system sold: the doors let them in by the codes that it printed.

    A code that is known already is not taken twice; its holder, reference and contacts are brought up to date. They
    take up seats like any others. Each is an order of its own, which can be cancelled like one.
    """
    return await create_once(
        context,
        caller,
        request,
        body,
        key,
        lambda session: take_over(session, context.tools, caller.organization_id, event_id, body),
    )
