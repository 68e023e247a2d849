"""One opening of a source: a thread of its own reads it until it ends, fails or is told to stop. No Qt here."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import structlog

from scanner_app.sources.camera_devices import Trouble
from scanner_app.sources.camera_sources import Picture, Source, SourceError

log = structlog.get_logger(__name__)

_READS_BEFORE_LOST = 5
"""A device may drop a frame now and then; only so many in a row mean that it is gone."""
_OPENING_S = 40.0
"""So long a device may take to open: some on Windows need half a minute."""
_SAMPLE = 16
"""Every so many pixels one tells whether a picture is the one before: a sensor's noise is in all of them."""


class Reading:
    """Reads one source. A driver may hold its thread for ever, so whoever waits for it does so with patience's end.

    ``put`` is called with every picture. ``ended`` is set last; then ``trouble`` says what happened, ``None`` for the
    end of a file or for ``stop``.
    """

    def __init__(
        self,
        spec: str,
        opener: Callable[[str], Source],
        put: Callable[[Source, Picture], None],
        *,
        loop: bool,
        sameness: Sameness,
    ) -> None:
        self._spec, self._opener, self._put, self._loop = spec, opener, put, loop
        self._sameness = sameness
        self._stopping = Event()
        self.ended = Event()
        self.trouble: Trouble | None = None
        self._patience_s = _OPENING_S
        self._alive_at_mono = monotonic()
        self._thread = Thread(target=self._run, name="camera-source", daemon=True)
        self._thread.start()

    def is_stuck(self, at_mono: float) -> bool:
        """Whether the driver has given neither a picture nor an error for too long."""
        return at_mono - self._alive_at_mono > self._patience_s

    def stop(self) -> None:
        """Have it end after the picture that it is at."""
        self._stopping.set()

    def _run(self) -> None:
        source: Source | None = None
        try:
            source = self._opener(self._spec)
            self._alive_at_mono = monotonic()
            # A file is given as slowly as it was filmed.
            self._patience_s = self._sameness.patience_s if source.fps is None else math.inf
            self.trouble = self._pump(source)
        except SourceError as error:
            self.trouble = error.trouble
        except Exception:
            # OpenCV and its backends raise what they like, and the camera has to outlive all of it.
            log.warning("camera_failed", exc_info=True)
            self.trouble = Trouble.SILENT
        finally:
            if source is not None:
                _close(source)
            self.ended.set()

    def _pump(self, source: Source) -> Trouble | None:
        """Hand on pictures until there are no more; why there are none, ``None`` at the end of a file."""
        due, misses, since_rewind = monotonic(), 0, 0
        while not self._stopping.is_set():
            image = source.read()
            if image is not None:
                misses, since_rewind = 0, since_rewind + 1
                if source.fps is None and self._sameness.is_frozen(image, monotonic()):
                    return Trouble.SILENT
                self._hand_on(source, image)
                if source.fps is not None:
                    due = max(due + 1 / source.fps, monotonic())
                    self._stopping.wait(max(0.0, due - monotonic()))
            elif source.fps is None:
                misses += 1
                if misses >= _READS_BEFORE_LOST:
                    return Trouble.SILENT
                self._stopping.wait(0.02)
            elif since_rewind > 0 and self._is_there() and not self._loop:
                return None
            elif since_rewind == 0 or not self._is_there() or not source.rewind():
                # Not its end: a folder that is emptied or a stick that is pulled is lost.
                return Trouble.MISSING
            else:
                since_rewind = 0
        return None

    def _hand_on(self, source: Source, image: Picture) -> None:
        self._alive_at_mono = monotonic()
        if not self._stopping.is_set():
            self._put(source, image)

    def _is_there(self) -> bool:
        return Path(self._spec).exists()


class Sameness:
    """Finds a device that repeats one picture, as some do after sleep: two pictures of a sensor are never equal.

    Kept over openings. A picture that stays the same right after the device was opened again for it is taken for what
    the device has to show: some cameras send a drawing while their shutter is closed.
    """

    def __init__(self, patience_s: float) -> None:
        self.patience_s = patience_s
        self._last: int | None = None
        self._since = 0.0
        self._accepted: int | None = None

    def is_frozen(self, picture: Picture, at_mono: float) -> bool:
        """Note ``picture``; whether it has been the same for too long."""
        mark = zlib.crc32(picture[::_SAMPLE, ::_SAMPLE].tobytes())
        if mark != self._last:
            self._last, self._since = mark, at_mono
            return False
        if mark == self._accepted or at_mono - self._since < self.patience_s:
            return False
        self._accepted, self._last = mark, None
        return True


def _close(source: Source) -> None:
    try:
        source.close()
    except Exception:
        # Letting go of a device that was unplugged may fail; there is nothing left to let go of.
        log.warning("camera_close_failed", exc_info=True)
