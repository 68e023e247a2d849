"""/api/v1/media: organizers upload pictures and videos of events; /media shows them to the world."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsCatalog, WritesCatalog
from server.accounts.gatekeeper import Caller
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer, read_page
from server.audit.trail import record
from server.catalog.service import find_event
from server.context import Context, InContext
from server.errors import NotFoundError
from server.ids import new_id, now_ms
from server.media.cloudinary import Cloudinary
from server.media.models import MediaFile
from server.media.receiving import Received, receive
from server.media.schemas import MediaObject, MediaPage
from server.media.space import check_space
from server.media.storage import MediaStorage
from server.media.views import media_object, site_of

router = APIRouter(tags=["media"])
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FORM = {"schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}}
_UPLOAD: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"image/*": _BINARY, "video/*": _BINARY, "multipart/form-data": _FORM}}
}
_SHOWN: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/*": _BINARY, "video/*": _BINARY}, "description": "The picture or video"},
    206: {"description": "The part of it that `Range` asks for"},
    307: {"description": "Where the media service has it"},
}
_EventId = Annotated[str | None, Query(alias="eventId", max_length=64)]


@router.post("/api/v1/media", response_model=MediaObject, openapi_extra=_UPLOAD, dependencies=[DOCUMENTED_SCHEME])
async def upload(request: Request, caller: WritesCatalog, context: InContext, event_id: _EventId = None) -> Response:
    """Upload a picture (10 MiB) or video (100 MiB), as the body itself or as a form's file; its bytes say what it is.

    Pictures are drawn anew, without what the camera wrote into them.
    """
    await context.database.read(lambda session: _check_may_upload(session, caller, event_id))
    media_id, storage = new_id("med"), MediaStorage(context.config.data_dir)
    part = storage.new_part(media_id)
    try:
        received = await receive(request, part)
        url = await _put(context, storage, received, media_id)
        row = _row(caller, received, media_id, event_id, url)
        try:
            kept = await context.database.write(lambda session: _keep(session, caller, row))
        except BaseException:
            await _take_back(context, row)
            raise
        if not url:
            await storage.place(part, received.digest)  # Somebody may have removed the same file meanwhile.
    finally:
        part.unlink(missing_ok=True)
    return json_answer(media_object(site_of(request, context), kept))


@router.get("/api/v1/media", response_model=MediaPage, dependencies=[DOCUMENTED_SCHEME])
async def list_media(
    request: Request,
    caller: ReadsCatalog,
    context: InContext,
    event_id: _EventId = None,
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The organization's pictures and videos, newest first; those of one event where ``eventId`` is given."""
    statement = select(MediaFile).where(MediaFile.organization_id == caller.organization_id, MediaFile.is_public)
    if event_id is not None:
        statement = statement.where(MediaFile.event_id == event_id)
    rows, following = await context.database.read(
        lambda session: read_page(session, statement, MediaFile.id, cursor=cursor, limit=limit)
    )
    site = site_of(request, context)
    return json_answer(MediaPage(media=[media_object(site, row) for row in rows], nextCursor=following))


@router.delete("/api/v1/media/{media_id}", response_model=MediaObject, dependencies=[DOCUMENTED_SCHEME])
async def remove(media_id: str, request: Request, caller: WritesCatalog, context: InContext) -> Response:
    """Remove a picture or video for ever."""
    found = await context.database.read(lambda session: _find(session, caller, media_id))
    if found.url:
        await _take_back(context, found)

    def forget(session: Session) -> None:
        session.delete(_find(session, caller, media_id))
        record(session, caller.actor, "media.removed", media_id, organization_id=caller.organization_id)

    await context.database.write(forget)
    if not found.url:
        await _take_back(context, found)
    return json_answer(media_object(site_of(request, context), found))


@router.get("/media/{media_id}", response_class=Response, responses=_SHOWN)
@router.head("/media/{media_id}", response_class=Response, include_in_schema=False)
async def show(media_id: str, context: InContext) -> Response:
    """A picture or video of an event: public, and the same for ever."""
    row = await context.database.read(lambda session: session.get(MediaFile, media_id))
    if row is None or not row.is_public:
        raise NotFoundError
    if row.url:
        return RedirectResponse(row.url, 307)
    path = MediaStorage(context.config.data_dir).path_of(row.digest)
    if not path.is_file():
        raise NotFoundError
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{row.digest.hex()}"',
    }
    return FileResponse(path, media_type=row.content_type, headers=headers)


def _check_may_upload(session: Session, caller: Caller, event_id: str | None) -> None:
    if event_id is not None:
        find_event(session, caller.organization_id, event_id)
    check_space(session, caller.organization_id)


async def _put(context: Context, storage: MediaStorage, received: Received, media_id: str) -> str:
    """Put the file where it will be kept; its address where that is not here."""
    if not context.config.cloudinary_url:
        await storage.place(received.path, received.digest)
        return ""
    cloudinary = Cloudinary(context.config.cloudinary_url)
    return await cloudinary.upload(received.path, media_id, received.content_type)


async def _take_back(context: Context, row: MediaFile) -> None:
    """Remove the file of a row that is going or was never kept."""
    if row.url:
        await Cloudinary(context.config.cloudinary_url).remove(row.id, row.content_type)
        return

    def is_wanted() -> bool:
        return context.database.read_now(lambda session: _is_wanted(session, row.digest))

    await MediaStorage(context.config.data_dir).remove(row.digest, is_wanted)


def _row(caller: Caller, received: Received, media_id: str, event_id: str | None, url: str) -> MediaFile:
    return MediaFile(
        id=media_id,
        organization_id=caller.organization_id,
        event_id=event_id,
        content_type=received.content_type,
        size_bytes=received.size_bytes,
        digest=received.digest,
        url=url,
        is_public=True,
        created_at=now_ms(),
    )


def _keep(session: Session, caller: Caller, row: MediaFile) -> MediaFile:
    kept = session.merge(row)  # A copy: the job may run again.
    session.flush()
    record(session, caller.actor, "media.uploaded", kept.id, organization_id=caller.organization_id)
    return kept


def _find(session: Session, caller: Caller, media_id: str) -> MediaFile:
    row = session.get(MediaFile, media_id)
    if row is None or row.organization_id != caller.organization_id or not row.is_public:
        raise NotFoundError("Picture or video not found")
    return row


def _is_wanted(session: Session, digest: bytes) -> bool:
    wanted = select(MediaFile.id).where(MediaFile.digest == digest, MediaFile.url == "", MediaFile.is_public)
    return session.scalar(wanted.limit(1)) is not None
