"""/api/v1/tickets: a ticket, and its QR picture."""

from typing import Literal

from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsBookings
from server.api import Schema, json_answer
from server.catalog.models import Event
from server.context import InContext
from server.errors import NotFoundError
from server.tickets.live_codes import LiveCodeAnswer, live_code_of, secret_answer
from server.tickets.models import Ticket
from server.tickets.qr import draw_qr_png

router = APIRouter(prefix="/api/v1/tickets", tags=["tickets"], dependencies=[DOCUMENTED_SCHEME])


class TicketObject(Schema):
    """A ticket as the API gives it back."""

    success: bool = True
    id: str
    type: Literal["ticket"] = "ticket"
    organizationId: str  # noqa: N815  The public API speaks camelCase.
    eventId: str  # noqa: N815  The same.
    productId: str  # noqa: N815  The same.
    bookingId: str  # noqa: N815  The same.
    purchaseItemId: str  # noqa: N815  The same.
    attendeeName: str  # noqa: N815  The same.
    attendeeEmail: str | None  # noqa: N815  The same.
    attendeePhone: str  # noqa: N815  The same.
    isPrimary: bool  # noqa: N815  The same.
    status: str
    validFrom: int | None  # noqa: N815  The same.
    validUntil: int | None  # noqa: N815  The same.
    needsLook: bool  # noqa: N815  The same.
    note: str
    admits: int
    qrCode: str  # noqa: N815  The same.
    signedCode: str  # noqa: N815  The same.
    createdAt: int  # noqa: N815  The same.


@router.get("/{ticket_id}", response_model=TicketObject)
async def get_ticket(ticket_id: str, caller: ReadsBookings, context: InContext) -> Response:
    """One ticket."""
    return json_answer(
        await context.database.read(
            lambda session: ticket_object(find_ticket(session, caller.organization_id, ticket_id))
        )
    )


@router.get(
    "/{ticket_id}/qr.png",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}, "description": "The QR picture"}},
)
async def get_qr(ticket_id: str, caller: ReadsBookings, context: InContext) -> Response:
    """The ticket's QR as a PNG: the signed token, or the typed code where the event's ticket format says so."""
    payload = await context.database.read(
        lambda session: qr_payload(session, find_ticket(session, caller.organization_id, ticket_id))
    )
    return Response(draw_qr_png(payload), media_type="image/png", headers={"Cache-Control": "private, no-store"})


@router.get("/{ticket_id}/live-code", response_model=LiveCodeAnswer)
async def get_live_code(ticket_id: str, caller: ReadsBookings, context: InContext) -> Response:
    """What the page that the organizer gives the holder needs to show live codes, where the event has them."""
    return secret_answer(
        await context.database.read(
            lambda session: live_code_of(
                session, context.vault, find_ticket(session, caller.organization_id, ticket_id)
            )
        )
    )


def find_ticket(session: Session, organization_id: str, ticket_id: str) -> Ticket:
    """The organization's ticket; NotFoundError where it has none of that id."""
    ticket = session.get(Ticket, ticket_id)
    if ticket is None or ticket.organization_id != organization_id:
        raise NotFoundError("Ticket not found")
    return ticket


def qr_payload(session: Session, ticket: Ticket) -> str:
    """What the ticket's QR holds."""
    ticket_format = session.scalar(select(Event.ticket_format).where(Event.id == ticket.event_id))
    return ticket.signed_code if ticket_format == "signed" else ticket.id


def ticket_object(ticket: Ticket) -> TicketObject:
    """A ticket as the API gives it back."""
    return TicketObject(
        id=ticket.id,
        organizationId=ticket.organization_id,
        eventId=ticket.event_id,
        productId=ticket.product_id,
        bookingId=ticket.order_id,
        purchaseItemId=ticket.purchase_item_id,
        attendeeName=ticket.holder_name,
        attendeeEmail=ticket.holder_email,
        attendeePhone=ticket.holder_phone,
        isPrimary=ticket.is_primary,
        status=ticket.status,
        validFrom=ticket.valid_from,
        validUntil=ticket.valid_until,
        needsLook=ticket.needs_look,
        note=ticket.note,
        admits=ticket.admits,
        qrCode=ticket.id,
        signedCode=ticket.signed_code,
        createdAt=ticket.created_at,
    )
