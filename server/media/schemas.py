"""Pictures and videos as the API speaks them."""

from server.api import Page, Schema


class MediaObject(Schema):
    """An uploaded picture or video. ``url`` is public and never shows anything else."""

    success: bool = True
    id: str
    eventId: str | None = None
    contentType: str
    sizeBytes: int
    url: str
    createdAt: int


class MediaPage(Page):
    """GET /api/v1/media, newest first."""

    media: list[MediaObject]
