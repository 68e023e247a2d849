"""Which cameras a computer has, how a remembered one is known again, and why one cannot be used. No Qt here.

OpenCV knows cameras by number alone, and numbers change with the order of plugging in. So a camera is remembered by
what the system calls it, and its number is looked up each time it is opened.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

_BY_ID = Path("/dev/v4l/by-id")


@dataclass(frozen=True, slots=True)
class Device:
    """A camera that is plugged in: OpenCV's number, the system's own name for this very device, and one for people."""

    number: int
    device_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """The camera that a person chose: its number then, and what else was known of it (empty where nothing was).

    ``is_any``: nobody chose one, so another will do where this one is away.
    """

    number: int
    device_id: str = ""
    name: str = ""
    is_any: bool = False

    @property
    def is_named(self) -> bool:
        """Whether more than a number is known of it."""
        return bool(self.device_id or self.name)


class Trouble(StrEnum):
    """Why a camera gives no pictures."""

    MISSING = "missing"
    """There is no such device, file or folder."""
    DENIED = "denied"
    """The system does not let this program, or this user, use cameras."""
    BUSY = "busy"
    """It is there and may be used, but does not open: another program has it."""
    SILENT = "silent"
    """It opens, but gives no pictures, or the same one again and again."""
    BROKEN = "broken"
    """A file that is no video, a folder without pictures."""


class Capture(Protocol):
    """What is used of ``cv2.VideoCapture``."""

    def isOpened(self) -> bool: ...
    def read(self) -> tuple[bool, Any]: ...
    def get(self, name: int, /) -> float: ...
    def set(self, name: int, value: float, /) -> bool: ...
    def release(self) -> None: ...
    def getBackendName(self) -> str: ...


class Devices(Protocol):
    """The cameras of a computer. All but ``listen`` may be called from any thread."""

    def present(self) -> tuple[Device, ...]:
        """Every camera that is plugged in, as the system lists them."""

    def open(self, number: int) -> Capture:
        """Take hold of one; whether that went well is asked of what comes back."""

    def why_not(self, number: int) -> Trouble:
        """Why one did not open, as far as the system tells."""

    def listen(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` whenever a camera came or went."""


def find_device(wanted: Wanted, present: Sequence[Device]) -> Device | None:
    """Know the chosen camera again: by the system's name for it, else by the name for people, else by its number.

    Two of one make have one name; then the number decides between them. A camera that is known by name is never
    taken for another one that happens to have its number now.
    """
    found: Device | None = None
    if wanted.device_id:
        found = next((device for device in present if device.device_id == wanted.device_id), None)
    if found is None and wanted.name:
        alike = [device for device in present if device.name == wanted.name]
        found = min(alike, key=lambda device: abs(device.number - wanted.number), default=None)
    if found is None and not wanted.is_named:
        found = next((device for device in present if device.number == wanted.number), None)
    return present[0] if found is None and wanted.is_any and present else found


def number_devices(listed: Sequence[tuple[str, str]], platform: str = sys.platform) -> tuple[Device, ...]:
    """Give every camera, as (the system's id, a name), the number that OpenCV opens it by.

    Linux has the number in the id, ``/dev/video2``. macOS: OpenCV sorts by id (``cap_avfoundation_mac.mm``). Windows:
    OpenCV counts as Media Foundation lists them, as Qt does.
    """
    if platform == "darwin":
        order = sorted(system_id for system_id, _ in listed)
        return tuple(Device(order.index(system_id), system_id, name) for system_id, name in listed)
    if platform != "linux":
        return tuple(Device(at, system_id, name) for at, (system_id, name) in enumerate(listed))
    devices = []
    for at, (system_id, name) in enumerate(listed):
        tail = system_id.removeprefix("/dev/video")
        is_node = tail.isdecimal() and tail != system_id
        devices.append(Device(int(tail) if is_node else at, lasting_id(system_id), name))
    return tuple(devices)


def lasting_id(node: str, by_id: Path = _BY_ID) -> str:
    """A name for the device at ``node`` that outlives unplugging (maker, model, serial), or "" where there is none."""
    try:
        links = sorted(by_id.iterdir())
        return next((link.name for link in links if link.resolve() == Path(node).resolve()), "")
    except OSError:
        return ""
