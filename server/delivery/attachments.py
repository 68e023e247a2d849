"""What goes along with a mail: QR pictures, tickets as PDF, invoices and credit notes."""

from collections.abc import Sequence

from sqlalchemy import select

from server.delivery.case import Case
from server.delivery.letter import Attachment
from server.fulfilment.documents import ticket_sheets
from server.fulfilment.ticket_pdf import draw_ticket_pdf
from server.ledger.invoices import render_invoice_pdf
from server.ledger.models import Invoice
from server.tickets.endpoints import qr_payload
from server.tickets.models import Ticket
from server.tickets.qr import draw_qr_png

_PDF = "application/pdf"


def qr_picture(case: Case, ticket: Ticket, number: int) -> Attachment:
    """The ticket's QR, to be shown inside the HTML as the mail's ``number``-th."""
    picture = draw_qr_png(qr_payload(case.session, ticket))
    return Attachment(f"{ticket.id}.png", "image/png", picture, content_id=f"qr{number}@doorward")


def invoice_pdf(case: Case, refund_id: str | None = None) -> Attachment | None:
    """A business buyer's invoice, or the credit note for a refund; None where there is none."""
    wanted = Invoice.refund_id.is_(None) if refund_id is None else Invoice.refund_id == refund_id
    invoice = case.session.scalar(select(Invoice).where(Invoice.order_id == case.placed().id, wanted))
    if invoice is None:
        return None
    name = "invoice" if refund_id is None else "credit-note"
    return Attachment(f"{name}-{invoice.number}.pdf", _PDF, render_invoice_pdf(invoice))


def tickets_pdf(case: Case, tickets: Sequence[Ticket]) -> list[Attachment]:
    """All these tickets in one PDF, a page each; nothing for none."""
    if not tickets:
        return []
    return [Attachment("tickets.pdf", _PDF, draw_ticket_pdf(ticket_sheets(case.session, tickets), case.words.language))]
