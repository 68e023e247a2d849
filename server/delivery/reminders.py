"""Reminders of events that begin soon: one mail a ticket holder and event."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event
from server.context import Context
from server.delivery.models import Delivery
from server.delivery.post import post_mail
from server.ids import now_ms
from server.orders.models import FOREIGN_ORDER, Order, OrderStatus
from server.text import fold_email
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus

HOURS = 24
"""How long before the start, where the event does not say (``customProperties.reminderHours``; 0 for never)."""
MOST_HOURS = 14 * 24
_HOUR_MS = 3_600_000
_AT_ONCE = 200
_BY_API = "event_booking"
_PAID = (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED)


@dataclass(frozen=True, slots=True)
class _Reminder:
    """One ticket's reminder. ``once`` is the same for every spelling of the holder's address, and does not say it."""

    ticket_id: str
    organization_id: str
    order_id: str
    recipient: str
    language: str
    hours: int
    once: str


def post_reminders(context: Context) -> None:
    """Post the reminders that are due and were not posted yet, some hundred in one transaction.

    Tickets bought within the time itself have none: their confirmation has only just come. Guests without an address
    of their own hear of it from whoever booked for them.
    """
    at = now_ms()
    for event in context.database.read_now(lambda session: _due_events(session, at)):
        after: str | None = ""
        while after is not None:
            read = functools.partial(_read_some, context=context, event=event, after=after)
            reminders, after = context.database.read_now(read)
            if reminders:
                context.database.write_now(functools.partial(_post, reminders=reminders))


def reminder_hours(event: Event) -> int:
    """How many hours before the start its holders are reminded; 0 for never."""
    said = event.custom_properties.get("reminderHours", HOURS)
    is_number = isinstance(said, int | float) and not isinstance(said, bool)
    return min(max(int(said), 0), MOST_HOURS) if is_number else HOURS


def _due_events(session: Session, at: int) -> list[Event]:
    statement = select(Event).where(
        Event.status == "published", Event.starts_at > at, Event.starts_at <= at + MOST_HOURS * _HOUR_MS
    )
    return [event for event in session.scalars(statement) if reminder_hours(event) and at >= _due_at(event)]


def _due_at(event: Event) -> int:
    return (event.starts_at or 0) - reminder_hours(event) * _HOUR_MS


def _read_some(session: Session, *, context: Context, event: Event, after: str) -> tuple[list[_Reminder], str | None]:
    """The reminders not posted yet for some tickets after that id, and the last one's id; None where no more follow."""
    statement = (
        select(Ticket.id, Ticket.organization_id, Ticket.order_id, Ticket.holder_email, Order.language)
        .join(Order, and_(Order.id == Ticket.order_id, Order.status.in_(_PAID)))
        .join(Organization, Organization.id == Ticket.organization_id)
        .where(
            Ticket.event_id == event.id,
            Ticket.id > after,
            Ticket.status == TicketStatus.ACTIVE,
            Order.subtype != FOREIGN_ORDER,
            Ticket.created_at < _due_at(event),
            or_(Order.subtype != _BY_API, Organization.mails_bookings),
        )
        .order_by(Ticket.id)
        .limit(_AT_ONCE)
    )
    rows = session.execute(statement).all()
    hours = reminder_hours(event)
    wanted = {
        (once := _once(context, event, row.holder_email)): _Reminder(
            row.id, row.organization_id, row.order_id, row.holder_email, row.language, hours, once
        )
        for row in reversed(rows)
        if row.holder_email
    }
    posted = set(session.scalars(select(Delivery.once).where(Delivery.once.in_(list(wanted)))))
    missing = [reminder for once, reminder in wanted.items() if once not in posted]
    return missing, rows[-1].id if len(rows) == _AT_ONCE else None


def _once(context: Context, event: Event, address: str) -> str:
    return f"reminder-{event.id}-{context.vault.derive(f'reminder:{event.id}:{fold_email(address)}')[:12].hex()}"


def _post(session: Session, *, reminders: Sequence[_Reminder]) -> None:
    for reminder in reminders:
        post_mail(
            session,
            "event_reminder",
            reminder.recipient,
            organization_id=reminder.organization_id,
            order_id=reminder.order_id,
            language=reminder.language,
            facts={"ticketId": reminder.ticket_id, "hours": reminder.hours},
            once=reminder.once,
        )
