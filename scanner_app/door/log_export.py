"""The door log as a table for a spreadsheet: every entry of the event that is held here. No Qt.

RFC 4180 with every field quoted, in UTF-8 with a byte order mark, which is how spreadsheets know it. What could be
taken for a formula begins with an apostrophe (OWASP, CSV injection). Door by door, in the order in which each wrote.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import structlog

from scanner_app.door.book import door_name, gate_name, product_name
from scanner_app.log_wording import BASES, DIRECTIONS, KINDS, columns, reason_said
from scanner_app.wording import plain, say
from sync.device.database import Connection, Store
from sync.device.errors import CancelledError
from sync.device.pairing import load_policy
from sync.device.rescue import writing_whole
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry, Policy
from sync.rules.ids import EventId

log = structlog.get_logger()

CHUNK = 2_000
"""Entries read at a time: memory does not grow with the log, and no lookup waits long for the store."""
LONGEST_CELL = 500
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_NEXT = """
SELECT entries.log_id, seq, body, seq <= confirmed, seq > coalesce(cut, seq) FROM entries CROSS JOIN logs USING (log_id)
WHERE event_id = ? AND (entries.log_id, seq) > (?, ?) ORDER BY entries.log_id, seq LIMIT ?
"""
_COUNT = """
SELECT sum((SELECT count(*) FROM entries WHERE entries.log_id = logs.log_id)) FROM logs WHERE event_id = ?
"""
_decode_entry = msgspec.msgpack.Decoder(Entry).decode

Tell = Callable[[int, int], object]
"""Told how many entries are written, of how many."""


@dataclass(frozen=True, slots=True)
class ExportedLog:
    """The file as it was written: where, with how many entries."""

    path: Path
    entries: int


class _Held(NamedTuple):
    """An entry, whether the server is known to hold it, and whether it came after its device's removal."""

    entry: Entry
    is_on_server: bool
    is_cut: bool


def export_log(store: Store, target: Path, tell: Tell, is_cancelled: Callable[[], bool]) -> ExportedLog:
    """Write all entries of the event to ``target``, readable by nobody else; a folder gets a file named by the event.

    The file is whole when this returns, or there is none: FileTroubleError says what to do, CancelledError that
    somebody stopped it. NotPairedError, StoreError.
    """
    policy = load_policy(store)
    path = target / file_name(policy) if target.is_dir() else target
    total, written = _count(store, policy.event.event_id), 0
    with writing_whole(path) as file:
        write = _writer(file)
        write(columns(policy.event.time_zone))
        for chunk in _chunks(store, policy.event.event_id):
            if is_cancelled():
                raise CancelledError("Stopped. No file was written.")
            for row in _rows(store, policy, chunk):
                write(row)
            written += len(chunk)
            tell(written, max(total, written))
    log.info("log_exported", entries=written)
    return ExportedLog(path, written)


def file_name(policy: Policy) -> str:
    """A name for the file that every system takes."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in plain(policy.event.name, 60))
    return f"{'-'.join(part for part in kept.split('-') if part) or 'event'}-door-log.csv"


def safe_cell(text: str) -> str:
    """``text`` on one line, and no formula to any spreadsheet."""
    # Nearly all are printable as they are, and a log has millions of cells.
    line = text if text.isprintable() and len(text) <= LONGEST_CELL else plain(text, LONGEST_CELL)
    return f"'{line}" if line.startswith(_FORMULA) or text.startswith(_FORMULA) else line


def _count(store: Store, event_id: EventId) -> int:
    with store.reading() as connection:
        return int(connection.execute(_COUNT, (event_id,)).fetchone()[0] or 0)


def _chunks(store: Store, event_id: EventId) -> Iterator[list[_Held]]:
    """All entries; each chunk by a look of its own, so that what comes meanwhile may come too."""
    after: tuple[str, int] = ("", 0)
    while True:
        with store.reading() as connection:
            found = connection.execute(_NEXT, (event_id, *after, CHUNK)).fetchall()
        if not found:
            return
        after = found[-1][:2]
        yield [_Held(_decode_entry(body), bool(is_on), bool(is_cut)) for _, _, body, is_on, is_cut in found]


def _rows(store: Store, policy: Policy, chunk: list[_Held]) -> Iterator[list[str]]:
    with store.reading() as connection:
        tickets = _tickets(connection, {held.entry.ticket_id for held in chunk if held.entry.ticket_id is not None})
    zone = _zone(policy.event.time_zone)
    for held in chunk:
        holder, product = tickets.get(held.entry.ticket_id or "", ("", None))
        yield _row(policy, held, zone, holder, product_name(policy, product))


def _row(policy: Policy, held: _Held, zone: tzinfo, holder: str, product: str) -> list[str]:
    entry = held.entry
    scan = past_scan_of(entry)
    about = "" if entry.target is None else f"{entry.target[0]} {entry.target[1]}"
    return [
        _moment(scan.at, zone),
        _moment(scan.at, UTC),
        say(KINDS[entry.kind]),
        reason_said(entry.reason),
        entry.ticket_id or "",
        holder,
        product,
        str(entry.people),
        gate_name(policy, entry.gate) or entry.gate,
        say(DIRECTIONS[entry.direction]),
        door_name(policy, entry.log_id) or entry.log_id.partition(".")[0],
        entry.operator,
        say(BASES[entry.basis]),
        _yes(is_true=entry.training),
        _yes(is_true=not held.is_cut and not entry.training),
        _yes(is_true=held.is_on_server),
        f"{scan.at_error / 1000:.3f}",
        entry.log_id,
        str(entry.seq),
        about,
    ]


def _tickets(connection: Connection, ids: set[str]) -> dict[str, tuple[str, int]]:
    """Holder and product of each ticket on the list."""
    marks = ",".join("?" * len(ids))
    query = f"SELECT ticket_id, holder, product FROM tickets WHERE ticket_id IN ({marks})"  # noqa: S608  Question marks.
    return {ticket_id: (holder, product) for ticket_id, holder, product in connection.execute(query, list(ids))}


def _writer(file: BinaryIO) -> Callable[[Iterable[str]], None]:
    """Rows into ``file``, one after the other; nothing of them is kept."""
    line = io.StringIO(newline="")
    table = csv.writer(line, quoting=csv.QUOTE_ALL)
    file.write(codecs.BOM_UTF8)

    def write(row: Iterable[str]) -> None:
        table.writerow([safe_cell(cell) for cell in row])
        file.write(line.getvalue().encode())
        line.seek(0)
        line.truncate()

    return write


def _moment(at: int, zone: tzinfo) -> str:
    try:
        return datetime.fromtimestamp(at / 1000, zone).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (OverflowError, ValueError, OSError):  # A door's clock may say anything.
        return ""


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def _yes(*, is_true: bool) -> str:
    return say("yes") if is_true else say("no")
