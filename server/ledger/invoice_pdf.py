"""Draw an invoice on A4 pages: who, to whom, what, the taxes and the total; in the buyer's language."""

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from server.fulfilment.typesetting import break_lines, draw_line, fit_size, width_of
from server.ledger.accounts import TEST
from server.ledger.invoice_words import InvoiceWords, words_in
from server.ledger.schemas import InvoiceBody, InvoiceLine, InvoiceParty
from server.payments.currency import format_money

_WIDTH, _HEIGHT = A4
_LEFT, _RIGHT = 20 * mm, _WIDTH - 20 * mm
_TOP, _BOTTOM = _HEIGHT - 22 * mm, 28 * mm
_MIDDLE = 118 * mm
_INK, _GREY, _RULE, _WARNING = HexColor(0x16181D), HexColor(0x667085), HexColor(0xD9DCE3), HexColor(0xB54708)
_TEXT, _SMALL, _TITLE = 9.0, 7.5, 22.0
_LEADING = 12.5
_NUMBER_COLUMNS = (104 * mm, 128 * mm, 142 * mm, 166 * mm, _RIGHT)
"""The right edges of quantity, unit price, tax rate, net and gross."""
_NUMBER_WIDTHS = (10 * mm, 23 * mm, 13 * mm, 23 * mm, 23 * mm)
_DESCRIPTION_WIDTH = 72 * mm


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table as it is printed."""

    description: Sequence[str]
    note: str
    cells: Sequence[str]

    @property
    def height(self) -> float:
        return (len(self.description) + bool(self.note)) * _LEADING + 7


def draw_invoice(body: InvoiceBody) -> bytes:
    """The PDF; the same body always gives the same bytes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1, lang=body.language)
    _Sheet(canvas, body).draw()
    canvas.save()
    return buffer.getvalue()


class _Sheet:
    """One invoice being drawn; ``_y`` is where the next thing goes."""

    def __init__(self, canvas: Canvas, body: InvoiceBody) -> None:
        self._canvas = canvas
        self._body = body
        self._words: InvoiceWords = words_in(body.language)
        self._locale = Locale.parse(self._words.locale)
        self._is_mixed = len({line.priceIncludesTax for line in body.lines}) > 1
        self._y = _TOP
        self._page = 1

    def draw(self) -> None:
        rows = [self._row(line) for line in self._body.lines]
        pages = self._count_pages(rows)
        title = self._words.invoice if self._body.kind == "invoice" else self._words.credit_note
        self._canvas.setTitle(f"{title} {self._body.number}")
        self._canvas.setAuthor(self._body.seller.name)
        self._draw_letterhead(title)
        self._draw_rows(rows, pages)
        self._draw_totals()
        self._draw_notes()
        self._draw_foot(pages)

    def _count_pages(self, rows: Sequence[_Row]) -> int:
        """Draw the same on paper that is thrown away, to know how many pages it takes."""
        trial = _Sheet(Canvas(io.BytesIO(), pagesize=A4), self._body)
        trial._draw_letterhead("")
        trial._draw_rows(rows, 0)
        return trial._page

    def _draw_letterhead(self, title: str) -> None:
        body, words = self._body, self._words
        self._text(_LEFT, self._y - 8, title, size=_TITLE, bold=True)
        top = self._y
        if body.corrects is not None:
            self._text(_LEFT, self._y - 25, words.corrects.format(number=body.corrects), color=_GREY, size=10)
        seller_end = self._draw_party(_MIDDLE, top, "", body.seller)
        self._y = min(top - 46, seller_end - 26)
        if body.paymentMethod == TEST:
            self._text(_LEFT, self._y + 12, words.test_money, color=_WARNING, bold=True)
        top = self._y - 8
        buyer_end = self._draw_party(_LEFT, top, words.bill_to, body.buyer)
        facts_end = self._draw_facts(_MIDDLE, top)
        self._y = min(buyer_end, facts_end) - 22

    def _draw_party(self, x: float, y: float, label: str, party: InvoiceParty) -> float:
        """Name, address, country and VAT id below each other; where they end."""
        if label:
            self._text(x, y, label, color=_GREY, size=_SMALL)
            y -= _LEADING + 2
        width = (_MIDDLE - 10 * mm if x < _MIDDLE else _RIGHT) - x
        for line in break_lines(party.name, _TEXT + 1, width, 2, bold=True):
            self._text(x, y, line, size=_TEXT + 1, bold=True)
            y -= _LEADING + 1
        country = self._locale.territories.get(party.country, party.country)
        vat_id = f"{self._words.vat_id} {party.vatId}" if party.vatId else ""
        for text in (*party.address, country, vat_id):
            for line in break_lines(text, _TEXT, width, 2) if text else ():
                self._text(x, y, line)
                y -= _LEADING
        return y

    def _draw_facts(self, x: float, y: float) -> float:
        body, words = self._body, self._words
        number = words.invoice_number if body.kind == "invoice" else words.credit_note_number
        facts = (
            (number, body.number),
            (words.issued_on, self._day(body.issuedOn)),
            (words.supplied_on, self._day(body.suppliedOn)),
            (words.payment, words.methods.get(body.paymentMethod, body.paymentMethod)),
        )
        for label, value in facts:
            self._text(x, y, label, color=_GREY)
            self._text(_RIGHT, y, value, is_right=True, bold=label == number)
            y -= _LEADING + 2
        self._text(x, y, words.order, color=_GREY)
        self._text(_RIGHT, y, body.orderId, size=_SMALL, is_right=True)
        return y - _LEADING

    def _draw_rows(self, rows: Sequence[_Row], pages: int) -> None:
        self._draw_head()
        for row in rows:
            if self._y - row.height < _BOTTOM:
                self._turn_page(pages)
                self._draw_head()
            y = self._y
            for text in row.description:
                self._text(_LEFT, y, text)
                y -= _LEADING
            if row.note:
                self._text(_LEFT, y, row.note, color=_GREY, size=_SMALL)
            for edge, width, cell in zip(_NUMBER_COLUMNS, _NUMBER_WIDTHS, row.cells, strict=True):
                self._text(edge, self._y, cell, is_right=True, size=fit_size(cell, width, _TEXT, 5))
            self._y -= row.height
            self._rule(self._y + _LEADING + 1)
        if self._y - self._totals_height() < _BOTTOM:
            self._turn_page(pages)

    def _draw_head(self) -> None:
        words = self._words
        self._text(_LEFT, self._y, words.description, color=_GREY, size=_SMALL)
        heads = (words.quantity, words.unit_price, words.tax, words.net, words.gross)
        for edge, head in zip(_NUMBER_COLUMNS, heads, strict=True):
            self._text(edge, self._y, head, color=_GREY, size=_SMALL, is_right=True)
        self._rule(self._y - 6, color=_INK, thickness=0.8)
        self._y -= 20

    def _draw_totals(self) -> None:
        body, words = self._body, self._words
        self._y -= 6
        lines = [(words.net, body.netInCents)]
        for tax in body.taxes:
            label = words.taxed_at.format(rate=self._rate(tax.taxRateBp))
            if len(body.taxes) > 1:
                label = f"{label} · {words.net} {self._money(tax.netInCents)}"
            lines.append((label, tax.taxInCents))
        for label, amount in lines:
            self._text(_MIDDLE, self._y, label, color=_GREY)
            self._text(_RIGHT, self._y, self._money(amount), is_right=True)
            self._y -= _LEADING + 2
        self._rule(self._y + 6, left=_MIDDLE, color=_INK, thickness=0.8)
        self._y -= 10
        self._text(_MIDDLE, self._y, words.total if body.kind == "invoice" else words.credited, size=12, bold=True)
        self._text(_RIGHT, self._y, self._money(body.grossInCents), size=12, bold=True, is_right=True)
        self._y -= 30

    def _totals_height(self) -> float:
        notes = len(self._body.notes) + 1
        return 46 + (len(self._body.taxes) + 1) * (_LEADING + 2) + notes * _LEADING

    def _draw_notes(self) -> None:
        words = self._words
        notes = [words.reverse_charge for note in self._body.notes if note == "reverse_charge"]
        if not self._is_mixed and self._body.taxInCents:
            is_included = self._body.lines[0].priceIncludesTax
            notes.append(words.prices_with_tax if is_included else words.prices_without_tax)
        for note in notes:
            self._text(_LEFT, self._y, note, color=_GREY)
            self._y -= _LEADING

    def _draw_foot(self, pages: int) -> None:
        seller = self._body.seller
        self._rule(18 * mm)
        about = " · ".join(part for part in (seller.name, *seller.address) if part)
        page = self._words.page.format(page=self._page, pages=pages)
        room = _RIGHT - _LEFT - width_of(page, _SMALL) - 8 * mm
        self._text(_LEFT, 13 * mm, break_lines(about, _SMALL, room, 1)[0], color=_GREY, size=_SMALL)
        self._text(_RIGHT, 13 * mm, page, color=_GREY, size=_SMALL, is_right=True)

    def _turn_page(self, pages: int) -> None:
        self._draw_foot(pages)
        self._canvas.showPage()
        self._page += 1
        self._y = _TOP
        self._text(_LEFT, self._y, self._body.number, color=_GREY, bold=True)
        self._y -= 26

    def _row(self, line: InvoiceLine) -> _Row:
        is_apart = self._is_mixed and not line.priceIncludesTax
        cells = (
            str(line.quantity),
            self._money(line.unitPriceInCents),
            self._rate(line.taxRateBp),
            self._money(line.netInCents),
            self._money(line.grossInCents),
        )
        description = break_lines(line.description, _TEXT, _DESCRIPTION_WIDTH, 3)
        return _Row(description, self._words.price_without_tax if is_apart else "", cells)

    def _money(self, amount_cents: int) -> str:
        return format_money(amount_cents, self._body.currency, self._words.locale)

    def _rate(self, rate_bp: int) -> str:
        pattern = copy.copy(self._locale.percent_formats[None])
        pattern.frac_prec = (0, 2)
        return str(pattern.apply(Decimal(rate_bp) / 10_000, self._locale))

    def _day(self, day: str) -> str:
        return format_date(date.fromisoformat(day), "long", locale=self._locale)

    def _text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = _TEXT,
        color: Color = _INK,
        bold: bool = False,
        is_right: bool = False,
    ) -> None:
        """One line from ``x`` on, or up to it."""
        self._canvas.setFillColor(color)
        start = x - width_of(text, size, bold=bold) if is_right else x
        draw_line(self._canvas, start, y, text, size, bold=bold)

    def _rule(self, y: float, *, left: float = _LEFT, color: Color = _RULE, thickness: float = 0.5) -> None:
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(thickness)
        self._canvas.line(left, y, _RIGHT, y)
