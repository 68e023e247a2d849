"""The audit trail as a table."""

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class AuditEntry(Base):
    """Who did what to which object. It names ids only, so that erasing a person leaves it whole."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_organization_id_id", "organization_id", "id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organizations.id"))
    actor: Mapped[str]
    """A key's or user's id, ``buyer``, ``provider:stripe``, ``command line`` or ``server``."""
    action: Mapped[str]
    """What was done, e.g. ``order.refunded``."""
    object_id: Mapped[str]
    facts: Mapped[dict[str, Any]]
    """Amounts, states, ids: never names or addresses."""
    created_at: Mapped[int]
