"""Set text of any script on a PDF page: fonts by what they have letters for, lines broken, sizes shrunk to fit.

Latin, Greek and Cyrillic are in Inter; Hebrew, Arabic and others in DejaVu Sans; Chinese, Japanese and Korean in Droid
Sans Fallback. The letters that are shown are embedded. Right-to-left text is put into the order and shapes in which it
is drawn. What no font has, such as a picture character, is left out or shown as ``?``.
"""

import functools
import unicodedata
from collections.abc import Iterator

import arabic_reshaper
from bidi.algorithm import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from resources import path

_REGULAR = ("Inter-Regular", "DejaVuSans-Regular", "DroidSansFallback")
_BOLD = ("Inter-Bold", "DejaVuSans-Bold", "DroidSansFallback")
_ELLIPSIS = "…"
_UNSEEN = ("So", "Sk", "Cf", "Mn", "Me", "Co", "Cn")
"""Pictures, their modifiers, joiners, loose accents and characters that are not assigned: left out where no font."""


def draw_line(canvas: Canvas, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
    """Draw one line with its baseline at ``y``, from ``x`` on."""
    for font, run in _runs(_visual(text), bold=bold):
        canvas.setFont(font, size)
        canvas.drawString(x, y, run)
        x += pdfmetrics.stringWidth(run, font, size)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide ``draw_line`` draws it, in points."""
    return float(sum(pdfmetrics.stringWidth(run, font, size) for font, run in _runs(_visual(text), bold=bold)))


def break_lines(text: str, size: float, width: float, most: int, *, bold: bool = False) -> list[str]:
    """At most ``most`` lines that fit ``width``; longer words are cut, and ``…`` ends the last where more is left."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, size, width, bold=bold):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _shorten(" ".join(lines[most - 1 :]), size, width, bold=bold)]


def fit_size(text: str, width: float, largest: float, smallest: float, *, bold: bool = False) -> float:
    """The largest size at which it fits ``width`` on one line, ``smallest`` where none does."""
    natural = width_of(text, largest, bold=bold)
    return largest if natural <= width else max(smallest, largest * width / natural)


def _shorten(text: str, size: float, width: float, *, bold: bool) -> str:
    while text and width_of(text + _ELLIPSIS, size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def _pieces(text: str, size: float, width: float, *, bold: bool) -> Iterator[str]:
    """The words, those that are wider than a line in parts that are not."""
    for word in text.split():
        rest = word
        while width_of(rest, size, bold=bold) > width and len(rest) > 1:
            cut = max(1, int(len(rest) * width / width_of(rest, size, bold=bold)))
            while cut > 1 and width_of(rest[:cut], size, bold=bold) > width:
                cut -= 1
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _visual(text: str) -> str:
    """The characters from left to right as they are drawn; Arabic letters in their joined forms."""
    if not any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
        return text
    return str(get_display(arabic_reshaper.reshape(text)))


def _runs(text: str, *, bold: bool) -> list[tuple[str, str]]:
    """The text in runs of one font each."""
    runs: list[tuple[str, str]] = []
    for character in text:
        font, drawn = _font_for(character, bold=bold)
        if runs and runs[-1][0] == font:
            runs[-1] = (font, runs[-1][1] + drawn)
        elif drawn:
            runs.append((font, drawn))
    return runs


def _font_for(character: str, *, bold: bool) -> tuple[str, str]:
    """The font that draws a character, and what it draws in its place."""
    names = _BOLD if bold else _REGULAR
    for name in names:
        if ord(character) in _letters_of(name):
            return name, character
    return names[0], "" if unicodedata.category(character) in _UNSEEN else "?"


@functools.cache
def _letters_of(name: str) -> frozenset[int]:
    """The characters that a font has; it is read at its first use."""
    font = TTFont(name, str(path(f"templates/ticket/{name}.ttf")))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)
