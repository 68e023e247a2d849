"""The log as a table: whole, for people, safe for spreadsheets, and no half file."""

import csv
import io
import stat
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from scanner_app.door.log_export import CHUNK, export_log, safe_cell
from sync.device.errors import CancelledError, FileTroubleError
from sync.protocol.log import Happening, LogHead, next_entry
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import LogId, TicketId
from sync.rules.verdict import Basis
from tests.scanner_app.door.place import Place, cut, own_ticket, scan


def _table(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def _export(place: Place, target: Path) -> list[dict[str, str]]:
    written = export_log(place.station.store, target, lambda _done, _total: None, lambda: False)
    table = _table(written.path)
    assert len(table) == written.entries
    return table


def _more(place: Place, count: int, **fields: object) -> None:
    """So many entries of another door, unsigned: the table asks for no signature."""
    pairing = place.station.pairing
    what = Happening(pairing.event_id, None, Kind.DENY, Basis.LOCAL, pairing.gate_id, Direction.ENTRY, "malformed")
    now, head = place.station.clock.read(), LogHead(LogId("dev_other.1"))
    first, _ = next_entry(head, what, now, pairing.signing_key)
    first = msgspec.structs.replace(first, **fields)
    scan_log = place.station.scan_log
    with place.station.store.writing() as connection:
        scan_log.row(connection, first.log_id)
        connection.executemany(
            "INSERT INTO entries (log_id, seq, body) VALUES (?, ?, ?)",
            (
                (first.log_id, seq, msgspec.msgpack.encode(msgspec.structs.replace(first, seq=seq)))
                for seq in range(1, count + 1)
            ),
        )


def test_every_entry_is_a_row_in_plain_words(place: Place, tmp_path: Path) -> None:
    [ticket] = place.tickets(1)
    cut(place)
    scan(place.station, ticket)
    place.station.undo_last("Wrong person", "Rui")
    [admitted, undone] = _export(place, tmp_path)
    assert admitted["What happened"] == "let in"
    assert admitted["Guest"] == ticket["attendeeName"]
    assert (admitted["Gate"], admitted["Door"]) == ("Main entrance", "door-1")
    assert (admitted["Counts"], admitted["On the server"]) == ("yes", "no")
    assert (undone["What happened"], undone["Why"], undone["By hand, by"]) == ("undone", "Wrong person", "Rui")
    assert undone["About entry"] == f"{admitted['Log']} {admitted['Number in the log']}"


def test_times_are_of_the_events_zone_and_of_utc(place: Place, tmp_path: Path) -> None:
    _more(place, 1, wall=1_763_759_040_000, offset=0)
    [row] = _export(place, tmp_path)
    zone = place.station.place().session.policy.event.time_zone
    assert row["Time (UTC)"] == "2025-11-21T21:04:00.000Z"
    assert row[f"Time ({zone})"][:4] == "2025"
    assert row[f"Time ({zone})"][-6] in "+-Z0"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_nothing_in_it_is_a_formula(place: Place, tmp_path: Path, evil: str) -> None:
    ticket = own_ticket(place, holder=f"{evil}", note="")
    cut(place)
    place.station.admit_by_hand(TicketId(ticket.ticket_id), evil, 1, evil)
    rows = _export(place, tmp_path)
    assert rows[0]["Guest"].startswith("'")
    assert rows[0]["By hand, by"].startswith("'")
    cells = [cell for row in rows for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for cell in cells)


def test_quotes_and_commas_stay_in_their_cell(place: Place, tmp_path: Path) -> None:
    ticket = own_ticket(place, holder='Ana "Lo", Sousa;\nx', note="")
    cut(place)
    place.station.admit_by_hand(TicketId(ticket.ticket_id), "Rui")
    [row] = _export(place, tmp_path)
    assert row["Guest"] == 'Ana "Lo", Sousa; x'
    assert safe_cell("a-b") == "a-b"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_may_read_it(place: Place, tmp_path: Path) -> None:
    _more(place, 1)
    written = export_log(place.station.store, tmp_path / "log.csv", lambda _done, _total: None, lambda: False)
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o600


def test_more_than_a_chunk_comes_whole_and_in_order(place: Place, tmp_path: Path) -> None:
    _more(place, 2 * CHUNK + 1)
    told: list[tuple[int, int]] = []
    written = export_log(place.station.store, tmp_path, lambda *each: told.append(each), lambda: False)
    assert [int(row["Number in the log"]) for row in _table(written.path)] == list(range(1, 2 * CHUNK + 2))
    assert told[-1] == (2 * CHUNK + 1, 2 * CHUNK + 1)


def test_memory_does_not_grow_with_the_log(place: Place, tmp_path: Path) -> None:
    def peak() -> int:
        tracemalloc.start()
        export_log(place.station.store, tmp_path / "log.csv", lambda _done, _total: None, lambda: False)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    _more(place, 2 * CHUNK)
    peak()  # What is made once, such as time zones.
    some = peak()
    with place.station.store.writing() as connection:
        connection.execute(
            "INSERT INTO entries SELECT log_id, seq + n.x * ?1, body FROM entries,"
            " (SELECT 1 AS x UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) AS n WHERE log_id = 'dev_other.1'",
            (2 * CHUNK,),
        )
    assert peak() < 1.3 * some


@pytest.fixture
def tiny_stick(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB."""
    stick = tmp_path / "stick"
    stick.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(stick)]
    if sys.platform != "linux" or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root on Linux may mount a small stick")
    yield stick
    subprocess.run(["umount", str(stick)], check=True)


def test_a_full_disk_leaves_no_half_file(place: Place, tiny_stick: Path) -> None:
    _more(place, CHUNK)
    with pytest.raises(FileTroubleError, match="it is full"):
        export_log(place.station.store, tiny_stick / "log.csv", lambda _done, _total: None, lambda: False)
    assert list(tiny_stick.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(place: Place, tmp_path: Path) -> None:
    with pytest.raises(FileTroubleError, match="no such place"):
        export_log(place.station.store, tmp_path / "gone" / "log.csv", lambda _done, _total: None, lambda: False)


def test_stopping_leaves_the_file_that_was_there_before(place: Place, tmp_path: Path) -> None:
    _more(place, CHUNK)
    target = tmp_path / "log.csv"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(CancelledError):
        export_log(place.station.store, target, lambda _done, _total: None, lambda: True)
    assert target.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.glob("*.part")) == []
