"""Two sights for codes that a single one may misread."""

from __future__ import annotations

from collections.abc import Iterable

from scanner_app.decode.codes import Code
from scanner_app.decode.zxing import is_strong

_FRAMES = 20
"""The second sight counts within so many frames: well under a second of a camera."""


class Agreement:
    """Lets a bar code through once two frames agree on it; symbols with Reed-Solomon codes pass at once.

    A single check digit passes one misread in ten, and some bar codes have not even that.
    """

    def __init__(self) -> None:
        self._seen_at: dict[tuple[str, str], int] = {}
        self._frame = 0

    def agreed(self, codes: Iterable[Code]) -> list[Code]:
        """Note what one more frame shows; the codes in it that count."""
        self._frame += 1
        self._seen_at = {key: at for key, at in self._seen_at.items() if self._frame - at <= _FRAMES}
        counted = []
        for code in codes:
            key = (code.format, code.text)
            if is_strong(code.format) or self._seen_at.get(key, self._frame) < self._frame:
                counted.append(code)
            self._seen_at[key] = self._frame
        return counted
