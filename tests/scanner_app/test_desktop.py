"""The scanner in a desktop's menu."""

import configparser
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from scanner_app.desktop import ICON_SIZES, install_desktop


def _entry(path: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_entry_starts_this_very_program(tmp_path: Path) -> None:
    entry = _entry(install_desktop(tmp_path))
    assert (entry["Type"], entry["Name"], entry["Icon"]) == ("Application", "Doorward", "doorward")
    assert shlex.split(entry["Exec"]) == [sys.executable, "-m", "doorward", "scan"]


def test_a_program_in_a_folder_with_odd_characters_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = '/opt/my "door" 100%/$x`y\\z/doorward-scanner'
    monkeypatch.setattr(sys, "executable", odd)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    written = _entry(install_desktop(tmp_path))["Exec"]
    unescaped = written.replace("%%", "%").replace("\\\\", "\\")
    # The specification quotes as a shell does.
    read = subprocess.run(["sh", "-c", f"printf '%s|' {unescaped}"], capture_output=True, text=True, check=True).stdout
    assert read == f"{odd}|scan|"


def test_icons_have_the_sizes_of_their_folders(tmp_path: Path) -> None:
    install_desktop(tmp_path)
    for size in ICON_SIZES:
        with Image.open(tmp_path / f"icons/hicolor/{size}x{size}/apps/doorward.png") as icon:
            assert icon.size == (size, size)
            assert icon.getextrema() != ((0, 0),) * 4
    assert (tmp_path / "icons/hicolor/scalable/apps/doorward.svg").stat().st_size
