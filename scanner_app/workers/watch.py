"""The camera watched: each newest frame is read and shown, and every code in view is told once."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from scanner_app.decode import FrameReader, QuietPeriod, Turns
from scanner_app.sources.camera import Camera, CameraState, Frame
from scanner_app.sources.camera_devices import Trouble
from scanner_app.sources.camera_sources import Given, Picture, Source, open_source
from scanner_app.sources.lens import LensWatch, look_at

_SHOW_EVERY_S = 1 / 20
_LENS_EVERY_S = 0.25
_WIDEST_SHOWN = 960
_WAIT_S = 0.1
_LETTING_GO_S = 1.0
"""So long the screen waits for a driver to let go of a camera; a stuck one is left to itself."""
_MOST_UNSEEN = 2
"""Pictures that wait for a busy screen before further ones are left out."""
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class View:
    """How pictures are shown: mirrored, and turned by so many degrees clockwise. Reading does not depend on it."""

    is_mirrored: bool = False
    rotation: int = 0


class Watcher(QObject):
    """Runs one camera at a time. ``frame`` carries a QImage, ``found`` a payload, ``state`` a CameraState."""

    frame = Signal(QImage)
    found = Signal(str)
    state = Signal(object)
    blocked = Signal(bool)
    """Whether the camera sees nothing, when that has changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera: Camera | None = None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._unseen = threading.Semaphore(_MOST_UNSEEN)
        self._is_to_read_anew = threading.Event()
        self.view = View()
        self.formats: frozenset[str] = frozenset()
        """What is read beside QR codes. It and ``view`` may be changed at any time."""
        self.frames_read = 0
        self.frame.connect(self._shown_one, Qt.ConnectionType.QueuedConnection)

    @property
    def camera_state(self) -> CameraState | None:
        """What the camera is doing, None where none is watched."""
        return None if self._camera is None else self._camera.state

    @property
    def trouble(self) -> Trouble | None:
        """Why the camera gives no pictures, while it gives none."""
        return None if self._camera is None else self._camera.trouble

    @property
    def given(self) -> Given | None:
        """What the camera really gives, once it gave something."""
        return None if self._camera is None else self._camera.given

    def watch(
        self,
        spec: str,
        *,
        loop: bool,
        opener: Callable[[str], Source] = open_source,
        reader: FrameReader | None = None,
    ) -> None:
        """Watch ``spec`` (a device, a video file, a folder of pictures) in place of what was watched before."""
        self.stop()
        self._stopping = threading.Event()
        self._camera = Camera(spec, on_state=self.state.emit, loop=loop, opener=opener)
        told = (self._camera, reader or FrameReader(), self._stopping)
        self._thread = threading.Thread(target=self._read, args=told, name="decoder", daemon=True)
        self._camera.start()
        self._thread.start()

    def look_again(self) -> None:
        """Cameras came or went: try at once, where one is waited for."""
        if self._camera is not None:
            self._camera.look_again()

    def read_anew(self) -> None:
        """Tell of what is in view once more: nobody could do anything with it so far."""
        self._is_to_read_anew.set()

    def stop(self) -> None:
        """Let go of the camera."""
        self._stopping.set()
        if self._camera is not None:
            self._camera.stop(_LETTING_GO_S)
        if self._thread is not None:
            self._thread.join()
        self._camera, self._thread = None, None

    def _read(self, camera: Camera, reader: FrameReader, stopping: threading.Event) -> None:
        quiet, turns, lens = QuietPeriod(), Turns(), _Lens(self.blocked.emit)
        number, shown_at = 0, 0.0
        while not stopping.is_set():
            frame = camera.wait_frame(number, _WAIT_S)
            if frame is not None:
                number = frame.number
                reader.formats = self.formats
                if self._is_to_read_anew.is_set():
                    self._is_to_read_anew.clear()
                    quiet.forget()
                turns.add(quiet.fresh(reader.read(frame.image_bgr), frame.at_mono), frame.at_mono)
                self.frames_read += 1
            code = turns.next(time.monotonic())
            if code is not None:
                self.found.emit(code.text)
            if frame is not None:
                # Only now: a verdict does not wait for the preview.
                lens.look(frame)
                if frame.at_mono - shown_at >= _SHOW_EVERY_S and self._unseen.acquire(blocking=False):
                    shown_at = frame.at_mono
                    self.frame.emit(_shown(frame.image_bgr, self.view))
            elif camera.state is CameraState.ENDED:
                if turns.is_empty:
                    return
                stopping.wait(_WAIT_S)

    @Slot()
    def _shown_one(self) -> None:
        self._unseen.release()


class _Lens:
    """Tells when a camera begins to see nothing, and when it sees again."""

    def __init__(self, tell: Callable[[bool], None]) -> None:
        self._tell, self._watch = tell, LensWatch()
        self._looked_at, self._is_blocked = float("-inf"), False

    def look(self, frame: Frame) -> None:
        """Look at a frame now and then."""
        if frame.at_mono - self._looked_at < _LENS_EVERY_S:
            return
        self._looked_at = frame.at_mono
        is_blocked = self._watch.is_blocked(look_at(frame.image_bgr), frame.at_mono)
        if is_blocked != self._is_blocked:
            self._is_blocked = is_blocked
            self._tell(is_blocked)


def _shown(image: Picture, view: View) -> QImage:
    """A picture no wider than a screen needs, as ``view`` says, with pixels of its own."""
    if image.shape[1] > _WIDEST_SHOWN:
        height = image.shape[0] * _WIDEST_SHOWN // image.shape[1]
        # Averaging would look a little better and take ten times as long.
        image = np.asarray(cv2.resize(image, (_WIDEST_SHOWN, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    if view.rotation in _TURNS:
        image = np.asarray(cv2.rotate(image, _TURNS[view.rotation]), np.uint8)
    if view.is_mirrored:
        image = np.asarray(cv2.flip(image, 1), np.uint8)
    pixels = np.ascontiguousarray(image)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_BGR888).copy()
