"""The store on a real disk: unreadable without its key, alone with its process, whole or unchanged."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.device.database import Store
from sync.device.errors import StoreDamagedError, StoreError, StoreFullError, StoreLockedError
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import put_tickets
from sync.protocol.log import Happening, Reading
from sync.protocol.signing import entry_hash
from sync.rules.clock import Offset
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import ProductNumber
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis
from tests.sync.device.conftest import LOG_ID, SECRET, OpenStore
from tests.sync.making import EVENT, GATE, KEY, NOW, make_id

HOLDER = "Maximiliane Wolfeschlegelsteinhausen"
TICKET = Ticket(make_id(1), EVENT.event_id, ProductNumber(1), holder=HOLDER, note="born 2001-02-03")
ADMIT = Happening(EVENT.event_id, make_id(1), Kind.ADMIT, Basis.LOCAL, GATE.gate_id, Direction.ENTRY)
READING = Reading(NOW, 0, "boot", Offset(0, 0))
HOLD_OPEN = """
import sys
from pathlib import Path
from sync.device.database import Store
store = Store(Path(sys.argv[1]), bytes(range(32)))
print("open", flush=True)
sys.stdin.read()
"""


def files_of(store: Store) -> list[Path]:
    return [file for file in store.path.parent.iterdir() if file.is_file()]


def fill(store: Store, log: ScanLog) -> int:
    """Write until nothing more fits; how many entries did."""
    written = 0
    try:
        while written < 100_000:
            with store.writing() as connection:
                log.append(connection, ADMIT, READING)
                connection.execute("INSERT INTO meta VALUES (?, ?)", (f"filler {written}", "x" * 4_000))
            written += 1
    except StoreFullError as error:
        assert "Free some space" in str(error)  # noqa: PT017  How many were written is wanted, too.
        return written
    raise AssertionError("the disk never became full")


def seqs(log: ScanLog) -> list[int]:
    return [entry.seq for entry in log.tail(100_000)]


def test_no_name_code_or_note_can_be_read_from_the_files(store: Store) -> None:
    with store.writing() as connection:
        put_tickets(connection, [TICKET])
    texts = [text.encode() for text in (HOLDER, TICKET.ticket_id, TICKET.note, "SQLite format 3", "CREATE TABLE")]
    assert {file.name for file in files_of(store)} >= {"scanner.db", "scanner.db-wal"}
    while_open = [file.read_bytes() for file in files_of(store)]
    store.close()
    for raw in while_open + [file.read_bytes() for file in files_of(store)]:
        assert not any(text in raw for text in texts)


def test_another_key_opens_nothing_and_harms_nothing(open_store: OpenStore, tmp_path: Path) -> None:
    open_store().put(kept="safe")
    open_store().close()
    for wrong in (bytes(32), SECRET[:-1] + b"\x00"):
        with pytest.raises(StoreDamagedError, match="start it again"):
            Store(tmp_path / "data", wrong)
    assert open_store().get("kept") == "safe"


def test_a_file_that_is_no_database_is_said_to_be_unreadable(tmp_path: Path) -> None:
    (tmp_path / "scanner.db").write_bytes(b"\x00garbage\xff" * 4_000)
    with pytest.raises(StoreDamagedError):
        Store(tmp_path, SECRET)
    (tmp_path / "scanner.db").unlink()
    Store(tmp_path, SECRET).close()


def test_a_flipped_page_is_noticed_and_not_believed(open_store: OpenStore) -> None:
    store = open_store()
    with store.writing() as connection:
        put_tickets(
            connection, [Ticket(make_id(at), EVENT.event_id, ProductNumber(1), holder=HOLDER) for at in range(2_000)]
        )
    store.close()
    raw = bytearray(store.path.read_bytes())
    for page in range(4_096, len(raw), 4_096):
        raw[page + 100] ^= 0x40
    store.path.write_bytes(bytes(raw))
    with pytest.raises(StoreDamagedError), open_store().reading() as connection:
        connection.execute("SELECT sum(length(holder)) FROM tickets").fetchone()


def test_every_commit_is_on_the_disk_before_it_returns(store: Store) -> None:
    pragmas = {name: store._writer.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}


def test_what_was_kept_is_there_after_a_restart(open_store: OpenStore) -> None:
    open_store().put(text="é", number=2**40, raw=b"\x00\xff", nothing=None, empty="")
    store = open_store()
    kept = {name: store.get(name) for name in ("text", "number", "raw", "nothing", "empty", "never")}
    assert kept == {"text": "é", "number": 2**40, "raw": b"\x00\xff", "nothing": None, "empty": "", "never": None}


def test_a_second_store_on_the_same_files_is_refused(store: Store) -> None:
    with pytest.raises(StoreLockedError, match="already running"):
        Store(store.path.parent, SECRET)
    store.put(still="works")


def test_another_process_is_refused_while_one_holds_the_store_and_let_in_when_that_dies(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_OPEN, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    try:
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreLockedError, match="already running"):
            Store(tmp_path, SECRET)
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
        holder.stdin.close()
    Store(tmp_path, SECRET).close()


def test_a_failed_start_lets_another_one_try(tmp_path: Path) -> None:
    Store(tmp_path, SECRET).close()
    with pytest.raises(StoreDamagedError):
        Store(tmp_path, bytes(32))
    Store(tmp_path, SECRET).close()


def _put_and_fail(store: Store) -> None:
    with store.writing() as connection:
        put_tickets(connection, [TICKET])
        raise ZeroDivisionError


def test_a_block_that_fails_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        _put_and_fail(store)
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM tickets").fetchone() == (0,)
    store.put(still="works")


def test_a_reader_sees_the_last_commit_and_does_not_wait_for_a_writer(store: Store) -> None:
    store.put(kept="before")
    seen: list[object] = []
    with store.writing() as connection:
        connection.execute("UPDATE meta SET value = 'after' WHERE key = 'kept'")
        reader = threading.Thread(target=lambda: seen.append(store.get("kept")))
        reader.start()
        reader.join(5)
    assert seen == ["before"]
    assert store.get("kept") == "after"


def test_the_reading_connection_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError), store.reading() as connection:
        connection.execute("DELETE FROM meta")


def test_a_closed_store_says_so_instead_of_crashing(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError):
        store.get("anything")
    with pytest.raises(StoreError):
        store.put(anything=1)


def test_a_full_store_refuses_whole_entries_and_goes_on_where_it_stopped(store: Store) -> None:
    log = ScanLog(store, LOG_ID, KEY)
    pages = store._writer.execute("PRAGMA page_count").fetchone()[0]
    store._writer.execute(f"PRAGMA max_page_count={pages + 40}")
    written = fill(store, log)
    assert 0 < written == log.waiting() == len(seqs(log))
    assert store.get(f"filler {written}") is None
    store._writer.execute("PRAGMA max_page_count=1000000")
    with store.writing() as connection:
        log.append(connection, ADMIT, READING)
    entries = log.tail(100_000)
    assert [entry.seq for entry in entries] == list(range(1, written + 2))
    assert entries[-1].prev_hash == entry_hash(entries[-2])


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = sys.platform == "linux" and (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False, capture_output=True
        ).returncode
        == 0
    )
    if not mounted:
        pytest.skip("only root on Linux may mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_loses_nothing_that_was_committed(tiny_disk: Path) -> None:
    store = Store(tiny_disk, SECRET)
    log = ScanLog(store, LOG_ID, KEY)
    written = fill(store, log)
    assert written > 0
    assert seqs(log) == list(range(1, written + 1))
    store.close()
    store = Store(tiny_disk, SECRET)
    assert seqs(ScanLog(store, LOG_ID, KEY)) == list(range(1, written + 1))
    store.close()


def test_a_disk_that_is_full_from_the_start_says_so(tiny_disk: Path) -> None:
    ballast = os.open(tiny_disk / "ballast", os.O_WRONLY | os.O_CREAT)
    while os.statvfs(tiny_disk).f_bavail:
        os.write(ballast, bytes(4_096))
    os.close(ballast)
    with pytest.raises(StoreFullError, match="Free some space"):
        Store(tiny_disk, SECRET)
