"""Organizations and API keys as tables."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Organization(Base):
    """The tenant: everything belongs to one."""

    __tablename__ = "organizations"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    contact_tag: Mapped[str]
    """The tag that each of its contacts gets."""
    ticket_prefix: Mapped[str] = mapped_column(unique=True)
    """How its ticket codes begin, e.g. ``MGY``: letters and digits without I, L and O."""
    last_product_number: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[int]


class ApiKey(Base):
    """One key ``org_{organizationId}_{32}``. Only its SHA-256 is kept: 190 random bits need no slow hash."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    key_hash: Mapped[bytes] = mapped_column(unique=True)
    shown: Mapped[str]
    """Its first characters, so that people can tell keys apart."""
    name: Mapped[str]
    scopes: Mapped[list[str]]
    created_at: Mapped[int]
    revoked_at: Mapped[int | None]
    last_used_at: Mapped[int | None]
    request_count: Mapped[int] = mapped_column(default=0)
