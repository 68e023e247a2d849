"""/api/v1/events, /api/v1/products, /api/v1/object-links."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsCatalog, WritesCatalog
from server.api import IDEMPOTENCY_HEADER, PAGE_CURSOR, PAGE_LIMIT, create_once, json_answer, read_page
from server.catalog import service
from server.catalog.door_settings import hash_named_pin
from server.catalog.links import page_of_links
from server.catalog.models import Event, Product
from server.catalog.offers import change_offer, withdraw_offer
from server.catalog.removal import delete_draft
from server.catalog.schemas import (
    EventObject,
    EventPage,
    EventPatch,
    EventRequest,
    LinkObject,
    LinkPage,
    LinkPatch,
    LinkRequest,
    ProductObject,
    ProductPage,
    ProductPatch,
    ProductRequest,
)
from server.catalog.views import event_object, offer_object, product_object
from server.context import InContext

router = APIRouter(prefix="/api/v1", tags=["catalogue"], dependencies=[DOCUMENTED_SCHEME])


@router.post("/events", response_model=EventObject)
async def create_event(
    request: Request, body: EventRequest, caller: WritesCatalog, context: InContext, key: IDEMPOTENCY_HEADER = None
) -> Response:
    """Make an event; its ticket codes' prefix is fixed from now on."""
    pin_hash = await hash_named_pin(body) or ""
    return await create_once(
        context,
        caller,
        request,
        body,
        key,
        lambda session: event_object(service.create_event(session, caller.organization_id, body, pin_hash)),
    )


@router.get("/events", response_model=EventPage)
async def list_events(
    caller: ReadsCatalog, context: InContext, limit: PAGE_LIMIT = 50, cursor: PAGE_CURSOR = None
) -> Response:
    """The organization's events, newest first."""
    statement = select(Event).where(Event.organization_id == caller.organization_id)
    rows, following = await context.database.read(
        lambda session: read_page(session, statement, Event.id, cursor=cursor, limit=limit)
    )
    return json_answer(EventPage(events=[event_object(row) for row in rows], nextCursor=following))


@router.get("/events/{event_id}", response_model=EventObject)
async def get_event(event_id: str, caller: ReadsCatalog, context: InContext) -> Response:
    """One event."""
    return json_answer(
        await context.database.read(
            lambda session: event_object(service.find_event(session, caller.organization_id, event_id))
        )
    )


@router.patch("/events/{event_id}", response_model=EventObject)
async def change_event(event_id: str, body: EventPatch, caller: WritesCatalog, context: InContext) -> Response:
    """Change an event."""
    pin_hash = await hash_named_pin(body)

    def change(session: Session) -> EventObject:
        return event_object(service.change_event(session, caller.organization_id, event_id, body, pin_hash))

    return json_answer(await context.database.write(change))


@router.get("/events/by-slug/{slug}", response_model=EventObject)
async def get_event_by_slug(slug: str, caller: ReadsCatalog, context: InContext) -> Response:
    """One event by the name in its address."""
    return json_answer(
        await context.database.read(
            lambda session: event_object(service.find_event_by_slug(session, caller.organization_id, slug))
        )
    )


@router.delete("/events/{event_id}", response_model=EventObject)
async def delete_event(event_id: str, caller: WritesCatalog, context: InContext) -> Response:
    """Delete a draft that nobody has booked; any other event can only be cancelled."""
    return json_answer(
        await context.database.write(
            lambda session: event_object(delete_draft(session, caller.organization_id, event_id))
        )
    )


@router.post("/products", response_model=ProductObject)
async def create_product(
    request: Request, body: ProductRequest, caller: WritesCatalog, context: InContext, key: IDEMPOTENCY_HEADER = None
) -> Response:
    """Make a product."""
    return await create_once(
        context,
        caller,
        request,
        body,
        key,
        lambda session: product_object(service.create_product(session, caller.organization_id, body)),
    )


@router.get("/products", response_model=ProductPage)
async def list_products(
    caller: ReadsCatalog, context: InContext, limit: PAGE_LIMIT = 50, cursor: PAGE_CURSOR = None
) -> Response:
    """The organization's products, newest first."""
    statement = select(Product).where(Product.organization_id == caller.organization_id)
    rows, following = await context.database.read(
        lambda session: read_page(session, statement, Product.id, cursor=cursor, limit=limit)
    )
    return json_answer(ProductPage(products=[product_object(row) for row in rows], nextCursor=following))


@router.get("/products/{product_id}", response_model=ProductObject)
async def get_product(product_id: str, caller: ReadsCatalog, context: InContext) -> Response:
    """One product."""
    return json_answer(
        await context.database.read(
            lambda session: product_object(service.find_product(session, caller.organization_id, product_id))
        )
    )


@router.patch("/products/{product_id}", response_model=ProductObject)
async def change_product(product_id: str, body: ProductPatch, caller: WritesCatalog, context: InContext) -> Response:
    """Change a product; orders already made keep their price."""
    return json_answer(
        await context.database.write(
            lambda session: product_object(service.change_product(session, caller.organization_id, product_id, body))
        )
    )


@router.post("/object-links", response_model=LinkObject)
async def create_link(
    request: Request, body: LinkRequest, caller: WritesCatalog, context: InContext, key: IDEMPOTENCY_HEADER = None
) -> Response:
    """Let an event offer a product."""
    return await create_once(
        context,
        caller,
        request,
        body,
        key,
        lambda session: offer_object(service.create_offer(session, caller.organization_id, body)),
    )


@router.patch("/object-links/{link_id}", response_model=LinkObject)
async def change_link(link_id: str, body: LinkPatch, caller: WritesCatalog, context: InContext) -> Response:
    """Change how many an event offers, to whom and when; not fewer than are taken."""
    return json_answer(
        await context.database.write(
            lambda session: offer_object(change_offer(session, caller.organization_id, link_id, body))
        )
    )


@router.delete("/object-links/{link_id}", response_model=LinkObject)
async def delete_link(link_id: str, caller: WritesCatalog, context: InContext) -> Response:
    """Withdraw an offer of which nothing is taken; of any other only the sales can be ended."""
    return json_answer(
        await context.database.write(
            lambda session: offer_object(withdraw_offer(session, caller.organization_id, link_id))
        )
    )


@router.get("/object-links", response_model=LinkPage)
async def list_links(
    caller: ReadsCatalog,
    context: InContext,
    fromObjectId: str | None = None,  # noqa: N803  The public API speaks camelCase.
    toObjectId: str | None = None,  # noqa: N803  The same.
    linkType: str | None = None,  # noqa: N803  The same.
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """Links by their ends: an event's offers; for a ticket, ``admits_to`` its event and ``issued_from`` its product."""
    return json_answer(
        await context.database.read(
            lambda session: page_of_links(
                session,
                caller.organization_id,
                from_id=fromObjectId,
                to_id=toObjectId,
                link_type=linkType,
                cursor=cursor,
                limit=limit,
            )
        )
    )
