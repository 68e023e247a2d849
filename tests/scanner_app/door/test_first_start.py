"""The first start on a device: one key and one store, whoever else starts at the same moment."""

import threading
from pathlib import Path

import pytest

from scanner_app.door.station import Station
from sync.device import vault
from sync.device.errors import DeviceError, StoreError, StoreLockedError


def test_of_two_first_starts_at_once_one_makes_the_key_and_the_other_is_kept_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, is_writing, may_go_on = tmp_path / "data", threading.Event(), threading.Event()
    real = vault._write_key_file

    def write_slowly(file: Path, secret: bytes) -> None:
        is_writing.set()
        assert may_go_on.wait(10)
        real(file, secret)

    monkeypatch.setattr(vault, "_write_key_file", write_slowly)
    opened: list[Station] = []
    first = threading.Thread(target=lambda: opened.append(Station(data, allow_keyring=False)))
    first.start()
    assert is_writing.wait(10)
    with pytest.raises(StoreLockedError, match="already running"):
        Station(data, allow_keyring=False)
    may_go_on.set()
    first.join(10)
    opened[0].store.put(kept="yes")
    opened[0].close()
    again = Station(data, allow_keyring=False)
    assert again.store.get("kept") == "yes"
    again.close()


def test_after_a_first_start_that_failed_the_next_one_is_not_kept_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as moment:
        moment.setattr(vault, "_write_key_file", fail)
        with pytest.raises(StoreError, match="No space left"):
            Station(tmp_path / "data", allow_keyring=False)
    Station(tmp_path / "data", allow_keyring=False).close()


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeviceError, match="name another folder"):
        Station(tmp_path / "file" / "data", allow_keyring=False)
