"""What a person sets on this device, and the file that keeps it. Values only, no Qt.

Settings outlive unpairing and wiping: they say how this device is used, never anything about guests.
"""

import contextlib
import shutil
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import structlog

from scanner_app.theme import Mode
from sync.device.errors import FileTroubleError
from sync.device.rescue import write_whole

log = structlog.get_logger()

NO_CAMERA = "none"
LONGEST_GAP_MS = 80
"""People type hardly faster than a key each 80 ms: a scanner slower than this cannot be told from them."""
LANGUAGES = ("en", "de", "es", "fr")
"""What the app is translated to, by ISO 639-1 code."""


class Appearance(msgspec.Struct, frozen=True):
    """How the window looks. ``language`` empty follows the system."""

    mode: Mode = Mode.DARK
    font_scale: Annotated[float, msgspec.Meta(ge=1.0, le=2.0)] = 1.0
    language: str = ""


class CameraSettings(msgspec.Struct, frozen=True):
    """``spec`` is a device number, a video file, a folder of pictures, or NO_CAMERA.

    A device's number changes with the order of plugging in: it is known again by what the system calls it.
    """

    spec: str = "0"
    device_id: str = ""
    """The system's name for that very device, empty where it has none or nobody chose one."""
    device_name: str = ""
    """Its name for people."""
    width: int = 1280
    height: int = 720
    is_mirrored: bool = False
    rotation: int = 0
    """Degrees clockwise: 0, 90, 180 or 270."""
    exposure: float | None = None
    """In the device's own units; None leaves it to the device."""


class Terminator(StrEnum):
    """What a handheld types behind a code."""

    RETURN = "return"
    TAB = "tab"
    NONE = "none"
    """Nothing: a scan ends by its silence."""


class KeyReading(StrEnum):
    """What the keys of a handheld mean."""

    AUTOMATIC = "automatic"
    TEXT = "text"
    """What this computer's keyboard layout makes of them."""
    PLACES = "places"
    """What a US keyboard has at the same places."""


class HandheldSettings(msgspec.Struct, frozen=True):
    """A handheld that types. ``prefix`` and ``suffix`` are characters that it adds and we take off."""

    prefix: str = ""
    suffix: str = ""
    terminator: Terminator = Terminator.RETURN
    longest_gap_ms: Annotated[int, msgspec.Meta(ge=0, le=LONGEST_GAP_MS)] = 0
    """Between two keys of one scan, as learned; 0 is the usual one."""
    reading: KeyReading = KeyReading.AUTOMATIC


class SerialSettings(msgspec.Struct, frozen=True):
    """A handheld on a serial line. ``port`` is the system’s name of it, empty none, ``auto`` any that appears."""

    port: str = ""
    baud: int = 9600


class SoundSettings(msgspec.Struct, frozen=True):
    """``volume`` runs from 0 to 1; ``is_spoken`` says the ticket's type aloud where there is a voice."""

    volume: Annotated[float, msgspec.Meta(ge=0.0, le=1.0)] = 1.0
    is_spoken: bool = False


class PrintSettings(msgspec.Struct, frozen=True):
    """``printer`` is the system's name of it, empty for the usual one; sizes are millimetres."""

    printer: str = ""
    width_mm: Annotated[float, msgspec.Meta(ge=20.0, le=420.0)] = 62.0
    height_mm: Annotated[float, msgspec.Meta(ge=20.0, le=420.0)] = 100.0
    is_on_admit: bool = False
    """Print a badge for everybody who is let in."""
    kind: str = "badge"
    """A SlipKind value."""


class KioskSettings(msgspec.Struct, frozen=True):
    """``is_on`` starts into self check-in, also after a crash."""

    is_on: bool = False
    greeting: str = ""
    """What the kiosk says above its instructions; empty says the event's name."""


class Settings(msgspec.Struct, frozen=True):
    """All of it. A field that a file lacks has its default."""

    appearance: Appearance = Appearance()
    camera: CameraSettings = CameraSettings()
    handheld: HandheldSettings = HandheldSettings()
    serial: SerialSettings = SerialSettings()
    sound: SoundSettings = SoundSettings()
    printing: PrintSettings = PrintSettings()
    kiosk: KioskSettings = KioskSettings()


S = TypeVar("S", bound=msgspec.Struct)


class SettingsFile:
    """The settings on disk. Of a file that cannot be read, or only in parts, what is good holds and a copy is kept."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Settings:
        """What was kept last; a value that cannot be read has its default, and so has all of an unreadable file."""
        try:
            settings, is_whole = _read(Settings, self._path.read_bytes())
        except FileNotFoundError:
            return Settings()
        except (OSError, msgspec.DecodeError) as error:
            log.warning("settings_unreadable", why=type(error).__name__)
            settings, is_whole = Settings(), False
        if not is_whole:
            with contextlib.suppress(OSError):
                shutil.copyfile(self._path, self._path.with_suffix(".unreadable"))
        return settings

    def save(self, settings: Settings) -> bool:
        """Keep ``settings``, whole or not at all, also where the power fails; False where the disk does not take it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(settings)))
        except (OSError, FileTroubleError) as error:
            log.warning("settings_not_saved", why=type(error).__name__)
            return False
        return True


def _read(kind: type[S], raw: bytes) -> tuple[S, bool]:
    """``raw``, a JSON object, as a ``kind``, field by field, and whether all of it was good. DecodeError: no object."""
    given = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    taken: dict[str, Any] = {}
    is_whole = True
    for field in msgspec.structs.fields(kind):
        if field.name not in given:
            continue
        try:
            taken[field.name], is_good = _read_value(field.type, bytes(given[field.name]))
        except msgspec.DecodeError:
            log.warning("setting_unreadable", name=field.name)
            is_good = False
        is_whole = is_whole and is_good
    return kind(**taken), is_whole


def _read_value(kind: Any, raw: bytes) -> tuple[Any, bool]:  # noqa: ANN401  A field's type is any.
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _read(kind, raw)
    return msgspec.json.decode(raw, type=kind), True
