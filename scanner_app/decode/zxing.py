"""The first reader, zxing-cpp, held to symbols whose checksum it verified."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from zxingcpp import BarcodeFormat, BarcodeFormats, Binarizer, TextMode

from scanner_app.decode.codes import Code, Corner, Gray

# `BarcodeFormat.QRCode` would also take Micro QR and Model 1, which invent numbers from noise.
QR_ONLY: Final = BarcodeFormats(BarcodeFormat.QRCodeModel2)

# Symbols with Reed-Solomon codes hardly ever misread.
_STRONG: Final = (
    BarcodeFormat.QRCodeModel2,
    BarcodeFormat.RMQRCode,
    BarcodeFormat.Aztec,
    BarcodeFormat.DataMatrix,
    BarcodeFormat.PDF417,
    BarcodeFormat.MaxiCode,
)
# A single check digit passes one misread in ten; these count only when two views of the picture agree.
_WEAK: Final = (
    BarcodeFormat.EAN13,
    BarcodeFormat.EAN8,
    BarcodeFormat.UPCA,
    BarcodeFormat.UPCE,
    BarcodeFormat.Code128,
    BarcodeFormat.Code93,
    BarcodeFormat.DataBarOmni,
    BarcodeFormat.DataBarExp,
    BarcodeFormat.MicroQRCode,
)
# Without any mandatory check. Nothing but an organizer's word makes these be read, and never a short one: a line drawn
# across a part of such a code is a shorter code.
_UNCHECKED: Final = (BarcodeFormat.Code39, BarcodeFormat.ITF)
_SHORTEST_UNCHECKED: Final = 6
_DRAWN: Final = BarcodeFormats(BarcodeFormat.QRCode)
_STRONG_NAMES: Final = frozenset({"QRCode", *(f.name for f in _STRONG)})
_UNCHECKED_NAMES: Final = frozenset(f.name for f in _UNCHECKED)
_BY_NAME: Final = {f.name: f for f in (*_STRONG[1:], *_WEAK, *_UNCHECKED)}

ALL_FORMATS: Final = frozenset(f.name for f in (*_STRONG[1:], *_WEAK))
"""The names of every format beside QR that has a checksum."""


def is_strong(name: str) -> bool:
    """Whether one sight of a code of this format is enough."""
    return name in _STRONG_NAMES


@dataclass(frozen=True, slots=True)
class Located:
    """A QR symbol seen but not read: corners (4 x 2 pixels, clockwise from its top left), version (0 = unknown)."""

    corners: NDArray[np.float32]
    version: int


def read_zxing(
    gray: Gray,
    decoder: str,
    *,
    formats: frozenset[str] = frozenset(),
    binarizer: Binarizer = Binarizer.LocalAverage,
) -> tuple[list[Code], list[Located]]:
    """Read every code in `gray`, QR and the named `formats`; also tell which QR symbols failed their checksum.

    A name that is not known here is passed over.
    """
    codes: list[Code] = []
    located: list[Located] = []
    confirmed: set[tuple[str, str]] | None = None
    for barcode in _barcodes(gray, binarizer, formats):
        if not barcode.valid:
            if "QR" in barcode.format.name:
                located.append(Located(np.array(_corners(barcode), np.float32), _version(barcode)))
            continue
        name, text = _said(barcode, formats)
        if not text or (name in _UNCHECKED_NAMES and len(text) < _SHORTEST_UNCHECKED):
            continue
        if not is_strong(name):
            if confirmed is None:
                confirmed = _second_view(gray, formats)
            if (name, text) not in confirmed:
                continue
        codes.append(Code(text, name, decoder, _corners(barcode)))
    return codes, located


def read_modules(modules: NDArray[np.bool_]) -> str | None:
    """Decode a square of QR modules (True = light, no quiet zone); `None` unless the checksum holds."""
    picture = np.full((modules.shape[0] + 8, modules.shape[1] + 8), 255, np.uint8)
    picture[4:-4, 4:-4] = np.where(modules, 255, 0)
    # Reading a perfect drawing takes the plain `QRCode` format; the symbology identifier tells Model 2 from Model 1.
    for barcode in zxingcpp.read_barcodes(
        picture,
        _DRAWN,
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
        text_mode=TextMode.Plain,
        binarizer=Binarizer.BoolCast,
        is_pure=True,
    ):
        if barcode.valid and barcode.text and not barcode.symbology_identifier.startswith("]Q0"):
            return str(barcode.text)
    return None


def _barcodes(gray: Gray, binarizer: Binarizer, formats: frozenset[str]) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(
        np.ascontiguousarray(gray),
        _asked(formats) if formats else QR_ONLY,
        text_mode=TextMode.Plain,
        binarizer=binarizer,
        return_errors=True,
    )


@cache
def _asked(formats: frozenset[str]) -> BarcodeFormats:
    return BarcodeFormats([BarcodeFormat.QRCodeModel2, *(_BY_NAME[name] for name in formats if name in _BY_NAME)])


def _second_view(gray: Gray, formats: frozenset[str]) -> set[tuple[str, str]]:
    """Read a slightly smaller, smoothed copy, whose pixels fall differently on the bars."""
    smaller = cv2.resize(gray, None, fx=0.87, fy=0.91, interpolation=cv2.INTER_AREA)
    found = _barcodes(np.asarray(smaller, np.uint8), Binarizer.LocalAverage, formats)
    return {_said(barcode, formats) for barcode in found if barcode.valid}


def _said(barcode: zxingcpp.Barcode, formats: frozenset[str]) -> tuple[str, str]:
    """The format under which it was asked for, and the text as it is printed.

    A reader may tell a finer kind, such as Code39Ext of Code39. UPC-A is EAN-13 with a leading 0 that nobody prints,
    and is read as that.
    """
    name, text = str(barcode.format.name), str(barcode.text)
    if "UPCA" in formats and name in ("EAN13", "UPCA") and len(text) == 13 and text.startswith("0"):
        return "UPCA", text[1:]
    if name == "QRCodeModel2":
        return "QRCode", text
    return next((asked for asked in formats if name != asked and name.startswith(asked)), name), text


def _version(barcode: zxingcpp.Barcode) -> int:
    extra = barcode.extra
    told = str(extra.get("Version", "")) if isinstance(extra, dict) else ""
    # A seeming Micro QR symbol says "M4"; its size helps nothing here.
    return int(told) if told.isdigit() and 1 <= int(told) <= 40 else 0


def _corners(barcode: zxingcpp.Barcode) -> tuple[Corner, Corner, Corner, Corner]:
    place = barcode.position
    return (
        (place.top_left.x, place.top_left.y),
        (place.top_right.x, place.top_right.y),
        (place.bottom_right.x, place.bottom_right.y),
        (place.bottom_left.x, place.bottom_left.y),
    )
