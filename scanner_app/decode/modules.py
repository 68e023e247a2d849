"""From how dark every module of a QR symbol looks to what it says.

The function patterns (ISO/IEC 18004, 6.3) are known beforehand, so they serve as a training sequence: a small linear
equalizer is fitted on them that undoes blur, shake and ink spread, and refitted on its own decisions. Each guess at
the modules is judged by the symbol's Reed-Solomon code alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner_app.decode.codes import Floats
from scanner_app.decode.zxing import read_modules

Bits = NDArray[np.bool_]

MARGIN = 3
"""Modules of quiet zone kept around a sampled symbol."""

_PULL = 0.02
"""How strongly a fitted equalizer is held to "believe the module itself", as a share of its training modules."""


def symbol_size(version: int) -> int:
    """Modules along one side of a symbol of `version` (1..40)."""
    return 17 + 4 * version


def read_shades(shades: Floats) -> str | None:
    """Decode mean shades of modules, symbol plus `MARGIN` on every side; `None` when no guess passes the checksum."""
    size = shades.shape[0] - 2 * MARGIN
    known, patterns = function_patterns(size)
    tried: set[bytes] = set()
    for guess in _guesses(shades, known, patterns):
        modules = np.where(known, patterns, guess)
        key = np.packbits(modules).tobytes()
        if key in tried:
            continue
        tried.add(key)
        text = read_modules(modules)
        if text is not None:
            return text
    return None


@lru_cache(maxsize=40)
def function_patterns(size: int) -> tuple[Bits, Bits]:
    """Which modules every symbol of this size has alike, and what they are (True = light)."""
    known = np.zeros((size, size), np.bool_)
    light = np.ones((size, size), np.bool_)
    known[6, :] = known[:, 6] = True
    light[6, :] = light[:, 6] = np.arange(size) % 2 == 1
    for row, column in _alignment_centres(size):
        known[row - 2 : row + 3, column - 2 : column + 3] = True
        light[row - 2 : row + 3, column - 2 : column + 3] = _rings(5)
    for row, column in ((0, 0), (0, size - 8), (size - 8, 0)):
        known[row : row + 8, column : column + 8] = True
        light[row : row + 8, column : column + 8] = True
    for row, column in ((0, 0), (0, size - 7), (size - 7, 0)):
        light[row : row + 7, column : column + 7] = _rings(7)
    known[size - 8, 8] = True
    light[size - 8, 8] = False
    return known, light


def _rings(side: int) -> Bits:
    """A finder (7) or alignment (5) pattern: dark border, light ring, dark heart."""
    light = np.zeros((side, side), np.bool_)
    light[1:-1, 1:-1] = True
    light[2:-2, 2:-2] = False
    return light


def _alignment_centres(size: int) -> list[tuple[int, int]]:
    """Centres of the alignment patterns, by the spacing rule that reproduces table E.1 of the standard."""
    version = (size - 17) // 4
    if version == 1:
        return []
    count = version // 7 + 2
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    places = [6, *sorted(size - 7 - step * i for i in range(count - 1))]
    corners = {(6, 6), (6, size - 7), (size - 7, 6)}
    return [(row, column) for row in places for column in places if (row, column) not in corners]


def _guesses(shades: Floats, known: Bits, patterns: Bits) -> Iterator[Bits]:
    """Guess every module (True = light), the likeliest way first."""
    inner = slice(MARGIN, -MARGIN)
    flat = _flattened(shades)
    centre = flat[inner, inner]
    yield centre > 0
    around = _neighbourhoods(flat)[inner, inner]
    truth = np.where(patterns, 1.0, -1.0)
    weight = known.astype(np.float64)
    for _ in range(4):
        belief = around @ _fitted(around, truth, weight)
        yield belief > 0
        # From the second round on, its own firm decisions train it too.
        truth = np.where(known, truth, np.sign(belief))
        weight = np.where(known, 2.0, np.clip(np.abs(belief), 0, 1))
    yield _between_extremes(shades)[inner, inner]
    yield centre > -0.3
    yield centre > 0.3


def _flattened(shades: Floats) -> Floats:
    """Take away uneven light: shades against their neighbourhood's mean, in its standard deviations."""
    off = shades - cv2.blur(shades, (7, 7), borderType=cv2.BORDER_REPLICATE)
    spread = np.sqrt(np.maximum(cv2.blur(off * off, (9, 9), borderType=cv2.BORDER_REPLICATE), 1.0))
    return np.asarray(off / spread, np.float32)


def _neighbourhoods(flat: Floats) -> NDArray[np.float64]:
    """Each module's 3 x 3 surroundings and a constant: rows x columns x 10."""
    height, width = flat.shape
    padded = np.pad(flat, 1, mode="edge")
    parts = [padded[i : i + height, j : j + width] for i in range(3) for j in range(3)]
    return np.stack([*parts, np.ones_like(flat)], axis=-1).astype(np.float64)


def _fitted(
    around: NDArray[np.float64], truth: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fit by ridge regression the ten weights that turn surroundings into +1 (light) and -1 (dark)."""
    prior = np.zeros(10)
    prior[4] = 1.0
    rows = around.reshape(-1, 10)
    weighted = rows * weight.reshape(-1, 1)
    pull = _PULL * weight.sum() * np.eye(10)
    missing = truth.reshape(-1) - rows @ prior
    return np.asarray(prior + np.linalg.solve(weighted.T @ rows + pull, weighted.T @ missing))


def _between_extremes(shades: Floats) -> Bits:
    """Threshold half way between the lightest and the darkest module around."""
    kernel = np.ones((5, 5), np.uint8)
    middle = (cv2.blur(cv2.dilate(shades, kernel), (5, 5)) + cv2.blur(cv2.erode(shades, kernel), (5, 5))) / 2
    return np.asarray(shades > middle, np.bool_)
