"""Whether a camera sees anything: a covered lens gives dark or even pictures for as long as it is covered. Pure.

A dark room gives dark pictures too, but in between somebody holds up a phone. So patience grows once darkness has
ended for a glimpse, until the picture has been light for long.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_STEP = 4
_BLOCKS = (32, 18)
_DARK = 20.0
"""Gray levels. The lightest part of what is seen in the dark is above it: a lamp, a face lit by a phone."""
_EVEN = 10.0
"""Gray levels between the darkest and the lightest part. A wall in any light has more from one side to the other."""

PATIENCE_S = 6.0
PATIENCE_AT_FIRST_S = 15.0
"""Before anything was seen at all."""
PATIENCE_IN_THE_DARK_S = 180.0
_GLIMPSE_S = 20.0
"""Light between two darknesses for less than this is somebody's phone."""
_LIGHT_AGAIN_S = 60.0
"""Light for so long, and the room is a light one."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The gray levels of the darkest and the lightest of a picture's 576 parts, noise averaged out."""

    darkest: float
    lightest: float

    @property
    def shows_nothing(self) -> bool:
        """Whether there is nothing in the picture: no light, or no difference."""
        return self.lightest < _DARK or self.lightest - self.darkest < _EVEN


def look_at(picture: NDArray[np.uint8]) -> Looks:
    """The looks of a picture, gray or BGR, of any size; some tens of microseconds."""
    thinned = np.ascontiguousarray(picture[::_STEP, ::_STEP])
    parts = cv2.resize(thinned, _BLOCKS, interpolation=cv2.INTER_AREA)
    gray = parts if parts.ndim == 2 else cv2.cvtColor(parts, cv2.COLOR_BGR2GRAY)
    return Looks(float(gray.min()), float(gray.max()))


class LensWatch:
    """Says that a lens seems covered, and takes it back with the first picture that shows something.

    Time is an argument, in seconds of a monotonic clock.
    """

    def __init__(self) -> None:
        self._dark_since: float | None = None
        self._light_since: float | None = None
        self._was_dark = False
        self._patience_s = PATIENCE_AT_FIRST_S

    def is_blocked(self, looks: Looks, at_mono: float) -> bool:
        """Note a picture's looks; whether the camera has seen nothing for too long."""
        if not looks.shows_nothing:
            if self._light_since is None:
                self._light_since, self._dark_since = at_mono, None
            if at_mono - self._light_since >= _LIGHT_AGAIN_S:
                self._was_dark = False
            return False
        if self._dark_since is None:
            self._dark_since = at_mono
            self._patience_s = self._patience(at_mono)
            self._light_since, self._was_dark = None, True
        return at_mono - self._dark_since >= self._patience_s

    def _patience(self, at_mono: float) -> float:
        """How long the darkness that begins now may last."""
        if self._light_since is None:
            return PATIENCE_AT_FIRST_S
        is_glimpse = at_mono - self._light_since < _GLIMPSE_S
        stays_dark = self._was_dark and (is_glimpse or self._patience_s == PATIENCE_IN_THE_DARK_S)
        return PATIENCE_IN_THE_DARK_S if stays_dark else PATIENCE_S
