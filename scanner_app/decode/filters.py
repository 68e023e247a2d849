"""Cheap clean-ups of a gray picture, each against one kind of trouble."""

from __future__ import annotations

import cv2
import numpy as np

from scanner_app.decode.codes import Gray

_GAMMA_HALF = np.asarray(255 * (np.arange(256) / 255) ** 0.5, np.uint8)
_GAMMA_TWO = np.asarray(255 * (np.arange(256) / 255) ** 2, np.uint8)


def to_gray(image: Gray) -> Gray:
    """Turn gray (h x w), BGR or BGRA (h x w x 3 or 4) of 8 bits into gray. Raises `ValueError` for other arrays."""
    if image.dtype != np.uint8 or image.size == 0:
        raise ValueError("a picture is a non-empty array of 8 bits a channel")
    if image.ndim == 2:
        return image
    if image.ndim == 3 and image.shape[2] in (1, 3, 4):
        code = {3: cv2.COLOR_BGR2GRAY, 4: cv2.COLOR_BGRA2GRAY}
        channels = image.shape[2]
        return np.asarray(image[..., 0] if channels == 1 else cv2.cvtColor(image, code[channels]), np.uint8)
    raise ValueError("a picture has one, three or four channels")


def at_most(image: Gray, side: int) -> tuple[Gray, float]:
    """Shrink so that the longest side is at most `side` pixels; also give the factor back to the original."""
    longest = max(image.shape[:2])
    if longest <= side:
        return image, 1.0
    factor = side / longest
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8), 1 / factor


def sharpened(gray: Gray, radius: int, amount: float) -> Gray:
    """Unsharp mask with a box of 2 `radius` + 1 pixels, twice: against blur, faint print and uneven light."""
    side = 2 * radius + 1
    soft = cv2.blur(cv2.blur(gray, (side, side)), (side, side))
    return np.asarray(cv2.addWeighted(gray, 1 + amount, soft, -amount, 0), np.uint8)


def smoothed(gray: Gray, side: int) -> Gray:
    """Average `side` x `side` pixels: against noise, halftone and the stripes of screens."""
    return np.asarray(cv2.blur(gray, (side, side)), np.uint8)


def resized(gray: Gray, factor: float) -> Gray:
    """Enlarge smoothly, or shrink by averaging."""
    way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=way), np.uint8)


def brightened(gray: Gray) -> Gray:
    """Gamma 0.5: spreads what lies in the dark."""
    return np.asarray(cv2.LUT(gray, _GAMMA_HALF), np.uint8)


def darkened(gray: Gray) -> Gray:
    """Gamma 2: spreads what lies in the glare."""
    return np.asarray(cv2.LUT(gray, _GAMMA_TWO), np.uint8)


def thresholded(gray: Gray, side: int, below: float = 0.0) -> Gray:
    """Black and white against the mean of `side` x `side` pixels less `below`: against uneven light."""
    odd = max(3, side | 1)
    return np.asarray(
        cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, odd, below), np.uint8
    )


def evened(gray: Gray) -> Gray:
    """Local histogram equalization: against low contrast that changes over the picture."""
    return np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(gray), np.uint8)
