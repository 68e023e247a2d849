"""Rescue files on the device: whole on the stick or not there, and a sealed copy of what waits beside the store."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.device import rescue
from sync.device.database import Store
from sync.device.errors import FileTroubleError
from sync.device.pairing import Pairing
from sync.device.rescue import export_rescue, read_rescue, write_whole
from sync.device.scan_log import ScanLog
from sync.device.sealed import SEAL_EVERY_S, Sealed, leave_behind, left_behind
from sync.protocol.log import Happening, Reading
from sync.protocol.rescue import Rescue, open_rescue, read_header
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import DeviceId, LogId
from sync.rules.verdict import Basis
from tests.sync.device.conftest import LOG_ID, OpenStore
from tests.sync.making import AUTHORITY, EVENT, GATE, KEY, NOW, Chain, make_id

TICKET = make_id(1)
PAIRING = Pairing(
    server="http://127.0.0.1:9",
    device_id=DeviceId("dev_here"),
    token="secret-token",
    gate_id=GATE.gate_id,
    event_id=EVENT.event_id,
    log_id=LOG_ID,
    organization="Club",
    signing_seed=bytes(KEY),
    authority=bytes(AUTHORITY.verify_key),
)


class MovedClock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def scan_log(store: Store) -> ScanLog:
    return ScanLog(store, LOG_ID, KEY, EVENT.event_id)


def write(store: Store, scan_log: ScanLog, count: int = 1) -> None:
    happening = Happening(EVENT.event_id, TICKET, Kind.ADMIT, Basis.LOCAL, GATE.gate_id, Direction.ENTRY)
    for _ in range(count):
        with store.writing() as connection:
            scan_log.append(connection, happening, Reading(NOW, 0, "boot"))


def opened(path: Path) -> Rescue:
    return open_rescue(path.read_bytes(), AUTHORITY, lambda _: KEY.verify_key)


def seqs(path: Path) -> list[int]:
    return [entry.seq for entry in opened(path).entries]


def test_an_export_holds_the_whole_log_also_what_the_server_has(
    store: Store, scan_log: ScanLog, tmp_path: Path
) -> None:
    write(store, scan_log, 5)
    scan_log.confirm({LOG_ID: 3})
    done = export_rescue(store, PAIRING, tmp_path / "out.doorward")
    assert (done.path, done.entries) == (tmp_path / "out.doorward", 5)
    assert seqs(done.path) == [1, 2, 3, 4, 5]
    assert read_header(read_rescue(done.path)).reach == {LOG_ID: 5}


def test_an_export_into_a_folder_gets_a_name_of_its_own(store: Store, scan_log: ScanLog, tmp_path: Path) -> None:
    write(store, scan_log)
    stick = tmp_path / "stick"
    stick.mkdir()
    done = export_rescue(store, PAIRING, stick)
    assert [done.path] == list(stick.iterdir())
    assert done.path.name.startswith("dev_here-")
    assert done.path.suffix == ".doorward"


def test_a_log_that_is_too_long_for_one_file_is_cut_down_to_what_waits(
    store: Store, scan_log: ScanLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescue, "MOST_ENTRIES", 4)
    write(store, scan_log, 6)
    scan_log.confirm({LOG_ID: 4})
    assert seqs(export_rescue(store, PAIRING, tmp_path / "out").path) == [5, 6]


def test_nothing_of_the_log_can_be_read_in_the_file(store: Store, scan_log: ScanLog, tmp_path: Path) -> None:
    write(store, scan_log)
    raw = export_rescue(store, PAIRING, tmp_path / "out").path.read_bytes()
    for secret in (TICKET, PAIRING.token, GATE.gate_id):
        assert secret.encode() not in raw


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


def test_a_full_stick_says_so_and_gets_no_half_file(tiny_stick: Path) -> None:
    (tiny_stick / "before").write_bytes(bytes(40_000))
    with pytest.raises(FileTroubleError, match="it is full"):
        write_whole(tiny_stick / "out.doorward", bytes(40_000))
    assert [file.name for file in tiny_stick.iterdir()] == ["before"]


def test_a_write_protected_stick_says_so(tiny_stick: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_stick)], check=True)
    with pytest.raises(FileTroubleError, match="write-protected"):
        write_whole(tiny_stick / "out.doorward", b"scans")


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes rights there")
def test_links_on_a_stick_lead_to_no_file_of_this_computer(tmp_path: Path) -> None:
    key, stick = tmp_path / "store.key", tmp_path / "stick"
    key.write_text("secret", encoding="ascii")
    stick.mkdir()
    for name in ("out.doorward", "out.doorward.part"):
        (stick / name).symlink_to(key)
    write_whole(stick / "out.doorward", b"scans")
    assert (key.read_text(encoding="ascii"), (stick / "out.doorward").read_bytes()) == ("secret", b"scans")


def test_a_stick_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileTroubleError, match="pulled out"):
        write_whole(tmp_path / "media" / "stick" / "out.doorward", b"scans")


def test_a_stick_pulled_out_while_it_is_written_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.doorward"
    write_whole(path, b"the earlier export")

    def pulled_out(_descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", pulled_out)
    with pytest.raises(FileTroubleError, match="pulled out or is broken"):
        write_whole(path, b"the later one")
    assert path.read_bytes() == b"the earlier export"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_no_rescue_file_is_refused_before_it_is_sent(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8\xff" * 100)
    with pytest.raises(FileTroubleError, match=r"holiday\.jpg: This is not a Doorward rescue file"):
        read_rescue(tmp_path / "holiday.jpg")
    with pytest.raises(FileTroubleError, match="Cannot read"):
        read_rescue(tmp_path / "nothing")


def test_the_sealed_copy_follows_what_waits_and_is_gone_when_nothing_does(store: Store, scan_log: ScanLog) -> None:
    sealed = Sealed(store, PAIRING)
    assert not sealed.seal_now()
    write(store, scan_log, 3)
    assert sealed.seal_now()
    assert seqs(sealed.path) == [1, 2, 3]
    scan_log.confirm({LOG_ID: 2})
    assert sealed.seal_now()
    assert seqs(sealed.path) == [3]
    scan_log.confirm({LOG_ID: 3})
    assert not sealed.seal_now()
    assert not sealed.path.exists()


def test_the_sealed_copy_is_written_at_most_every_few_seconds(store: Store, scan_log: ScanLog) -> None:
    clock = MovedClock()
    sealed = Sealed(store, PAIRING, mono_s=clock)
    write(store, scan_log)
    sealed.refresh()
    write(store, scan_log)
    sealed.refresh()
    assert seqs(sealed.path) == [1]
    clock.now_s += SEAL_EVERY_S
    sealed.refresh()
    assert seqs(sealed.path) == [1, 2]


def test_an_unchanged_queue_is_not_written_again(store: Store, scan_log: ScanLog) -> None:
    clock = MovedClock()
    sealed = Sealed(store, PAIRING, mono_s=clock)
    write(store, scan_log)
    sealed.refresh()
    before = sealed.path.stat().st_mtime_ns
    clock.now_s += SEAL_EVERY_S
    sealed.refresh()
    assert sealed.path.stat().st_mtime_ns == before


def test_what_a_door_carries_for_others_is_in_the_copy_too(store: Store, scan_log: ScanLog) -> None:
    entry = Chain().add(Kind.ADMIT, TICKET)
    with store.writing() as connection:
        scan_log.absorb(connection, [entry], Reading(NOW, 0, "boot"))
        connection.execute(
            "INSERT OR REPLACE INTO logs (log_id, event_id, is_own) VALUES (?, ?, 0)", (entry.log_id, EVENT.event_id)
        )
    sealed = Sealed(store, PAIRING)
    assert sealed.seal_now()
    assert opened(sealed.path).entries == (entry,)


def test_a_restart_goes_on_with_its_own_copy(open_store: OpenStore) -> None:
    store = open_store()
    write(store, ScanLog(store, LOG_ID, KEY, EVENT.event_id), 2)
    assert Sealed(store, PAIRING).seal_now()
    store = open_store()
    write(store, ScanLog(store, LogId("dev_here.2"), KEY, EVENT.event_id))
    sealed = Sealed(store, PAIRING)
    assert sealed.seal_now()
    assert seqs(sealed.path) == [1, 2, 1]
    assert left_behind(sealed.path.parent) == []


def test_the_copy_of_a_store_that_was_lost_is_never_written_over(store: Store, scan_log: ScanLog) -> None:
    write(store, scan_log, 2)
    sealed = Sealed(store, PAIRING)
    assert sealed.seal_now()
    with store.writing() as connection:  # As in a store put back from a backup made between the two.
        connection.execute("DELETE FROM entries WHERE seq = 2")
    sealed = Sealed(store, PAIRING)
    assert sealed.seal_now()
    [left] = left_behind(sealed.path.parent)
    assert seqs(left) == [1, 2]
    assert seqs(sealed.path) == [1]


def test_a_copy_by_another_device_or_one_that_cannot_be_read_is_left_alone(store: Store, scan_log: ScanLog) -> None:
    folder = store.path.parent
    (folder / "unsent.sealed").write_bytes(b"who knows what")
    write(store, scan_log)
    assert Sealed(store, PAIRING).seal_now()
    [left] = left_behind(folder)
    assert left.read_bytes() == b"who knows what"


def test_the_same_copy_is_left_once(store: Store) -> None:
    folder = store.path.parent
    for _ in range(2):
        (folder / "unsent.sealed").write_bytes(b"a copy")
        leave_behind(folder)
    assert len(left_behind(folder)) == 1
    assert leave_behind(folder) is None


def test_a_disk_that_takes_no_copy_stops_no_scan(
    store: Store, scan_log: ScanLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = MovedClock()
    sealed = Sealed(store, PAIRING, mono_s=clock)
    write(store, scan_log)
    (store.path.parent / "unsent.sealed.part").mkdir()
    sealed.refresh()
    assert not sealed.path.exists()
    (store.path.parent / "unsent.sealed.part").rmdir()
    clock.now_s += SEAL_EVERY_S
    sealed.refresh()
    assert seqs(sealed.path) == [1]
