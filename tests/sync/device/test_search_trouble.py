"""What the search does while its index is damaged or without room, and after a power cut: it finds people."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from sync.device import search_keeper
from sync.device.search_file import SEARCH_FILE
from sync.device.search_keeper import SearchKeeper
from sync.device.search_room import BYTES_A_TICKET, LEAST_BYTES, RESERVE_BYTES, Pause
from tests.sync.device.guests import Place, guest, many, open_place
from tests.sync.peers.doors import wait_until

PAGE_BYTES = 4096


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_place(tmp_path) as place:
        yield place


class Disk:
    """How much the disk has free, as far as programs are told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.free = 10**12
        monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 0, self.free))


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def path_of(place: Place) -> Path:
    return place.store.path.parent / SEARCH_FILE


def spoil(place: Place) -> None:
    """Let every page but the first be other than it was written."""
    place.index.close()
    raw = bytearray(path_of(place).read_bytes())
    for at in range(PAGE_BYTES + 100, len(raw), PAGE_BYTES):
        raw[at] ^= 255
    path_of(place).write_bytes(raw)


# What is on the disk.


def test_what_the_store_forgets_to_have_changed_is_on_the_disk_in_the_index(place: Place) -> None:
    """After a power cut a WAL file under synchronous=NORMAL may lack its latest commits."""
    place.listed(*many(600))
    place.keep_up()
    place.put(guest(999, "Zoë Late"))
    assert place.index._writer is not None
    said: list[str] = []
    place.index._writer.connection.set_trace_callback(said.append)
    place.index.keep_up(lambda: False)
    assert [line for line in said if line.startswith(("PRAGMA synchronous", "COMMIT"))] == [
        "PRAGMA synchronous=FULL",
        "COMMIT",
    ]
    place.listed(*many(600, "Visitor"))
    said.clear()
    place.index.keep_up(lambda: False)
    assert "PRAGMA synchronous=NORMAL" in said


# Damage.


def test_an_index_with_damaged_pages_hides_nobody_and_is_made_anew(place: Place) -> None:
    place.listed(*many(3_000))
    place.keep_up()
    spoil(place)
    assert place.find("guest 431") == ["Guest 431"]
    assert place.index.missing_after() == ""
    place.keep_up()
    assert place.find("guest 431") == ["Guest 431"]


@pytest.mark.parametrize("number", range(1, 12))
def test_one_damaged_page_hides_nobody(place: Place, number: int) -> None:
    place.listed(*many(300))
    place.keep_up()
    place.index.close()
    raw = bytearray(path_of(place).read_bytes())
    raw[number * PAGE_BYTES + 100] ^= 255
    path_of(place).write_bytes(raw)
    for text in ("guest 43", "guest 299", "nobody"):
        place.find(text)
    place.keep_up()
    for text in ("guest 43", "guest 299", "nobody"):
        place.find(text)
    assert place.index.missing_after() is None


def test_an_index_of_no_database_hides_nobody(place: Place) -> None:
    place.listed(*many(300))
    place.keep_up()
    place.index.close()
    raw = bytearray(path_of(place).read_bytes())
    raw[100] ^= 255
    path_of(place).write_bytes(raw)
    assert place.find("guest 43") == ["Guest 43"]
    place.keep_up()
    assert place.index.missing_after() is None


# Pauses.


def test_an_index_that_is_lost_again_and_again_is_begun_ever_more_seldom(place: Place) -> None:
    place.listed(*many(30))
    place.keep_up()
    pauses = []
    for _ in range(4):
        place.index.close()
        path_of(place).write_bytes(b"noise" * 2_000)
        assert not place.index.keep_up(lambda: False)
        assert not path_of(place).exists()
        pauses.append(0)
        while not path_of(place).exists():
            place.now_s += 1
            pauses[-1] += 1
            place.index.keep_up(lambda: False)
    assert pauses == [1, 2, 4, 8]


def test_pauses_end_at_ten_minutes_and_begin_anew_after_a_good_while() -> None:
    now = [0.0]
    pause = Pause(lambda: now[0])

    def waited() -> float:
        pause.begin()
        began = now[0]
        while not pause.is_over:
            now[0] += 1
        return now[0] - began

    assert [waited() for _ in range(13)] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]
    now[0] += 600
    assert waited() == 1


# A full disk.


def test_an_index_is_not_begun_where_it_would_take_the_disks_last_bytes(place: Place, disk: Disk) -> None:
    place.listed(*many(600))
    needed = 600 * BYTES_A_TICKET + RESERVE_BYTES
    disk.free = needed - 200_000  # The file itself takes some before anything is in it.
    assert not place.index.keep_up(lambda: False)
    size = path_of(place).stat().st_size
    for _ in range(3):
        place.now_s += 1_000
        assert not place.index.keep_up(lambda: False)
    assert path_of(place).stat().st_size == size < 200_000
    assert place.index.missing_after() == ""
    assert place.find("guest 431") == ["Guest 431"]
    disk.free = needed
    place.keep_up()
    assert place.find("guest 431") == ["Guest 431"]


def test_a_disk_that_is_nearly_full_is_left_to_the_scans(place: Place, disk: Disk) -> None:
    place.listed(*many(600))
    place.keep_up()
    place.put(guest(999, "Zoë Late"))
    disk.free = LEAST_BYTES - 1
    place.index.keep_up(lambda: False)
    assert place.index._writer is None
    assert not path_of(place).with_name(SEARCH_FILE + "-wal").exists()
    assert place.find("guest 431") == ["Guest 431"]
    assert place.find("zoe") == ["Zoë Late"]
    disk.free = LEAST_BYTES
    assert not place.index.keep_up(lambda: False)
    with place.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM search_queue").fetchone() == (1,)
    place.now_s += 1
    place.index.keep_up(lambda: False)
    with place.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM search_queue").fetchone() == (0,)


def test_a_disk_that_is_full_now_costs_no_index(place: Place) -> None:
    place.listed(*many(600))
    place.keep_up()
    kept = path_of(place).stat().st_ino
    place.listed(*many(900, "Visitor"))
    assert place.index._writer is not None
    connection = place.index._writer.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages + 3}")
    with capture_logs() as logs:
        assert not place.index.keep_up(lambda: False)
    assert [(line["event"], line["why"]) for line in logs] == [("search_index_waits", "SQLITE_FULL")]
    assert place.find("visitor 431") == ["Visitor 431"]
    place.keep_up()
    assert path_of(place).stat().st_ino == kept
    assert place.find("visitor 431") == ["Visitor 431"]


def test_a_list_that_is_compared_anew_needs_no_room_for_what_is_there(place: Place, disk: Disk) -> None:
    place.listed(*many(3_000))
    place.keep_up()
    place.listed(*many(3_000, "Visitor"))
    disk.free = RESERVE_BYTES + 3_000 * BYTES_A_TICKET - path_of(place).stat().st_size
    place.keep_up()
    assert place.find("visitor 431") == ["Visitor 431"]


# The end.


def test_who_stops_in_the_middle_of_the_work_costs_no_index(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.listed(*many(3_000))
    monkeypatch.setattr(search_keeper, "_JOIN_S", 0.0)
    keeper, beside = SearchKeeper(place.index), path_of(place).with_name(SEARCH_FILE + "-wal")
    with capture_logs() as logs:
        keeper.start()
        [thread] = [each for each in threading.enumerate() if each.name == "search-keeper"]
        wait_until(lambda: beside.exists() and beside.stat().st_size, "it writes")
        keeper.stop()
        thread.join(30)
        assert not beside.exists(), "it did not let go of the file"
    assert [line for line in logs if line["event"] != "search_index_whole"] == []
    assert path_of(place).exists()
