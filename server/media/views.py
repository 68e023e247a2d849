"""Pictures and videos as the API's objects, with the address that shows them to the world."""

from fastapi import Request

from server.context import Context
from server.media.models import MediaFile
from server.media.schemas import MediaObject


def site_of(request: Request, context: Context) -> str:
    """Where this server is for who asks, without a slash at the end."""
    return context.config.base_url or str(request.base_url).rstrip("/")


def address_of(site: str, row: MediaFile) -> str:
    """Where the file can be seen: at the media service, else here."""
    return row.url or f"{site}/media/{row.id}"


def media_object(site: str, row: MediaFile) -> MediaObject:
    """A file as organizers get it back."""
    return MediaObject(
        id=row.id,
        eventId=row.event_id,
        contentType=row.content_type,
        sizeBytes=row.size_bytes,
        url=address_of(site, row),
        createdAt=row.created_at,
    )
