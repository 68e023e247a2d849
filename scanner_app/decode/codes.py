"""What a decoder hands on: one read code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
"""A gray picture, height x width."""

Floats = NDArray[np.float32]

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Code:
    """One code read from a picture.

    `text` passed the symbol's own checksum. `format` is the symbology ("QRCode", "Aztec", ...), `decoder` the stage of
    the cascade that read it ("zxing", "zxing+snap", "pyzbar", ...). `corners` are pixels of the picture, clockwise
    from the symbol's own top left, or empty where the stage does not know them.
    """

    text: str
    format: str
    decoder: str
    corners: tuple[Corner, Corner, Corner, Corner] | tuple[()] = ()


def each_once(codes: Iterable[Code]) -> list[Code]:
    """Keep the first of every (format, text), in order: a code drawn twice in one picture is one code."""
    found: dict[tuple[str, str], Code] = {}
    for code in codes:
        found.setdefault((code.format, code.text), code)
    return list(found.values())
