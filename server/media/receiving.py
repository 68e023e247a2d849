"""Files as they come in: streamed to the disk, bounded by what they turn out to be, pictures drawn anew."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect

from server.errors import BodyTooLargeError, InvalidRequestError
from server.media.pictures import redraw
from server.media.sniff import ENOUGH_BYTES, PICTURES, content_type_of

MOST_PICTURE_BYTES = 10 * 1024 * 1024
MOST_VIDEO_BYTES = 100 * 1024 * 1024
_CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A file ready to be kept: where it lies, what it is, its SHA-256."""

    path: Path
    content_type: str
    size_bytes: int
    digest: bytes


async def receive(request: Request, part: Path) -> Received:
    """The request's file, written to ``part``; InvalidRequestError for what is no picture or video, or too large."""
    try:
        async with _chunks(request) as chunks:
            content_type = await _write(chunks, part)
    except ClientDisconnect as error:
        raise InvalidRequestError("The request ended before its body did") from error
    if content_type in PICTURES:
        drawn = await redraw(part, content_type)
        await asyncio.to_thread(part.write_bytes, drawn)
    size, digest = await asyncio.to_thread(_measure, part)
    return Received(part, content_type, size, digest)


async def _write(chunks: AsyncIterator[bytes], part: Path) -> str:
    head, size, content_type = b"", 0, None
    with part.open("xb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if len(head) < ENOUGH_BYTES:
                head += chunk[:ENOUGH_BYTES]
                content_type = content_type_of(head)
            if len(head) >= ENOUGH_BYTES and content_type is None:
                break
            if size > (MOST_PICTURE_BYTES if content_type in PICTURES else MOST_VIDEO_BYTES):
                raise BodyTooLargeError("The file is too large: pictures up to 10 MiB, videos up to 100 MiB")
            await asyncio.to_thread(file.write, chunk)
    if content_type is None:
        raise InvalidRequestError("Only JPEG, PNG, WebP and GIF pictures and MP4 and WebM videos are taken")
    return content_type


@asynccontextmanager
async def _chunks(request: Request) -> AsyncIterator[AsyncIterator[bytes]]:
    """The file's bytes: the body itself, or the first file of a form."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        yield request.stream()
        return
    try:
        form = await request.form(max_files=1, max_fields=10)
    except (MultiPartException, KeyError) as error:
        raise InvalidRequestError("The form cannot be read") from error
    try:
        file = next((value for value in form.values() if isinstance(value, UploadFile)), None)
        if file is None:
            raise InvalidRequestError("The form holds no file")
        yield _read(file)
    finally:
        await form.close()


async def _read(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(_CHUNK_BYTES):
        yield chunk


def _measure(path: Path) -> tuple[int, bytes]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    return path.stat().st_size, digest
