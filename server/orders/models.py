"""Orders and purchase items as tables."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base

FOREIGN_ORDER = "foreign_ticket"
"""The subtype of orders that stand for what another system sold: it tells its buyers, and we tell them nothing."""


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
    """One purchase by one buyer. While ``expires_at`` is set it is not paid and holds its seats, until then."""

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_organization_id_id", "organization_id", "id"),
        Index("ix_orders_event_id_customer_key", "event_id", "customer_key"),
        Index("ix_orders_customer_key", "customer_key"),
        Index(
            "ix_orders_holding",
            "expires_at",
            sqlite_where=text("expires_at IS NOT NULL"),
            postgresql_where=text("expires_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    subtype: Mapped[str]
    event_id: Mapped[str | None] = mapped_column(ForeignKey("events.id"))
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"))
    """The first item's; an order of several lines has more, and its items tell them all."""
    customer_name: Mapped[str]
    customer_email: Mapped[str]
    customer_key: Mapped[str]
    """The e-mail address folded, so that limits see through its spelling."""
    customer_phone: Mapped[str]
    payer_type: Mapped[str]
    quantity: Mapped[int]
    amount_cents: Mapped[int]
    """What the buyer pays altogether, taxes and shipping included."""
    tax_cents: Mapped[int] = mapped_column(default=0, server_default="0")
    shipping_cents: Mapped[int] = mapped_column(default=0, server_default="0")
    refunded_cents: Mapped[int] = mapped_column(default=0, server_default="0")
    """What went back or is on its way back, chargebacks included."""
    currency: Mapped[str]
    payment_method: Mapped[str]
    """pending, free, manual, or the name of the payment provider."""
    status: Mapped[str]
    source: Mapped[str]
    frontend_rsvp_id: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en", server_default="en")
    """The buyer's: en, de, es or fr."""
    billing: Mapped[dict[str, Any] | None]
    """A business buyer's name, VAT id and address, for the invoice; None for a person."""
    shipping_address: Mapped[dict[str, Any] | None]
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What the caller wants kept and given back."""
    is_told_by_whatsapp: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether the buyer agreed to hear of it by WhatsApp too."""
    token_hash: Mapped[bytes | None] = mapped_column(index=True)
    """SHA-256 of the buyer's token; see server.tokens."""
    contact_id: Mapped[str | None] = mapped_column(index=True)
    """The buyer in the CRM."""
    user_id: Mapped[str | None] = mapped_column(index=True)
    """The buyer's account, where there is one."""
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
    event_id: Mapped[str | None]
    """For tickets: the event that they admit to."""
    place: Mapped[int] = mapped_column(default=0, server_default="0")
    """Its place in the order, from 0."""
    quantity: Mapped[int]
    price_cents: Mapped[int]
    total_cents: Mapped[int]
    """Price times quantity; the tax in it is ``tax_cents`` where prices include it, else it comes on top."""
    tax_rate_bp: Mapped[int] = mapped_column(default=0, server_default="0")
    """Hundredths of a percent: 1900 is 19 %."""
    tax_cents: Mapped[int] = mapped_column(default=0, server_default="0")
    is_tax_included: Mapped[bool] = mapped_column(default=True, server_default="1")
    refunded_cents: Mapped[int] = mapped_column(default=0, server_default="0")
    buyer_name: Mapped[str]
    buyer_email: Mapped[str]
    buyer_phone: Mapped[str]
    fulfillment_type: Mapped[str]
    fulfillment_status: Mapped[str]
    """pending, fulfilled, failed or revoked."""
    fulfillment_data: Mapped[dict[str, Any]]
    description: Mapped[str] = mapped_column(default="", server_default="")
    """The product's name when it was bought."""
    created_at: Mapped[int]
    fulfilled_at: Mapped[int | None]
