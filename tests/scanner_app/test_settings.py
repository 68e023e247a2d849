"""What is set on a device outlives the program, and no bad file keeps it from starting."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from scanner_app.settings import Appearance, CameraSettings, Settings, SettingsFile
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
def test_a_file_that_cannot_be_read_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert SettingsFile(path).load() == Settings()
    assert path.with_suffix(".unreadable").read_bytes() == content


def test_a_setting_of_a_newer_program_is_passed_over_and_the_rest_holds(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"appearance": {"mode": "light", "wallpaper": "x"}, "hologram": true}')
    assert SettingsFile(path).load() == Settings(appearance=Appearance(Mode.LIGHT))


def test_a_disk_that_takes_nothing_leaves_the_old_settings_whole(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    file = SettingsFile(path)
    file.save(Settings())
    before = path.read_bytes()
    path.with_suffix(".new").mkdir()  # As if it could not be written.
    assert not file.save(replace(Settings(), appearance=Appearance(Mode.LIGHT)))
    assert path.read_bytes() == before
