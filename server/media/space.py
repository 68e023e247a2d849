"""How much room an organization's files may take up: pictures, videos, and files that are sold."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.errors import ConflictError
from server.media.models import MediaFile

MOST_BYTES = 20 * 1024**3


def check_space(session: Session, organization_id: str) -> None:
    """ConflictError where an organization's files take up all the room that they may, before another comes in."""
    used = select(func.sum(MediaFile.size_bytes)).where(MediaFile.organization_id == organization_id)
    if (session.scalar(used) or 0) >= MOST_BYTES:
        raise ConflictError(f"This organization's files take up {MOST_BYTES // 1024**3} GiB already; remove some first")
