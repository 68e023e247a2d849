"""Gather what a PDF says from the tables: tickets of an order, and the receipt of an item."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event, Product
from server.catalog.places import place_line
from server.errors import ConflictError, ExpiredError, PaymentRequiredError
from server.fulfilment.receipt_pdf import ReceiptSheet
from server.fulfilment.ticket_pdf import TicketSheet
from server.orders.models import Order, PurchaseItem
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus


def ticket_sheets(session: Session, tickets: Sequence[Ticket]) -> list[TicketSheet]:
    """The pages of these tickets, which are all of one order."""
    return [_sheet(session, ticket) for ticket in tickets]


def tickets_of_order(session: Session, order_id: str) -> list[Ticket]:
    """The order's tickets that admit, in their places.

    PaymentRequiredError while they are not paid, ExpiredError where all were taken back.
    """
    tickets = list(session.scalars(select(Ticket).where(Ticket.order_id == order_id).order_by(Ticket.place)).all())
    admitting = [ticket for ticket in tickets if ticket.status == TicketStatus.ACTIVE]
    if not admitting:
        for ticket in tickets:
            check_admits(ticket)
        raise ExpiredError("The order has no tickets")
    return admitting


def order_sheets(session: Session, order: Order) -> tuple[list[TicketSheet], list[ReceiptSheet]]:
    """What of the order can be printed: its tickets that admit, and receipts of the other items that were given.

    Where that is nothing, raises what the first of them would: PaymentRequiredError, ConflictError or ExpiredError.
    """
    tickets = list(session.scalars(select(Ticket).where(Ticket.order_id == order.id).order_by(Ticket.place)).all())
    statement = select(PurchaseItem).where(PurchaseItem.order_id == order.id, PurchaseItem.fulfillment_type != "ticket")
    others = list(session.scalars(statement.order_by(PurchaseItem.place, PurchaseItem.id)).all())
    admitting = [ticket for ticket in tickets if ticket.status == TicketStatus.ACTIVE]
    given = [item for item in others if item.fulfillment_status == "fulfilled"]
    if not admitting and not given:
        for ticket in tickets:
            check_admits(ticket)
        for item in others:
            check_delivered(item)
    return ticket_sheets(session, admitting), [receipt_sheet(session, item, order) for item in given]


def ticket_of_item(session: Session, item: PurchaseItem) -> Ticket | None:
    """The ticket that the item is, None for an item of another kind."""
    statement = select(Ticket).where(Ticket.order_id == item.order_id, Ticket.purchase_item_id == item.id)
    return session.scalars(statement).first()


def check_admits(ticket: Ticket) -> None:
    """Only a ticket that admits is printed; PaymentRequiredError or ExpiredError say why one does not."""
    if ticket.status == TicketStatus.UNPAID:
        raise PaymentRequiredError("The ticket is not paid yet")
    if ticket.status != TicketStatus.ACTIVE:
        raise ExpiredError(f"The ticket is {ticket.status}")


def check_delivered(item: PurchaseItem) -> None:
    """Only what was paid and given is handed out."""
    if item.fulfillment_status == "pending":
        raise PaymentRequiredError("The purchase is not paid yet")
    if item.fulfillment_status == "failed":
        raise ConflictError("The purchase is not ready yet")
    if item.fulfillment_status == "revoked":
        raise ExpiredError("The purchase was taken back")


def receipt_sheet(session: Session, item: PurchaseItem, order: Order) -> ReceiptSheet:
    """The receipt of one item."""
    organization = session.get_one(Organization, order.organization_id)
    return ReceiptSheet(
        organization=organization.legal_name or organization.name,
        address=organization.legal_address,
        buyer=item.buyer_name,
        order_id=order.id,
        paid_at=order.paid_at or order.created_at,
        description=item.description or session.get_one(Product, item.product_id).name,
        quantity=item.quantity,
        price_cents=item.price_cents,
        total_cents=item.total_cents,
        tax_cents=item.tax_cents,
        tax_rate_bp=item.tax_rate_bp,
        is_tax_included=item.is_tax_included,
        refunded_cents=item.refunded_cents,
        currency=order.currency,
    )


def _sheet(session: Session, ticket: Ticket) -> TicketSheet:
    event = session.get_one(Event, ticket.event_id)
    return TicketSheet(
        ticket_id=ticket.id,
        payload=ticket.signed_code if event.ticket_format == "signed" else ticket.id,
        holder=ticket.holder_name,
        product=session.get_one(Product, ticket.product_id).name,
        event=event.name,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        place=place_line(event.custom_properties),
        organization=session.get_one(Organization, ticket.organization_id).name,
        order_id=ticket.order_id,
        valid_from=ticket.valid_from,
        valid_until=ticket.valid_until,
        admits=ticket.admits,
    )
