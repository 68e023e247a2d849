"""A camera that is kept running: the newest frame of a device, video file or folder of pictures. No Qt here.

``Camera`` keeps only the newest frame, paces files at their own speed, and brings a lost source back by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Condition, Event, Thread
from time import monotonic

import structlog

from scanner_app.sources.camera_devices import Trouble
from scanner_app.sources.camera_reading import Reading, Sameness
from scanner_app.sources.camera_sources import Given, Picture, Source, SourceError, given_by, open_source

__all__ = ["Camera", "CameraState", "Frame", "Source", "SourceError", "open_source"]

log = structlog.get_logger(__name__)

SILENCE_S = 4.0
"""So long without a picture, or with the same one, and a device is opened again."""
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.25, 5.0
_LOOK_EVERY_S = 0.1
_MOST_STUCK = 2
"""Openings that a driver may hold for ever before no further one is tried."""


class CameraState(StrEnum):
    """What a camera does: ``OPENING`` → ``RUNNING`` → ``LOST`` → ``RECOVERED`` (frames flow again), or ``ENDED``."""

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


class Camera:
    """A thread that watches over one source and keeps the newest frame.

    ``on_state`` is called from that thread on each change of state, and again while ``LOST`` when ``trouble`` became
    another. A source that is lost, silent or frozen is opened again and again, with growing pauses, until it is back.
    ``loop`` starts files and folders over; else they end.
    """

    def __init__(
        self,
        spec: str,
        *,
        on_state: Callable[[CameraState], None] = lambda _: None,
        loop: bool = False,
        opener: Callable[[str], Source] = open_source,
        silence_s: float = SILENCE_S,
    ) -> None:
        self._spec, self._on_state, self._loop, self._opener = spec, on_state, loop, opener
        self._sameness = Sameness(silence_s)
        self._stopping, self._woken = Event(), Event()
        self._arrived = Condition()
        self._newest: Frame | None = None
        self._number = 0
        self._was_lost = False
        self._reading: Reading | None = None
        self._stuck: list[Reading] = []
        self._thread: Thread | None = None
        self.state = CameraState.OPENING
        self.trouble: Trouble | None = None
        """Why there are no frames, while there are none."""
        self.given: Given | None = None
        """What the source gives, once there was a frame."""

    def start(self) -> None:
        """Begin to read; a second call does nothing."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="camera", daemon=True)
            self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """End the threads and let go of the source; ``False`` if a driver still held it after ``timeout_s``."""
        until = monotonic() + timeout_s
        self._stopping.set()
        self._woken.set()
        with self._arrived:
            self._arrived.notify_all()
        if self._thread is not None:
            self._thread.join(timeout_s)
        reading = self._reading
        return reading is None or reading.ended.wait(max(0.0, until - monotonic()))

    def look_again(self) -> None:
        """Try at once, where it is waiting before the next try: something was plugged in."""
        self._woken.set()

    def wait_frame(self, after: int, timeout_s: float) -> Frame | None:
        """Wait for a frame with a number above ``after`` and give the newest; ``None`` when none came in time."""
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
        wait_s = _FIRST_WAIT_S
        self._tell(CameraState.OPENING)
        while not self._stopping.is_set():
            before = self._number
            trouble = self._read_once()
            if self._stopping.is_set() or trouble is None:
                break
            if self._number > before:
                wait_s = _FIRST_WAIT_S
            if not self._was_lost or self._number > before or trouble is not self.trouble:
                self.trouble, self._was_lost = trouble, True
                self._tell(CameraState.LOST)
            self._woken.wait(wait_s)
            self._woken.clear()
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
        self._tell(CameraState.ENDED)

    def _read_once(self) -> Trouble | None:
        """Open the source and watch it until it gives no more; ``None`` at the end of a file."""
        self._stuck = [reading for reading in self._stuck if not reading.ended.is_set()]
        if len(self._stuck) >= _MOST_STUCK:
            return Trouble.SILENT
        reading = Reading(self._spec, self._opener, self._put, loop=self._loop, sameness=self._sameness)
        self._reading = reading
        while not reading.ended.wait(_LOOK_EVERY_S):
            if self._stopping.is_set():
                reading.stop()
                return None
            if reading.is_stuck(monotonic()):
                # Its driver neither gives a picture nor an error, as after sleep: leave it to itself.
                reading.stop()
                self._stuck.append(reading)
                return Trouble.SILENT
        # What seems to be in use by another program may be held by a driver that we gave up on.
        return Trouble.SILENT if self._stuck and reading.trouble is Trouble.BUSY else reading.trouble

    def _put(self, source: Source, image: Picture) -> None:
        given = given_by(source, image)
        with self._arrived:
            if self._is_over():
                return
            is_first = self.state not in (CameraState.RUNNING, CameraState.RECOVERED) or given != self.given
            self.given = given
            self._number += 1
            self._newest = Frame(self._number, image, monotonic())
            self._arrived.notify_all()
        if is_first:
            self.trouble = None
            self._tell(CameraState.RECOVERED if self._was_lost else CameraState.RUNNING)

    def _tell(self, state: CameraState) -> None:
        with self._arrived:
            self.state = state
            self._arrived.notify_all()
        log.info("camera_state", state=state.value, trouble=self.trouble)
        try:
            self._on_state(state)
        except Exception:
            # A listener's bug must not take the camera down with it.
            log.exception("camera_listener_failed")
