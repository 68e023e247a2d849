"""What a ticket's holder needs to show live codes without a network (sync/rules/rotating.py says how they are made)."""

import base64
from typing import Literal

from fastapi import Response
from sqlalchemy.orm import Session

from server.api import Schema, as_json
from server.catalog.models import Event
from server.doors.authority import rotation_key
from server.errors import NotFoundError
from server.tickets.models import Ticket
from server.vault import Vault
from sync.rules.code import ticket_number_of
from sync.rules.ids import EventNumber, TicketId
from sync.rules.rotating import PERIOD_S, ticket_secret
from sync.rules.ticket import Rotation, TicketStatus


class LiveCodeAnswer(Schema):
    """A ticket's live codes: ``signedCode`` with a proof of the moment, made of ``secret`` every ``periodSeconds``."""

    success: bool = True
    ticketId: str  # noqa: N815  The public API speaks camelCase.
    scheme: Literal["doorward-live-v1"] = "doorward-live-v1"
    signedCode: str  # noqa: N815  The same.
    secret: str
    """32 bytes, base64url without padding. Whoever has it has the ticket."""
    periodSeconds: int = PERIOD_S  # noqa: N815  The same.
    isRequired: bool  # noqa: N815  The same.
    """Whether doors look at whoever brings the static code."""


def live_code_of(session: Session, vault: Vault, ticket: Ticket) -> LiveCodeAnswer:
    """What makes the ticket's live codes; NotFoundError where its event has none or it does not admit."""
    event = session.get_one(Event, ticket.event_id)
    number = ticket_number_of(TicketId(ticket.id))
    if event.rotation == Rotation.OFF or ticket.status != TicketStatus.ACTIVE or number is None:
        raise NotFoundError("This ticket has no live codes")
    secret = ticket_secret(rotation_key(vault, event.id), EventNumber(event.number), number)
    return LiveCodeAnswer(
        ticketId=ticket.id,
        signedCode=ticket.signed_code,
        secret=base64.urlsafe_b64encode(secret).rstrip(b"=").decode(),
        isRequired=event.rotation == Rotation.REQUIRED,
    )


def secret_answer(answer: LiveCodeAnswer) -> Response:
    """The answer, for nobody else to keep."""
    return Response(as_json(answer), media_type="application/json", headers={"Cache-Control": "private, no-store"})
