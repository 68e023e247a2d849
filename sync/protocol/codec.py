"""Messages to bytes and back: JSON for messages, compressed columns for snapshots.

A snapshot is a run of frames, each ``kind (1 byte), length (4 bytes, big-endian), body``: a HEADER (JSON), then
TICKETS and ENTRIES frames (zstd), then END. Ticket frames hold columns, because a column of like values compresses
far better than rows do: 100,000 tickets take under a megabyte.
"""

import struct
from array import array
from collections.abc import Sequence
from enum import IntEnum
from typing import TypeVar

import msgspec
import zstandard

from sync.protocol.columns import (
    Orders,
    common_width,
    lines_of,
    pack_orders,
    pack_texts,
    pack_times,
    read_numbers,
    read_texts,
    read_times,
    read_transposed,
    transpose,
    unpack_orders,
)
from sync.protocol.messages import Entry
from sync.rules.ids import EventId, ProductNumber, TicketId
from sync.rules.ticket import LARGEST_PARTY, Ticket, TicketStatus

T = TypeVar("T")

FRAME_HEAD = struct.Struct(">BI")
LARGEST_FRAME = 64 * 1024 * 1024
"""Bytes; more is refused before it is read, compressed or not."""
_ZSTD_LEVEL = 3
_STATUSES = tuple(TicketStatus)
_LOOK_FLAG = 0x80
_json_encoder = msgspec.json.Encoder()
_entries_decoder = msgspec.msgpack.Decoder(list[Entry])
_entries_encoder = msgspec.msgpack.Encoder()
_UNREADABLE = (msgspec.DecodeError, ValueError, RecursionError)
"""What msgspec raises for bytes that are not the message: ValueError for text that is not UTF-8, too deep nesting."""


class DecodeError(ValueError):
    """The bytes are not what the protocol says; the message names what was wrong with them."""


class FrameKind(IntEnum):
    """What a snapshot frame holds."""

    HEADER = 0
    TICKETS = 1
    ENTRIES = 2
    END = 255


class TicketColumns(msgspec.Struct, frozen=True, array_like=True):
    """Up to some thousand tickets of one event as columns, in the order of their ids.

    ``ids`` holds the ids after ``prefix``: with ``id_width`` set, all of that many ASCII characters and transposed
    (first characters, then second ones, …); else joined by newlines. Texts are joined by newlines; empty if all are.
    """

    count: int
    prefix: str
    id_width: int
    ids: bytes
    products: bytes
    statuses: bytes
    valid_from: bytes
    valid_until: bytes
    holders: str
    notes: str
    admits: bytes = b""
    """Two bytes a ticket; empty where every ticket is for one."""
    since: bytes = b""
    """``status_since`` as times; empty where no ticket has one."""
    order_of: bytes = b""
    """Which of ``orders`` each ticket is of: numbers of four bytes, little-endian and transposed; empty without any."""
    orders: Orders | None = None
    aliases: tuple[str, ...] = ()
    """Codes of other systems, one a ticket; empty where no ticket has one."""


_columns_encoder = msgspec.msgpack.Encoder()
_columns_decoder = msgspec.msgpack.Decoder(TicketColumns)


TicketRow = tuple[str, int, int, int | None, int | None, str, str, int, int, int | None, str, str, str, str]
"""A ticket as databases hold it: id, product, status index, valid from and until (ms), holder, note, needs look,
how many it admits, since when it is not good any more (ms), reference, e-mail, phone, alias."""

STATUS_INDEX = {status: index for index, status in enumerate(_STATUSES)}


def encode_message(message: msgspec.Struct) -> bytes:
    """The message as JSON, fields in the order of its class, bytes as base64."""
    return _json_encoder.encode(message)


def decode_message(raw: bytes, kind: type[T]) -> T:
    """The message of type ``kind`` in ``raw``; unknown fields are passed over; DecodeError says what is wrong."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except _UNREADABLE as error:
        raise DecodeError(f"not a {kind.__name__}: {error}") from error


def frame(kind: FrameKind, body: bytes) -> bytes:
    """One snapshot frame."""
    return FRAME_HEAD.pack(kind, len(body)) + body


def encode_entries(entries: Sequence[Entry]) -> bytes:
    """The body of an ENTRIES frame."""
    return _compress(_entries_encoder.encode(entries))


def decode_entries(body: bytes) -> list[Entry]:
    """The entries of an ENTRIES frame; DecodeError where it holds none."""
    try:
        return _entries_decoder.decode(_decompress(body))
    except _UNREADABLE as error:
        raise DecodeError(f"not an entries frame: {error}") from error


def encode_tickets(rows: Sequence[TicketRow], code_prefix: str) -> bytes:
    """The body of a TICKETS frame, smallest where ids share ``code_prefix`` and have one length."""
    prefix = code_prefix + "-"
    if not all(row[0].startswith(prefix) for row in rows):
        prefix = ""
    ids = [row[0][len(prefix) :] for row in rows]
    width = common_width(ids)
    parties, since = [row[8] for row in rows], [row[9] for row in rows]
    order_of, orders = pack_orders([row[10:13] for row in rows])
    columns = TicketColumns(
        count=len(rows),
        prefix=prefix,
        id_width=width,
        ids=transpose(ids, width) if width else "\n".join(ids).encode(),
        products=array("H", [row[1] for row in rows]).tobytes(),
        statuses=bytes(row[2] | (_LOOK_FLAG if row[7] else 0) for row in rows),
        valid_from=pack_times([row[3] for row in rows]),
        valid_until=pack_times([row[4] for row in rows]),
        holders=pack_texts([row[5] for row in rows]),
        notes=pack_texts([row[6] for row in rows]),
        admits=array("H", parties).tobytes() if max(parties, default=1) > 1 else b"",
        since=pack_times(since) if any(at is not None for at in since) else b"",
        order_of=order_of,
        orders=orders,
        aliases=tuple(row[13] for row in rows) if any(row[13] for row in rows) else (),
    )
    return _compress(_columns_encoder.encode(columns))


def decode_tickets(body: bytes) -> list[TicketRow]:
    """The tickets of a TICKETS frame; DecodeError where a column is not as long as it says or a value not allowed."""
    try:
        columns = _columns_decoder.decode(_decompress(body))
        _check_lengths(columns)
        count = columns.count
        statuses = [status & ~_LOOK_FLAG for status in columns.statuses]
        if any(status >= len(_STATUSES) for status in statuses):
            raise DecodeError("a ticket frame names a status that does not exist")
        return list(
            zip(
                _ids(columns),
                read_numbers("H", columns.products),
                statuses,
                read_times(columns.valid_from),
                read_times(columns.valid_until),
                read_texts(columns.holders, count),
                read_texts(columns.notes, count),
                [status >> 7 for status in columns.statuses],
                _read_parties(columns.admits, count),
                read_times(columns.since) if columns.since else [None] * count,
                *unpack_orders(columns.order_of, columns.orders, count),
                columns.aliases or [""] * count,
                strict=True,
            )
        )
    except _UNREADABLE as error:
        raise DecodeError(f"not a tickets frame: {error}") from error


def row_of(ticket: Ticket) -> TicketRow:
    """The row that databases and frames hold of a ticket."""
    return (
        ticket.ticket_id,
        ticket.product,
        STATUS_INDEX[ticket.status],
        ticket.valid_from,
        ticket.valid_until,
        ticket.holder,
        ticket.note,
        int(ticket.needs_look),
        ticket.admits,
        ticket.status_since,
        ticket.reference,
        ticket.email,
        ticket.phone,
        ticket.alias,
    )


def ticket_of(row: TicketRow, event_id: EventId) -> Ticket:
    """The ticket that a row of ``event_id`` describes."""
    ticket_id, product, status, valid_from, valid_until, holder, note, needs_look, admits, status_since, *late = row
    reference, email, phone, alias = late
    return Ticket(
        ticket_id=TicketId(ticket_id),
        event_id=event_id,
        product=ProductNumber(product),
        status=_STATUSES[status],
        valid_from=valid_from,
        valid_until=valid_until,
        holder=holder,
        note=note,
        needs_look=bool(needs_look),
        admits=admits,
        status_since=status_since,
        reference=reference,
        email=email,
        phone=phone,
        alias=alias,
    )


def _check_lengths(columns: TicketColumns) -> None:
    """DecodeError where a column is not as long as it says; before any is unpacked, for a lie could take all memory."""
    count, width = columns.count, columns.id_width
    lines = [lines_of(text, count) for text in (columns.holders, columns.notes)]
    ids = len(columns.ids) // width if width > 0 else columns.ids.count(b"\n") + bool(count)
    times = (len(columns.valid_from), len(columns.valid_until))
    is_whole = (len(columns.products), len(columns.statuses), *times) == (2 * count, count, 8 * count, 8 * count)
    is_whole &= len(columns.admits) in (0, 2 * count) and len(columns.since) in (0, 8 * count)
    is_whole &= len(columns.aliases) in (0, count)
    if not is_whole or width < 0 or any(at != count for at in (ids, *lines)):
        raise DecodeError("a ticket frame's columns are not of one length")


def _ids(columns: TicketColumns) -> list[str]:
    if "\n" in columns.prefix or (columns.id_width and b"\n" in columns.ids):
        raise DecodeError("a ticket frame has an id of two lines")
    if not columns.id_width:
        return [columns.prefix + part for part in columns.ids.decode().split("\n")] if columns.count else []
    return [columns.prefix + part for part in read_transposed(columns.ids, columns.count)]


def _read_parties(raw: bytes, count: int) -> Sequence[int]:
    parties = read_numbers("H", raw) if raw else [1] * count
    if any(not 1 <= party <= LARGEST_PARTY for party in parties):
        raise DecodeError("a ticket frame has a party that no ticket may have")
    return parties


def _compress(raw: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(raw)


def _decompress(body: bytes) -> bytes:
    try:
        if zstandard.frame_content_size(body) > LARGEST_FRAME:
            raise DecodeError("a snapshot frame unpacks to too much")
        return zstandard.ZstdDecompressor().decompress(body, max_output_size=LARGEST_FRAME)
    except zstandard.ZstdError as error:
        raise DecodeError(f"not a zstd frame: {error}") from error
