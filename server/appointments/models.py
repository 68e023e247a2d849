"""Scheduled service sessions as a table."""

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Appointment(Base):
    """One service booking: what was bought for it is its order, what was scheduled stands here."""

    __tablename__ = "appointments"
    __table_args__ = (Index("ix_appointments_organization_id_id", "organization_id", "id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    package_id: Mapped[str]
    """discovery, single, monthly or quarterly."""
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    customer_name: Mapped[str]
    customer_email: Mapped[str]
    customer_phone: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    extra: Mapped[dict[str, Any]]
    """The caller's metadata."""
    status: Mapped[str]
    """pending, paid, scheduling, scheduled, cancelled or expired."""
    scheduled_start: Mapped[int | None]
    scheduled_end: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(default="UTC")
    cal_booking_id: Mapped[int | None]
    cal_uid: Mapped[str | None]
    meeting_url: Mapped[str | None]
    expires_at: Mapped[int]
    """Until when its token schedules."""
    created_at: Mapped[int]
    updated_at: Mapped[int]
