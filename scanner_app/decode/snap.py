"""Lay a module grid over a QR symbol that is bent, tilted or only roughly located, and sample it.

Edges inside a symbol lie on module boundaries, so the gradient's phase at one cycle a module tells how far the grid is
off at every place (the same demodulation that reads fringe patterns). Three passes from stiff to loose bend the grid
until edges and boundaries meet; no alignment pattern needs to be visible.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner_app.decode.codes import Floats, Gray
from scanner_app.decode.modules import MARGIN

Matrix = NDArray[np.float64]

_WORTH = 0.10
"""Below this share of in-phase edge energy there is no grid of this size here (noise stays under 0.08)."""

_PASSES = ((4.0, 2), (3.0, 4), (2.0, 0))
"""For each pass the window (modules, standard deviation) and the degree of the bending polynomial (0 = free)."""


def homography_to(corners: Floats, size: int) -> Matrix:
    """The homography from module coordinates (0..`size`) to the picture, for a symbol's four outer corners."""
    square = np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(square, corners.astype(np.float32)), np.float64)


def sample_symbol(
    gray: Gray, homography: Matrix, size: int, bend: tuple[Matrix, Matrix] | None = None
) -> Floats | None:
    """Return the mean shade of every module, `MARGIN` more on every side, or `None` where there is no such grid.

    `homography` goes from module coordinates to pixels; `bend` is a first guess of how far (modules, right and down)
    each of the `size` x `size` modules is off it.
    """
    part = _part(gray, homography, size)
    if part is None:
        return None
    view = _View(*part, size)
    right, down = bend if bend is not None else (np.zeros((size, size)), np.zeros((size, size)))
    for number, (window, degree) in enumerate(_PASSES):
        phases = _phases(view.look(right, down), view, window)
        if number == 0:
            if sum(float(trust.mean()) for _, trust in phases) < _WORTH:
                return None
            phases = [(_unwrapped(phase), trust) for phase, trust in phases]
        steps = [_smooth(-phase / (2 * np.pi), trust**2 + 1e-3, degree) for phase, trust in phases]
        right, down = right + steps[0], down + steps[1]
    return view.shades(right, down)


class _View:
    """One symbol seen through its homography, drawn at a few pixels a module."""

    def __init__(self, gray: Gray, homography: Matrix, size: int) -> None:
        self._gray = gray
        self._homography = homography.astype(np.float32)
        self.scale = 6 if size <= 57 else 4
        self.cells = size + 2 * MARGIN
        self.along = ((np.arange(self.cells * self.scale) + 0.5) / self.scale - MARGIN).astype(np.float32)
        turn = 2 * np.pi * self.along
        self.wave = np.cos(turn).astype(np.float32), -np.sin(turn).astype(np.float32)

    def look(self, right: Matrix, down: Matrix) -> Floats:
        """Draw the symbol with its grid moved by `right` and `down` modules."""
        x, y = np.meshgrid(self.along, self.along)
        side = len(self.along)
        return self._drawn(x + self._spread(right, side), y + self._spread(down, side))

    def shades(self, right: Matrix, down: Matrix) -> Floats:
        """Average three by three points inside every module."""
        steps = np.repeat(np.arange(self.cells) + 0.5 - MARGIN, 3) + np.tile([-0.22, 0, 0.22], self.cells)
        x, y = np.meshgrid(steps.astype(np.float32), steps.astype(np.float32))
        by_three = np.ones((3, 3))
        drawn = self._drawn(
            x + np.kron(np.pad(right, MARGIN, mode="edge"), by_three).astype(np.float32),
            y + np.kron(np.pad(down, MARGIN, mode="edge"), by_three).astype(np.float32),
        )
        return np.asarray(cv2.resize(drawn, (self.cells, self.cells), interpolation=cv2.INTER_AREA), np.float32)

    def _spread(self, shift: Matrix, side: int) -> Floats:
        padded = np.pad(shift, MARGIN, mode="edge").astype(np.float32)
        return np.asarray(cv2.resize(padded, (side, side), interpolation=cv2.INTER_LINEAR), np.float32)

    def _drawn(self, x: Floats, y: Floats) -> Floats:
        h = self._homography
        depth = h[2, 0] * x + h[2, 1] * y + h[2, 2]
        map_x = (h[0, 0] * x + h[0, 1] * y + h[0, 2]) / depth
        map_y = (h[1, 0] * x + h[1, 1] * y + h[1, 2]) / depth
        seen = cv2.remap(self._gray, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(seen, np.float32)


def _part(gray: Gray, homography: Matrix, size: int) -> tuple[Gray, Matrix] | None:
    """Cut the symbol and its margin out of the picture; `None` when it lies outside, is tiny or is not a quad."""
    low, high = -MARGIN, size + MARGIN
    outline = np.array([[[low, low], [high, low], [high, high], [low, high]]], np.float64)
    depth = outline[0] @ homography[2, :2] + homography[2, 2]
    if depth.min() <= 0.1 * depth.max():
        return None
    corners = cv2.perspectiveTransform(outline, homography)[0]
    left, top = np.maximum(np.floor(corners.min(axis=0)).astype(int) - 2, 0)
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)).astype(int) + 3, gray.shape[::-1])
    if right - left < 20 or bottom - top < 20:
        return None
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]], np.float64)
    return gray[top:bottom, left:right], shift @ homography


def _phases(drawn: Floats, view: _View, window: float) -> list[tuple[Matrix, Matrix]]:
    """For both directions: the gradient's phase at every module (radians) and how far it can be trusted (0..1)."""
    smooth = cv2.GaussianBlur(drawn, (0, 0), view.scale * 0.2)
    inner = slice(MARGIN, -MARGIN)
    cells = (view.cells, view.cells)
    found = []
    for axis in (0, 1):
        edges = np.abs(cv2.Sobel(smooth, cv2.CV_32F, 1 - axis, axis, ksize=3))
        # Each neighbourhood counts alike, and so does each edge beyond four times the usual.
        edges = np.minimum(edges / (cv2.blur(edges, (view.scale * 7, view.scale * 7)) + 1), 4)
        waves = [wave[None, :] if axis == 0 else wave[:, None] for wave in view.wave]
        layers = [
            cv2.resize(layer, cells, interpolation=cv2.INTER_AREA) for layer in (*(edges * w for w in waves), edges)
        ]
        local = cv2.GaussianBlur(np.dstack(layers), (0, 0), window, borderType=cv2.BORDER_CONSTANT)[inner, inner]
        strength = np.hypot(local[..., 0], local[..., 1]) / (local[..., 2] + 1e-6)
        found.append((np.arctan2(local[..., 1], local[..., 0]).astype(np.float64), strength.astype(np.float64)))
    return found


def _unwrapped(phase: Matrix) -> Matrix:
    """Follow the phase beyond half a module, starting from the first finder pattern, whose place is known best."""
    followed = np.unwrap(np.unwrap(phase, axis=0), axis=1)
    return np.asarray(followed - 2 * np.pi * np.round(np.median(followed[:7, :7]) / (2 * np.pi)))


def _smooth(shift: Matrix, weight: Matrix, degree: int) -> Matrix:
    """Smooth measured shifts: by a robust polynomial of `degree`, or freely with a small window for 0."""
    if degree == 0:
        return np.asarray(cv2.GaussianBlur(shift * weight, (0, 0), 1.2) / cv2.GaussianBlur(weight, (0, 0), 1.2))
    terms = polynomial_terms(shift.shape[0], degree)
    goal, trust, now = shift.reshape(-1), weight.reshape(-1), weight.reshape(-1)
    fitted = goal
    for _ in range(3):
        rows = terms * now[:, None]
        pull = 1e-4 * now.sum() * np.eye(terms.shape[1])
        fitted = terms @ np.linalg.solve(rows.T @ terms + pull, rows.T @ goal)
        now = trust / (1 + ((fitted - goal) / 0.15) ** 2)
    return np.asarray(fitted.reshape(shift.shape))


def polynomial_terms(size: int, degree: int) -> Matrix:
    """Every x^i y^j up to `degree` at each of `size` x `size` modules, x and y from -1 to 1."""
    along = (np.arange(size) + 0.5) / size * 2 - 1
    x, y = np.meshgrid(along, along)
    powers = [(i, j) for i in range(degree + 1) for j in range(degree + 1 - i)]
    return np.stack([x**i * y**j for i, j in powers], axis=-1).reshape(size * size, -1)
