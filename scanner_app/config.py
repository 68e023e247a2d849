"""What the scanner is told at start: one frozen object."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path, user_data_path

if TYPE_CHECKING:  # Whoever only asks where the data lie, such as the supervisor, stays small.
    from scanner_app.door.paired import PeerOptions
    from scanner_app.theme import Mode


@dataclass(frozen=True, slots=True)
class ScannerConfig:
    """``camera`` (see ``settings.CameraSettings``) and ``mode`` overrule what is kept in the settings."""

    data_dir: Path
    camera: str | None = None
    allow_keyring: bool = True
    mode: "Mode | None" = None
    door_name: str = ""
    server: str = ""
    """The address that the pairing dialog begins with."""
    peers: "PeerOptions | None" = None
    """How other doors are met; None speaks to none."""

    @property
    def settings_path(self) -> Path:
        """Where this device's settings are kept: where the platform keeps them, else beside the store, never in it."""
        if self.data_dir == user_data_path("doorward", appauthor=False) / "scanner":
            return user_config_path("doorward", appauthor=False) / "scanner.json"
        return self.data_dir.parent / f"{self.data_dir.name}-settings.json"


def default_data_dir() -> Path:
    """Where this platform keeps a program's data, or DOORWARD_SCANNER_DIR."""
    told = os.environ.get("DOORWARD_SCANNER_DIR")
    return Path(told) if told else user_data_path("doorward", appauthor=False) / "scanner"


def default_door_name() -> str:
    """What this computer calls itself."""
    return platform.node() or "Door"
