"""Reading what is left of a damaged SQLCipher file and its write-ahead log, page by page, without SQLite.

SQLite gives up where a page that leads to others is damaged; most pages around it are whole all the same. Each is
decrypted by itself and its records are read; nothing that comes out is trusted here. Older states of a page are read
too: a log only grows, so an older page holds nothing false. Formats: https://www.sqlite.org/fileformat2.html, sections
1.6, 2.1 and 4.1; https://www.zetetic.net/sqlcipher/design (AES-256-CBC, a page's IV and HMAC at its end).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE_BYTES = 4096
_SALT_BYTES = 16
_IV_BYTES = 16
_ENCRYPTED = PAGE_BYTES - 48
"""Behind it a page has its IV and its HMAC-SHA-256."""
_USABLE = PAGE_BYTES - 80
"""What SQLite uses: when the key was given it reserved enough for SHA-512, which the store does not use."""
_WAL_HEAD_BYTES = 32
_FRAME_HEAD_BYTES = 24
_FIRST_PAGE_HEAD_BYTES = 100
_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF = 2, 10, 13
_MOST_ON_INDEX_PAGE = (_USABLE - 12) * 64 // 255 - 23
_MOST_ON_TABLE_PAGE = _USABLE - 35
_LEAST_ON_PAGE = (_USABLE - 12) * 32 // 255 - 23
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LARGEST_RECORD = 16 * 1024 * 1024

Value = int | float | str | bytes | None
Record = tuple[Value, ...]


class Carved(msgspec.Struct, frozen=True):
    """One record. Of two states of it the one with the higher ``rank`` was written later, as far as can be known."""

    rank: int
    values: Record


class _Page(msgspec.Struct, frozen=True):
    rank: int
    number: int
    content: bytes


class _UnreadableError(ValueError):
    """What was read as a page, a cell or a record is none."""


def carve(path: Path, secret: bytes) -> Iterator[Carved]:
    """Every record that can be read of the database at ``path`` and the log beside it. OSError as reading raises it."""
    pages = [*_file_pages(path, secret), *_wal_pages(path.with_name(path.name + "-wal"), secret)]
    pages.sort(key=lambda page: page.rank)
    newest = {page.number: page.content for page in pages}
    for page in pages:
        for values in _records(page, newest):
            yield Carved(page.rank, values)


def _file_pages(path: Path, secret: bytes) -> Iterator[_Page]:
    raw = path.read_bytes() if path.exists() else b""
    for number, at in enumerate(range(0, len(raw) - PAGE_BYTES + 1, PAGE_BYTES), 1):
        yield _Page(1, number, _decrypt(raw[at : at + PAGE_BYTES], secret, number))


def _wal_pages(path: Path, secret: bytes) -> Iterator[_Page]:
    """The frames; those that were left of an earlier run of the log are older than the file's own pages."""
    raw = path.read_bytes() if path.exists() else b""
    salt = raw[16:24]
    size = _FRAME_HEAD_BYTES + PAGE_BYTES
    for at in range(_WAL_HEAD_BYTES, len(raw) - size + 1, size):
        number = int.from_bytes(raw[at : at + 4], "big")
        rank = 2 + at if raw[at + 8 : at + 16] == salt else 0
        yield _Page(rank, number, _decrypt(raw[at + _FRAME_HEAD_BYTES : at + size], secret, number))


def _decrypt(page: bytes, secret: bytes, number: int) -> bytes:
    """The page's content in the clear; noise where it is damaged."""
    begin = _SALT_BYTES if number == 1 else 0  # The file's salt stands where SQLite has its magic.
    decryptor = Cipher(AES256(secret), CBC(page[_ENCRYPTED : _ENCRYPTED + _IV_BYTES])).decryptor()
    clear = bytes(begin) + decryptor.update(page[begin:_ENCRYPTED]) + decryptor.finalize()
    return clear[:_USABLE]


def _records(page: _Page, newest: dict[int, bytes]) -> Iterator[Record]:
    head = _FIRST_PAGE_HEAD_BYTES if page.number == 1 else 0
    kind = page.content[head]
    if kind not in (_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF):
        return
    first = head + (12 if kind == _INDEX_INTERIOR else 8)
    count = int.from_bytes(page.content[head + 3 : head + 5], "big")
    for place in range(first, min(first + 2 * count, _USABLE - 1), 2):
        try:
            cell = int.from_bytes(page.content[place : place + 2], "big")
            yield _read_record(_payload(page.content, cell, kind, newest))
        except _UnreadableError:
            continue


def _payload(content: bytes, at: int, kind: int, newest: dict[int, bytes]) -> bytes:
    """A cell's record, with what of it lies on overflow pages."""
    if kind == _INDEX_INTERIOR:
        at += 4
    length, at = _varint(content, at)
    most = _MOST_ON_INDEX_PAGE
    if kind == _TABLE_LEAF:
        _, at = _varint(content, at)
        most = _MOST_ON_TABLE_PAGE
    if length > _LARGEST_RECORD:
        raise _UnreadableError
    if length <= most:
        return _cut(content, at, length)
    local = _LEAST_ON_PAGE + (length - _LEAST_ON_PAGE) % (_USABLE - 4)
    local = local if local <= most else _LEAST_ON_PAGE
    payload = bytearray(_cut(content, at, local))
    following = int.from_bytes(_cut(content, at + local, 4), "big")
    met: set[int] = set()
    while len(payload) < length:
        page = newest.get(following)
        if page is None or following in met:  # A page that leads back to itself would be copied thousands of times.
            raise _UnreadableError
        met.add(following)
        payload += page[4 : 4 + min(_USABLE - 4, length - len(payload))]
        following = int.from_bytes(page[:4], "big")
    return bytes(payload)


def _read_record(payload: bytes) -> Record:
    end, at = _varint(payload, 0)
    if end > len(payload):
        raise _UnreadableError
    values: list[Value] = []
    body = end
    while at < end:
        serial, at = _varint(payload, at)
        value, body = _value(payload, body, serial)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, at: int, serial: int) -> tuple[Value, int]:
    """The value of serial type ``serial`` that begins at ``at``, and where it ends."""
    if serial in _INTEGER_BYTES:
        end = at + _INTEGER_BYTES[serial]
        return int.from_bytes(_cut(payload, at, end - at), "big", signed=True), end
    if serial in (0, 8, 9):
        return {0: None, 8: 0, 9: 1}[serial], at
    if serial == 7:
        return struct.unpack(">d", _cut(payload, at, 8))[0], at + 8
    if serial < 12:
        raise _UnreadableError
    length = (serial - 12) // 2
    raw = _cut(payload, at, length)
    if serial % 2 == 0:
        return raw, at + length
    try:
        return raw.decode(), at + length
    except UnicodeDecodeError as error:
        raise _UnreadableError from error


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(at, at + 8):
        byte = _cut(raw, place, 1)[0]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | _cut(raw, at + 8, 1)[0], at + 9


def _cut(raw: bytes, at: int, length: int) -> bytes:
    part = raw[at : at + length]
    if len(part) != length:
        raise _UnreadableError
    return part
