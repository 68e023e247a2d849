"""The rows of a ticket that another system sold: an order, an item and a ticket like any others."""

from typing import Any

from sqlalchemy.orm import Session

from server.ids import new_id, now_ms
from server.orders.facts import Facts
from server.orders.models import FOREIGN_ORDER, OrderStatus
from server.orders.rows import issue_of
from server.orders.tools import Tools
from server.text import fold_email
from server.tickets.foreign_schemas import ForeignTicket
from server.tickets.issue import Holder, draw_ticket, ticket_row
from sync.rules.alias import alias_key

_SOURCE = "import"
_PAID_ELSEWHERE = "elsewhere"
Row = dict[str, Any]


def order_row(organization_id: str, facts: Facts, told: ForeignTicket) -> Row:
    """The paid order without money that stands for what another system sold."""
    at = now_ms()
    return {
        "id": new_id("ord"),
        "organization_id": organization_id,
        "subtype": FOREIGN_ORDER,
        "event_id": facts.event_id,
        "product_id": facts.product_id,
        "customer_name": told.holder,
        "customer_email": told.email,
        "customer_key": fold_email(told.email),
        "customer_phone": told.phone,
        "payer_type": "individual",
        "quantity": 1,
        "amount_cents": 0,
        "currency": facts.currency,
        "payment_method": _PAID_ELSEWHERE,
        "status": OrderStatus.PAID.value,
        "source": _SOURCE,
        "language": facts.organization_language,
        "created_at": at,
        "paid_at": at,
    }


def item_row(order: Row, facts: Facts, told: ForeignTicket) -> Row:
    """Its one item, fulfilled."""
    return {
        "id": new_id("pit"),
        "organization_id": order["organization_id"],
        "order_id": order["id"],
        "product_id": facts.product_id,
        "event_id": facts.event_id,
        "quantity": 1,
        "price_cents": 0,
        "total_cents": 0,
        "buyer_name": told.holder,
        "buyer_email": told.email,
        "buyer_phone": told.phone,
        "fulfillment_type": facts.product_subtype,
        "fulfillment_status": "fulfilled",
        "fulfillment_data": {},
        "fulfilled_at": order["paid_at"],
        "description": facts.product_name,
        "created_at": order["created_at"],
    }


def foreign_ticket_row(session: Session, tools: Tools, facts: Facts, order: Row, item: Row, told: ForeignTicket) -> Row:
    """The ticket, but for its position in the feed; ``item`` is told of it."""
    issue = issue_of(facts, order, first_place=0)
    holder = Holder(told.holder, told.email or None, told.phone, True, item["id"], None)
    drawn = draw_ticket(session, tools.signer, issue)
    item["fulfillment_data"] = {"ticketId": drawn.ticket_id, "ticketCode": told.code, "eventId": facts.event_id}
    row = ticket_row(issue, holder, drawn, place=0, position=0)
    return {
        **row,
        "foreign_code": told.code,
        "foreign_key": alias_key(told.code),
        "foreign_reference": told.reference,
    }
