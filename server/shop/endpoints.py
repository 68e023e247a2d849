"""/api/events, /api/orders, /api/tickets: the ticket shop's public routes."""

import asyncio
import json
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from server.api import IDEMPOTENCY_HEADER, PAGE_CURSOR, PAGE_LIMIT, json_answer
from server.context import InContext
from server.errors import NotFoundError
from server.idempotency import check_key
from server.ids import now_ms
from server.media.views import site_of
from server.payments.sessions import start_payment
from server.public import AUTHORIZATION, ORGANIZATION, TOKEN, token_of
from server.shop.availability import find_event_named, read_availability
from server.shop.checkout import begin_checkout, checkout_answer, find_order_of
from server.shop.events import Sought, page_of_events, read_events, read_since
from server.shop.pages import router as pages_router
from server.shop.schemas import (
    AvailabilityAnswer,
    CheckoutAnswer,
    CheckoutRequest,
    PublicEvent,
    PublicEvents,
    TicketsAnswer,
)
from server.shop.tickets import tickets_answer
from server.text import clean_line
from server.tickets.live_codes import LiveCodeAnswer, live_code_of, secret_answer
from server.tickets.models import Ticket

router = APIRouter(tags=["ticket shop"])
router.include_router(pages_router)
_FRESH_S = 2
"""For how long anyone may keep an availability: shorter than a buyer takes to choose."""
_Named = Annotated[str, Path(max_length=200, description="The event's name or slug.")]
_Since = Annotated[
    str | None,
    Query(alias="from", max_length=40, description="Unix ms or RFC 3339; events that are not over by then."),
]
_Text = Annotated[str, Query(alias="q", max_length=200, description="Part of an event's name or description.")]


@router.get("/api/events", response_model=PublicEvents)
async def list_public_events(
    request: Request,
    context: InContext,
    organization: ORGANIZATION = None,
    since: _Since = None,
    text: _Text = "",
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """Published events with their places, pictures and tickets, the earliest first; those without a date come last."""
    sought = Sought(clean_line(organization or "") or None, read_since(since), clean_line(text) or None)
    site = site_of(request, context)
    return _public(
        await context.database.read(
            lambda session: page_of_events(
                session, sought, site, now_ms(), cursor=clean_line(cursor) if cursor else None, limit=limit
            )
        )
    )


@router.get("/api/events/{name:path}/availability", response_model=AvailabilityAnswer)
async def get_availability(
    context: InContext,
    name: _Named,
    organization: ORGANIZATION = None,
) -> Response:
    """What a published event has left, in all and of each kind of ticket; null where nothing bounds it."""
    answer = await context.database.read(
        lambda session: read_availability(session, find_event_named(session, name, organization), now_ms())
    )
    return _public(answer)


@router.get("/api/events/{name:path}", response_model=PublicEvent)
async def get_public_event(
    request: Request, context: InContext, name: _Named, organization: ORGANIZATION = None
) -> Response:
    """One published event by its name or slug."""
    site = site_of(request, context)
    [event] = await context.database.read(
        lambda session: read_events(session, [find_event_named(session, name, organization)], site, now_ms())
    )
    return _public(event)


@router.post("/api/orders/create-checkout", response_model=CheckoutAnswer)
async def create_checkout(body: CheckoutRequest, context: InContext, key: IDEMPOTENCY_HEADER = None) -> Response:
    """Hold the seats and say where to pay for them; what costs nothing is paid at once.

    Where the payment service does not answer (503), ask again under the same idempotency key: the order goes on.
    """
    used = check_key(key or body.idempotencyKey)
    begun = await context.database.write(lambda session: begin_checkout(session, context, body, used))
    ids = json.loads(begun.body)
    if ids["paymentId"] is not None:
        await asyncio.to_thread(start_payment, context, ids["paymentId"])
    answer = await context.database.read(
        lambda session: checkout_answer(session, context, ids["orderId"], ids["paymentId"])
    )
    return json_answer(answer, is_replay=begun.is_replay)


@router.get("/api/tickets/{order_id}", response_model=TicketsAnswer)
async def get_tickets(
    order_id: str, context: InContext, token: TOKEN = None, authorization: AUTHORIZATION = None
) -> Response:
    """The tickets of an order for its buyer; before the payment how the order stands, without codes."""
    given = token_of(authorization, token, "Order")
    return json_answer(
        await context.database.read(
            lambda session: tickets_answer(session, context, find_order_of(session, order_id, given))
        )
    )


@router.get("/api/tickets/{order_id}/{ticket_id}/live-code", response_model=LiveCodeAnswer)
async def get_live_code(
    order_id: str, ticket_id: str, context: InContext, token: TOKEN = None, authorization: AUTHORIZATION = None
) -> Response:
    """What the holder's page needs to show live codes without a network; 404 where the event has none."""
    given = token_of(authorization, token, "Order")

    def read(session: Session) -> LiveCodeAnswer:
        order, ticket = find_order_of(session, order_id, given), session.get(Ticket, ticket_id)
        if ticket is None or ticket.order_id != order.id:
            raise NotFoundError("Ticket not found")
        return live_code_of(session, context.vault, ticket)

    return secret_answer(await context.database.read(read))


def _public(answer: BaseModel) -> Response:
    """What anyone may see and keep for a moment; null stands where nothing bounds or says it."""
    headers = {"Cache-Control": f"public, max-age={_FRESH_S}"}
    return Response(answer.model_dump_json(), media_type="application/json", headers=headers)
