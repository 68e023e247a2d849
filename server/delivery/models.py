"""Messages to buyers, and webhooks to organizers, as tables."""

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Delivery(Base):
    """One message to one person. Its id is the idempotency key at whoever carries it."""

    __tablename__ = "deliveries"

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    order_id: Mapped[str | None] = mapped_column(ForeignKey("orders.id"), index=True)
    once: Mapped[str | None] = mapped_column(unique=True)
    """What is posted under the same text again is the same message."""
    channel: Mapped[str]
    """email or whatsapp."""
    template: Mapped[str]
    recipient: Mapped[str]
    """The address or number; emptied when the person is erased."""
    language: Mapped[str]
    facts: Mapped[dict[str, Any]]
    """Ids and amounts that the template needs beyond the order; no tokens, no names."""
    status: Mapped[str]
    """queued, sent, delivered, read or failed."""
    reference: Mapped[str | None] = mapped_column(index=True)
    """The carrier's id of the message."""
    failure: Mapped[str] = mapped_column(default="")
    created_at: Mapped[int]
    updated_at: Mapped[int]


class WebhookEndpoint(Base):
    """Where an organization wants to be told of what happens. Its secret is sealed and shown once."""

    __tablename__ = "webhook_endpoints"

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    url: Mapped[str]
    event_types: Mapped[list[str]]
    """Which; empty for all."""
    sealed_secret: Mapped[bytes]
    description: Mapped[str] = mapped_column(default="")
    created_at: Mapped[int]
    disabled_at: Mapped[int | None]


class WebhookMessage(Base):
    """One event for one endpoint, and how sending it went. Its id is the ``webhook-id``."""

    __tablename__ = "webhook_messages"
    __table_args__ = (Index("ix_webhook_messages_endpoint_id_id", "endpoint_id", "id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    endpoint_id: Mapped[str] = mapped_column(ForeignKey("webhook_endpoints.id"))
    type: Mapped[str]
    object_id: Mapped[str]
    happened_at: Mapped[int]
    status: Mapped[str]
    """queued, sent or failed."""
    attempts: Mapped[int] = mapped_column(default=0)
    response_status: Mapped[int | None]
    failure: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[int]
