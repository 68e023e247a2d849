"""Payments, refunds and providers' events as tables: one row a provider reference."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Payment(Base):
    """One attempt to pay one order at one provider."""

    __tablename__ = "payments"
    __table_args__ = (UniqueConstraint("provider", "reference"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    provider: Mapped[str]
    """stripe, airwallex or test."""
    mode: Mapped[str]
    """intent, page or link: see server.payments.provider.Mode."""
    reference: Mapped[str | None]
    """The provider's id of what was made for it: payment intent, checkout session, payment link."""
    charge_reference: Mapped[str | None] = mapped_column(index=True)
    """The provider's id of the payment itself, where that is another."""
    amount_cents: Mapped[int]
    currency: Mapped[str]
    status: Mapped[str]
    """A value of server.payments.provider.PaymentStatus."""
    fee_cents: Mapped[int] = mapped_column(default=0)
    """What the provider keeps of it."""
    url: Mapped[str | None]
    """Where the buyer pays, for pages and links."""
    sealed_client_secret: Mapped[bytes | None]
    return_url: Mapped[str] = mapped_column(default="")
    cancel_url: Mapped[str] = mapped_column(default="")
    customer_reference: Mapped[str | None]
    """The provider's customer: whose means of payment it kept, or whom it charges without the buyer present."""
    failure: Mapped[str] = mapped_column(default="")
    created_at: Mapped[int]
    updated_at: Mapped[int]


class Refund(Base):
    """Money that goes back: asked for by us, made at the provider's own desk, or taken back by the buyer's bank."""

    __tablename__ = "refunds"
    __table_args__ = (UniqueConstraint("provider", "reference"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    payment_id: Mapped[str | None] = mapped_column(ForeignKey("payments.id"), index=True)
    provider: Mapped[str]
    reference: Mapped[str | None]
    """The provider's id of the refund or dispute, once known."""
    kind: Mapped[str]
    """refund; chargeback; or return: of a payment that bought nothing, being late or the second, without its order."""
    amount_cents: Mapped[int]
    currency: Mapped[str]
    status: Mapped[str]
    """requested, succeeded or failed; a chargeback also won, once the bank decided for us."""
    reason: Mapped[str] = mapped_column(default="")
    item_ids: Mapped[list[str]]
    """The purchase items it is for; empty for an amount without any."""
    failure: Mapped[str] = mapped_column(default="")
    created_at: Mapped[int]
    updated_at: Mapped[int]


class ProviderEvent(Base):
    """What a provider sent, stored before any work: once under its own id. The body is sealed; it names people."""

    __tablename__ = "provider_events"
    __table_args__ = (
        UniqueConstraint("provider", "event_id"),
        Index("ix_provider_events_outcome_reference", "outcome", "reference"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    provider: Mapped[str]
    event_id: Mapped[str]
    type: Mapped[str]
    reference: Mapped[str | None]
    """The provider's id of the payment that it is about."""
    sealed_body: Mapped[bytes]
    outcome: Mapped[str]
    """pending, done, ignored, unmatched or failed."""
    detail: Mapped[str] = mapped_column(default="")
    received_at: Mapped[int]
    worked_at: Mapped[int | None]


class TestCharge(Base):
    """The state of the built-in test provider: its side of a payment, as a real provider would keep it."""

    __tablename__ = "test_charges"

    reference: Mapped[str] = mapped_column(primary_key=True)
    payment_id: Mapped[str] = mapped_column(unique=True)
    amount_cents: Mapped[int]
    refunded_cents: Mapped[int] = mapped_column(default=0)
    currency: Mapped[str]
    organization_id: Mapped[str]
    """Whose key may settle it without the page."""
    description: Mapped[str]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """What is bought: name, quantity and unit_cents."""
    status: Mapped[str]
    """A value of server.payments.provider.PaymentStatus."""
    customer: Mapped[str | None]
    """Where the means of payment is kept for renewals."""
    return_url: Mapped[str]
    cancel_url: Mapped[str] = mapped_column(default="")
    created_at: Mapped[int]
    __test__ = False


class TestRefund(Base):
    """A refund at the built-in test provider, under our idempotency key."""

    __tablename__ = "test_refunds"

    key: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    charge_reference: Mapped[str]
    amount_cents: Mapped[int]
    created_at: Mapped[int]
    __test__ = False
