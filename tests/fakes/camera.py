"""Cameras that work: they can be plugged in, unplugged, covered, frozen, taken by another program, or hang.

``FakeCameras`` stands for the computer (``camera_devices.Devices``), ``FakeCamera`` for a webcam on its cable, and what
``open`` gives for OpenCV's hold on it. Everything above that is the program's own.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner_app.sources.camera_devices import Device, Trouble

Picture = NDArray[np.uint8]

FPS = 50
_LONGEST_HANG_S = 10.0
"""As OpenCV waits for a Linux driver."""


def room() -> Picture:
    """A door at night, with nobody before it."""
    light = np.linspace(30, 120, 1280, dtype=np.float32)
    scene = np.repeat(np.repeat(light[None, :, None], 720, axis=0), 3, axis=2).astype(np.uint8)
    cv2.circle(scene, (1000, 200), 80, (60, 190, 220), -1)
    return scene


class Mood(Enum):
    """What a webcam does."""

    LIVE = auto()
    COVERED = auto()
    FROZEN = auto()
    """It gives the same picture again and again."""
    SILENT = auto()
    """It opens and gives no pictures."""
    HANGING = auto()
    """A read does not come back."""


@dataclass
class FakeCamera:
    """A webcam that looks at ``scene``."""

    name: str
    device_id: str = ""
    number: int = 0
    sizes: tuple[tuple[int, int], ...] = ((640, 480), (1280, 720))
    scene: Picture = field(default_factory=room)
    mood: Mood = Mood.LIVE
    is_taken: bool = False
    """Another program has it."""
    exposure: float | None = 156.0
    """None where it offers none."""
    keeps_exposure: bool = False
    is_plugged: bool = True
    openings: int = 0

    def hangs(self) -> bool:
        """Whether its driver does not come back."""
        return self.is_plugged and self.mood is Mood.HANGING

    def picture(self, size: tuple[int, int]) -> Picture:
        """What it sees now, with a sensor's noise."""
        width, height = size
        seen = np.zeros((height, width, 3), np.uint8)
        if self.mood is not Mood.COVERED:
            seen = np.array(cv2.resize(self.scene, size, interpolation=cv2.INTER_AREA), np.uint8)
        if self.mood is not Mood.FROZEN:
            dots = seen[::16, ::16]
            dots[:] = np.clip(dots.astype(np.int16) + np.random.default_rng().integers(0, 4, dots.shape), 0, 255)
        return seen


class FakeCapture:
    """A hold on a webcam, as ``cv2.VideoCapture`` has it."""

    def __init__(self, camera: FakeCamera | None) -> None:
        self._camera = camera
        self._is_open = False
        self._wished = [640, 480]
        self._due = time.monotonic()
        self._released = threading.Event()
        if camera is not None and camera.is_plugged and not camera.is_taken:
            self._is_open = True
            camera.openings += 1

    def isOpened(self) -> bool:  # noqa: N802  OpenCV's name.
        return self._is_open

    def getBackendName(self) -> str:  # noqa: N802  OpenCV's name.
        return "V4L2"

    def read(self) -> tuple[bool, Picture | None]:
        camera = self._camera
        self._due = max(self._due + 1 / FPS, time.monotonic())
        time.sleep(max(0.0, self._due - time.monotonic()))
        if camera is None or not self._is_open or not camera.is_plugged or camera.mood is Mood.SILENT:
            return False, None
        if camera.hangs():
            until = time.monotonic() + _LONGEST_HANG_S
            while camera.hangs() and time.monotonic() < until:
                self._released.wait(0.02)
            return False, None
        return True, camera.picture(self._size())

    def get(self, name: int, /) -> float:
        camera = self._camera
        if camera is None or (name == cv2.CAP_PROP_EXPOSURE and camera.exposure is None):
            return -1.0
        width, height = self._size()
        told = {cv2.CAP_PROP_FRAME_WIDTH: width, cv2.CAP_PROP_FRAME_HEIGHT: height}
        return float(told.get(name, camera.exposure if name == cv2.CAP_PROP_EXPOSURE else 0) or 0)

    def set(self, name: int, value: float, /) -> bool:
        camera = self._camera
        if name in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT):
            self._wished[0 if name == cv2.CAP_PROP_FRAME_WIDTH else 1] = int(value)
            return True
        if name == cv2.CAP_PROP_EXPOSURE and camera is not None and camera.exposure is not None:
            if not camera.keeps_exposure:
                camera.exposure = value
            return True
        return False

    def release(self) -> None:
        self._is_open = False
        self._released.set()

    def _size(self) -> tuple[int, int]:
        """The offered size that is nearest to what was wished for."""
        assert self._camera is not None
        return min(self._camera.sizes, key=lambda size: abs(size[0] - self._wished[0]) + abs(size[1] - self._wished[1]))


class FakeCameras:
    """A computer with cameras; implements ``camera_devices.Devices``."""

    def __init__(self, *cameras: FakeCamera) -> None:
        self._cameras = list(cameras)
        self._listeners: list[Callable[[], None]] = []
        self.is_denied = False

    def present(self) -> tuple[Device, ...]:
        if self.is_denied:
            return ()
        return tuple(Device(camera.number, camera.device_id, camera.name) for camera in self._plugged())

    def open(self, number: int) -> FakeCapture:
        found = [camera for camera in self._plugged() if camera.number == number and not self.is_denied]
        return FakeCapture(found[0] if found else None)

    def why_not(self, number: int) -> Trouble:
        if self.is_denied:
            return Trouble.DENIED
        return Trouble.BUSY if any(camera.number == number for camera in self._plugged()) else Trouble.MISSING

    def listen(self, changed: Callable[[], None]) -> None:
        self._listeners.append(changed)

    def plug_in(self, camera: FakeCamera) -> None:
        """Put a camera's cable in; the system tells of it."""
        camera.is_plugged = True
        if camera not in self._cameras:
            self._cameras.append(camera)
        self._tell()

    def unplug(self, camera: FakeCamera) -> None:
        """Pull a camera's cable; the system tells of it."""
        camera.is_plugged = False
        self._tell()

    def _plugged(self) -> list[FakeCamera]:
        return [camera for camera in self._cameras if camera.is_plugged]

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


def held_up(*codes: Picture) -> Picture:
    """The door with somebody before it who holds up these pictures of codes, side by side."""
    scene = room()
    width = 1280 // len(codes)
    for at, code in enumerate(codes):
        side = min(420, width - 40)
        left = at * width + (width - side) // 2
        scene[150 : 150 + side, left : left + side] = cv2.cvtColor(
            cv2.resize(code, (side, side), interpolation=cv2.INTER_AREA), cv2.COLOR_GRAY2BGR
        )
    return scene
