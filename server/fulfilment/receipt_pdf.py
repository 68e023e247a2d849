"""Draw a receipt: what one purchase item was and cost. Business buyers get an invoice besides, from the ledger."""

import io
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from server.fulfilment.typesetting import break_lines, draw_line, width_of
from server.fulfilment.words import Words, say_day, words_for
from server.payments.currency import format_money

_WIDTH, _HEIGHT = A4
_MARGIN = 56.0
_INNER = _WIDTH - 2 * _MARGIN
_LABEL = 150.0
_INK, _QUIET, _LINE = HexColor("#14181f"), HexColor("#5b6472"), HexColor("#c9ced6")


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """What a receipt says. Money in minor units, ``paid_at`` in Unix ms."""

    organization: str
    address: str
    buyer: str
    order_id: str
    paid_at: int
    description: str
    quantity: int
    price_cents: int
    total_cents: int
    tax_cents: int
    tax_rate_bp: int
    is_tax_included: bool
    refunded_cents: int
    currency: str


def draw_receipt_pdf(sheet: ReceiptSheet, language: str) -> bytes:
    """A PDF of one page, in the buyer's language; the day is in UTC."""
    words = words_for(language)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, lang=words.locale[:2])
    canvas.setTitle(f"{words.receipt} {sheet.order_id}")
    canvas.setAuthor(sheet.organization)
    draw_receipt_page(canvas, sheet, words)
    canvas.save()
    return out.getvalue()


def draw_receipt_page(canvas: Canvas, sheet: ReceiptSheet, words: Words) -> None:
    """One receipt as one page on a canvas of A4 pages."""
    y = _draw_head(canvas, sheet, words)
    for label, text, is_bold in _facts(sheet, words):
        y = _draw_fact(canvas, y, label, text, bold=is_bold)
    canvas.showPage()


def _draw_head(canvas: Canvas, sheet: ReceiptSheet, words: Words) -> float:
    y = float(_HEIGHT) - 86
    canvas.setFillColor(_INK)
    draw_line(canvas, _MARGIN, y, words.receipt, 28, bold=True)
    for line in break_lines(sheet.organization, 15, _INNER, 2, bold=True):
        y -= 30
        draw_line(canvas, _MARGIN, y, line, 15, bold=True)
    canvas.setFillColor(_QUIET)
    for line in sheet.address.splitlines()[:5]:
        y -= 17
        draw_line(canvas, _MARGIN, y, break_lines(line, 12, _INNER, 1)[0], 12)
    y -= 26
    canvas.setStrokeColor(_LINE)
    canvas.line(_MARGIN, y, _WIDTH - _MARGIN, y)
    return y - 32


def _facts(sheet: ReceiptSheet, words: Words) -> list[tuple[str, str, bool]]:
    """Label, text, and whether it is bold; what says nothing is left out."""

    def money(cents: int) -> str:
        return format_money(cents, sheet.currency, words.locale)

    facts = [
        (words.item, sheet.description, True),
        (words.quantity, str(sheet.quantity), False),
        (words.unit_price, money(sheet.price_cents), False),
    ]
    total = sheet.total_cents
    if sheet.tax_rate_bp:
        rate = f"{sheet.tax_rate_bp / 100:g} %"
        template = words.tax_in if sheet.is_tax_included else words.tax_on_top
        facts.append((template.format(rate=rate), money(sheet.tax_cents), False))
        total += 0 if sheet.is_tax_included else sheet.tax_cents
    facts.append((words.total, money(total), True))
    if sheet.refunded_cents:
        facts.append((words.refunded, money(sheet.refunded_cents), False))
    facts.append((words.buyer, sheet.buyer, False))
    facts.append((words.date, say_day(sheet.paid_at, "UTC", words), False))
    facts.append((words.booking, sheet.order_id, False))
    return [fact for fact in facts if fact[1]]


def _draw_fact(canvas: Canvas, y: float, label: str, text: str, *, bold: bool) -> float:
    canvas.setFillColor(_QUIET)
    indent = max(_LABEL, width_of(label, 12) + 14)
    draw_line(canvas, _MARGIN, y, label, 12)
    canvas.setFillColor(_INK)
    for line in break_lines(text, 14, _INNER - indent, 4, bold=bold):
        draw_line(canvas, _MARGIN + indent, y, line, 14, bold=bold)
        y -= 19
    return y - 7
