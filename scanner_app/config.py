"""What the scanner is told at start: one frozen object."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from scanner_app.door.paired import PeerOptions
from scanner_app.theme import Mode

NO_CAMERA = "none"


@dataclass(frozen=True, slots=True)
class ScannerConfig:
    """``camera`` is a device number, a video file, a folder of pictures, or NO_CAMERA."""

    data_dir: Path
    camera: str = "0"
    allow_keyring: bool = True
    mode: Mode = Mode.DARK
    door_name: str = ""
    server: str = ""
    """The address that the pairing dialog begins with."""
    peers: PeerOptions | None = None
    """How other doors are met; None speaks to none."""


def default_data_dir() -> Path:
    """Where this platform keeps a program's data, or DOORWARD_SCANNER_DIR."""
    told = os.environ.get("DOORWARD_SCANNER_DIR")
    return Path(told) if told else user_data_path("doorward", appauthor=False) / "scanner"


def default_door_name() -> str:
    """What this computer calls itself."""
    return platform.node() or "Door"
