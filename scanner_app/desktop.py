"""The scanner in the menu of a Linux desktop: an entry and its icons, for one person or a whole system."""

import shutil
from pathlib import Path

import resources
from scanner_app.supervisor import program

ICON_SIZES = (16, 32, 48, 64, 128, 256, 512)
_RESERVED = " \t\n\"'\\><~|&;$*?#()`%"
"""Characters that an Exec line has in quotes (Desktop Entry Specification 1.5, "The Exec key")."""


def install_desktop(data_home: Path) -> Path:
    """Write the entry and the icons below ``data_home`` (``~/.local/share``); the entry's path. OSError where not."""
    entry = data_home / "applications" / "doorward.desktop"
    entry.parent.mkdir(parents=True, exist_ok=True)
    template = resources.path("platform/doorward.desktop").read_text(encoding="utf-8")
    command = " ".join(_quoted(part) for part in [*program(), "scan"])
    entry.write_text(template.replace("Exec=doorward scan", f"Exec={command}"), encoding="utf-8")
    icons = data_home / "icons" / "hicolor"
    for size in ICON_SIZES:
        _copy(resources.path(f"platform/doorward-{size}.png"), icons / f"{size}x{size}" / "apps" / "doorward.png")
    _copy(resources.path("icons/app.svg"), icons / "scalable" / "apps" / "doorward.svg")
    return entry


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _quoted(part: str) -> str:
    if not any(letter in _RESERVED for letter in part):
        return part
    escaped = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in part)
    # A backslash counts once more as a value of a desktop file, and % begins a field code.
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'
