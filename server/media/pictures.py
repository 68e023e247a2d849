"""Pictures are drawn anew: what a camera wrote beside them (place, time, owner) is gone, and whatever else hides."""

import asyncio
import io
import struct
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from server.errors import InvalidRequestError
from server.media.sniff import PICTURES

MOST_PIXELS = 40_000_000
"""Over all frames, some 160 MB of memory: a file of a few kB can claim to be far larger."""
_LONGEST_SIDE = 4096
_QUALITY = 88
_MODES = {"image/jpeg": ("RGB", "L"), "image/png": ("RGB", "RGBA", "L", "LA"), "image/webp": ("RGB", "RGBA")}
_ANIMATED = ("image/gif", "image/webp")
_KEPT = ("duration", "loop", "disposal", "background", "transparency")
_thread = ThreadPoolExecutor(1, thread_name_prefix="pictures")
"""One at a time: each may need all the memory that pictures get."""


async def redraw(path: Path, content_type: str) -> bytes:
    """The picture in the file anew, upright, at most 4096 pixels wide and high; InvalidRequestError for none."""
    return await asyncio.get_running_loop().run_in_executor(_thread, redraw_now, path, content_type)


def redraw_now(path: Path, content_type: str) -> bytes:
    """The same on the caller's thread."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # Our own bound is below Pillow's.
            with Image.open(path, formats=[PICTURES[content_type]]) as picture:
                return _redraw(picture, content_type)
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, struct.error) as error:
        raise InvalidRequestError("The file cannot be read as the picture it says it is") from error
    except Image.DecompressionBombError as error:
        raise InvalidRequestError("The picture is too large") from error


def _redraw(picture: Image.Image, content_type: str) -> bytes:
    frames = getattr(picture, "n_frames", 1) if content_type in _ANIMATED else 1
    _check_pixels(picture.width * picture.height * frames)
    drawn = io.BytesIO()
    if frames > 1:
        _redraw_animation(picture, content_type, drawn)
    else:
        still = _fitted(ImageOps.exif_transpose(picture), content_type)
        still.save(drawn, PICTURES[content_type], quality=_QUALITY, optimize=True)
    return drawn.getvalue()


def _redraw_animation(picture: Image.Image, content_type: str, drawn: io.BytesIO) -> None:
    frames, durations, pixels = [], [], 0
    for frame in ImageSequence.Iterator(picture):
        # Of a GIF, a later frame may be larger than the picture says it is; it is not drawn before it is asked for.
        pixels += frame.width * frame.height
        _check_pixels(pixels)
        durations.append(int(frame.info.get("duration", 100)))
        frames.append(_fitted(frame.convert("RGBA"), content_type))
    frames[0].save(
        drawn,
        PICTURES[content_type],
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=int(picture.info.get("loop", 0)),
    )


def _check_pixels(count: int) -> None:
    if count > MOST_PIXELS:
        raise InvalidRequestError(f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels")


def _fitted(picture: Image.Image, content_type: str) -> Image.Image:
    """The pixels alone, in colours that the format has, within the longest side."""
    profile = picture.info.get("icc_profile")
    modes = _MODES.get(content_type)
    mode = picture.mode
    if modes is not None and mode not in modes:
        mode = "RGBA" if "RGBA" in modes and picture.has_transparency_data else "RGB"
    fitted = picture.convert(mode) if mode != picture.mode else picture.copy()
    fitted.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    fitted.info = {name: value for name, value in fitted.info.items() if name in _KEPT}
    if profile and mode == picture.mode:  # A colour profile belongs to the colours that it was made for.
        fitted.info["icc_profile"] = profile
    return fitted
