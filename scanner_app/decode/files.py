"""Read the codes in picture files, with the cascade that the camera uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import cv2
import numpy as np

from scanner_app.decode.cascade import read_codes
from scanner_app.decode.codes import Gray

DEFAULT_DEADLINE_MS = 500.0


def decode_files(
    paths: Iterable[str | Path], *, all_formats: bool = False, deadline_ms: float | None = DEFAULT_DEADLINE_MS
) -> Iterator[dict[str, Any]]:
    """Yield one result a file, in order, as soon as it is there.

    `{"file", "codes": [{"text", "format", "decoder"}], "ms"}`, or `{"file", "error"}` for a file that is missing, not
    readable or not a picture. `ms` is the reading alone, without opening the file; one picture takes about
    `deadline_ms` at most (`None` = no limit).
    """
    for path in paths:
        try:
            picture = load_picture(Path(path))
        except PictureError as error:
            yield {"file": str(path), "error": str(error)}
            continue
        started = perf_counter()
        codes = read_codes(picture, deadline_ms=deadline_ms, all_formats=all_formats)
        took_ms = round((perf_counter() - started) * 1000, 2)
        shown = [{"text": code.text, "format": code.format, "decoder": code.decoder} for code in codes]
        yield {"file": str(path), "codes": shown, "ms": took_ms}


class PictureError(Exception):
    """A file that gives no picture; the message says why, for people."""


def load_picture(path: Path) -> Gray:
    """Load a picture file as BGR. Raises `PictureError`."""
    try:
        # Reading the bytes first tells a missing file from a broken one, and takes any file name on Windows.
        packed = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise PictureError(error.strerror or "cannot be read") from error
    except ValueError as error:
        raise PictureError("not a file name") from error
    try:
        picture = cv2.imdecode(packed, cv2.IMREAD_COLOR) if packed.size else None
    except cv2.error:
        # OpenCV gives up with an exception on absurd sizes.
        picture = None
    if picture is None:
        raise PictureError("not a picture that can be read")
    return np.asarray(picture, np.uint8)
