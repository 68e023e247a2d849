"""A QR code as a grid, drawn on whole dots so that its edges are as sharp as the printer can."""

from functools import lru_cache

import numpy as np
import zxingcpp
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

QUIET = 4
"""Modules of white around it, by ISO/IEC 18004."""


@lru_cache(maxsize=64)
def qr_grid(text: str) -> tuple[tuple[bool, ...], ...]:
    """Row by row, True where it is dark; without the white around it."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn = np.asarray(zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False))
    return tuple(tuple(bool(dot < 128) for dot in row) for row in drawn)


def draw_qr(painter: QPainter, text: str, box: QRect) -> QRect:
    """Draw ``text`` in the middle of ``box`` (dots), as large as whole dots for each module allow; where it is."""
    grid = qr_grid(text)
    modules = len(grid) + 2 * QUIET
    dots = max(min(box.width(), box.height()) // modules, 1)
    side = dots * modules
    left, top = box.left() + (box.width() - side) // 2, box.top() + (box.height() - side) // 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRect(left, top, side, side), Qt.GlobalColor.white)
    for row, cells in enumerate(grid):
        for start, length in _runs(cells):
            x, y = left + (QUIET + start) * dots, top + (QUIET + row) * dots
            painter.fillRect(QRect(x, y, length * dots, dots), Qt.GlobalColor.black)
    painter.restore()
    return QRect(left, top, side, side)


def _runs(cells: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules that touch begin and how many they are: fewer shapes, and no seams between them."""
    runs: list[tuple[int, int]] = []
    for at, is_dark in enumerate(cells):
        if not is_dark:
            continue
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs
