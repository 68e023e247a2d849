"""Uploaded pictures and videos as a table."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class MediaFile(Base):
    """One uploaded file: in the data directory, or at the service that ``url`` names."""

    __tablename__ = "media_files"

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("events.id"), index=True)
    content_type: Mapped[str]
    size_bytes: Mapped[int]
    digest: Mapped[bytes]
    url: Mapped[str]
    is_public: Mapped[bool]
    """Pictures of events are; files that are sold are not."""
    created_at: Mapped[int]
