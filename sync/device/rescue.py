"""Rescue files on this device: the log written to a USB stick, and somebody's file carried to the server."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from sync.device.client import ServerClient
from sync.device.database import Connection, Store
from sync.device.errors import FileTroubleError
from sync.device.pairing import Pairing
from sync.protocol.messages import Entry, RescueAnswer
from sync.protocol.rescue import LARGEST_FILE, MOST_ENTRIES, RescueError, RescueTooLargeError, read_header, seal_entries
from sync.rules.ids import EventId
from sync.sentence import Sentence, sentence_of

SUFFIX = ".doorward"
_decode_entry = msgspec.msgpack.Decoder(Entry).decode
# Chain by chain in the order they were begun. What other doors' logs hold beyond the server's copy goes along.
_WAITING = """
SELECT body FROM logs JOIN entries USING (log_id)
WHERE event_id = ? AND seq > confirmed ORDER BY logs.rowid, seq LIMIT ?
"""
_ALL_TO_TELL = """
SELECT body FROM logs JOIN entries USING (log_id)
WHERE event_id = ? AND (is_own OR seq > confirmed) ORDER BY logs.rowid, seq LIMIT ?
"""
_WORDS = {
    errno.ENOSPC: "it is full. Free some space on it, or take another one",
    errno.EDQUOT: "it is full. Free some space on it, or take another one",
    errno.EFBIG: "the file is too large for it. Take another stick",
    errno.EROFS: "it is write-protected. Move its switch, or take another one",
    errno.EACCES: "this user may not write there. Choose another folder",
    errno.EPERM: "this user may not write there. Choose another folder",
    errno.ENOENT: "there is no such place, or the stick was pulled out. Put it in again",
    errno.ENOTDIR: "there is no such place. Choose a folder",
    errno.EISDIR: "a folder of that name is in the way. Choose another name",
    errno.EIO: "the stick was pulled out or is broken. Put it in again, or take another one",
    errno.ENODEV: "the stick was pulled out. Put it in again",
    errno.ENXIO: "the stick was pulled out. Put it in again",
}


class Exported(msgspec.Struct, frozen=True):
    """A rescue file as it was written: where, with how many entries."""

    path: Path
    entries: int


def export_rescue(store: Store, pairing: Pairing, target: Path) -> Exported:
    """Write this device's log of the event, and what it carries for other doors, to ``target``.

    A folder gets a file with a name of its own. The file is on the stick when this returns, or nothing is under its
    name: FileTroubleError says what to do. A log too long for one file is cut down to what the server lacks.
    """
    entries = _entries(store, _ALL_TO_TELL, pairing.event_id, MOST_ENTRIES + 1)
    if len(entries) > MOST_ENTRIES:
        entries = waiting_entries(store, pairing.event_id)
    made_at = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    path = target / f"{pairing.device_id}-{made_at}{SUFFIX}" if target.is_dir() else target
    write_whole(path, seal(pairing, entries))
    return Exported(path, len(entries))


def send_rescue(client: ServerClient, path: Path) -> RescueAnswer:
    """Carry the rescue file at ``path`` to the server; FileTroubleError or what a server does (``ServerClient``)."""
    return client.rescue(read_rescue(path))


def read_rescue(path: Path) -> bytes:
    """The bytes of a rescue file that is whole as far as can be seen from outside; FileTroubleError says why not."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        read_header(raw)
    except OSError as error:
        raise FileTroubleError("Cannot read {path}: {why}.", path=str(path), why=error.strerror or "") from error
    except RescueError as error:
        raise FileTroubleError("{file}: {why}", file=path.name, why=sentence_of(error)) from error
    return raw


def waiting_entries(store: Store, event_id: EventId) -> list[Entry]:
    """What of ``event_id`` the server is not known to hold, the oldest first, as much as one file may hold."""
    return _entries(store, _WAITING, event_id, MOST_ENTRIES)


def seal(pairing: Pairing, entries: list[Entry]) -> bytes:
    """A rescue file by this device, to its event's authority, of as many of ``entries`` as fit, the first ones.

    NotPairedError where an older program paired without asking for an authority.
    """
    try:
        return seal_entries(entries, pairing.device_id, pairing.event_id, pairing.signing_key, pairing.authority_key)
    except RescueTooLargeError:
        return seal(pairing, entries[: len(entries) // 2])


def write_whole(path: Path, raw: bytes) -> None:
    """Put ``raw`` on the disk under ``path``, in one step: all of it, or what was there before. FileTroubleError."""
    with writing_whole(path) as file:
        file.write(raw)


@contextlib.contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, readable for nobody else; it is under ``path`` once the block has ended.

    Where the block raises, all is as it was before and no half file is left. FileTroubleError says what to do.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)  # And not opened: on somebody's stick it may be a link to a file of this computer.
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        _remove(part)
        why = _WORDS.get(error.errno or 0) or Sentence("{why}. Choose another place", why=error.strerror or "")
        raise FileTroubleError(
            "Nothing could be written to {folder}: {why}.", folder=str(path.parent), why=why
        ) from error
    except BaseException:
        _remove(part)
        raise


def _remove(part: Path) -> None:
    with contextlib.suppress(OSError):  # A stick that was pulled out takes its half file along.
        part.unlink(missing_ok=True)


def _why(error: OSError) -> Sentence:
    known = _WORDS.get(error.errno or 0)
    return Sentence(known) if known else Sentence("{why}. Choose another place", why=error.strerror or "")


def sync_folder(folder: Path) -> None:
    """Have what was renamed or removed in ``folder`` on the disk; Windows does that by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _entries(store: Store, query: str, event_id: EventId, most: int) -> list[Entry]:
    def rows(connection: Connection) -> list[tuple[bytes]]:
        return connection.execute(query, (event_id, most)).fetchall()

    with store.reading() as connection:
        found = rows(connection)
    return [_decode_entry(body) for (body,) in found]
