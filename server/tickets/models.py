"""Tickets and signing keys as tables."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Ticket(Base):
    """One ticket; its id is its typed code. ``feed_position`` is the place of its last change in the event's feed."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index("ix_tickets_event_id_feed_position", "event_id", "feed_position"),
        Index("ix_tickets_event_id_id", "event_id", "id"),
        Index(
            "ix_tickets_event_id_foreign_code",
            "event_id",
            "foreign_code",
            unique=True,
            sqlite_where=text("foreign_code <> ''"),
            postgresql_where=text("foreign_code <> ''"),
        ),
        Index(
            "ix_tickets_event_id_foreign_key",
            "event_id",
            "foreign_key",
            sqlite_where=text("foreign_key <> ''"),
            postgresql_where=text("foreign_key <> ''"),
        ),
        Index(
            "ix_tickets_event_id_foreign_hash",
            "event_id",
            "foreign_hash",
            unique=True,
            sqlite_where=text("foreign_hash IS NOT NULL"),
            postgresql_where=text("foreign_hash IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"))
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"))
    product_number: Mapped[int]
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    purchase_item_id: Mapped[str] = mapped_column(ForeignKey("purchase_items.id"))
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    holder_name: Mapped[str]
    holder_email: Mapped[str | None]
    holder_phone: Mapped[str]
    status: Mapped[str]
    """A value of sync.rules.ticket.TicketStatus."""
    valid_from: Mapped[int | None]
    valid_until: Mapped[int | None]
    needs_look: Mapped[bool]
    note: Mapped[str]
    admits: Mapped[int] = mapped_column(default=1)
    status_since: Mapped[int | None]
    """Since when it is no longer good; None while it is."""
    foreign_code: Mapped[str] = mapped_column(default="")
    """What another system printed on it, of any characters; empty for a ticket of ours."""
    foreign_key: Mapped[str] = mapped_column(default="")
    """The same as it is looked up by (sync/rules/alias.py)."""
    foreign_reference: Mapped[str] = mapped_column(default="")
    """The other system's number of the order, which the guest has on a confirmation."""
    foreign_hash: Mapped[bytes | None]
    """Of the other system's code, once its holder was erased (server/tickets/erased_codes.py)."""
    is_primary: Mapped[bool]
    place: Mapped[int]
    """Its place in the order, from 0."""
    signed_code: Mapped[str]
    feed_position: Mapped[int]
    created_at: Mapped[int]
    updated_at: Mapped[int]


class SigningKey(Base):
    """An organization's Ed25519 key; the private half is sealed with the server's secret key."""

    __tablename__ = "signing_keys"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The 16-bit key id inside tokens, unique on this server."""
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    public_key: Mapped[bytes]
    sealed_private_key: Mapped[bytes]
    created_at: Mapped[int]
    retired_at: Mapped[int | None]
    """A retired key signs no more but still verifies."""
