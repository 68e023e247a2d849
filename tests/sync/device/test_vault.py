"""Where the store's key lies, and that it is never made anew while there is something it would open."""

import stat
import sys
from pathlib import Path

import pytest

from sync.device.database import DATABASE_FILE, Store
from sync.device.errors import DeviceError, KeyUnavailableError
from sync.device.vault import KEY_BYTES, destroy_key, find_or_make_key
from tests.fakes.keyring_in_memory import KeyringInMemory


def test_a_working_keyring_keeps_the_key_and_no_file_does(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    key = find_or_make_key(tmp_path)
    assert key.is_in_keyring
    assert len(key.secret) == KEY_BYTES
    assert list(os_keyring.passwords.values()) == [key.secret.hex()]
    assert all(key.secret.hex().encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_the_same_key_is_found_every_time(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    assert find_or_make_key(tmp_path) == find_or_make_key(tmp_path)
    assert len(os_keyring.passwords) == 1


def test_each_data_directory_has_a_key_of_its_own(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    assert find_or_make_key(tmp_path / "a").secret != find_or_make_key(tmp_path / "b").secret


@pytest.mark.parametrize("how", ["locked", "forgets", "by option"])
def test_without_a_usable_keyring_the_key_lies_in_a_file_that_only_its_owner_reads(
    tmp_path: Path, os_keyring: KeyringInMemory, how: str
) -> None:
    os_keyring.is_locked, os_keyring.forgets = how == "locked", how == "forgets"
    key = find_or_make_key(tmp_path, allow_keyring=how != "by option")
    assert not key.is_in_keyring
    assert find_or_make_key(tmp_path) == key
    assert os_keyring.passwords == {}
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "store.key").stat().st_mode) == 0o600


def test_a_keyring_that_takes_a_key_and_does_not_give_it_back_is_left_without_it(
    tmp_path: Path, os_keyring: KeyringInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os_keyring, "get_password", lambda *_: None)
    assert not find_or_make_key(tmp_path).is_in_keyring
    assert os_keyring.passwords == {}  # Else a wipe, which finds the key in its file, would leave it there.


def test_a_key_in_a_file_stays_there_when_a_keyring_appears(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    key = find_or_make_key(tmp_path, allow_keyring=False)
    assert find_or_make_key(tmp_path, allow_keyring=True) == key
    assert os_keyring.passwords == {}


def test_a_keyring_that_is_locked_later_gives_no_new_key(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    key = find_or_make_key(tmp_path)
    os_keyring.is_locked = True
    for allow_keyring in (True, False):
        with pytest.raises(KeyUnavailableError, match="Unlock the keyring"):
            find_or_make_key(tmp_path, allow_keyring=allow_keyring)
    os_keyring.is_locked = False
    assert find_or_make_key(tmp_path) == key
    assert not (tmp_path / "store.key").exists()


@pytest.mark.parametrize("left", [None, "", "abc", "zz" * KEY_BYTES, "00" * (KEY_BYTES + 1)])
def test_a_keyring_that_lost_the_key_gives_no_new_one(
    tmp_path: Path, os_keyring: KeyringInMemory, left: str | None
) -> None:
    find_or_make_key(tmp_path)
    name = next(iter(os_keyring.passwords))
    os_keyring.passwords = {} if left is None else {name: left}
    with pytest.raises(KeyUnavailableError, match="gone from this computer's keyring"):
        find_or_make_key(tmp_path)
    assert list(os_keyring.passwords.values()) == ([] if left is None else [left])


@pytest.mark.parametrize("left", [b"", b"0011", b"not hex at all", b"\xff\xfe\x00", b"00" * (KEY_BYTES - 1)])
def test_a_damaged_key_file_is_not_taken_for_a_key(tmp_path: Path, left: bytes) -> None:
    find_or_make_key(tmp_path, allow_keyring=False)
    (tmp_path / "store.key").write_bytes(left)
    with pytest.raises(KeyUnavailableError, match="cannot be read"):
        find_or_make_key(tmp_path, allow_keyring=False)
    assert (tmp_path / "store.key").read_bytes() == left


def test_no_new_key_is_made_for_a_store_that_is_already_there(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    key = find_or_make_key(tmp_path)
    Store(tmp_path, key.secret).close()
    (tmp_path / "store.in-keyring").unlink()
    with pytest.raises(KeyUnavailableError, match="rescue"):
        find_or_make_key(tmp_path)
    assert list(os_keyring.passwords.values()) == [key.secret.hex()]


@pytest.mark.parametrize("allow_keyring", [True, False])
def test_a_destroyed_key_is_gone_for_ever(tmp_path: Path, os_keyring: KeyringInMemory, allow_keyring: bool) -> None:
    key = find_or_make_key(tmp_path, allow_keyring=allow_keyring)
    Store(tmp_path, key.secret).close()
    destroy_key(tmp_path)
    destroy_key(tmp_path)
    assert os_keyring.passwords == {}
    assert {file.name for file in tmp_path.iterdir()} <= {DATABASE_FILE, "scanner.lock"}


def test_a_locked_keyring_does_not_give_up_its_key_to_be_destroyed(tmp_path: Path, os_keyring: KeyringInMemory) -> None:
    key = find_or_make_key(tmp_path)
    os_keyring.is_locked = True
    with pytest.raises(KeyUnavailableError, match="Unlock it and try again"):
        destroy_key(tmp_path)
    os_keyring.is_locked = False
    assert find_or_make_key(tmp_path) == key


def test_a_crash_while_the_key_file_was_written_leaves_no_half_a_key(tmp_path: Path) -> None:
    (tmp_path / "store.new").write_text("00ff")
    key = find_or_make_key(tmp_path, allow_keyring=False)
    assert find_or_make_key(tmp_path, allow_keyring=False) == key
    assert not (tmp_path / "store.new").exists()


def test_a_directory_that_cannot_be_used_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeviceError, match=r"Cannot use .*file.* name another folder\."):
        find_or_make_key(tmp_path / "file" / "data", allow_keyring=False)
