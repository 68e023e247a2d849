"""Appointments as /functions/v1 answers them, with times in RFC 3339 in UTC; and as /api/v1 does, in Unix ms."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.appointments.models import Appointment, AppointmentStatus
from server.appointments.schemas import AppointmentObject, BookingScheduleAnswer, BookingSession, BookingStatusAnswer
from server.orders.models import Order, OrderStatus
from server.public import rfc3339

PaymentStatus = Literal["pending", "paid", "failed", "refunded", "cancelled"]
_PAYMENT_STATUS: dict[OrderStatus, PaymentStatus] = {
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


def orders_standing(payment_status: PaymentStatus) -> list[str]:
    """How orders stand of which this is told as the payment's status."""
    return [status.value for status, told in _PAYMENT_STATUS.items() if told == payment_status]


def appointment_objects(session: Session, rows: Sequence[Appointment], *, with_links: bool) -> list[AppointmentObject]:
    """The sessions as their organization sees them, with one query for their orders.

    ``with_links`` says whether meeting addresses are among it, which open the meeting to whoever knows them.
    """
    found = session.scalars(select(Order).where(Order.id.in_({row.order_id for row in rows})))
    orders = {order.id: order for order in found}
    return [_object(row, orders[row.order_id], with_links=with_links) for row in rows]


def _object(row: Appointment, order: Order, *, with_links: bool) -> AppointmentObject:
    return AppointmentObject(
        id=row.id,
        organizationId=row.organization_id,
        bookingId=row.order_id,
        productId=row.product_id,
        packageId=row.package_id,
        status=row.status,
        paymentStatus=_PAYMENT_STATUS[OrderStatus(order.status)],
        amountInCents=order.amount_cents,
        currency=order.currency,
        customerName=row.customer_name,
        customerEmail=row.customer_email,
        customerPhone=row.customer_phone,
        notes=row.notes,
        sessionNotes=row.session_notes,
        metadata=row.extra or None,
        scheduledStart=row.scheduled_start,
        scheduledEnd=row.scheduled_end,
        timeZone=row.time_zone,
        meetingUrl=row.meeting_url if with_links else None,
        calBookingId=row.cal_booking_id,
        expiresAt=row.expires_at,
        createdAt=row.created_at,
        updatedAt=row.updated_at,
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
