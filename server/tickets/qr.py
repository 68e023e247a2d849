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
    code = qrcode.QRCode(
        error_correction=ERROR_CORRECT_M,
        box_size=_MODULE_PIXELS,
        border=_QUIET_MODULES,
        image_factory=PilImage,
    )
    code.add_data(QRData(payload.encode("ascii"), mode=MODE_ALPHA_NUM), optimize=0)
    code.make(fit=True)
    picture = io.BytesIO()
    code.make_image().save(picture, format="PNG")
    return picture.getvalue()
