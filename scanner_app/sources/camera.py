"""Frames from a camera, a video file or a folder of pictures, by OpenCV. No Qt here.

`open_source` opens one of the three. `Camera` runs it in a thread, keeps only the newest frame, paces files at their
own speed, and brings a lost source back by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Condition, Event, Thread
from time import monotonic
from typing import Protocol

import cv2
import numpy as np
import structlog
from numpy.typing import NDArray

log = structlog.get_logger(__name__)
# A camera that is away is tried again and again; OpenCV would tell the terminal each time.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)

Picture = NDArray[np.uint8]

PICTURE_SUFFIXES = frozenset({".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})

_FOLDER_FPS = 5.0
_DEFAULT_FPS = 25.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.25, 5.0
_READS_BEFORE_LOST = 5
"""A device may drop a frame now and then; only so many in a row mean that it is gone."""


class CameraState(StrEnum):
    """What a camera is doing: `OPENING` → `RUNNING` → `LOST` → `RECOVERED` (frames flow again), or `ENDED`."""

    OPENING = "opening"
    RUNNING = "running"
    LOST = "lost"
    RECOVERED = "recovered"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: its number (from 1, never repeated), BGR pixels, and when it came (seconds, monotonic clock)."""

    number: int
    image_bgr: Picture
    at_mono: float


class SourceError(Exception):
    """A source cannot be opened; the message says why, for people."""


class Source(Protocol):
    """Something that gives pictures one after the other."""

    fps: float | None
    """Frames a second to pace it at, or `None` where the device paces itself."""

    def read(self) -> Picture | None:
        """Give the next BGR picture, or `None` when there is none: a file at its end, a device without a frame."""

    def rewind(self) -> bool:
        """Go back to the start; `False` where there is no start."""

    def close(self) -> None:
        """Let go of the device or file."""


def open_source(spec: str, *, width: int = 1280, height: int = 720) -> Source:
    """Open "0".."9" (a device), a video file, or a folder of pictures. Raises `SourceError`.

    `width` and `height` are what a device is asked for; it may give something else.
    """
    if len(spec) == 1 and spec in "0123456789":
        return _Capture(int(spec), width, height)
    path = Path(spec)
    if path.is_dir():
        return _Folder(path)
    if path.is_file():
        return _Capture(path, width, height)
    raise SourceError(f"no camera, video file or folder of pictures: {spec}")


class Camera:
    """A thread that reads one source and keeps the newest frame.

    `on_state` is called from that thread on each change of state. A lost device (or file that vanished) is opened again
    and again, with growing pauses, until it is back. `loop` starts files and folders over; else they end. The thread
    lives on through any exception of OpenCV until `stop`, or the end of a file.
    """

    def __init__(
        self,
        spec: str,
        *,
        on_state: Callable[[CameraState], None] = lambda _: None,
        loop: bool = False,
        opener: Callable[[str], Source] = open_source,
    ) -> None:
        self._spec, self._on_state, self._loop, self._opener = spec, on_state, loop, opener
        self._stopping = Event()
        self._arrived = Condition()
        self._newest: Frame | None = None
        self._number = 0
        self._thread: Thread | None = None
        self.state = CameraState.OPENING

    def start(self) -> None:
        """Begin to read; a second call does nothing."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="camera", daemon=True)
            self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """End the thread and let go of the source; `False` if a device driver still held it after `timeout_s`."""
        self._stopping.set()
        with self._arrived:
            self._arrived.notify_all()
        if self._thread is not None:
            self._thread.join(timeout_s)
            return not self._thread.is_alive()
        return True

    def wait_frame(self, after: int, timeout_s: float) -> Frame | None:
        """Wait for a frame with a number above `after` and give the newest; `None` when none came in time."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._number > after or self._is_over(), timeout_s)
            return self._newest if self._number > after else None

    def latest(self) -> Frame | None:
        """Give the newest frame there is, at once."""
        with self._arrived:
            return self._newest

    def _is_over(self) -> bool:
        return self._stopping.is_set() or self.state is CameraState.ENDED

    def _run(self) -> None:
        wait_s, was_lost = _FIRST_WAIT_S, False
        self._tell(CameraState.OPENING)
        while not self._stopping.is_set():
            before = self._number
            if self._read_until_lost(CameraState.RECOVERED if was_lost else CameraState.RUNNING):
                break
            if self._stopping.is_set():
                break
            if not was_lost or self._number > before:
                self._tell(CameraState.LOST)
                wait_s = _FIRST_WAIT_S
            was_lost = True
            self._stopping.wait(wait_s)
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
        self._tell(CameraState.ENDED)

    def _read_until_lost(self, first_state: CameraState) -> bool:
        """Open the source and read on; `True` at the end of a file, `False` when it was lost or did not open."""
        source: Source | None = None
        try:
            source = self._opener(self._spec)
            return self._pump(source, first_state)
        except SourceError:
            return False
        except Exception:
            # OpenCV and its backends raise what they like, and the camera has to outlive all of it.
            log.warning("camera_failed", exc_info=True)
            return False
        finally:
            if source is not None:
                _close(source)

    def _pump(self, source: Source, first_state: CameraState) -> bool:
        due, misses, shown, since_rewind = monotonic(), 0, False, 0
        while not self._stopping.is_set():
            image = source.read()
            if image is None and source.fps is None:
                misses += 1
                if misses >= _READS_BEFORE_LOST:
                    return False
                self._stopping.wait(0.02)
                continue
            if image is None:
                # The end of a file, unless it vanished: a folder that is emptied or a stick that is pulled is lost.
                if since_rewind == 0 or not Path(self._spec).exists():
                    return False
                if not self._loop:
                    return True
                if not source.rewind():
                    return False
                since_rewind = 0
                continue
            misses, since_rewind = 0, since_rewind + 1
            self._put(image)
            if not shown:
                self._tell(first_state)
                shown = True
            if source.fps is not None:
                due = max(due + 1 / source.fps, monotonic())
                self._stopping.wait(max(0.0, due - monotonic()))
        return False

    def _put(self, image: Picture) -> None:
        with self._arrived:
            self._number += 1
            self._newest = Frame(self._number, image, monotonic())
            self._arrived.notify_all()

    def _tell(self, state: CameraState) -> None:
        with self._arrived:
            self.state = state
            self._arrived.notify_all()
        log.info("camera_state", state=state.value)
        try:
            self._on_state(state)
        except Exception:
            # A listener's bug must not take the camera down with it.
            log.exception("camera_listener_failed")


class _Capture:
    """A device or a video file, by `cv2.VideoCapture`."""

    def __init__(self, what: int | Path, width: int, height: int) -> None:
        is_file = isinstance(what, Path)
        self._capture = cv2.VideoCapture(str(what) if isinstance(what, Path) else what)
        if not self._capture.isOpened():
            self._capture.release()
            raise SourceError(f"cannot be opened as video: {what}")
        self.fps: float | None = None
        if is_file:
            told = self._capture.get(cv2.CAP_PROP_FPS)
            self.fps = told if 0.1 <= told <= 240 else _DEFAULT_FPS
        else:
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
            # Old frames waiting in a driver's queue would make every verdict late.
            self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def read(self) -> Picture | None:
        is_there, image = self._capture.read()
        return np.asarray(image, np.uint8) if is_there and image is not None else None

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


def _close(source: Source) -> None:
    try:
        source.close()
    except Exception:
        # Letting go of a device that was unplugged may fail; there is nothing left to let go of.
        log.warning("camera_close_failed", exc_info=True)
