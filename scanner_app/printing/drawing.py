"""How a badge and a receipt are laid out, in the dots of whatever they are drawn on.

Black on white only: label printers know nothing between. Every text shrinks and wraps until all of it is there.
"""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QImage, QPainter

import resources
from scanner_app.printing.qr import draw_qr
from scanner_app.printing.slip import Paper, Slip, SlipKind
from scanner_app.theme import FONT_FAMILIES
from scanner_app.views.appearance import load_fonts
from scanner_app.views.text_block import TextBlock

MM_PER_INCH = 25.4
_FILES = ("DejaVuSans-Regular.ttf", "DejaVuSans-Bold.ttf", "DroidSansFallback.ttf")
"""Arabic, Hebrew, Chinese, Japanese and Korean names are printed also where the system has no letters for them."""
_SHRINK = 0.94
_LEAST_MM, _LEAST_NAME_MM = 1.8, 3.6
"""A word is broken before letters get lower than this; a name is read from further away."""
_SOUTH_OF_LATIN = 0x0590
"""From here on Unicode has the letters that Inter has not: Hebrew, Arabic and all that follow."""
_CJK = ((0x2E80, 0xFFEF), (0x20000, 0x3FFFF))
_CJK_FAMILY = "Droid Sans Fallback"


@dataclass(frozen=True, slots=True)
class Dots:
    """A page: its size in dots, and how many of them are a millimetre."""

    width: int
    height: int
    per_mm: float

    def mm(self, length: float) -> int:
        """``length`` millimetres in dots."""
        return round(length * self.per_mm)


def page_of(paper: Paper, dots_per_inch: int) -> Dots:
    """The page of ``paper`` at this resolution."""
    per_mm = dots_per_inch / MM_PER_INCH
    return Dots(round(paper.width_mm * per_mm), round(paper.height_mm * per_mm), per_mm)


def draw_slip(painter: QPainter, slip: Slip, page: Dots) -> None:
    """Draw ``slip`` on the whole of ``page``."""
    load_print_fonts()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    margin = max(page.mm(2.5), min(page.width, page.height) // 20)
    inner = QRect(0, 0, page.width, page.height).adjusted(margin, margin, -margin, -margin)
    words, code = _split(slip, inner, page.mm(2))
    if code is not None:
        draw_qr(painter, slip.code, code)
    painter.setPen(Qt.GlobalColor.black)
    if slip.kind is SlipKind.BADGE:
        _draw_badge(painter, slip, words, page)
    else:
        _draw_receipt(painter, slip, words, page)


def slip_picture(slip: Slip, paper: Paper, dots_per_inch: int) -> QImage:
    """``slip`` as it comes out of a printer."""
    page = page_of(paper, dots_per_inch)
    picture = QImage(page.width, page.height, QImage.Format.Format_RGB32)
    picture.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(picture)
    draw_slip(painter, slip, page)
    painter.end()
    return picture


@cache
def load_print_fonts() -> None:
    """Make the letters of all scripts known to Qt, once."""
    load_fonts()
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resources.path(f"templates/ticket/{name}")))


def _split(slip: Slip, inner: QRect, gap: int) -> tuple[QRect, QRect | None]:
    """Where the words and the code go: side by side on wide paper, else one above the other."""
    if not slip.code:
        return inner, None
    if inner.width() * 10 > inner.height() * 11:
        side = min(inner.height(), inner.width() * 2 // 5)
        code = QRect(inner.right() + 1 - side, inner.top(), side, inner.height())
        return inner.adjusted(0, 0, -side - gap, 0), code
    side = min(inner.width(), inner.height() * 2 // 5)
    code = QRect(inner.left(), inner.bottom() + 1 - side, inner.width(), side)
    return inner.adjusted(0, 0, 0, -side - gap), code


def _draw_badge(painter: QPainter, slip: Slip, box: QRect, page: Dots) -> None:
    """The event small above, the name as large as there is room for, the ticket's type in a black band below."""
    head = box.height() * 18 // 100 if slip.event else 0
    foot = min(box.height() * 22 // 100, page.mm(12)) if slip.ticket_type else 0
    gap = page.mm(1.5)
    _draw_text(
        painter, slip.event, QRect(box.left(), box.top(), box.width(), head), page, page.mm(4.5), QFont.Weight.DemiBold
    )
    middle = box.adjusted(0, head + (gap if head else 0), 0, -foot - (gap if foot else 0))
    largest = min(page.mm(18), middle.height())
    _draw_text(painter, slip.name, middle, page, largest, QFont.Weight.Bold, least_mm=_LEAST_NAME_MM)
    if foot:
        band = QRect(box.left(), box.bottom() + 1 - foot, box.width(), foot)
        painter.fillRect(band, Qt.GlobalColor.black)
        painter.setPen(Qt.GlobalColor.white)
        inside = band.adjusted(gap, foot // 8, -gap, -foot // 8)
        _draw_text(painter, slip.ticket_type, inside, page, page.mm(5.5), QFont.Weight.Bold)
        painter.setPen(Qt.GlobalColor.black)


def _draw_receipt(painter: QPainter, slip: Slip, box: QRect, page: Dots) -> None:
    """Line by line, each with a share of the height; the code is spelled out for whoever types it."""
    place = " · ".join(part for part in (slip.where, slip.when) if part)
    lines = (
        (slip.event, 26, 5.5, QFont.Weight.Bold),
        (slip.name, 26, 5.5, QFont.Weight.DemiBold),
        (slip.ticket_type, 18, 4.2, QFont.Weight.Normal),
        (place, 16, 3.6, QFont.Weight.Normal),
        (slip.code, 14, 3.2, QFont.Weight.DemiBold),
    )
    shown = [line for line in lines if line[0]]
    whole = sum(share for _, share, _, _ in shown)
    y = box.top()
    for text, share, most_mm, weight in shown:
        height = box.height() * share // max(whole, 1)
        _draw_text(painter, text, QRect(box.left(), y, box.width(), height), page, page.mm(most_mm), weight)
        y += height
        if text == slip.event and len(shown) > 1:
            painter.fillRect(QRect(box.left(), y, box.width(), max(page.mm(0.3), 1)), Qt.GlobalColor.black)


def _draw_text(
    painter: QPainter,
    text: str,
    box: QRect,
    page: Dots,
    largest_px: int,
    weight: QFont.Weight,
    least_mm: float = _LEAST_MM,
) -> None:
    if text and box.height() > 0:
        block = _fitted(text, box, largest_px, min(page.mm(least_mm), box.height() // 4), weight)
        block.paint(painter, box.left(), box.top() + (box.height() - block.height) / 2)


def _fitted(text: str, box: QRect, largest_px: int, least_px: int, weight: QFont.Weight) -> TextBlock:
    """All of ``text`` as large as ``box`` allows; from ``least_px`` down words are broken."""
    px = float(max(largest_px, 2))
    while True:
        face = _print_font(text, px, weight)
        most_lines = 1 if " " not in text and "-" in text else int(box.height() / QFontMetricsF(face).lineSpacing())
        block = TextBlock(text, face, box.width(), max(most_lines, 1))
        is_whole = not block.is_cut and block.height <= box.height() and block.widest <= box.width()
        if (is_whole and (not block.breaks_a_word or px <= least_px)) or px < 2:
            return block
        px *= _SHRINK


def _print_font(text: str, px: float, weight: QFont.Weight) -> QFont:
    made = QFont()
    families = _families(text)
    made.setFamilies(families)
    made.setPixelSize(max(round(px), 1))
    # It comes in one weight; Qt would make another by printing everything twice.
    made.setWeight(QFont.Weight.Normal if families[0] == _CJK_FAMILY else weight)
    made.setFeature(
        QFont.Tag("calt"), 0
    )  # Dashes and colons stay the characters that they are, for whoever copies them.
    # Hints bend letters to the dots of a screen; at a printer's they only make lines of another width than measured.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _families(text: str) -> list[str]:
    """The typefaces for ``text``: first the one that has most of its letters, for it says how high a line is."""
    usual = [FONT_FAMILIES[0], "DejaVu Sans", _CJK_FAMILY, *FONT_FAMILIES[1:]]
    if any(first <= ord(letter) <= last for letter in text for first, last in _CJK):
        return [_CJK_FAMILY, *usual]
    # General punctuation, such as dashes and the joiners of names, is in every typeface.
    if any(_SOUTH_OF_LATIN <= ord(letter) < 0x1E00 for letter in text):
        return ["DejaVu Sans", *usual]
    return usual
