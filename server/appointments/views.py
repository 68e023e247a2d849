"""Appointments as /functions/v1 answers them: times are RFC 3339 in UTC."""

from server.appointments.models import Appointment, AppointmentStatus
from server.appointments.schemas import BookingScheduleAnswer, BookingSession, BookingStatusAnswer
from server.orders.models import Order, OrderStatus
from server.public import rfc3339

_PAYMENT_STATUS = {
    OrderStatus.PENDING: "pending",
    OrderStatus.PAID: "paid",
    OrderStatus.PARTIALLY_REFUNDED: "paid",
    OrderStatus.REFUNDED: "refunded",
    OrderStatus.FAILED: "failed",
    OrderStatus.EXPIRED: "cancelled",
    OrderStatus.CANCELLED: "cancelled",
}


def schedule_answer(row: Appointment) -> BookingScheduleAnswer:
    """A scheduled appointment."""
    return BookingScheduleAnswer(
        calBookingId=row.cal_booking_id or 0,
        calUid=row.cal_uid or "",
        meetingUrl=row.meeting_url or "",
        scheduledStart=rfc3339(row.scheduled_start or 0),
        scheduledEnd=rfc3339(row.scheduled_end or 0),
    )


def status_answer(order: Order, row: Appointment, sessions: list[Appointment]) -> BookingStatusAnswer:
    """How a booking stands: ``row`` is the appointment that the token opens, ``sessions`` all of its package."""
    shown = _session(row)
    return BookingStatusAnswer(
        id=row.id,
        status=row.status,
        paymentStatus=_PAYMENT_STATUS[OrderStatus(order.status)],
        packageId=row.package_id,
        amountCents=order.amount_cents,
        currency=order.currency,
        customerName=row.customer_name,
        customerEmail=row.customer_email,
        scheduledStart=shown.scheduledStart,
        scheduledEnd=shown.scheduledEnd,
        meetingUrl=shown.meetingUrl,
        calBookingId=str(row.cal_booking_id) if row.status == AppointmentStatus.SCHEDULED else None,
        expiresAt=rfc3339(row.expires_at),
        createdAt=rfc3339(row.created_at),
        sessions=[_session(session) for session in sessions],
        sessionsLeft=sum(session.status == AppointmentStatus.PAID for session in sessions),
    )


def _session(row: Appointment) -> BookingSession:
    if row.status != AppointmentStatus.SCHEDULED:
        return BookingSession(status=row.status)
    return BookingSession(
        status=row.status,
        scheduledStart=rfc3339(row.scheduled_start or 0),
        scheduledEnd=rfc3339(row.scheduled_end or 0),
        meetingUrl=row.meeting_url,
    )
