"""Find QR finder patterns by their nested outlines and work out how a symbol lies between three of them.

zxing-cpp looks for the 1:1:3:1:1 run along scan lines; nested outlines survive tilt and bending that break that run.
All twelve outer corners of the three patterns together fix the perspective and the symbol's size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner_app.decode.codes import Gray
from scanner_app.decode.modules import symbol_size
from scanner_app.decode.snap import Matrix

_MOST_PATTERNS = 12
_UNIT_SQUARE = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])


@dataclass(frozen=True, slots=True)
class Finder:
    """A finder pattern: its centre, the corners of one module's square around it, and a module's side, in pixels."""

    centre: Matrix
    corners: Matrix
    module_px: float


@dataclass(frozen=True, slots=True)
class Pose:
    """How a symbol of `size` modules may lie: homography from modules to pixels, bending and misfit in modules."""

    size: int
    homography: Matrix
    bend: tuple[Matrix, Matrix]
    misfit: float


def find_finders(dark: Gray) -> list[Finder]:
    """Find finder patterns in a picture that is 255 where it is dark, largest first."""
    outlines, hierarchy = cv2.findContours(dark, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return []
    tree = np.asarray(hierarchy[0], np.int32)
    child = tree[:, 2]
    found = []
    for outer in np.nonzero((child >= 0) & (child[child] >= 0))[0]:
        finder = _finder_in(outlines, tree, int(child[outer]))
        if finder is not None:
            found.append(finder)
    return sorted(found, key=lambda f: -f.module_px)[:_MOST_PATTERNS]


def likely_triples(finders: list[Finder]) -> list[tuple[Finder, Finder, Finder]]:
    """Triples that may be one symbol's (top left, top right, bottom left), the most square first."""
    scored: list[tuple[float, int, Finder, Finder, Finder]] = []
    for triple in combinations(finders, 3):
        sides = [f.module_px for f in triple]
        if max(sides) > 2.2 * min(sides):
            continue
        for corner in range(3):
            first, second = triple[(corner + 1) % 3], triple[(corner + 2) % 3]
            score, is_turned = _squareness(triple[corner], first, second)
            if score < 3:
                right, below = (second, first) if is_turned else (first, second)
                scored.append(
                    (score + float(np.log(max(sides) / min(sides))), len(scored), triple[corner], right, below)
                )
    return [(top_left, right, below) for _, _, top_left, right, below in sorted(scored, key=lambda s: s[:2])]


def guessed_triples(finders: list[Finder]) -> list[tuple[Finder, Finder, Finder]]:
    """Triples from two finder patterns each, the third one guessed where it was lost to glare, a crack or a thumb.

    Which corner is the lost one stays open: the symbol read there may be turned by quarters.
    """
    guessed = []
    for one, other in combinations(finders[:6], 2):
        if not 0.6 < one.module_px / other.module_px < 1.6:
            continue
        # The arm between the two in one's own module steps: (n, 0) along an edge, (n, n) across the diagonal.
        edges = one.corners[1] - one.corners[0], one.corners[2] - one.corners[1]
        if abs(edges[0][0] * edges[1][1] - edges[0][1] * edges[1][0]) < 0.2 * one.module_px**2:
            continue
        steps = np.linalg.solve(np.stack(edges, axis=1), other.centre - one.centre)
        near, far = sorted(np.abs(steps))
        if not 12 <= far <= 90:
            continue
        if near < 0.25 * far:
            along = int(np.argmax(np.abs(steps)))
            away = edges[1 - along] * far
            guessed += [_clockwise(one, other, _moved_to(one, one.centre + away * sign)) for sign in (1, -1)]
        elif near > 0.6 * far:
            third = _moved_to(one, one.centre + edges[0] * steps[0])
            guessed.append(_clockwise(third, one, other))
    return guessed


def _clockwise(corner: Finder, first: Finder, second: Finder) -> tuple[Finder, Finder, Finder]:
    a, b = first.centre - corner.centre, second.centre - corner.centre
    return (corner, first, second) if a[0] * b[1] > a[1] * b[0] else (corner, second, first)


def _moved_to(finder: Finder, centre: Matrix) -> Finder:
    return Finder(centre, finder.corners - finder.centre + centre, finder.module_px)


def poses(top_left: Finder, right: Finder, below: Finder) -> list[Pose]:
    """The sizes a symbol between these finder patterns may have, best fit first."""
    arms = np.stack([right.centre - top_left.centre, below.centre - top_left.centre], axis=1)
    to_arms = np.linalg.inv(arms)
    squares, spans = [], []
    for finder in (top_left, right, below):
        offsets = finder.corners - finder.centre
        skewed = offsets @ to_arms.T
        order = np.argsort(np.arctan2(skewed[:, 1], skewed[:, 0]))
        squares.append(offsets[order])
        spans.append(np.abs(skewed).mean(axis=0) * 2)
    # Between the centres lie size - 7 modules; a module measures `spans` of an arm.
    between = float((1 / np.mean(spans, axis=0)).mean())
    nearest = round((between + 7 - 17) / 4)
    centres = np.stack([f.centre for f in (top_left, right, below)])
    found = [_pose(v, centres, squares) for v in range(nearest - 2, nearest + 3) if 1 <= v <= 40]
    return sorted((p for p in found if p is not None), key=lambda p: p.misfit)


def _pose(version: int, centres: Matrix, squares: list[Matrix]) -> Pose | None:
    size = symbol_size(version)
    places = np.array([[3.5, 3.5], [size - 3.5, 3.5], [3.5, size - 3.5]])
    modules = np.concatenate([*(place + _UNIT_SQUARE * 5 for place in places), places])
    pixels = np.concatenate([*(c + square * 5 for c, square in zip(centres, squares, strict=True)), centres])
    homography, _ = cv2.findHomography(modules, pixels, 0)
    if np.size(homography) != 9 or abs(np.linalg.det(homography)) < 1e-9:
        return None
    back = cv2.perspectiveTransform(pixels[None], np.linalg.inv(homography))[0]
    off = np.asarray(back - modules, np.float64)
    terms = _quadratic(modules / size * 2 - 1)
    weights = np.linalg.solve(terms.T @ terms + 1e-3 * np.eye(6), terms.T @ off)
    along = (np.arange(size) + 0.5) / size * 2 - 1
    x, y = np.meshgrid(along, along)
    bend = (_quadratic(np.stack([x.ravel(), y.ravel()], axis=1)) @ weights).reshape(size, size, 2)
    misfit = float(np.sqrt(((off - terms @ weights) ** 2).mean()))
    return Pose(size, np.asarray(homography, np.float64), (bend[..., 0], bend[..., 1]), misfit)


def _quadratic(points: Matrix) -> Matrix:
    x, y = points[:, 0], points[:, 1]
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)


def _squareness(corner: Finder, first: Finder, second: Finder) -> tuple[float, bool]:
    """How far two arms are from equal and upright (0 = square), and whether `first` is clockwise of `second`."""
    a, b = first.centre - corner.centre, second.centre - corner.centre
    lengths = float(np.hypot(*a)), float(np.hypot(*b))
    if min(lengths) < 1 or max(lengths) > 3 * min(lengths):
        return np.inf, False
    sine = float(a[0] * b[1] - a[1] * b[0]) / (lengths[0] * lengths[1])
    if abs(sine) < 0.5:
        return np.inf, False
    cosine = float(a @ b) / (lengths[0] * lengths[1])
    return abs(cosine) + 0.5 * float(np.log(max(lengths) / min(lengths))), sine < 0


def _finder_in(outlines: Sequence[cv2.typing.MatLike], tree: NDArray[np.int32], hole: int) -> Finder | None:
    """Check the holes of one dark outline for a finder's light ring around its dark heart."""
    for ring in _siblings(tree, hole):
        heart = int(tree[ring, 2])
        if heart < 0:
            continue
        ring_area, heart_area = cv2.contourArea(outlines[ring]), cv2.contourArea(outlines[heart])
        # The ring's outline holds 25 modules and the heart's 9: 2.8 times, with room for blur and ink spread.
        if heart_area < 8 or not 1.7 < ring_area / heart_area < 6:
            continue
        corners = _four_corners(outlines[ring])
        centre = corners.mean(axis=0)
        side = float(np.sqrt(ring_area))
        if np.hypot(*(_centroid(outlines[heart]) - centre)) > 0.2 * side or not _is_squarish(corners, ring_area):
            continue
        # A hole's outline runs on the dark pixels around it, half a pixel outside on every side.
        module_px = (side - 1) / 5
        return Finder(centre, centre + (corners - centre) * module_px / side, module_px)
    return None


def _siblings(tree: NDArray[np.int32], first: int) -> Iterator[int]:
    while first >= 0:
        yield first
        first = int(tree[first, 0])


def _four_corners(outline: cv2.typing.MatLike) -> Matrix:
    hull = cv2.convexHull(outline)
    around = cv2.arcLength(hull, True)
    for tolerance in (0.04, 0.06, 0.08, 0.10, 0.13):
        corners = cv2.approxPolyDP(hull, tolerance * around, True)
        if len(corners) == 4:
            return np.asarray(corners[:, 0], np.float64)
    return np.asarray(cv2.boxPoints(cv2.minAreaRect(hull)), np.float64)


def _centroid(outline: cv2.typing.MatLike) -> Matrix:
    moments = cv2.moments(outline)
    return np.array([moments["m10"], moments["m01"]]) / max(moments["m00"], 1e-6)


def _is_squarish(corners: Matrix, area: float) -> bool:
    sides = np.hypot(*(corners - np.roll(corners, 1, axis=0)).T)
    filled = cv2.contourArea(corners.astype(np.float32)) / max(area, 1.0)
    return bool(0.75 < filled < 1.35 and sides.max() < 3.5 * sides.min())
