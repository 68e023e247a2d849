"""Events, products and offers as tables. ``taken`` is only ever changed by server.orders.seats, and said there."""

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Event(Base):
    """What people come to. ``custom_properties`` is the caller's object, kept and given back whole."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("organization_id", "slug"),
        Index("ix_events_organization_id_id", "organization_id", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    number: Mapped[int] = mapped_column(unique=True)
    """32 random bits: what signed tokens name the event by."""
    slug: Mapped[str]
    subtype: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    status: Mapped[str]
    """draft, published, cancelled or ended."""
    starts_at: Mapped[int | None]
    ends_at: Mapped[int | None]
    time_zone: Mapped[str]
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    code_prefix: Mapped[str] = mapped_column(unique=True)
    """``{PREFIX}-{EVENTCODE}-{YYYYMMDD}``, fixed when the event is made: printed codes outlive a change of date."""
    ticket_format: Mapped[str]
    """What the QR holds: signed (the token) or typed (the code)."""
    rotation: Mapped[str] = mapped_column(default="off")
    """A value of sync.rules.ticket.Rotation: whether phones show live codes."""
    pin_hash: Mapped[str] = mapped_column(default="")
    """Argon2id of the PIN by which managers override at the doors."""
    keep_names_days: Mapped[int] = mapped_column(default=30)
    """How long after the end doors may know names."""
    door_contacts: Mapped[bool] = mapped_column(default=True)
    """Whether doors may know the buyers' e-mail addresses and phones."""
    code_formats: Mapped[list[str]] = mapped_column(default=list)
    """Values of sync.rules.ticket.CodeFormat: what doors read beside QR."""
    custom_properties: Mapped[dict[str, Any]]
    created_at: Mapped[int]
    updated_at: Mapped[int]


class Product(Base):
    """Anything sold. ``number`` is its 16-bit number inside its organization."""

    __tablename__ = "products"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        Index("ix_products_organization_id_id", "organization_id", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    number: Mapped[int]
    subtype: Mapped[str]
    """ticket, subscription, download, shipment, course or service: picks the fulfilment."""
    name: Mapped[str]
    description: Mapped[str]
    status: Mapped[str]
    """draft, active or archived."""
    price_cents: Mapped[int]
    currency: Mapped[str]
    max_quantity: Mapped[int | None]
    """How many are sold altogether, over all events; None for no bound."""
    taken: Mapped[int] = mapped_column(default=0)
    needs_look: Mapped[bool]
    note: Mapped[str]
    admits: Mapped[int] = mapped_column(default=1)
    """How many people one ticket of it lets in."""
    valid_from: Mapped[int | None]
    valid_until: Mapped[int | None]
    custom_properties: Mapped[dict[str, Any]]
    created_at: Mapped[int]
    updated_at: Mapped[int]


class Offer(Base):
    """An event offers a product: how many, to whom, when."""

    __tablename__ = "offers"
    __table_args__ = (
        UniqueConstraint("event_id", "product_id"),
        Index("ix_offers_organization_id_id", "organization_id", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"))
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"), index=True)
    quantity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    limit_per_customer: Mapped[int | None]
    sales_start: Mapped[int | None]
    sales_end: Mapped[int | None]
    display_order: Mapped[int]
    is_featured: Mapped[bool]
    properties: Mapped[dict[str, Any]]
    created_at: Mapped[int]
