"""What gives pictures: a camera device, a video file, a folder of pictures, by OpenCV. No Qt here.

``open_source`` opens one of the three.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner_app.sources.camera_devices import Capture, Devices, Trouble, Wanted, find_device

# A camera that is away is tried again and again; OpenCV would tell the terminal each time.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)

Picture = NDArray[np.uint8]

PICTURE_SUFFIXES = frozenset({".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})

_FOLDER_FPS = 5.0
_DEFAULT_FPS = 25.0
_NOT_OFFERED = (0.0, -1.0)
"""What OpenCV says of a property that a device does not have."""

# How each way of opening says "by hand" and "by itself" of the exposure (OpenCV, videoio: CAP_PROP_AUTO_EXPOSURE).
_BY_HAND, _BY_ITSELF = {"V4L2": 1.0, "DSHOW": 0.25}, {"V4L2": 3.0, "DSHOW": 0.75, "MSMF": 1.0}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a device is asked for; it may give something else. ``exposure`` None leaves that to the device."""

    width: int = 1280
    height: int = 720
    exposure: float | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a source really gives: its pictures' size, and the exposure in its own units, None where none is offered.

    ``is_exposure_ignored``: an exposure was asked for and the device kept its own.
    """

    width: int
    height: int
    exposure: float | None = None
    is_exposure_ignored: bool = False


class SourceError(Exception):
    """A source cannot be opened; the message says why, for people, and ``trouble`` for programs."""

    def __init__(self, message: str, trouble: Trouble = Trouble.BROKEN) -> None:
        super().__init__(message)
        self.trouble = trouble


class Source(Protocol):
    """Something that gives pictures one after the other."""

    fps: float | None
    """Frames a second to pace it at, or ``None`` where the device paces itself."""

    def read(self) -> Picture | None:
        """Give the next BGR picture, or ``None`` when there is none: a file at its end, a device without a frame."""

    def rewind(self) -> bool:
        """Go back to the start; ``False`` where there is no start."""

    def close(self) -> None:
        """Let go of the device or file."""


def open_source(
    spec: str, wish: Wish | None = None, *, open_device: Callable[[int], Capture] = cv2.VideoCapture
) -> Source:
    """Open "0".."99" (a device), a video file, or a folder of pictures. Raises ``SourceError``."""
    if is_device(spec):
        return DeviceSource(open_device(int(spec)), wish or Wish(), spec)
    path = Path(spec)
    if path.is_dir():
        return _Folder(path)
    if path.is_file():
        return _File(path)
    raise SourceError(f"no camera, video file or folder of pictures: {spec}", Trouble.MISSING)


def open_wanted(devices: Devices, wanted: Wanted, wish: Wish) -> Source:
    """Open the camera that was chosen, whatever its number is now. Raises ``SourceError``."""
    device = find_device(wanted, devices.present())
    if device is None and wanted.is_named:
        # One that may not be used is not listed either.
        why = devices.why_not(wanted.number)
        raise SourceError("the chosen camera is away", why if why is Trouble.DENIED else Trouble.MISSING)
    number = wanted.number if device is None else device.number
    try:
        return DeviceSource(devices.open(number), wish, str(number))
    except SourceError as error:
        raise SourceError(str(error), devices.why_not(number)) from error


def is_device(spec: str) -> bool:
    """Whether ``spec`` is the number of a device, not a file or folder."""
    return len(spec) <= 2 and spec.isascii() and spec.isdecimal()


class DeviceSource:
    """A camera device, set as far as it can be to what is wished for."""

    fps: float | None = None

    def __init__(self, capture: Capture, wish: Wish, name: str) -> None:
        self._capture = capture
        if not capture.isOpened():
            capture.release()
            raise SourceError(f"cannot be opened as a camera: {name}", Trouble.BUSY)
        if capture.getBackendName() == "V4L2":
            # Uncompressed pictures of 720p pass a USB 2 cable ten times a second, packed ones thirty times.
            capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, wish.width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, wish.height)
        # Old frames waiting in a driver's queue would make every verdict late.
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self.exposure, self.is_exposure_ignored = _expose(capture, wish.exposure)

    def read(self) -> Picture | None:
        return _read(self._capture)

    def rewind(self) -> bool:
        return False

    def close(self) -> None:
        self._capture.release()


def given_by(source: Source, picture: Picture) -> Given:
    """What ``source`` gives, by a picture of it."""
    height, width = picture.shape[:2]
    if isinstance(source, DeviceSource):
        return Given(width, height, source.exposure, source.is_exposure_ignored)
    return Given(width, height)


def next_exposure(exposure: float, step: int) -> float:
    """One ``step`` longer (1) or shorter (-1): twice or half as long.

    Linux counts in lengths of time, above 0; Windows in powers of two of a second, below (-6 is a 64th).
    """
    return max(1.0, round(exposure * 2.0**step)) if exposure > 0 else exposure + step


def _expose(capture: Capture, wished: float | None) -> tuple[float | None, bool]:
    """Set the exposure; what it is then (None: the device offers none), and whether the device kept its own."""
    backend = capture.getBackendName()
    if wished is None:
        capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _BY_ITSELF.get(backend, 1.0))
        return _offered(capture.get(cv2.CAP_PROP_EXPOSURE)), False
    capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _BY_HAND.get(backend, 0.0))
    is_taken = capture.set(cv2.CAP_PROP_EXPOSURE, wished)
    told = capture.get(cv2.CAP_PROP_EXPOSURE)
    # Devices round to what they can do, so a value near by is an answer; one step away is not.
    is_near = abs(told - wished) < (0.3 * wished if wished > 0 else 0.5)
    return _offered(told), not (is_taken and is_near)


def _offered(told: float) -> float | None:
    return None if told in _NOT_OFFERED or not math.isfinite(told) else told


def _read(capture: Capture) -> Picture | None:
    is_there, image = capture.read()
    return np.asarray(image, np.uint8) if is_there and image is not None else None


class _File:
    """A video file."""

    def __init__(self, path: Path) -> None:
        self._capture = cv2.VideoCapture(str(path))
        if not self._capture.isOpened():
            self._capture.release()
            raise SourceError(f"cannot be opened as video: {path}")
        told = self._capture.get(cv2.CAP_PROP_FPS)
        self.fps: float | None = told if 0.1 <= told <= 240 else _DEFAULT_FPS

    def read(self) -> Picture | None:
        return _read(self._capture)

    def rewind(self) -> bool:
        return bool(self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0))

    def close(self) -> None:
        self._capture.release()


class _Folder:
    """The pictures of a folder, by name; files that are no pictures are passed over."""

    def __init__(self, folder: Path) -> None:
        self.fps: float | None = _FOLDER_FPS
        self._folder = folder
        self._left: list[Path] = []
        if not self.rewind():
            raise SourceError(f"no pictures in the folder: {folder}")

    def read(self) -> Picture | None:
        while self._left:
            image = cv2.imread(str(self._left.pop(0)), cv2.IMREAD_COLOR)
            if image is not None:
                return np.asarray(image, np.uint8)
        return None

    def rewind(self) -> bool:
        try:
            names = sorted(p for p in self._folder.iterdir() if p.suffix.lower() in PICTURE_SUFFIXES)
        except OSError:
            names = []
        self._left = names
        return bool(names)

    def close(self) -> None:
        self._left = []
