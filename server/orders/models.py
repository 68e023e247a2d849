"""Orders and purchase items as tables."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class OrderStatus(StrEnum):
    """pending → paid → partially_refunded or refunded; pending → failed, expired or cancelled."""

    PENDING = "pending"
    PAID = "paid"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Order(Base):
    """One purchase by one buyer. ``expires_at`` is set while it is pending: until then it holds its seats."""

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_organization_id_id", "organization_id", "id"),
        Index("ix_orders_event_id_customer_key", "event_id", "customer_key"),
        Index(
            "ix_orders_pending",
            "expires_at",
            sqlite_where=text("status = 'pending'"),
            postgresql_where=text("status = 'pending'"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    subtype: Mapped[str]
    event_id: Mapped[str | None] = mapped_column(ForeignKey("events.id"))
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"))
    customer_name: Mapped[str]
    customer_email: Mapped[str]
    customer_key: Mapped[str]
    """The e-mail address folded, so that limits see through its spelling."""
    customer_phone: Mapped[str]
    payer_type: Mapped[str]
    quantity: Mapped[int]
    amount_cents: Mapped[int]
    currency: Mapped[str]
    payment_method: Mapped[str]
    status: Mapped[str]
    source: Mapped[str]
    frontend_rsvp_id: Mapped[str | None]
    created_at: Mapped[int]
    paid_at: Mapped[int | None]
    expires_at: Mapped[int | None]


class PurchaseItem(Base):
    """One fulfilled unit of an order."""

    __tablename__ = "purchase_items"

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"))
    quantity: Mapped[int]
    price_cents: Mapped[int]
    total_cents: Mapped[int]
    buyer_name: Mapped[str]
    buyer_email: Mapped[str]
    buyer_phone: Mapped[str]
    fulfillment_type: Mapped[str]
    fulfillment_status: Mapped[str]
    """pending, fulfilled or failed."""
    fulfillment_data: Mapped[dict[str, Any]]
    created_at: Mapped[int]
