"""QR pictures for tests and benchmarks, clean or spoiled the way a door spoils them, the same from the same seed.

A picture starts as clean modules (`qr_modules`), is drawn with `draw`, put into a frame by `place` (any homography, or
bent over a cylinder) and spoiled by the small functions below. `made_frames` mixes them into a set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import qrcode
from numpy.random import Generator
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

FRAME_HEIGHT, FRAME_WIDTH = 720, 1280
_ERROR_CORRECTION = {
    "L": qrcode.constants.ERROR_CORRECT_L,
    "M": qrcode.constants.ERROR_CORRECT_M,
    "Q": qrcode.constants.ERROR_CORRECT_Q,
    "H": qrcode.constants.ERROR_CORRECT_H,
}


@dataclass(frozen=True, slots=True)
class Made:
    """One made frame: gray or BGR, what it says (`None` = no code in it), and the kind of trouble in it."""

    picture: Picture
    text: str | None
    kind: str


def qr_modules(text: str | bytes, *, ecc: str = "M", version: int | None = None) -> Picture:
    """Draw `text` as one pixel a module, 0 = dark, 255 = light, without a quiet zone."""
    maker = qrcode.QRCode(version=version, error_correction=_ERROR_CORRECTION[ecc], border=0)
    maker.add_data(text)
    maker.make(fit=version is None)
    return np.where(np.array(maker.get_matrix(), dtype=bool), 0, 255).astype(np.uint8)


def draw(modules: Picture, *, module_px: int = 8, border: int = 4) -> Picture:
    """Enlarge modules to `module_px` pixels each and add a light quiet zone of `border` modules."""
    padded = np.pad(modules, border, constant_values=255)
    return np.kron(padded, np.ones((module_px, module_px), np.uint8)).astype(np.uint8)


def qr_picture(text: str | bytes, *, ecc: str = "M", version: int | None = None, module_px: int = 8) -> Picture:
    """A clean gray QR picture."""
    return draw(qr_modules(text, ecc=ecc, version=version), module_px=module_px)


def empty_frame(rng: Generator, height: int = FRAME_HEIGHT, width: int = FRAME_WIDTH) -> Picture:
    """A frame with things in it but no code: light falling off, boxes, discs, lines of text, a little noise."""
    light = np.linspace(rng.uniform(40, 120), rng.uniform(90, 200), width, dtype=np.float32)
    frame = np.repeat(light[None, :, None], height, axis=0).repeat(3, axis=2).astype(np.uint8)
    for _ in range(int(rng.integers(10, 30))):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        colour = tuple(int(v) for v in rng.integers(20, 235, 3))
        size = int(rng.integers(10, 160))
        match int(rng.integers(0, 4)):
            case 0:
                cv2.rectangle(frame, (x, y), (x + size, y + size // 2), colour, -1)
            case 1:
                cv2.circle(frame, (x, y), size // 2, colour, int(rng.integers(-1, 8)) or 1)
            case 2:
                cv2.line(frame, (x, y), (x + size, y - size), colour, int(rng.integers(1, 6)))
            case _:
                cv2.putText(frame, "DOORS 20:30", (x, y), cv2.FONT_HERSHEY_SIMPLEX, size / 60 + 0.3, colour, 2)
    return noise(cv2.GaussianBlur(frame, (0, 0), 1.2).astype(np.uint8), rng, 3.0)


def place(frame: Picture, code: Picture, corners: NDArray[np.float32]) -> Picture:
    """Draw a gray `code` into a BGR `frame` with its corners (clockwise from top left, pixels) at `corners`."""
    left, top = np.maximum(np.floor(corners.min(axis=0)).astype(int) - 2, 0)
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)).astype(int) + 2, frame.shape[1::-1])
    height, width = code.shape
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    # Averaging twice as many pixels as the frame has is what a sensor does; plain warping would alias.
    twice = ((corners - (left, top)) * 2).astype(np.float32)
    homography = cv2.getPerspectiveTransform(source, twice)
    size = (int(right - left), int(bottom - top))
    double = (size[0] * 2, size[1] * 2)
    big = cv2.warpPerspective(code, homography, double, flags=cv2.INTER_LINEAR, borderValue=0)
    mask = cv2.warpPerspective(np.full_like(code, 255), homography, double, flags=cv2.INTER_LINEAR)
    drawn = cv2.resize(big, size, interpolation=cv2.INTER_AREA).astype(np.float32)[..., None]
    share = cv2.resize(mask, size, interpolation=cv2.INTER_AREA).astype(np.float32)[..., None] / 255
    placed = frame.copy()
    part = placed[top:bottom, left:right]
    part[:] = np.clip(part * (1 - share) + drawn, 0, 255).astype(np.uint8)
    return placed


def corners_at(rng: Generator, side: float, *, tilt: float = 0.0, turn: float = 180.0) -> NDArray[np.float32]:
    """Four corners of a square of `side` pixels, turned by up to `turn` degrees and tilted (0 flat .. 1 steep)."""
    angle = np.deg2rad(rng.uniform(-turn, turn))
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64) * side / 2
    slope = np.deg2rad(60 * tilt)
    depth = 1 + square[:, 1] * np.sin(slope) / (side * 2.2)
    tilted = np.stack([square[:, 0] / depth, square[:, 1] * np.cos(slope) / depth], axis=1) @ rotation.T
    reach = float(np.abs(tilted).max()) + 4
    centre = [rng.uniform(reach, FRAME_WIDTH - reach), rng.uniform(reach, max(reach + 1, FRAME_HEIGHT - reach))]
    return np.asarray(tilted + np.array(centre), dtype=np.float32)


def bend(code: Picture, amount: float) -> Picture:
    """Look at a code on a cylinder: `amount` 0 = flat, 1 = half way round."""
    # The bend moves pixels down by up to `sag`; more paper below keeps them in the picture.
    code = np.pad(code, ((0, int(code.shape[0] * 0.15)), (0, 0)), constant_values=255)
    height, width = code.shape
    half_angle = max(amount, 1e-3) * np.pi / 2
    across = np.linspace(-np.sin(half_angle), np.sin(half_angle), width)
    column = (np.arcsin(across) / half_angle + 1) / 2 * (width - 1)
    sag = (np.cos(np.arcsin(across)) - np.cos(half_angle)) * height * 0.15 * amount
    map_x = np.repeat(column[None, :], height, axis=0).astype(np.float32)
    map_y = (np.arange(height)[:, None] - sag[None, :]).astype(np.float32)
    return np.asarray(cv2.remap(code, map_x, map_y, cv2.INTER_LINEAR, borderValue=255), dtype=np.uint8)


def noise(picture: Picture, rng: Generator, sigma: float) -> Picture:
    """Add sensor noise with a standard deviation of `sigma` gray levels."""
    spread = rng.standard_normal(picture.shape, np.float32) * np.float32(sigma)
    return np.asarray(np.clip(picture.astype(np.float32) + spread, 0, 255), np.uint8)


def defocus(picture: Picture, sigma_px: float) -> Picture:
    """Blur by a lens out of focus."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma_px), dtype=np.uint8)


def shake(picture: Picture, length_px: int, angle_deg: float) -> Picture:
    """Blur by a hand that moves."""
    line = np.zeros((length_px, length_px), np.float32)
    line[length_px // 2, :] = 1
    turn = cv2.getRotationMatrix2D((length_px / 2 - 0.5, length_px / 2 - 0.5), angle_deg, 1.0)
    kernel = cv2.warpAffine(line, turn, (length_px, length_px))
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), dtype=np.uint8)


def contrast(picture: Picture, share: float, middle: float = 128.0) -> Picture:
    """Keep only `share` (0..1) of the contrast, around the gray level `middle`."""
    return np.asarray(np.clip((picture.astype(np.float32) - 128) * share + middle, 0, 255), np.uint8)


def glare(picture: Picture, x: float, y: float, radius_px: float, strength: float = 230.0) -> Picture:
    """Add a lamp's reflection with its centre at (x, y): the middle is burnt out, the rest washed out."""
    rows, columns = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]].astype(np.float32)
    lamp = strength * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * radius_px**2))
    lamp = lamp[..., None] if picture.ndim == 3 else lamp
    return np.asarray(np.clip(picture.astype(np.float32) + lamp, 0, 255), np.uint8)


def shadow(picture: Picture, x: float, y: float, angle_deg: float, share: float = 0.3) -> Picture:
    """Darken the half plane beyond a line through (x, y) to `share` of its light, with a soft edge."""
    rows, columns = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]].astype(np.float32)
    angle = np.deg2rad(angle_deg)
    distance = (columns - x) * np.cos(angle) + (rows - y) * np.sin(angle)
    light = share + (1 - share) / (1 + np.exp(np.clip(distance / 6, -30, 30)))
    light = light[..., None] if picture.ndim == 3 else light
    return np.asarray(np.clip(picture.astype(np.float32) * light, 0, 255), np.uint8)


def moire(picture: Picture, rng: Generator, strength: float = 40.0) -> Picture:
    """Add the stripes a camera sees on a screen."""
    rows, columns = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]].astype(np.float32)
    total = np.zeros(picture.shape[:2], np.float32)
    for _ in range(2):
        angle, period = rng.uniform(0, np.pi), rng.uniform(4, 14)
        total += np.sin((columns * np.cos(angle) + rows * np.sin(angle)) * 2 * np.pi / period) * strength / 2
    total = total[..., None] if picture.ndim == 3 else total
    return np.asarray(np.clip(picture.astype(np.float32) + total, 0, 255), np.uint8)


def cracks(code: Picture, rng: Generator, count: int) -> Picture:
    """Draw a screen's cracks, thin polylines bright and dark, across a code."""
    cracked = code.copy()
    reach = max(code.shape)
    for _ in range(count):
        start = rng.uniform(0, reach, 2)
        steps = rng.normal(0, reach / 8, (6, 2)).cumsum(axis=0) + start
        points = np.vstack([start, steps]).astype(np.int32)
        cv2.polylines(cracked, [points], False, int(rng.choice([0, 90, 200, 255])), max(1, reach // 130))
    return cracked


def blots(code: Picture, rng: Generator, count: int, share: float) -> Picture:
    """Cover a code with `count` blots, each with a radius of `share` of the code's side."""
    covered = code.copy()
    for _ in range(count):
        x, y = (int(v) for v in rng.uniform(0.1, 0.9, 2) * max(code.shape))
        shade = int(rng.choice([20, 120, 240]))
        cv2.circle(covered, (x, y), max(1, int(share * max(code.shape))), shade, -1)
    return covered


def tint(picture: Picture, dark: tuple[int, int, int], light: tuple[int, int, int]) -> Picture:
    """Print a gray picture in two BGR colours."""
    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    share = gray.astype(np.float32)[..., None] / 255
    return np.asarray(np.array(dark) * (1 - share) + np.array(light) * share, dtype=np.uint8)


def jpeg(picture: Picture, quality: int) -> Picture:
    """Pack and unpack as JPEG."""
    packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_UNCHANGED), dtype=np.uint8)


Spoiler = Callable[[Generator, str], Picture]


def _frame_with(rng: Generator, code: Picture, corners: NDArray[np.float32]) -> Picture:
    return place(empty_frame(rng), code, corners)


def _code(rng: Generator, text: str, ecc: str | None = None) -> Picture:
    return qr_picture(text, ecc=ecc or str(rng.choice(["L", "M", "Q"])), module_px=10)


def _clean(rng: Generator, text: str) -> Picture:
    return noise(_frame_with(rng, _code(rng, text), corners_at(rng, rng.uniform(250, 500), tilt=0.1)), rng, 2)


def _perspective(rng: Generator, text: str) -> Picture:
    return noise(_frame_with(rng, _code(rng, text), corners_at(rng, rng.uniform(300, 560), tilt=0.8)), rng, 4)


def _blurred(rng: Generator, text: str) -> Picture:
    side = rng.uniform(220, 420)
    frame = _frame_with(rng, _code(rng, text), corners_at(rng, side, tilt=0.3))
    return noise(defocus(frame, side / 45 * rng.uniform(0.35, 0.75)), rng, 2)


def _shaken(rng: Generator, text: str) -> Picture:
    side = rng.uniform(260, 460)
    frame = _frame_with(rng, _code(rng, text), corners_at(rng, side, tilt=0.2))
    return noise(shake(frame, int(side / 45 * rng.uniform(0.8, 1.7)) + 2, rng.uniform(0, 180)), rng, 2)


def _tiny(rng: Generator, text: str) -> Picture:
    frame = _frame_with(rng, _code(rng, text, "L"), corners_at(rng, rng.uniform(60, 110), tilt=0.2))
    return jpeg(noise(frame, rng, 2), 80)


def _noisy(rng: Generator, text: str) -> Picture:
    frame = _frame_with(rng, _code(rng, text), corners_at(rng, rng.uniform(180, 400), tilt=0.4))
    return jpeg(noise(frame, rng, rng.uniform(25, 60)), 60)


def _faint(rng: Generator, text: str) -> Picture:
    frame = _frame_with(rng, _code(rng, text), corners_at(rng, rng.uniform(200, 400), tilt=0.4))
    return noise(contrast(frame, rng.uniform(0.06, 0.2), rng.uniform(40, 210)), rng, 3)


def _inverted(rng: Generator, text: str) -> Picture:
    code = (255 - _code(rng, text)).astype(np.uint8)
    return noise(_frame_with(rng, code, corners_at(rng, rng.uniform(200, 400), tilt=0.4)), rng, 4)


def _glare(rng: Generator, text: str) -> Picture:
    corners = corners_at(rng, rng.uniform(300, 500), tilt=0.4)
    x, y = rng.dirichlet(np.ones(4)) @ corners
    frame = _frame_with(rng, contrast(_code(rng, text, "M"), 0.7, 110), corners)
    return noise(glare(frame, float(x), float(y), rng.uniform(30, 110), rng.uniform(150, 300)), rng, 3)


def _shadow(rng: Generator, text: str) -> Picture:
    corners = corners_at(rng, rng.uniform(250, 450), tilt=0.4)
    x, y = corners.mean(axis=0)
    frame = _frame_with(rng, _code(rng, text), corners)
    return noise(shadow(frame, float(x), float(y), rng.uniform(0, 360), rng.uniform(0.1, 0.4)), rng, 3)


def _curved(rng: Generator, text: str) -> Picture:
    code = bend(_code(rng, text), rng.uniform(0.4, 0.8))
    return noise(_frame_with(rng, code, corners_at(rng, rng.uniform(280, 500), tilt=0.4)), rng, 4)


def _cracked(rng: Generator, text: str) -> Picture:
    code = cracks(_code(rng, text, "M"), rng, int(rng.integers(3, 9)))
    return noise(_frame_with(rng, code, corners_at(rng, rng.uniform(250, 450), tilt=0.4)), rng, 4)


def _blotted(rng: Generator, text: str) -> Picture:
    code = blots(_code(rng, text, str(rng.choice(["M", "Q"]))), rng, int(rng.integers(1, 5)), 0.04)
    return noise(_frame_with(rng, code, corners_at(rng, rng.uniform(250, 450), tilt=0.4)), rng, 4)


def _screen(rng: Generator, text: str) -> Picture:
    frame = _frame_with(rng, _code(rng, text), corners_at(rng, rng.uniform(220, 450), tilt=0.4))
    return noise(defocus(moire(frame, rng, rng.uniform(50, 140)), 0.7), rng, 4)


def _coloured(rng: Generator, text: str) -> Picture:
    frame = _frame_with(rng, _code(rng, text), corners_at(rng, rng.uniform(220, 420), tilt=0.4))
    dark, light = ((30, 30, 170), (120, 110, 220)) if rng.random() < 0.5 else ((90, 70, 30), (110, 150, 90))
    return noise(tint(frame, dark, light), rng, 3)


def _all_at_once(rng: Generator, text: str) -> Picture:
    side = rng.uniform(180, 360)
    code = cracks(bend(_code(rng, text, "M"), rng.uniform(0.0, 0.5)), rng, 2)
    corners = corners_at(rng, side, tilt=rng.uniform(0.2, 0.7))
    x, y = rng.dirichlet(np.ones(4)) @ corners
    frame = contrast(_frame_with(rng, code, corners), rng.uniform(0.25, 0.6), 110)
    frame = glare(frame, float(x), float(y), side * 0.15, rng.uniform(60, 180))
    return jpeg(noise(defocus(frame, side / 45 * rng.uniform(0.2, 0.45)), rng, 5), 75)


SPOILERS: dict[str, Spoiler] = {
    "clean": _clean,
    "perspective": _perspective,
    "blurred": _blurred,
    "shaken": _shaken,
    "tiny": _tiny,
    "noisy": _noisy,
    "faint": _faint,
    "inverted": _inverted,
    "glare": _glare,
    "shadow": _shadow,
    "curved": _curved,
    "cracked": _cracked,
    "blotted": _blotted,
    "screen": _screen,
    "coloured": _coloured,
    "all at once": _all_at_once,
}


def made_frames(each: int, seed: int = 20250115) -> Iterator[Made]:
    """Yield `each` 720p BGR frames of every kind of trouble, and as many without a code as of two kinds."""
    for kind, spoil in SPOILERS.items():
        for number in range(each):
            rng = np.random.default_rng([seed, len(kind), sum(kind.encode()), number])
            text = _text(rng)
            yield Made(spoil(rng, text), text, kind)
    for number in range(2 * each):
        yield Made(empty_frame(np.random.default_rng([seed, 1, number])), None, "no code")


def _text(rng: Generator) -> str:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    tail = "".join(alphabet[i] for i in rng.integers(0, 32, 9))
    signed = "".join(alphabet[i] for i in rng.integers(0, 32, 132))
    return f"MGY-PF-20250115-{tail}" if rng.random() < 0.5 else signed
