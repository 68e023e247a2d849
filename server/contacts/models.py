"""Contacts as a table."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Contact(Base):
    """A person in the organization's CRM. ``email`` is folded; people without one have a placeholder never shown."""

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("organization_id", "email"),
        Index("ix_contacts_organization_id_id", "organization_id", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    email: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    phone: Mapped[str]
    tags: Mapped[list[str]]
    created_at: Mapped[int]
    updated_at: Mapped[int]
