"""Find contacts again: by the event that they came from and by tag, each with its events."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select, exists, func, select, union
from sqlalchemy.orm import Session

from server.api import read_page
from server.contacts.models import Contact
from server.contacts.schemas import ContactObject, ContactPage
from server.contacts.service import PLACEHOLDER_DOMAIN
from server.orders.models import Order
from server.tickets.models import Ticket


def page_of_contacts(
    session: Session,
    organization_id: str,
    *,
    event_id: str | None,
    tag: str | None,
    cursor: str | None,
    limit: int,
) -> ContactPage:
    """The organization's contacts that match all that is given, newest first."""
    statement = select(Contact).where(Contact.organization_id == organization_id)
    if event_id is not None:
        held = select(Ticket.contact_id).where(Ticket.event_id == event_id)
        bought = select(Order.contact_id).join(Ticket, Ticket.order_id == Order.id).where(Ticket.event_id == event_id)
        statement = statement.where(Contact.id.in_(union(held, bought)))
    if tag is not None:
        statement = statement.where(exists(_tagged(session, tag)))
    rows, following = read_page(session, statement, Contact.id, cursor=cursor, limit=limit)
    events = _events_of(session, [row.id for row in rows])
    return ContactPage(contacts=[_contact_object(row, sorted(events[row.id])) for row in rows], nextCursor=following)


def _tagged(session: Session, tag: str) -> Select[Any]:
    """The tags of the contact at hand that are ``tag``. A JSON list is taken apart by another name in each database."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    take_apart = func.json_each if is_sqlite else func.json_array_elements_text
    tags = take_apart(Contact.tags).table_valued("value")
    return select(tags.c.value).where(tags.c.value == tag)


def _events_of(session: Session, contact_ids: Sequence[str]) -> dict[str, set[str]]:
    """The events of these contacts' tickets, those that they hold and those that they bought, in one query."""
    held = select(Ticket.contact_id, Ticket.event_id).where(Ticket.contact_id.in_(contact_ids))
    bought = (
        select(Order.contact_id, Ticket.event_id)
        .join(Ticket, Ticket.order_id == Order.id)
        .where(Order.contact_id.in_(contact_ids))
    )
    both: CompoundSelect[Any] = union(held, bought)
    events: dict[str, set[str]] = defaultdict(set)
    for contact_id, event_id in session.execute(both):
        events[contact_id].add(event_id)
    return events


def _contact_object(contact: Contact, event_ids: list[str]) -> ContactObject:
    is_placeholder = contact.email.endswith(f"@{PLACEHOLDER_DOMAIN}")
    return ContactObject(
        id=contact.id,
        firstName=contact.first_name,
        lastName=contact.last_name,
        email="" if is_placeholder else contact.email,
        phone=contact.phone,
        tags=contact.tags,
        eventIds=event_ids,
        createdAt=contact.created_at,
        updatedAt=contact.updated_at,
    )
