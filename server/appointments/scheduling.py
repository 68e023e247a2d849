"""Schedule sessions: the wanted slot is committed first, then the calendar is asked, then its answer is committed.

Whatever breaks in between, the same request goes on where it broke off; so does work enqueued with the first commit.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.appointments.calendar import Booked, Wanted
from server.appointments.models import Appointment, AppointmentStatus
from server.appointments.packages import DAY_MS, read_package_facts
from server.appointments.schemas import BookingScheduleRequest
from server.appointments.service import lock_appointments, tell
from server.audit.trail import record
from server.catalog.models import Product
from server.config import ServerConfig
from server.context import Context
from server.delivery.post import announce
from server.errors import (
    ConflictError,
    ExpiredError,
    InvalidRequestError,
    NotFoundError,
    PaymentRequiredError,
    ProviderRefusedError,
    SlotTakenError,
)
from server.ids import now_ms
from server.orders.models import Order
from server.public import rfc3339
from server.tokens import hash_token, is_token_shaped
from server.work.queue import Kind, enqueue

_FINISH_AFTER_S = 120.0
"""Longer than any answer of the calendar takes, so that the work finds a slot that nobody is busy with."""
_FARTHEST_MS = 366 * DAY_MS


@dataclass(frozen=True, slots=True)
class Choice:
    """The slot that a customer chose. Times in Unix ms."""

    start_at: int
    end_at: int
    time_zone: str = "UTC"
    notes: str = ""


def choice_of(request: BookingScheduleRequest) -> Choice:
    """What a request chooses."""
    return Choice(
        start_at=round(request.startTime.timestamp() * 1000),
        end_at=round(request.endTime.timestamp() * 1000),
        time_zone=request.timezone or "UTC",
        notes=request.additionalNotes or "",
    )


def find_appointment(session: Session, token: str) -> Appointment:
    """The appointment that the token opens; NotFoundError where there is none."""
    row = None
    if is_token_shaped(token):
        row = session.scalar(select(Appointment).where(Appointment.token_hash == hash_token(token)))
    if row is None:
        raise NotFoundError("Booking not found")
    return row


def sessions_of(session: Session, row: Appointment) -> list[Appointment]:
    """All sessions of the package that the appointment belongs to, in their places."""
    statement = (
        select(Appointment)
        .where(Appointment.order_id == row.order_id, Appointment.product_id == row.product_id)
        .order_by(Appointment.place)
    )
    return list(session.scalars(statement))


def choose_slot(session: Session, config: ServerConfig, token: str, choice: Choice) -> Appointment | Wanted:
    """Take the slot for a free session of the booking: what to ask the calendar, or the session if it stands already.

    Raises NotFoundError, PaymentRequiredError, ExpiredError, InvalidRequestError for a slot in the past, and
    ConflictError where all sessions have other slots.
    """
    known = find_appointment(session, token)
    rows = [row for row in lock_appointments(session, known.order_id) if row.product_id == known.product_id]
    for row in rows:
        if row.scheduled_start == choice.start_at and row.status == AppointmentStatus.SCHEDULED:
            return row
        if row.scheduled_start == choice.start_at and row.status == AppointmentStatus.SCHEDULING:
            return wanted_of(session, config, row, is_resumed=True)
    at = now_ms()
    row = _free_session(rows, at)
    if not at < choice.start_at <= at + _FARTHEST_MS:
        raise InvalidRequestError("startTime must be in the future, within a year")
    row.status = AppointmentStatus.SCHEDULING.value
    row.scheduled_start, row.scheduled_end = choice.start_at, choice.end_at
    row.time_zone = choice.time_zone
    row.session_notes = choice.notes
    row.updated_at = at
    enqueue(session, Kind.APPOINTMENT_SCHEDULE, row.id, delay_s=_FINISH_AFTER_S)
    return wanted_of(session, config, row, is_resumed=False)


def ask_calendar(context: Context, wanted: Wanted) -> Appointment:
    """Book the slot and keep the answer; blocks on the calendar, so never in a transaction.

    Raises SlotTakenError or ProviderRefusedError, after which another slot can be chosen, ProviderUnavailableError,
    after which the same request goes on, or ConflictError where the booking was cancelled meanwhile.
    """
    try:
        booked = context.calendar.book(wanted)
    except (SlotTakenError, ProviderRefusedError):
        context.database.write_now(lambda session: _give_up(session, wanted))
        raise
    row = context.database.write_now(lambda session: _keep(session, wanted, booked))
    if row is None:
        context.calendar.cancel(wanted, booked.uid)
        raise ConflictError("The booking was cancelled meanwhile")
    return row


def wanted_of(session: Session, config: ServerConfig, row: Appointment, *, is_resumed: bool) -> Wanted:
    """What the calendar is asked for an appointment with a slot."""
    facts = read_package_facts(session.get_one(Product, row.product_id).custom_properties)
    configured = getattr(config, f"cal_{row.package_id}_event_type_id", 0)
    return Wanted(
        appointment_id=row.id,
        organization_id=row.organization_id,
        event_type_id=facts.cal_event_type_id or configured or None,
        start_at=row.scheduled_start or 0,
        end_at=row.scheduled_end or 0,
        time_zone=row.time_zone,
        customer_name=row.customer_name,
        customer_email=row.customer_email,
        customer_phone=row.customer_phone,
        notes="\n".join(text for text in (row.notes, row.session_notes) if text),
        language=session.get_one(Order, row.order_id).language,
        is_resumed=is_resumed,
    )


def _free_session(rows: list[Appointment], at: int) -> Appointment:
    """The first session that can be scheduled; the error that says why there is none."""
    free = next((row for row in rows if row.status == AppointmentStatus.PAID), None)
    if free is not None:
        if at >= free.expires_at:
            raise ExpiredError("The time for scheduling this booking is over")
        return free
    last = rows[-1]
    if last.status == AppointmentStatus.PENDING and at < last.expires_at:
        raise PaymentRequiredError("This booking is not paid yet")
    if last.status in (AppointmentStatus.PENDING, AppointmentStatus.EXPIRED):
        raise ExpiredError("This booking was not paid in time")
    if last.status == AppointmentStatus.CANCELLED:
        raise ConflictError("This booking was cancelled")
    start, end = rfc3339(last.scheduled_start or 0), rfc3339(last.scheduled_end or 0)
    stands = "is scheduled" if last.status == AppointmentStatus.SCHEDULED else "is just being scheduled"
    raise ConflictError(f"This booking {stands} for {start}", scheduledStart=start, scheduledEnd=end)


def _keep(session: Session, wanted: Wanted, booked: Booked) -> Appointment | None:
    """The appointment as scheduled; None where it may not be any more, so that the calendar must free the slot."""
    row = _locked(session, wanted)
    if row.scheduled_start != wanted.start_at or row.status not in (
        AppointmentStatus.SCHEDULING,
        AppointmentStatus.SCHEDULED,
    ):
        return None
    if row.status == AppointmentStatus.SCHEDULED:
        return row
    row.status = AppointmentStatus.SCHEDULED.value
    row.scheduled_end = booked.end_at
    row.cal_booking_id, row.cal_uid, row.meeting_url = booked.booking_id, booked.uid, booked.meeting_url
    row.updated_at = now_ms()
    session.flush()
    record(session, "buyer", "appointment.scheduled", row.id, organization_id=row.organization_id)
    tell(session, session.get_one(Order, row.order_id), "appointment_scheduled", row)
    announce(session, row.organization_id, "appointment.scheduled", row.id)
    return row


def _give_up(session: Session, wanted: Wanted) -> None:
    """The calendar will not have it: the session is free for another slot."""
    row = _locked(session, wanted)
    if row.status == AppointmentStatus.SCHEDULING and row.scheduled_start == wanted.start_at:
        row.status = AppointmentStatus.PAID.value
        row.scheduled_start = row.scheduled_end = None
        row.updated_at = now_ms()


def _locked(session: Session, wanted: Wanted) -> Appointment:
    return session.get_one(Appointment, wanted.appointment_id, with_for_update=True, populate_existing=True)
