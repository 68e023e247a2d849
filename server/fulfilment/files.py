"""Files that are sold, on disk: streamed in, whole or not there at all, named by their ids."""

import asyncio
import hashlib
import os
import re
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from server.errors import InvalidRequestError
from server.ids import new_id

_FOLDER = "files"
_BATCH_BYTES = 1024 * 1024
_LONGEST_NAME = 150
_LONGEST_ENDING = 20
_FORBIDDEN = re.compile(r'[\\/<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""What Windows takes for devices."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on disk: its new id, its size, its SHA-256."""

    id: str
    size_bytes: int
    digest: bytes


def path_of(data_dir: Path, file_id: str) -> Path:
    """Where the file of an id from the database is."""
    return data_dir / _FOLDER / file_id


async def store_file(data_dir: Path, chunks: AsyncIterator[bytes]) -> StoredFile:
    """Write the chunks to a new file and give it its name once all is on the disk; nothing is left where that fails.

    At most a batch is held in memory. InvalidRequestError for no bytes at all; what ``chunks`` raises goes on.
    """
    file_id = new_id("fil")
    target = path_of(data_dir, file_id)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f".{file_id}.part")
    digest, size, batch = hashlib.sha256(), 0, bytearray()
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            async for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                batch += chunk
                if len(batch) >= _BATCH_BYTES:
                    await asyncio.to_thread(file.write, bytes(batch))
                    batch.clear()
            if not size:
                raise InvalidRequestError("The file is empty")
            file.write(batch)
            file.flush()
            await asyncio.to_thread(os.fsync, file.fileno())
        await asyncio.to_thread(_put_in_place, part, target)
    finally:
        part.unlink(missing_ok=True)
    return StoredFile(file_id, size, digest.digest())


def remove_file(data_dir: Path, file_id: str) -> None:
    """The file is gone; who is reading it reads on."""
    path_of(data_dir, file_id).unlink(missing_ok=True)


def safe_name(name: str, otherwise: str = "download") -> str:
    """A file name that every system takes, and that stays in the folder it is saved to."""
    kept = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    kept = " ".join(_FORBIDDEN.sub("_", kept).split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        stem, ending = kept, ""
    if not stem or _RESERVED.fullmatch(stem):
        stem = otherwise
    return f"{stem[:_LONGEST_NAME].rstrip('. ')}{dot and ending and '.'}{ending}"


def _put_in_place(part: Path, target: Path) -> None:
    """Rename it, and make the rename outlive a power cut where the system can."""
    part.replace(target)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
