"""Entitlements as a table: one for every kind of product, so that a new kind needs no new table."""

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Entitlement(Base):
    """What a purchase item gives its buyer: a subscription, a download, a shipment, an enrolment, an appointment."""

    __tablename__ = "entitlements"
    __table_args__ = (
        Index("ix_entitlements_kind_next_at", "kind", "next_at"),
        Index("ix_entitlements_organization_id_id", "organization_id", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    """Prefixed by its kind: sub_, dow_, shp_, enr_, svc_."""
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    purchase_item_id: Mapped[str] = mapped_column(ForeignKey("purchase_items.id"), unique=True)
    product_id: Mapped[str] = mapped_column(ForeignKey("products.id"))
    kind: Mapped[str]
    """The product's subtype."""
    status: Mapped[str]
    """The kind's own words; ``revoked`` for all once the money went back."""
    token_hash: Mapped[bytes | None] = mapped_column(unique=True)
    """SHA-256 of the token that proves it; see server.tokens."""
    starts_at: Mapped[int | None]
    ends_at: Mapped[int | None]
    uses: Mapped[int] = mapped_column(default=0)
    most_uses: Mapped[int | None]
    next_at: Mapped[int | None]
    """When the server must look at it again (a renewal is due); None for never."""
    data: Mapped[dict[str, Any]]
    created_at: Mapped[int]
    updated_at: Mapped[int]
