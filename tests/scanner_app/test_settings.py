"""What is set on a device outlives the program, and no bad file keeps it from starting."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from scanner_app.settings import Appearance, CameraSettings, KioskSettings, Settings, SettingsFile
from scanner_app.theme import Mode


def test_what_was_saved_is_there_at_the_next_start(tmp_path: Path) -> None:
    told = Settings(appearance=Appearance(Mode.LIGHT, 1.5, "de"), camera=CameraSettings("2", rotation=90))
    assert SettingsFile(tmp_path / "a" / "settings.json").save(told)
    assert SettingsFile(tmp_path / "a" / "settings.json").load() == told


def test_a_device_without_a_file_begins_with_the_defaults(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "settings.json").load() == Settings()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b"[]", b'{"appearance": {"font_scale": 40}}', b'{"camera": 1}']
)
def test_what_cannot_be_read_has_its_default_and_a_copy_is_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert SettingsFile(path).load() == Settings()
    assert path.with_suffix(".unreadable").read_bytes() == content


def test_a_bad_value_costs_no_other_setting(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(
        b'{"appearance": {"mode": "light", "font_scale": 40}, "camera": 1, "sound": {"volume": "loud"},'
        b' "kiosk": {"is_on": true, "greeting": 7}}'
    )
    assert SettingsFile(path).load() == Settings(appearance=Appearance(Mode.LIGHT), kiosk=KioskSettings(is_on=True))


def test_what_was_saved_is_on_the_disk_before_it_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut leaves an empty file under the name."""
    done: list[str] = []
    sync, replace_file = os.fsync, Path.replace

    def note_sync(descriptor: int) -> None:
        done.append("synced")
        sync(descriptor)

    def note_replace(path: Path, target: Path) -> Path:
        done.append("replaced")
        return replace_file(path, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_replace)
    assert SettingsFile(tmp_path / "settings.json").save(Settings())
    assert done[:2] == ["synced", "replaced"]


def test_a_setting_of_a_newer_program_is_passed_over_and_the_rest_holds(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"appearance": {"mode": "light", "wallpaper": "x"}, "hologram": true}')
    assert SettingsFile(path).load() == Settings(appearance=Appearance(Mode.LIGHT))


def test_a_disk_that_takes_nothing_leaves_the_old_settings_whole(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    file = SettingsFile(path)
    file.save(Settings())
    before = path.read_bytes()
    path.with_name("settings.json.part").mkdir()  # As if it could not be written.
    assert not file.save(replace(Settings(), appearance=Appearance(Mode.LIGHT)))
    assert path.read_bytes() == before
