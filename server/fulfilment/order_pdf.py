"""Draw everything of an order that can be printed as one PDF: its tickets, then the receipts of its other items."""

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from server.fulfilment.receipt_pdf import ReceiptSheet, draw_receipt_page
from server.fulfilment.ticket_pdf import TicketSheet, draw_ticket_pages
from server.fulfilment.words import words_for


def draw_order_pdf(
    order_id: str, tickets: Sequence[TicketSheet], receipts: Sequence[ReceiptSheet], language: str
) -> bytes:
    """A PDF of a page a ticket and a page a receipt, in the buyer's language. There is at least one of either."""
    words = words_for(language)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1, lang=words.locale[:2])
    canvas.setTitle(f"{words.booking} {order_id}")
    canvas.setAuthor((tickets or receipts)[0].organization)
    draw_ticket_pages(canvas, tickets, words)
    for receipt in receipts:
        draw_receipt_page(canvas, receipt, words)
    canvas.save()
    return out.getvalue()
