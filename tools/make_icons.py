"""Draw the program's icons for Linux, Windows and macOS from resources/icons/app.svg.

Usage: python tools/make_icons.py
"""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE, TARGET = Path("resources/icons/app.svg"), Path("resources/platform")
SIZES = (16, 32, 48, 64, 128, 256, 512)


def main() -> None:
    """Write the PNG files, and from them the .ico and the .icns."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    TARGET.mkdir(parents=True, exist_ok=True)
    pictures = {size: drawn(size) for size in (*SIZES, 1024)}
    for size in SIZES:
        pictures[size].save(TARGET / f"doorward-{size}.png", optimize=True)
    pictures[256].save(TARGET / "doorward.ico", sizes=[(size, size) for size in SIZES if size <= 256])
    smaller = [pictures[size] for size in SIZES]
    pictures[1024].save(TARGET / "doorward.icns", append_images=smaller)
    app.quit()


def drawn(size: int) -> Image.Image:
    """The icon at ``size`` pixels."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(picture.rect()))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return Image.open(BytesIO(bytes(buffer.data().data())))


if __name__ == "__main__":
    main()
