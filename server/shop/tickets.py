"""An order's tickets for its buyer. Before the payment nothing of them is told that would admit anyone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.catalog.models import Event, Product
from server.catalog.places import place_line
from server.context import Context
from server.fulfilment.links import signed_link
from server.ids import now_ms
from server.orders.models import Order
from server.payments.sessions import payment_of
from server.public import rfc3339
from server.shop.schemas import ShopEvent, ShopTicket, TicketsAnswer
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus

_LINK_MS = 7 * 24 * 3600 * 1000
_HIDDEN = (TicketStatus.UNPAID, TicketStatus.CANCELLED)


def tickets_answer(session: Session, context: Context, order: Order) -> TicketsAnswer:
    """The order and, once it is paid, its tickets in their places; those refunded or revoked say so."""
    statement = (
        select(Ticket, Product.name, Event)
        .join(Product, Product.id == Ticket.product_id)
        .join(Event, Event.id == Ticket.event_id)
        .where(Ticket.order_id == order.id, Ticket.status.not_in(_HIDDEN))
        .order_by(Ticket.place)
    )
    tickets = [_ticket(context, ticket, name, event) for ticket, name, event in session.execute(statement).all()]
    payment = payment_of(session, order.id) if order.expires_at is not None else None
    return TicketsAnswer(
        orderId=order.id,
        status=order.status,
        ticketCount=order.quantity,
        totalAmountCents=order.amount_cents,
        currency=order.currency,
        customerName=order.customer_name,
        customerEmail=order.customer_email,
        checkoutUrl=None if payment is None else payment.url,
        expiresAt=order.expires_at,
        tickets=tickets,
    )


def _ticket(context: Context, ticket: Ticket, product_name: str, event: Event) -> ShopTicket:
    path = f"/api/v1/tickets/{ticket.id}/download"
    return ShopTicket(
        ticketId=ticket.id,
        status=ticket.status,
        ticketType=product_name,
        groupSize=ticket.admits,
        holderName=ticket.holder_name,
        holderEmail=ticket.holder_email,
        event=ShopEvent(
            id=event.id,
            name=event.name,
            startsAt=event.starts_at,
            event_date=None if event.starts_at is None else rfc3339(event.starts_at),
            timeZone=event.time_zone,
            location=place_line(event.custom_properties) or None,
        ),
        qr_code_data=ticket.id,
        qrCode=ticket.id,
        signedCode=ticket.signed_code,
        pdfUrl=signed_link(context.vault, context.config.base_url, path, now_ms() + _LINK_MS),
    )
