"""The second reader, pyzbar. Optional: without the zbar library its stages are simply absent."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import cast

from scanner_app.decode.codes import Code, Corner, Gray


@cache
def _pyzbar() -> ModuleType | None:
    try:
        from pyzbar import pyzbar  # noqa: PLC0415 - a missing library must not stop the program from starting.
    except (ImportError, OSError):
        # The package is missing, or it found no shared library of zbar on this machine.
        return None
    return cast("ModuleType", pyzbar)


def zbar_available() -> bool:
    """Tell whether pyzbar and its library could be loaded."""
    return _pyzbar() is not None


def read_zbar(gray: Gray, decoder: str) -> list[Code]:
    """Read the QR codes in `gray`; nothing when the library is absent."""
    pyzbar = _pyzbar()
    if pyzbar is None:
        return []
    try:
        found = pyzbar.decode(gray, symbols=[pyzbar.ZBarSymbol.QRCODE])
    except ValueError:
        # Some structured-append codes have an orientation that pyzbar does not know.
        return []
    codes = []
    for symbol in found:
        text = _certain_text(symbol.data)
        if text:
            codes.append(Code(text, "QRCode", decoder, _corners(symbol)))
    return codes


def _certain_text(data: bytes) -> str:
    """The text as it was written, or "" where zbar's guess at the character set may have garbled it.

    zbar takes UTF-8 for Shift JIS or Big5 where it can. Going back by those and finding valid UTF-8 tells that it did;
    otherwise only Latin letters, alike under every guess, are certain.
    """
    text = data.decode("utf-8", errors="ignore")
    if text.isascii():
        return text
    for guessed in ("cp932", "big5"):
        try:
            return text.encode(guessed).decode("utf-8")
        except UnicodeError:
            continue
    return text if max(text) < "\u0250" else ""


def _corners(symbol: object) -> tuple[Corner, Corner, Corner, Corner] | tuple[()]:
    points = [(int(x), int(y)) for x, y in getattr(symbol, "polygon", ())]
    return (points[0], points[1], points[2], points[3]) if len(points) == 4 else ()
