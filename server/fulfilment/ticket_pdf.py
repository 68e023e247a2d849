"""Draw ticket PDFs: one A4 page a ticket, with letters and a QR large enough for a phone that shows the whole page."""

import io
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from server.fulfilment.typesetting import break_lines, draw_line, fit_size, width_of
from server.fulfilment.words import Words, is_same_day, say_day, say_moment, say_time, words_for
from server.tickets.qr import qr_modules

_WIDTH, _HEIGHT = A4
_MARGIN = 46.0
_INNER = _WIDTH - 2 * _MARGIN
_BAND = 62.0
_QR_BOX = 290.0
"""The QR with its quiet zone right of it, and as much above and below: a signed token's QR is 9.3 cm wide."""
_QUIET_MODULES = 4
_COLUMN_X = _MARGIN + _QR_BOX
_COLUMN = _WIDTH - _MARGIN - _COLUMN_X
_INK, _QUIET, _LINE = HexColor("#14181f"), HexColor("#5b6472"), HexColor("#c9ced6")
_BLACK, _PAPER = HexColor("#000000"), HexColor("#ffffff")


@dataclass(frozen=True, slots=True)
class TicketSheet:
    """What a ticket's page says. Times in Unix ms; what is not known is None or empty and leaves no gap."""

    ticket_id: str
    payload: str
    """What the QR holds."""
    holder: str
    product: str
    event: str
    starts_at: int | None
    ends_at: int | None
    time_zone: str
    place: str
    organization: str
    order_id: str
    valid_from: int | None = None
    valid_until: int | None = None
    admits: int = 1
    """How many people; a group's ticket says so."""


def draw_ticket_pdf(sheets: Sequence[TicketSheet], language: str) -> bytes:
    """A PDF of a page a ticket, in the buyer's language."""
    words = words_for(language)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1, lang=words.locale[:2])
    canvas.setTitle(f"{words.ticket}: {sheets[0].event}")
    canvas.setAuthor(sheets[0].organization)
    draw_ticket_pages(canvas, sheets, words)
    canvas.save()
    return out.getvalue()


def draw_ticket_pages(canvas: Canvas, sheets: Sequence[TicketSheet], words: Words) -> None:
    """A page a ticket on a canvas of A4 pages; several are numbered."""
    for number, sheet in enumerate(sheets, start=1):
        _draw_page(canvas, sheet, words, f"{number}/{len(sheets)}" if len(sheets) > 1 else "")
        canvas.showPage()


def _draw_page(canvas: Canvas, sheet: TicketSheet, words: Words, number: str) -> None:
    _draw_band(canvas, sheet, words, number)
    y = _draw_event(canvas, sheet, words, _HEIGHT - _BAND - 56)
    _draw_rule(canvas, y - 6)
    column_bottom = _draw_column(canvas, sheet, words, y - 36)
    qr_bottom = _draw_qr(canvas, sheet.payload, _MARGIN, y - 8)
    _draw_code(canvas, sheet, words, min(column_bottom, qr_bottom))
    _draw_foot(canvas, sheet, words)


def _draw_band(canvas: Canvas, sheet: TicketSheet, words: Words, number: str) -> None:
    canvas.setFillColor(_INK)
    canvas.rect(0, _HEIGHT - _BAND, _WIDTH, _BAND, stroke=0, fill=1)
    canvas.setFillColor(_PAPER)
    right = f"{words.ticket} {number}".strip()
    right_width = width_of(right, 17)
    (name,) = break_lines(sheet.organization, 19, _INNER - right_width - 20, 1, bold=True)
    draw_line(canvas, _MARGIN, _HEIGHT - _BAND / 2 - 6, name, 19, bold=True)
    draw_line(canvas, _WIDTH - _MARGIN - right_width, _HEIGHT - _BAND / 2 - 6, right, 17)


def _draw_event(canvas: Canvas, sheet: TicketSheet, words: Words, y: float) -> float:
    """The event's name, day, time and place, from ``y`` down; where the next thing may begin."""
    size = 36 if width_of(sheet.event, 36, bold=True) <= 2 * _INNER else 25
    canvas.setFillColor(_INK)
    for line in break_lines(sheet.event, size, _INNER, 3, bold=True):
        draw_line(canvas, _MARGIN, y, line, size, bold=True)
        y -= size * 1.18
    y -= 2
    for text in _when(sheet, words):
        draw_line(canvas, _MARGIN, y, text, fit_size(text, _INNER, 20, 12))
        y -= 27
    canvas.setFillColor(_QUIET)
    for line in break_lines(sheet.place, 17, _INNER, 2) if sheet.place else ():
        draw_line(canvas, _MARGIN, y, line, 17)
        y -= 23
    return y


def _when(sheet: TicketSheet, words: Words) -> list[str]:
    """The event's day and time in its own time zone; of an event that goes on past its day, both its ends."""
    begin, end, zone = sheet.starts_at, sheet.ends_at, sheet.time_zone
    if begin is None:
        return []
    if end is None or end <= begin:
        return [say_day(begin, zone, words), say_time(begin, zone, words)]
    if is_same_day(begin, end, zone):
        return [say_day(begin, zone, words), f"{say_time(begin, zone, words)} – {say_time(end, zone, words)}"]
    return [say_day(begin, zone, words), f"{say_time(begin, zone, words)} – {say_moment(end, zone, words)}"]


def _draw_rule(canvas: Canvas, y: float) -> None:
    canvas.setStrokeColor(_LINE)
    canvas.setLineWidth(1)
    canvas.line(_MARGIN, y, _WIDTH - _MARGIN, y)


def _draw_qr(canvas: Canvas, payload: str, x: float, y: float) -> float:
    """The QR below ``y``, as one filled path, so that it is crisp at any size; where its quiet zone ends below."""
    rows = qr_modules(payload)
    module = _QR_BOX / (len(rows) + _QUIET_MODULES)
    path = canvas.beginPath()
    for number, row in enumerate(rows, start=_QUIET_MODULES + 1):
        column = 0
        for is_dark, run in itertools.groupby(row):
            length = len(list(run))
            if is_dark:
                path.rect(x + column * module, y - number * module, length * module, module)
            column += length
    canvas.setFillColor(_BLACK)
    canvas.drawPath(path, stroke=0, fill=1)
    return y - (len(rows) + 2 * _QUIET_MODULES) * module


def _draw_column(canvas: Canvas, sheet: TicketSheet, words: Words, y: float) -> float:
    """Beside the QR: whose it is, what it is, for how many, from when till when; where the next thing may begin."""
    facts = [(words.holder, sheet.holder, 22, 3, True), (words.ticket, sheet.product, 19, 2, True)]
    if sheet.admits > 1:
        facts.append((words.admits, words.people.format(count=sheet.admits), 22, 2, True))
    for label, at in ((words.valid_from, sheet.valid_from), (words.valid_until, sheet.valid_until)):
        if at is not None:
            facts.append((label, say_moment(at, sheet.time_zone, words), 14, 2, False))
    for label, text, size, most, bold in facts:
        if not text:
            continue
        canvas.setFillColor(_QUIET)
        draw_line(canvas, _COLUMN_X, y - 12, label, 13)
        y -= 17
        canvas.setFillColor(_INK)
        for line in break_lines(text, size, _COLUMN, most, bold=bold):
            y -= size * 1.15
            draw_line(canvas, _COLUMN_X, y, line, size, bold=bold)
        y -= 17
    return y


def _draw_code(canvas: Canvas, sheet: TicketSheet, words: Words, y: float) -> None:
    """The code below ``y``, as large as its line allows: what is typed where a QR cannot be read."""
    canvas.setFillColor(_QUIET)
    draw_line(canvas, _MARGIN, y - 13, words.code, 13)
    size = fit_size(sheet.ticket_id, _INNER, 32, 12, bold=True)
    canvas.setFillColor(_INK)
    draw_line(canvas, _MARGIN, y - 22 - size, sheet.ticket_id, size, bold=True)


def _draw_foot(canvas: Canvas, sheet: TicketSheet, words: Words) -> None:
    _draw_rule(canvas, 88)
    canvas.setFillColor(_INK)
    show = words.show_group.format(count=sheet.admits) if sheet.admits > 1 else words.show
    for number, line in enumerate(break_lines(show, 13, _INNER, 2)):
        draw_line(canvas, _MARGIN, 68 - 17 * number, line, 13)
    canvas.setFillColor(_QUIET)
    draw_line(canvas, _MARGIN, 30, f"{words.booking} {sheet.order_id}", 10)
