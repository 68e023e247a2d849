"""The door's view of the server's tickets."""

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Row, case, select

from server.contacts.service import PLACEHOLDER_DOMAIN
from server.orders.models import Order
from server.tickets.models import Ticket as TicketRow
from sync.protocol.codec import STATUS_INDEX
from sync.protocol.codec import TicketRow as WireRow
from sync.protocol.messages import Policy
from sync.rules.ids import EventId, ProductNumber, TicketId
from sync.rules.ticket import Ticket, TicketStatus

_columns, _orders = TicketRow.__table__.c, Order.__table__.c
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
    case((_columns.foreign_reference != "", _columns.foreign_reference), else_=_columns.order_id).label("reference"),
    _orders.customer_email.label("email"),
    _orders.customer_phone.label("phone"),
    _columns.foreign_code.label("alias"),
).join_from(TicketRow.__table__, Order.__table__, _orders.id == _columns.order_id)
"""What a door may know of a ticket, as a statement to narrow down."""


@dataclass(frozen=True, slots=True)
class Known:
    """What of a person an event's doors may know."""

    names: bool = True
    """Who holds a ticket, and the reference that leads to them."""
    contacts: bool = True
    """The buyer's e-mail address and phone."""


def known_at(policy: Policy, at: int) -> Known:
    """What the event's doors may know at ``at`` (Unix ms); nothing of anybody long after the event."""
    is_named = policy.forget_at is None or at < policy.forget_at
    return Known(is_named, is_named and policy.knows_contacts)


def only_known(ticket: Ticket, known: Known) -> Ticket:
    """The ticket as doors may know it."""
    if not known.names:
        return msgspec.structs.replace(ticket, holder="", note="", reference="", email="", phone="")
    return ticket if known.contacts else msgspec.structs.replace(ticket, email="", phone="")


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
        reference=row.reference,
        email=_address(row.email),
        phone=row.phone,
        alias=row.alias,
    )


def wire_row(row: Row[*tuple[Any, ...]], known: Known) -> WireRow:
    """The same row as snapshots carry it, with what doors may know."""
    ticket_id, product, status, valid_from, valid_until, holder, note, needs_look, admits, since, *late = tuple(row)
    reference, email, phone, alias = late
    if not known.names:
        holder = note = reference = ""
    email, phone = (_address(email), phone) if known.contacts else ("", "")
    return (
        *(ticket_id, product, _STATUS[status], valid_from, valid_until, holder, note, int(needs_look), admits, since),
        *(reference, email, phone, alias),
    )


def _address(email: str) -> str:
    """The buyer's address; none where it only stands for one."""
    return "" if email.endswith(_NO_ADDRESS) else email


_NO_ADDRESS = f"@{PLACEHOLDER_DOMAIN}"
_STATUS = {str(status): index for status, index in STATUS_INDEX.items()}
