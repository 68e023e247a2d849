"""The cascade: cheap readers first, each next one only if those before read nothing and time is left.

Every stage is one kind of help against one kind of trouble. A stage hands on what it read; symbols it located but
could not read are tried again on a grid bent to fit them. Nothing is reported whose checksum did not hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

import cv2
import numpy as np
import structlog
from zxingcpp import Binarizer

from scanner_app.decode import filters
from scanner_app.decode.codes import Code, Corner, Floats, Gray, each_once
from scanner_app.decode.finders import find_finders, guessed_triples, likely_triples, poses
from scanner_app.decode.modules import read_shades, symbol_size
from scanner_app.decode.snap import Matrix, homography_to, sample_symbol
from scanner_app.decode.zbar import read_zbar, zbar_available
from scanner_app.decode.zxing import ALL_FORMATS, Located, read_zxing

log = structlog.get_logger(__name__)

_LATER_SIDE = 1600
"""Later stages look at a picture of at most this many pixels a side: a code that needs help is not tiny in 12 MP."""

_SMALLEST_SIDE = 21
"""The smallest symbol has 21 modules a side."""

_MOST_LOCATED = 4


@dataclass(slots=True)
class Look:
    """One picture while it is being read: its forms, what was located so far, and when time is up."""

    image: Gray
    formats: frozenset[str]
    until: float | None
    gray: Gray = field(init=False)
    small: Gray = field(init=False)
    enlarge: float = field(init=False)
    located: list[Located] = field(default_factory=list)
    tried: int = 0

    def __post_init__(self) -> None:
        self.gray = filters.to_gray(self.image)
        self.small, self.enlarge = filters.at_most(self.gray, _LATER_SIDE)

    def has_time(self, cost_ms: float = 0.0) -> bool:
        """Tell whether something that takes `cost_ms` would end in time, or nearly so."""
        return self.until is None or perf_counter() + cost_ms * 0.7e-3 < self.until


Stage = Callable[[Look], list[Code]]


def read_codes(
    image: Gray, *, deadline_ms: float | None, all_formats: bool = False, formats: frozenset[str] = frozenset()
) -> list[Code]:
    """Read the codes in one picture, gray or BGR of 8 bits and any size; an empty list when there are none.

    Stops within about `deadline_ms` milliseconds (`None` = as long as it takes). Each text comes once. Only QR codes
    and those of the named `formats` (`zxing.ALL_FORMATS`, "Code39", "ITF"), or with `all_formats` of every format that
    has a checksum. Raises `ValueError` for what is not a picture.
    """
    until = None if deadline_ms is None else perf_counter() + deadline_ms / 1000
    look = Look(image, ALL_FORMATS if all_formats else formats, until)
    codes = first_stage(look)
    for name in () if codes else later_stages():
        codes = run_stage(name, look)
        if codes or not look.has_time():
            break
    return codes


def decoders_available() -> list[str]:
    """The readers that work on this machine: "zxing" always, "pyzbar" where its library is installed."""
    return ["zxing", "pyzbar"] if zbar_available() else ["zxing"]


def first_stage(look: Look) -> list[Code]:
    """Read with zxing-cpp alone: enough for nearly every frame."""
    codes, located = read_zxing(look.gray, "zxing", formats=look.formats)
    look.located += [Located((seen.corners / look.enlarge).astype(np.float32), seen.version) for seen in located]
    return each_once(codes)


def later_stages() -> list[str]:
    """The names of the stages after the first, in order."""
    return [name for name in _STAGES if "pyzbar" not in name or zbar_available()]


def run_stage(name: str, look: Look) -> list[Code]:
    """Run one later stage if its usual cost fits into the time left."""
    stage, cost_ms = _STAGES[name]
    if min(look.small.shape) < _SMALLEST_SIDE or not look.has_time(cost_ms * look.small.size / 921_600):
        return []
    try:
        return each_once(stage(look))
    except (cv2.error, np.linalg.LinAlgError):
        # A symbol seen in noise may have no possible geometry; that must not cost the frame its other stages.
        log.debug("decode_stage_failed", stage=name, exc_info=True)
        return []


def _filtered(
    name: str,
    clean: Callable[[Gray], Gray],
    *,
    scale: float = 1.0,
    binarizer: Binarizer = Binarizer.LocalAverage,
) -> Stage:
    """A stage that reads a cleaned picture, `scale` times as large, with zxing-cpp, then snaps what it located."""

    def stage(look: Look) -> list[Code]:
        codes, located = read_zxing(clean(look.small), name, formats=look.formats, binarizer=binarizer)
        if codes:
            return [_moved(code, look.enlarge / scale) for code in codes]
        look.located += [Located((seen.corners / scale).astype(np.float32), seen.version) for seen in located]
        return _snap_located(look)

    return stage


def _snap_located(look: Look) -> list[Code]:
    """Read the symbols located so far and not tried yet on a bent grid."""
    while look.tried < min(len(look.located), _MOST_LOCATED):
        seen = look.located[look.tried]
        look.tried += 1
        if seen.version == 0 or any(_same_place(seen, other) for other in look.located[: look.tried - 1]):
            continue
        if not look.has_time(5):
            break
        size = symbol_size(seen.version)
        codes = _read_grid(look, homography_to(seen.corners, size), size, None, "zxing+snap")
        if codes:
            return codes
    return []


def _same_place(one: Located, other: Located) -> bool:
    """Tell whether two located symbols are the same one: same version, corners within a thirtieth of its size."""
    apart = float(np.abs(one.corners - other.corners).max())
    return one.version == other.version and apart < float(np.ptp(one.corners)) / 30


def _find_and_snap(look: Look) -> list[Code]:
    """Find finder patterns by their outlines and read the symbols between them on a bent grid."""
    finders = find_finders(_dark(look.small))
    for triple in likely_triples(finders)[:3]:
        for pose in poses(*triple)[:2]:
            if pose.misfit > 1:
                continue
            for bend in (pose.bend, None):
                if not look.has_time(5):
                    return []
                codes = _read_grid(look, pose.homography, pose.size, bend, "finders+snap")
                if codes:
                    return codes
    return []


def _guess_and_snap(look: Look) -> list[Code]:
    """Guess the third finder pattern from two, and read there, turned by quarters until it fits."""
    for triple in guessed_triples(find_finders(_dark(look.small)))[:6]:
        for pose in poses(*triple)[:2]:
            if pose.misfit > 1.5:
                continue
            if not look.has_time(5):
                return []
            codes = _read_grid(look, pose.homography, pose.size, None, "guess+snap", turns=4)
            if codes:
                return codes
    return []


def _dark(gray: Gray) -> Gray:
    # A light average first: noise would make thousands of outlines, each of which costs time.
    light = filters.thresholded(filters.smoothed(gray, 3), max(gray.shape) // 14, 4)
    return np.asarray(cv2.bitwise_not(light), np.uint8)


def _read_grid(
    look: Look,
    homography: Matrix,
    size: int,
    bend: tuple[Matrix, Matrix] | None,
    name: str,
    turns: int = 1,
) -> list[Code]:
    shades = sample_symbol(look.small, homography, size, bend)
    if shades is None:
        return []
    for turn in range(turns):
        text = read_shades(np.ascontiguousarray(np.rot90(shades, turn)))
        if text is not None:
            break
    else:
        return []
    square = np.array([[[0, 0], [size, 0], [size, size], [0, size]]], np.float64)
    corners = np.roll(cv2.perspectiveTransform(square, homography)[0], -turn, axis=0) * look.enlarge
    return [Code(text, "QRCode", name, _rounded(np.asarray(corners, np.float32)))]


def _rounded(corners: Floats) -> tuple[Corner, Corner, Corner, Corner]:
    points = [(round(float(x)), round(float(y))) for x, y in corners]
    return points[0], points[1], points[2], points[3]


def _moved(code: Code, factor: float) -> Code:
    if factor == 1 or not code.corners:
        return code
    return Code(code.text, code.format, code.decoder, _rounded(np.array(code.corners, np.float32) * factor))


def _channels(look: Look) -> list[Code]:
    """Read the red and the blue channel: print in colour that has no contrast in gray may have it in one of them."""
    if look.image.ndim != 3 or look.image.shape[2] < 3:
        return []
    for channel in (2, 0):
        plane, _ = filters.at_most(np.ascontiguousarray(look.image[..., channel]), _LATER_SIDE)
        codes, _ = read_zxing(plane, "zxing+channel", formats=look.formats)
        if codes:
            return [_moved(code, look.enlarge) for code in codes]
    return []


def _zbar(name: str, clean: Callable[[Gray], Gray], scale: float) -> Stage:
    def stage(look: Look) -> list[Code]:
        return [_moved(code, look.enlarge / scale) for code in read_zbar(clean(look.small), name)]

    return stage


# Each stage with its usual cost: milliseconds of one core on a 720p picture.
_STAGES: dict[str, tuple[Stage, float]] = {
    "snap": (_snap_located, 0),
    "half": (_filtered("zxing+half", lambda g: filters.smoothed(filters.resized(g, 0.5), 3), scale=0.5), 0.6),
    "sharpened": (_filtered("zxing+sharpened", lambda g: filters.sharpened(g, 3, 2.0)), 2.5),
    "histogram": (_filtered("zxing+histogram", lambda g: g, binarizer=Binarizer.GlobalHistogram), 0.8),
    "half thresholded": (
        _filtered(
            "zxing+thresholded",
            lambda g: filters.thresholded(filters.resized(g, 0.5), 25),
            scale=0.5,
            binarizer=Binarizer.FixedThreshold,
        ),
        1.3,
    ),
    "brightened": (_filtered("zxing+brightened", filters.brightened), 1.6),
    "pyzbar half": (_zbar("pyzbar", lambda g: filters.resized(g, 0.5), 0.5), 4.7),
    "enlarged": (_filtered("zxing+enlarged", lambda g: filters.resized(g, 1.5), scale=1.5), 4.0),
    "finders": (_find_and_snap, 4.0),
    "guess": (_guess_and_snap, 4.0),
    "darkened": (_filtered("zxing+darkened", filters.darkened), 1.6),
    "channels": (_channels, 2.5),
    "strongly sharpened": (_filtered("zxing+sharpened", lambda g: filters.sharpened(g, 8, 3.0)), 2.5),
    "evened": (_filtered("zxing+evened", filters.evened), 5.0),
    "thresholded": (
        _filtered("zxing+thresholded", lambda g: filters.thresholded(g, 151), binarizer=Binarizer.FixedThreshold),
        4.0,
    ),
    "pyzbar": (_zbar("pyzbar", lambda g: g, 1.0), 19.0),
}
