"""A code drawn for a scanner to read, as QR or as bars."""

import numpy as np
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from zxingcpp import BarcodeFormat, create_barcode, write_barcode_to_image

_QUIET_MODULES = {False: 4, True: 10}
_BARS_HEIGHT_PX, _MARGIN_PX = 120, 16
_LARGEST_PX, _SMALL_PX = 264, 148


class ShownCode(QWidget):
    """Black on white in every theme, each module a whole number of pixels; the quiet zone is part of it."""

    def __init__(self, payload: str, name: str, parent: QWidget | None = None) -> None:
        """``name`` is for screen readers."""
        super().__init__(parent)
        self._payload, self._has_bars, self._is_small = payload, False, False
        self._modules = _drawn(payload, has_bars=False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def has_bars(self) -> bool:
        """Whether it is drawn as bars."""
        return self._has_bars

    def show_bars(self, *, has_bars: bool) -> None:
        """Draw Code 128 in place of QR, or QR again."""
        self._has_bars = has_bars
        self._modules = _drawn(self._payload, has_bars=has_bars)
        self.updateGeometry()
        self.update()

    def set_small(self, *, is_small: bool) -> None:
        """Take less height, or the usual one again."""
        self._is_small = is_small
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        high = _BARS_HEIGHT_PX + 2 * _MARGIN_PX if self._has_bars else _LARGEST_PX
        return QSize(_LARGEST_PX, min(high, _SMALL_PX) if self._is_small else high)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._modules.width() + 2 * _QUIET_MODULES[self._has_bars], self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        quiet = _QUIET_MODULES[self._has_bars]
        across = self._modules.width() + 2 * quiet
        # Halves of a screen's pixels exist where it has more of them than Qt counts.
        ratio = self.devicePixelRatioF()
        room = self.width() if self._has_bars else min(self.width(), self.height())
        module = max(1, int(room * ratio / across)) / ratio
        high = self.height() if self._has_bars else module * across
        card = QRect(int((self.width() - module * across) / 2), 0, round(module * across), round(high))
        painter = QPainter(self)
        painter.fillRect(card, QColor("white"))
        margin = round(module * quiet)
        above = _MARGIN_PX if self._has_bars else margin
        inside = card.adjusted(margin, above, -margin, -above)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.drawImage(inside, self._modules)


def _drawn(payload: str, *, has_bars: bool) -> QImage:
    """The code without its quiet zone, a pixel a module."""
    form = BarcodeFormat.Code128 if has_bars else BarcodeFormat.QRCode
    image = write_barcode_to_image(create_barcode(payload, form), scale=1, add_quiet_zones=False)
    pixels = np.array(image)
    height, width = pixels.shape
    return QImage(pixels.tobytes(), width, 1 if has_bars else height, width, QImage.Format.Format_Grayscale8).copy()
