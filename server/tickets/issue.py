"""Issue tickets: draw their codes, sign them, and write them with their place in the feed."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.outbox.feed import take_positions
from server.tickets.keys import Signer
from server.tickets.models import Ticket
from server.writer import RunAgainError
from sync.rules.code import make_ticket_id
from sync.rules.ticket import TicketStatus
from sync.rules.token import TICKET_NUMBER_BITS

_INSERT = insert(Ticket)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a ticket is for, and the purchase item and contact it belongs to."""

    name: str
    email: str | None
    phone: str
    is_primary: bool
    purchase_item_id: str
    contact_id: str | None


@dataclass(frozen=True, slots=True)
class Issue:
    """What the tickets of one order have in common. Times in Unix ms."""

    organization_id: str
    event_id: str
    event_number: int
    code_prefix: str
    product_id: str
    product_number: int
    order_id: str
    status: TicketStatus
    valid_from: int | None
    valid_until: int | None
    needs_look: bool
    note: str
    admits: int
    """How many people one of them lets in."""
    first_place: int
    """The place in the order of the first of them, from 0."""
    at: int


@dataclass(frozen=True, slots=True)
class DrawnTicket:
    """A ticket's code, and the same as a signed token."""

    ticket_id: str
    signed_code: str


def draw_ticket(session: Session, signer: Signer, issue: Issue) -> DrawnTicket:
    """A new code of 50 random bits, drawn again where its check character would be ``*``, and its token."""
    ticket_id = None
    while ticket_id is None:
        number = secrets.randbits(TICKET_NUMBER_BITS)
        ticket_id = make_ticket_id(issue.code_prefix, number)
    signed_code = signer.sign_ticket(
        session,
        issue.organization_id,
        event_number=issue.event_number,
        ticket_number=number,
        product_number=issue.product_number,
        valid_from=issue.valid_from,
        valid_until=issue.valid_until,
    )
    return DrawnTicket(ticket_id, signed_code)


def write_tickets(
    session: Session, issue: Issue, holders: Sequence[Holder], drawn: Sequence[DrawnTicket]
) -> list[dict[str, Any]]:
    """Write one ticket a holder, as the last step of its transaction, and give the rows.

    Where a code was already taken (one chance in 10^15 a ticket of the same event), RunAgainError starts over.
    """
    position = take_positions(session, issue.event_id, len(holders))
    rows = [
        ticket_row(issue, holder, ticket, place=issue.first_place + index, position=position + index)
        for index, (holder, ticket) in enumerate(zip(holders, drawn, strict=True))
    ]
    try:
        session.connection().execute(_INSERT, rows)
    except IntegrityError as error:
        raise RunAgainError from error
    return rows


def ticket_row(issue: Issue, holder: Holder, ticket: DrawnTicket, *, place: int, position: int) -> dict[str, Any]:
    """The row of a ticket at ``place`` of its order and ``position`` of its event's feed."""
    return {
        "id": ticket.ticket_id,
        "organization_id": issue.organization_id,
        "event_id": issue.event_id,
        "product_id": issue.product_id,
        "product_number": issue.product_number,
        "order_id": issue.order_id,
        "purchase_item_id": holder.purchase_item_id,
        "contact_id": holder.contact_id,
        "holder_name": holder.name,
        "holder_email": holder.email,
        "holder_phone": holder.phone,
        "status": issue.status.value,
        "valid_from": issue.valid_from,
        "valid_until": issue.valid_until,
        "needs_look": issue.needs_look,
        "note": issue.note,
        "admits": issue.admits,
        "is_primary": holder.is_primary,
        "place": place,
        "signed_code": ticket.signed_code,
        "feed_position": position,
        "created_at": issue.at,
        "updated_at": issue.at,
    }
