"""Find an organization's appointments: one of them, or all that begin, were booked or stand in a certain way."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from server.api import read_page
from server.appointments.models import Appointment, AppointmentStatus
from server.appointments.views import PaymentStatus, orders_standing
from server.errors import NotFoundError
from server.orders.models import Order


@dataclass(frozen=True, slots=True)
class Sought:
    """Which appointments; None asks for any. Times in Unix ms, from the first to just before the second."""

    organization_id: str
    starts_from: int | None = None
    starts_to: int | None = None
    created_from: int | None = None
    status: AppointmentStatus | None = None
    payment_status: PaymentStatus | None = None


def find_own(session: Session, organization_id: str, appointment_id: str) -> Appointment:
    """The organization's appointment; NotFoundError where it has none of that id."""
    row = session.get(Appointment, appointment_id)
    if row is None or row.organization_id != organization_id:
        raise NotFoundError("Appointment not found")
    return row


def read_appointments(
    session: Session, sought: Sought, *, cursor: str | None, limit: int
) -> tuple[Sequence[Appointment], str | None]:
    """A page of them, newest first, and the cursor of the next."""
    return read_page(session, _statement(sought), Appointment.id, cursor=cursor, limit=limit)


def _statement(sought: Sought) -> Select[Appointment]:
    statement = select(Appointment).where(Appointment.organization_id == sought.organization_id)
    if sought.starts_from is not None:
        statement = statement.where(Appointment.scheduled_start >= sought.starts_from)
    if sought.starts_to is not None:
        statement = statement.where(Appointment.scheduled_start < sought.starts_to)
    if sought.created_from is not None:
        statement = statement.where(Appointment.created_at >= sought.created_from)
    if sought.status is not None:
        statement = statement.where(Appointment.status == sought.status)
    if sought.payment_status is not None:
        orders = Order.status.in_(orders_standing(sought.payment_status))
        statement = statement.join(Order, Order.id == Appointment.order_id).where(orders)
    return statement
