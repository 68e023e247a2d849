"""What is offered to choose from, and what of a choice is kept. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from scanner_app.settings import NO_CAMERA, CameraSettings
from scanner_app.sources.camera_devices import Device, Wanted, find_device
from scanner_app.sources.camera_sources import is_device
from scanner_app.wording import say

AWAY = "away"
"""The key of the camera that was chosen and is not plugged in."""


def wanted_of(settings: CameraSettings) -> Wanted:
    """The camera that is kept."""
    number = int(settings.spec) if is_device(settings.spec) else 0
    wanted = Wanted(number, settings.device_id, settings.device_name)
    is_any = not wanted.is_named and settings.spec == CameraSettings().spec
    return Wanted(number, settings.device_id, settings.device_name, is_any=is_any)


def key_of(settings: CameraSettings, present: Sequence[Device]) -> str:
    """The key of what is kept, as ``offers`` gives it."""
    if not is_device(settings.spec):
        return settings.spec
    device = find_device(wanted_of(settings), present)
    return AWAY if device is None else _key(device)


def offers(settings: CameraSettings, present: Sequence[Device]) -> list[tuple[str, str]]:
    """All there is to choose from, as (key, name for people)."""
    listed = [(_key(device), device.name or say("Camera {number}", number=device.number)) for device in present]
    key = key_of(settings, present)
    if key == AWAY and settings.device_name:
        listed.append((key, say("{name} (not plugged in)", name=settings.device_name)))
    elif key == AWAY and present:
        listed.append((key, say("Camera {number}", number=settings.spec)))
    elif key not in (AWAY, NO_CAMERA, *(offered for offered, _ in listed)):
        listed.append((key, Path(key).name or key))
    return [*listed, (NO_CAMERA, say("No camera"))]


def with_camera(settings: CameraSettings, key: str, present: Sequence[Device]) -> CameraSettings:
    """``settings`` with the camera of ``key`` chosen, or as they were where nothing has that key."""
    if key == NO_CAMERA:
        return replace(settings, spec=NO_CAMERA, device_id="", device_name="")
    device = next((device for device in present if _key(device) == key), None)
    if device is None:
        return settings
    return replace(settings, spec=str(device.number), device_id=device.device_id, device_name=device.name)


def _key(device: Device) -> str:
    return device.device_id or f"#{device.number} {device.name}"
