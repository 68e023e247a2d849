"""The camera watched: each newest frame is shown and read, and every code in view is told once."""

import threading
import time

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from scanner_app.decode import FrameReader, QuietPeriod
from scanner_app.sources.camera import Camera, CameraState, Frame

_SHOW_EVERY_S = 1 / 20
_WIDEST_SHOWN = 960
_WAIT_S = 0.2


class Watcher(QObject):
    """Runs one camera at a time. ``frame`` carries a QImage, ``found`` a payload, ``state`` a CameraState."""

    frame = Signal(QImage)
    found = Signal(str)
    state = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._camera: Camera | None = None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self.frames_read = 0

    def watch(self, spec: str, *, loop: bool) -> None:
        """Watch ``spec`` (a device, a video file, a folder of pictures) in place of what was watched before."""
        self.stop()
        self._stopping.clear()
        self._camera = Camera(spec, on_state=self.state.emit, loop=loop)
        self._thread = threading.Thread(target=self._read, args=(self._camera,), name="decoder", daemon=True)
        self._camera.start()
        self._thread.start()

    def stop(self) -> None:
        """Let go of the camera."""
        self._stopping.set()
        if self._camera is not None:
            self._camera.stop()
        if self._thread is not None:
            self._thread.join()
        self._camera, self._thread = None, None

    def _read(self, camera: Camera) -> None:
        reader, quiet = FrameReader(), QuietPeriod()
        number, shown_at = 0, 0.0
        while not self._stopping.is_set():
            frame = camera.wait_frame(number, _WAIT_S)
            if frame is None:
                if camera.state is CameraState.ENDED:
                    return
                continue
            number = frame.number
            if time.monotonic() - shown_at >= _SHOW_EVERY_S:
                shown_at = time.monotonic()
                self.frame.emit(_shown(frame))
            codes = reader.read(frame.image_bgr)
            self.frames_read += 1
            for code in quiet.fresh(codes, frame.at_mono):
                self.found.emit(code.text)


def _shown(frame: Frame) -> QImage:
    """A picture no wider than a screen needs, with pixels of its own."""
    image = frame.image_bgr
    if image.shape[1] > _WIDEST_SHOWN:
        height = image.shape[0] * _WIDEST_SHOWN // image.shape[1]
        image = np.asarray(cv2.resize(image, (_WIDEST_SHOWN, height), interpolation=cv2.INTER_AREA), np.uint8)
    pixels = np.ascontiguousarray(image)
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_BGR888).copy()
