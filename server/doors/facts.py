"""The door's view of the server's tickets."""

from typing import Any

import msgspec
from sqlalchemy import Row, select

from server.tickets.models import Ticket as TicketRow
from sync.protocol.codec import STATUS_INDEX
from sync.protocol.codec import TicketRow as WireRow
from sync.protocol.messages import Policy
from sync.rules.ids import EventId, ProductNumber, TicketId
from sync.rules.ticket import Ticket, TicketStatus

_columns = TicketRow.__table__.c
TICKET_COLUMNS = select(
    _columns.id,
    _columns.product_number,
    _columns.status,
    _columns.valid_from,
    _columns.valid_until,
    _columns.holder_name,
    _columns.note,
    _columns.needs_look,
    _columns.admits,
    _columns.status_since,
)
"""What a door may know of a ticket, as a statement to narrow down."""


def may_know_names(policy: Policy, at: int) -> bool:
    """Whether the event's doors may still know who holds a ticket, at ``at`` (Unix ms)."""
    return policy.forget_at is None or at < policy.forget_at


def without_name(ticket: Ticket) -> Ticket:
    """The ticket as doors know it that may not know names any more."""
    return msgspec.structs.replace(ticket, holder="", note="")


def ticket_of_row(row: Row[*tuple[Any, ...]], event_id: EventId) -> Ticket:
    """The ticket in a row of ``TICKET_COLUMNS``."""
    return Ticket(
        ticket_id=TicketId(row.id),
        event_id=event_id,
        product=ProductNumber(row.product_number),
        status=TicketStatus(row.status),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        holder=row.holder_name,
        note=row.note,
        needs_look=row.needs_look,
        admits=row.admits,
        status_since=row.status_since,
    )


def wire_row(row: Row[*tuple[Any, ...]], *, is_named: bool = True) -> WireRow:
    """The same row as snapshots carry it; without holder and note unless ``is_named``."""
    ticket_id, product, status, valid_from, valid_until, holder, note, needs_look, *rest = tuple(row)
    if not is_named:
        holder = note = ""
    return (ticket_id, product, _STATUS[status], valid_from, valid_until, holder, note, int(needs_look), *rest)


_STATUS = {str(status): index for status, index in STATUS_INDEX.items()}
