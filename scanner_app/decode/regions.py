"""Parts of a frame that are worth a look of their own: where codes are held, and where one was a moment ago."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scanner_app.decode.codes import Code, Corner, Gray

GUIDE_SHARE = 0.68
"""The side of the square that people are shown to hold codes into, as a share of the picture's shorter side."""
_HELD_SHARE = 0.84
"""People hold codes near that square: this much is looked at."""
_MARGIN_SHARE = 0.4
"""A code is looked for around where it was last: it moves, and needs its quiet zone."""
_LEAST_MARGIN_PX = 24


@dataclass(frozen=True, slots=True)
class Region:
    """A box in a frame, in pixels; ``right`` and ``foot`` are beyond it."""

    left: int
    top: int
    right: int
    foot: int


def guide(frame: Gray) -> Region:
    """The middle of ``frame``, where codes are held."""
    height, width = frame.shape[:2]
    half = round(min(height, width) * _HELD_SHARE / 2)
    return Region(width // 2 - half, height // 2 - half, width // 2 + half, height // 2 + half)


def around(corners: tuple[Corner, ...], frame: Gray) -> Region | None:
    """The box around a symbol, with room for it to have moved; None where the corners are not known."""
    if not corners:
        return None
    across, down = [x for x, _ in corners], [y for _, y in corners]
    margin = max(_LEAST_MARGIN_PX, round(max(max(across) - min(across), max(down) - min(down)) * _MARGIN_SHARE))
    height, width = frame.shape[:2]
    box = Region(
        max(0, min(across) - margin),
        max(0, min(down) - margin),
        min(width, max(across) + margin),
        min(height, max(down) + margin),
    )
    return box if box.right > box.left and box.foot > box.top else None


def crop(frame: Gray, region: Region) -> Gray:
    """The pixels of ``region``, not copied."""
    return frame[region.top : region.foot, region.left : region.right]


def moved(codes: list[Code], region: Region) -> list[Code]:
    """Codes read in ``region``, with their corners in the frame."""
    return [replace(code, corners=_shifted(code.corners, region)) if code.corners else code for code in codes]


def _shifted(corners: tuple[Corner, ...], region: Region) -> tuple[Corner, Corner, Corner, Corner]:
    one, two, three, four = ((x + region.left, y + region.top) for x, y in corners)
    return one, two, three, four
