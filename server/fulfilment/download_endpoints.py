"""Files that are sold: organizers upload them, buyers fetch them by a signed link that expires.

A fetch is counted when it begins. ``HEAD`` is free; so are the further requests with ``Range`` of one that was counted
within the hour, so that a download in several parts, or taken up again after the line broke, is one download. The
organization's own fetches are not counted.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect

from server.accounts.access import DOCUMENTED_SCHEME, WritesCatalog
from server.api import json_answer
from server.audit.trail import record
from server.catalog.models import Product
from server.catalog.service import find_product
from server.context import InContext
from server.errors import ExpiredError, InvalidProductError, InvalidRequestError, NotFoundError
from server.fulfilment.access import ReadingVisitor
from server.fulfilment.files import StoredFile, path_of, remove_file, safe_name, store_file
from server.fulfilment.kinds.download import DownloadFacts, file_of
from server.fulfilment.models import Entitlement
from server.fulfilment.schemas import FileObject
from server.fulfilment.service import FAILED
from server.fulfilment.views import find_entitlement
from server.ids import now_ms
from server.media.models import MediaFile
from server.media.space import check_space
from server.orders.models import PurchaseItem
from server.text import clean_line
from server.work.queue import Kind, enqueue

router = APIRouter(prefix="/api/v1", tags=["fulfilment"], dependencies=[DOCUMENTED_SCHEME])
_KIND = "download"
_PARTS_MS = 3_600_000
_CHUNK_BYTES = 256 * 1024
_LONGEST_TYPE = 100
_MOST_RETRIED = 1000
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FORM = {"schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}}
_UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": _BINARY, "multipart/form-data": _FORM},
    }
}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": _BINARY}, "description": "The file"},
    206: {"description": "The part of the file that `Range` asks for"},
}
FILE_NAME = Annotated[str, Query(alias="fileName", max_length=200, description="What buyers save it as.")]


@dataclass(frozen=True, slots=True)
class _Upload:
    """What comes in: its bytes, its name where it says one, its media type."""

    chunks: AsyncIterator[bytes]
    name: str
    content_type: str


@router.put("/products/{product_id}/file", response_model=FileObject, openapi_extra=_UPLOAD)
@router.post("/products/{product_id}/file", response_model=FileObject, openapi_extra=_UPLOAD)
async def upload_file(
    product_id: str, request: Request, caller: WritesCatalog, context: InContext, file_name: FILE_NAME = ""
) -> Response:
    """The product's file, up to 200 MiB, as the body itself or as the part ``file`` of a form; it replaces the last."""
    data_dir = context.config.data_dir

    def find(session: Session) -> None:
        if find_product(session, caller.organization_id, product_id).subtype != _KIND:
            raise InvalidProductError("Only products of the subtype download have a file")
        check_space(session, caller.organization_id)

    await context.database.read(find)
    try:
        async with _open_upload(request) as upload:
            stored = await store_file(data_dir, upload.chunks)
    except ClientDisconnect as error:
        raise InvalidRequestError("The request ended before its body did") from error
    name = safe_name(file_name or upload.name)

    def keep(session: Session) -> tuple[FileObject, str | None]:
        product = find_product(session, caller.organization_id, product_id, for_update=True)
        former = _keep_file(session, product, stored, name, upload.content_type)
        record(session, caller.actor, "product.file_uploaded", product.id, organization_id=product.organization_id)
        return _file_object(product, stored, name, upload.content_type), former

    try:
        answer, former = await context.database.write(keep)
    except BaseException:
        remove_file(data_dir, stored.id)
        raise
    if former is not None:
        remove_file(data_dir, former)
    return json_answer(answer)


@router.get("/downloads/{download_id}", response_class=Response, responses=_FILE)
@router.head("/downloads/{download_id}", response_class=Response, include_in_schema=False)
async def fetch_file(download_id: str, request: Request, visitor: ReadingVisitor, context: InContext) -> Response:
    """The file that was bought, whole or in parts; 410 once the link is too old or was used as often as it may be."""
    is_free = request.method == "HEAD" or visitor.caller is not None
    is_part = "range" in request.headers

    def work(session: Session) -> tuple[MediaFile, str]:
        download, _ = find_entitlement(session, context, visitor, _KIND, download_id, for_update=True)
        product = session.get_one(Product, download.product_id)
        file = file_of(session, product.organization_id, product.custom_properties)
        if file is None or not path_of(context.config.data_dir, file.id).is_file():
            raise NotFoundError("The file is gone")
        _check_open(download, now_ms())
        if not is_free:
            _count(download, now_ms(), is_part=is_part)
            session.flush()
        return file, DownloadFacts.read(product.custom_properties).fileName

    file, name = await context.database.write(work)
    headers = {"Cache-Control": "private, no-store", "Content-Security-Policy": "sandbox"}
    path = path_of(context.config.data_dir, file.id)
    return FileResponse(path, media_type=file.content_type, filename=safe_name(name), headers=headers)


def _check_open(download: Entitlement, at: int) -> None:
    if download.status != "active":
        raise ExpiredError("This download was taken back")
    if download.ends_at is not None and at >= download.ends_at:
        raise ExpiredError("This link has expired")


def _count(download: Entitlement, at: int, *, is_part: bool) -> None:
    """Count a download that begins; ExpiredError where it was fetched as often as it may be. Its row is locked."""
    if is_part and at < download.data.get("partsUntil", 0):
        return
    if download.most_uses is not None and download.uses >= download.most_uses:
        raise ExpiredError("This file was fetched as often as it may be")
    download.uses += 1
    download.data = {**download.data, "partsUntil": at + _PARTS_MS}
    download.updated_at = at


def _keep_file(session: Session, product: Product, stored: StoredFile, name: str, content_type: str) -> str | None:
    """Make it the product's file, and let items wait no longer that had none; the former one's id, for removal."""
    former = file_of(session, product.organization_id, product.custom_properties)
    session.add(
        MediaFile(
            id=stored.id,
            organization_id=product.organization_id,
            event_id=None,
            content_type=content_type,
            size_bytes=stored.size_bytes,
            digest=stored.digest,
            url="",
            is_public=False,
            created_at=now_ms(),
        )
    )
    product.custom_properties = {**product.custom_properties, "fileId": stored.id, "fileName": name}
    product.updated_at = now_ms()
    if former is not None:
        session.delete(former)
    session.flush()
    waiting = select(PurchaseItem.id).where(
        PurchaseItem.product_id == product.id, PurchaseItem.fulfillment_status == FAILED
    )
    for item_id in session.scalars(waiting.limit(_MOST_RETRIED)).all():
        enqueue(session, Kind.FULFIL, item_id)
    return None if former is None else former.id


@asynccontextmanager
async def _open_upload(request: Request) -> AsyncIterator[_Upload]:
    """The upload as a stream, whichever way it comes; a form's file waits on the disk meanwhile."""
    content_type = request.headers.get("content-type", "")
    if not content_type.lower().startswith("multipart/form-data"):
        yield _Upload(request.stream(), "", _media_type(content_type))
        return
    try:
        form = await request.form(max_files=1, max_fields=10)
    except (MultiPartException, KeyError) as error:
        raise InvalidRequestError("The form cannot be read") from error
    try:
        file = next((part for part in form.values() if isinstance(part, UploadFile)), None)
        if file is None:
            raise InvalidRequestError("The form holds no file")
        yield _Upload(_chunks_of(file), file.filename or "", _media_type(file.content_type or ""))
    finally:
        await form.close()


async def _chunks_of(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(_CHUNK_BYTES):
        yield chunk


def _media_type(said: str) -> str:
    """The media type without parameters; what is none, or only speaks of the request, is any file."""
    plain = clean_line(said.partition(";")[0]).lower()
    is_type = plain.count("/") == 1 and plain.isascii() and len(plain) <= _LONGEST_TYPE and " " not in plain
    return plain if is_type and "form" not in plain else "application/octet-stream"


def _file_object(product: Product, stored: StoredFile, name: str, content_type: str) -> FileObject:
    return FileObject(
        fileId=stored.id,
        productId=product.id,
        fileName=name,
        contentType=content_type,
        sizeBytes=stored.size_bytes,
        sha256=stored.digest.hex(),
    )
