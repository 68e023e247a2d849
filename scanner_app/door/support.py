"""What a device may say of itself to those who help. No Qt."""

import platform

from scanner_app.door.station import Station
from sync.device.errors import DeviceError


def support_text(station: Station, app_version: str, qt_version: str) -> str:
    """Lines for those who help: of the program and this device, nothing of people, places or tickets."""
    lines = [
        f"Doorward {app_version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qt_version}",
        f"Store key in keyring: {_yes(station.is_key_in_keyring)}",
        f"Paired: {_yes(station.is_paired)}",
    ]
    try:
        lines += _of_the_door(station) if station.is_paired else []
    except DeviceError as error:
        lines.append(f"Trouble: {type(error).__name__}")
    return "\n".join(lines) + "\n"


def _of_the_door(station: Station) -> list[str]:
    status, offset = station.status(), station.clock.read().offset
    return [
        f"Device: {station.pairing.device_id}",
        f"Server: {status.connection}",
        f"Tickets: {status.expected}, list age: {_seconds(status.list_age_s)}",
        f"Waiting for upload: {status.waiting}",
        f"Clock off: {'unknown' if offset is None else f'{offset.offset_ms} ms, known to {offset.error_ms} ms'}",
        f"Other doors in sight: {status.peers_seen} of {status.peers_expected}",
    ]


def _yes(is_so: bool) -> str:  # noqa: FBT001  One word for one bit.
    return "yes" if is_so else "no"


def _seconds(value: float | None) -> str:
    return "never whole" if value is None else f"{value:.0f} s"
