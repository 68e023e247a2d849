"""Draw a ticket's QR: alphanumeric mode at error correction M, so that a signed token takes 41×41 modules."""

import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.util import MODE_ALPHA_NUM, QRData

_MODULE_PIXELS = 10
_QUIET_MODULES = 4


def draw_qr_png(payload: str) -> bytes:
    """A PNG of ``payload`` (digits, capitals and `` $%*+-./:``) with 10 pixels a module and the quiet zone."""
    picture = io.BytesIO()
    _make_code(payload, border=_QUIET_MODULES).make_image().save(picture, format="PNG")
    return picture.getvalue()


def qr_modules(payload: str) -> list[list[bool]]:
    """The same QR as rows of modules, true for dark, without the quiet zone of 4 modules that it needs around it."""
    rows: list[list[bool]] = _make_code(payload, border=0).get_matrix()
    return rows


def _make_code(payload: str, *, border: int) -> "qrcode.QRCode[PilImage]":
    code = qrcode.QRCode(
        error_correction=ERROR_CORRECT_M,
        box_size=_MODULE_PIXELS,
        border=border,
        image_factory=PilImage,
    )
    code.add_data(QRData(payload.encode("ascii"), mode=MODE_ALPHA_NUM), optimize=0)
    code.make(fit=True)
    return code
