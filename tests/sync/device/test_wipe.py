"""Wiping: what was not sent survives sealed, nothing else does, and what a crash breaks off is finished later."""

import sqlite3
from pathlib import Path

import msgspec
import pytest
import sqlcipher3

from sync.device import vault, wipe
from sync.device.database import DATABASE_FILE, Store, connect, put_values
from sync.device.errors import DeviceError, FileTroubleError, KeyUnavailableError, NotPairedError, StoreError
from sync.device.opening import open_or_recover
from sync.device.pairing import put_policy
from sync.device.scan_log import ScanLog
from sync.device.sealed import SEALED_FILE, Sealed, left_behind
from sync.device.ticket_cache import put_tickets
from sync.device.vault import find_or_make_key
from sync.device.wipe import finish_wipe, is_told_to_wipe, is_wipe_under_way
from sync.protocol.log import Happening, Reading
from sync.protocol.messages import Door
from sync.protocol.rescue import open_rescue
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import DeviceId, ProductNumber
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis
from tests.fakes.keyring_in_memory import KeyringInMemory
from tests.sync.device.conftest import LOG_ID
from tests.sync.device.downloads import POLICY, SIGNED
from tests.sync.device.test_rescue import PAIRING
from tests.sync.making import AUTHORITY, EVENT, GATE, KEY, NOW, make_id

TICKET = make_id(1)
SECRETS = ("Ada Lovelace", TICKET, PAIRING.token, GATE.name)


def make_store(folder: Path, *, waiting: int = 3, allow_keyring: bool = False) -> Store:
    """A paired store with a named guest who was let in, of which nothing is uploaded."""
    store = Store(folder, find_or_make_key(folder, allow_keyring=allow_keyring).secret)
    with store.writing() as connection:
        put_values(connection, pairing=msgspec.msgpack.encode(PAIRING))
        put_policy(connection, SIGNED, POLICY, is_first=True)
        put_tickets(connection, [Ticket(TICKET, EVENT.event_id, ProductNumber(1), holder="Ada Lovelace")])
    write(store, waiting)
    return store


def write(store: Store, count: int) -> None:
    log = ScanLog(store, LOG_ID, KEY, EVENT.event_id)
    happening = Happening(EVENT.event_id, TICKET, Kind.ADMIT, Basis.LOCAL, GATE.gate_id, Direction.ENTRY)
    for _ in range(count):
        with store.writing() as connection:
            log.append(connection, happening, Reading(NOW, 0, "boot"))


def seqs(path: Path) -> list[int]:
    return [entry.seq for entry in open_rescue(path.read_bytes(), AUTHORITY, lambda _: KEY.verify_key).entries]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"scanner.lock"}


def test_only_what_was_not_sent_is_left_and_that_is_sealed(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    wiped = wipe.wipe(store, Sealed(store, PAIRING))
    assert names(tmp_path) == {SEALED_FILE}
    assert wiped.sealed == (tmp_path / SEALED_FILE,)
    assert seqs(tmp_path / SEALED_FILE) == [1, 2, 3]
    assert "sealed in unsent.sealed" in wiped.sentence
    assert not any(secret.encode() in (tmp_path / SEALED_FILE).read_bytes() for secret in SECRETS)


def test_where_all_was_sent_nothing_is_left(tmp_path: Path) -> None:
    store = make_store(tmp_path, waiting=2)
    sealed = Sealed(store, PAIRING)
    sealed.seal_now()
    ScanLog(store, LOG_ID, KEY, EVENT.event_id).confirm({LOG_ID: 2})
    assert wipe.wipe(store, sealed).sentence == "This device was wiped. Nothing is left on it."
    assert names(tmp_path) == set()


def test_no_scan_is_written_down_once_a_wipe_has_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = make_store(tmp_path)
    monkeypatch.setattr(Store, "close", lambda _: None)
    monkeypatch.setattr(wipe, "finish_wipe", lambda _: wipe.Wiped(()))
    wipe.wipe(store, Sealed(store, PAIRING))
    with pytest.raises(StoreError):
        write(store, 1)
    monkeypatch.undo()
    store.close()


def test_the_next_start_is_that_of_a_new_device_and_keeps_the_sealed_file(tmp_path: Path) -> None:
    before = find_or_make_key(tmp_path, allow_keyring=False).secret
    store = make_store(tmp_path)
    wipe.wipe(store, Sealed(store, PAIRING))
    opened = open_or_recover(tmp_path, allow_keyring=False)
    assert opened.note == ""
    assert opened.store.get("pairing") is None
    assert find_or_make_key(tmp_path, allow_keyring=False).secret != before
    opened.store.close()
    again = Store(tmp_path, find_or_make_key(tmp_path, allow_keyring=False).secret)
    Sealed(again, msgspec.structs.replace(PAIRING, device_id=DeviceId("dev_new"))).seal_now()
    [left] = left_behind(tmp_path)
    assert seqs(left) == [1, 2, 3]
    again.close()


def test_a_wipe_with_the_key_in_the_keyring_takes_it_out(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    store = make_store(tmp_path, allow_keyring=True)
    assert os_keyring.passwords
    wipe.wipe(store, Sealed(store, PAIRING))
    assert os_keyring.passwords == {}
    assert names(tmp_path) == {SEALED_FILE}


def test_a_keyring_that_is_locked_keeps_the_wipe_under_way_until_it_opens(
    tmp_path: Path, os_keyring: KeyringInMemory
) -> None:
    store = make_store(tmp_path, allow_keyring=True)
    os_keyring.is_locked = True
    with pytest.raises(KeyUnavailableError, match="Unlock it"):
        wipe.wipe(store, Sealed(store, PAIRING))
    assert not (tmp_path / DATABASE_FILE).exists()
    with pytest.raises(KeyUnavailableError):
        open_or_recover(tmp_path)
    os_keyring.is_locked = False
    opened = open_or_recover(tmp_path)
    assert "was wiped" in opened.note
    opened.store.close()
    assert not is_wipe_under_way(tmp_path)


@pytest.mark.parametrize("step", ["_destroy_key", "_delete_files"])
def test_a_wipe_that_a_crash_broke_off_is_finished_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store = make_store(tmp_path)

    def power_cut(_: Path) -> None:
        raise StoreError("power cut")

    monkeypatch.setattr(wipe, step, power_cut)
    with pytest.raises(StoreError, match="power cut"):
        wipe.wipe(store, Sealed(store, PAIRING))
    monkeypatch.undo()
    assert is_wipe_under_way(tmp_path)
    opened = open_or_recover(tmp_path, allow_keyring=False)
    assert "was wiped" in opened.note
    assert opened.store.get("pairing") is None
    assert seqs(tmp_path / SEALED_FILE) == [1, 2, 3]
    opened.store.close()


def test_finishing_twice_is_fine(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    wiped = wipe.wipe(store, Sealed(store, PAIRING))
    assert finish_wipe(tmp_path) == wiped


def test_where_nothing_can_be_sealed_nothing_is_destroyed(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    (tmp_path / f"{SEALED_FILE}.part").mkdir()
    with pytest.raises(FileTroubleError):
        wipe.wipe(store, Sealed(store, PAIRING))
    old = msgspec.structs.replace(PAIRING, authority=b"")
    (tmp_path / f"{SEALED_FILE}.part").rmdir()
    with pytest.raises(NotPairedError, match="Pair it again"):
        wipe.wipe(store, Sealed(store, old))
    assert not is_wipe_under_way(tmp_path)
    write(store, 1)
    store.close()
    opened = open_or_recover(tmp_path, allow_keyring=False)
    assert ScanLog(opened.store, LOG_ID, KEY, EVENT.event_id).waiting() == 4
    opened.store.close()


def test_a_store_whose_key_is_gone_shows_nothing(tmp_path: Path) -> None:
    """What somebody finds who took the disk out before the files could be deleted."""
    store = make_store(tmp_path)
    with store.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    write(store, 1)
    key = (tmp_path / "store.key").read_text("ascii")
    vault.destroy_key(tmp_path)
    assert names(tmp_path) == {DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm"}
    found = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (*SECRETS, key, "admit", "CREATE TABLE"):
        assert secret.encode() not in found
    assert bytes.fromhex(key) not in found
    assert PAIRING.signing_seed not in found
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(tmp_path / DATABASE_FILE).execute("SELECT * FROM sqlite_master").fetchall()
    with pytest.raises(sqlcipher3.dbapi2.DatabaseError):
        connect(tmp_path / DATABASE_FILE, bytes(32))
    store.close()


def test_a_key_file_is_written_over_before_it_goes(tmp_path: Path) -> None:
    find_or_make_key(tmp_path, allow_keyring=False)
    other_name = tmp_path / "the same file"
    other_name.hardlink_to(tmp_path / "store.key")
    vault.destroy_key(tmp_path)
    assert set(other_name.read_bytes()) == {0}


def test_a_store_that_another_scanner_holds_is_not_wiped_under_it(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with pytest.raises(DeviceError, match="already running"):
        finish_wipe(tmp_path)
    assert (tmp_path / DATABASE_FILE).exists()
    store.close()


@pytest.mark.parametrize(("wiped", "device"), [(True, "dev_here"), (False, "dev_here"), (True, "dev_other")])
def test_the_policy_says_who_is_to_be_wiped(*, wiped: bool, device: str) -> None:
    door = Door(DeviceId(device), "Door", bytes(32), GATE.gate_id, revoked_at=NOW, wipe=wiped)
    policy = msgspec.structs.replace(POLICY, doors=(door,))
    assert is_told_to_wipe(policy, DeviceId("dev_here")) is (wiped and device == "dev_here")
