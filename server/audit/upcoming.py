"""What a person still has to come: they cannot be erased before it is over or cancelled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.appointments.models import Appointment, AppointmentStatus
from server.appointments.service import cancel_appointments
from server.audit.finding import Found
from server.catalog.models import Event
from server.fulfilment.entitlements import revoke_entitlement
from server.fulfilment.models import Entitlement
from server.fulfilment.subscriptions import SubscriptionStatus
from server.fulfilment.subscriptions import cancel as cancel_subscription
from server.orders.changes import cancel_order, lock_order, revoke_ticket
from server.orders.models import Order, OrderStatus
from server.orders.tools import Tools
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus

_DAY_MS = 24 * 3_600_000
_UNPAID = (OrderStatus.PENDING, OrderStatus.FAILED)
_IN_CALENDAR = (AppointmentStatus.SCHEDULING, AppointmentStatus.SCHEDULED)
_OVER = ("cancelled", "ended")


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing still to come: an unpaid order that holds seats, a ticket, a subscription, a shipment, a session."""

    kind: str
    id: str


def find_upcoming(session: Session, found: Found, at: int) -> list[Coming]:
    """What is still to come at ``at`` (Unix ms), in the order in which it is cancelled."""
    return [
        *_orders(session, found),
        *_tickets(session, found, at),
        *_goods(session, found),
        *_sessions(session, found, at),
    ]


def cancel_upcoming(session: Session, tools: Tools, coming: Sequence[Coming], at: int) -> None:
    """Cancel it all. No money moves: what was paid is for the organizer to refund."""
    for one in coming:
        if one.kind == "order":
            cancel_order(session, tools, one.id)
        elif one.kind == "ticket":
            revoke_ticket(session, one.id)
        elif one.kind == "subscription":
            cancel_subscription(session, session.get_one(Entitlement, one.id), at, at_period_end=False)
        elif one.kind == "shipment":
            revoke_entitlement(session, session.get_one(Entitlement, one.id).purchase_item_id, at)
        else:
            appointment = session.get_one(Appointment, one.id)
            cancel_appointments(session, lock_order(session, appointment.order_id), appointment.product_id)


def _orders(session: Session, found: Found) -> Iterator[Coming]:
    statement = select(Order.id).where(
        Order.id.in_(found.ids["orders"]), Order.status.in_(_UNPAID), Order.expires_at.is_not(None)
    )
    yield from (Coming("order", order_id) for order_id in session.scalars(statement.order_by(Order.id)))


def _tickets(session: Session, found: Found, at: int) -> Iterator[Coming]:
    statement = (
        select(Ticket.id, Event.starts_at, Event.ends_at)
        .join(Event, Event.id == Ticket.event_id)
        .where(Ticket.id.in_(found.ids["tickets"]), Ticket.status == TicketStatus.ACTIVE, Event.status.not_in(_OVER))
        .order_by(Ticket.event_id, Ticket.id)
    )
    for ticket_id, starts_at, ends_at in session.execute(statement):
        over_at = ends_at or (None if starts_at is None else starts_at + _DAY_MS)
        if over_at is None or over_at > at:
            yield Coming("ticket", ticket_id)


def _goods(session: Session, found: Found) -> Iterator[Coming]:
    statement = select(Entitlement).where(Entitlement.id.in_(found.ids["entitlements"])).order_by(Entitlement.id)
    running = (SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE)
    for entitlement in session.scalars(statement):
        is_renewed = entitlement.kind == "subscription" and entitlement.status in running
        is_unsent = entitlement.kind == "shipment" and entitlement.status == "pending"
        if is_renewed or is_unsent:
            yield Coming(entitlement.kind, entitlement.id)


def _sessions(session: Session, found: Found, at: int) -> Iterator[Coming]:
    statement = select(Appointment).where(Appointment.id.in_(found.ids["appointments"])).order_by(Appointment.id)
    for appointment in session.scalars(statement):
        is_bought = appointment.status == AppointmentStatus.PAID and appointment.expires_at > at
        is_booked = appointment.status in _IN_CALENDAR and (appointment.scheduled_end or at + 1) > at
        if is_bought or is_booked:
            yield Coming("appointment", appointment.id)
