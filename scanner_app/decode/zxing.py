"""The first reader, zxing-cpp, held to symbols whose checksum it verified."""

from __future__ import annotations

from dataclasses import dataclass
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
# A single check digit passes one misread in ten; these count only when two views of the picture agree. Formats without
# any mandatory check (Code 39, Codabar, ITF with its kinds) are never read.
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
_ALL: Final = BarcodeFormats([*_STRONG, *_WEAK])
_DRAWN: Final = BarcodeFormats(BarcodeFormat.QRCode)
_STRONG_NAMES: Final = frozenset({"QRCode", *(f.name for f in _STRONG)})


@dataclass(frozen=True, slots=True)
class Located:
    """A QR symbol seen but not read: corners (4 x 2 pixels, clockwise from its top left), version (0 = unknown)."""

    corners: NDArray[np.float32]
    version: int


def read_zxing(
    gray: Gray, decoder: str, *, all_formats: bool = False, binarizer: Binarizer = Binarizer.LocalAverage
) -> tuple[list[Code], list[Located]]:
    """Read every code in `gray`; also tell which QR symbols were located but failed their checksum."""
    barcodes = _barcodes(gray, binarizer, all_formats=all_formats)
    codes: list[Code] = []
    located: list[Located] = []
    confirmed: set[tuple[str, str]] | None = None
    for barcode in barcodes:
        if not barcode.valid:
            if "QR" in barcode.format.name:
                located.append(Located(np.array(_corners(barcode), np.float32), _version(barcode)))
            continue
        name = _format_name(barcode.format)
        if not barcode.text:
            continue
        if name not in _STRONG_NAMES:
            if confirmed is None:
                confirmed = _second_view(gray)
            if (name, barcode.text) not in confirmed:
                continue
        codes.append(Code(barcode.text, name, decoder, _corners(barcode)))
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


def _barcodes(gray: Gray, binarizer: Binarizer, *, all_formats: bool) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(
        np.ascontiguousarray(gray),
        _ALL if all_formats else QR_ONLY,
        text_mode=TextMode.Plain,
        binarizer=binarizer,
        return_errors=True,
    )


def _second_view(gray: Gray) -> set[tuple[str, str]]:
    """Read a slightly smaller, smoothed copy, whose pixels fall differently on the bars."""
    smaller = cv2.resize(gray, None, fx=0.87, fy=0.91, interpolation=cv2.INTER_AREA)
    found = _barcodes(np.asarray(smaller, np.uint8), Binarizer.LocalAverage, all_formats=True)
    return {(_format_name(b.format), b.text) for b in found if b.valid}


def _format_name(barcode_format: BarcodeFormat) -> str:
    name = str(barcode_format.name)
    return "QRCode" if name == "QRCodeModel2" else name


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
