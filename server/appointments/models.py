"""Scheduled service sessions as a table."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class AppointmentStatus(StrEnum):
    """pending → paid → scheduling → scheduled; pending → expired; any → cancelled, once the money went back."""

    PENDING = "pending"
    PAID = "paid"
    SCHEDULING = "scheduling"
    """The calendar is being asked for the slot in ``scheduled_start``; the answer is not known yet."""
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Appointment(Base):
    """One service session: what was bought for it is its order, what was scheduled stands here.

    A package of several sessions has one row for each; the first one's token and id are the booking's.
    """

    __tablename__ = "appointments"
    __table_args__ = (Index("ix_appointments_organization_id_id", "organization_id", "id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"))
    package_id: Mapped[str]
    """discovery, single, monthly or quarterly; empty for a service that is none of these."""
    place: Mapped[int] = mapped_column(default=0)
    """Its place among the sessions of its order, from 0."""
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    customer_name: Mapped[str]
    customer_email: Mapped[str]
    customer_phone: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    extra: Mapped[dict[str, Any]]
    """The caller's metadata."""
    status: Mapped[str]
    """A value of AppointmentStatus."""
    scheduled_start: Mapped[int | None]
    scheduled_end: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(default="UTC")
    session_notes: Mapped[str] = mapped_column(default="")
    """What the customer said when choosing the time."""
    cal_booking_id: Mapped[int | None]
    cal_uid: Mapped[str | None] = mapped_column(index=True)
    meeting_url: Mapped[str | None]
    expires_at: Mapped[int]
    """Until when its token schedules; while it is not paid, until when it can be paid."""
    created_at: Mapped[int]
    updated_at: Mapped[int]
