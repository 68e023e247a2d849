"""The rows of an order: what it adds up to, its items, and the tickets to write for them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from server.contacts.service import Person
from server.errors import InvalidRequestError
from server.fulfilment.hooks import hook_of
from server.ids import new_id
from server.ledger.tax import is_tax_included, rate_of, tax_of
from server.orders.facts import Facts
from server.orders.models import OrderStatus
from server.orders.tools import Tools
from server.orders.wanted import Lot, NewOrder
from server.text import fold_email
from server.tickets.issue import DrawnTicket, Holder, Issue, draw_ticket
from server.tokens import token_hash_for
from sync.rules.ticket import TicketStatus

Row = dict[str, Any]
_LARGEST_AMOUNT = 10**14


def order_row(tools: Tools, new: NewOrder, lots: Sequence[Lot], at: int) -> Row:
    """The order's row but for its sums, which its items make."""
    buyer = new.buyer
    order_id = new_id("ord")
    events = [lot.facts.event_id for lot in lots if lot.is_ticket]
    return {
        "id": order_id,
        "organization_id": new.organization_id,
        "subtype": new.subtype,
        "event_id": events[0] if events else None,
        "product_id": lots[0].facts.product_id,
        "customer_name": buyer.name,
        "customer_email": buyer.email,
        "customer_key": fold_email(buyer.email),
        "customer_phone": buyer.phone,
        "payer_type": "business" if buyer.billing else "individual",
        "quantity": sum(lot.line.quantity for lot in lots),
        "currency": new.currency or lots[0].facts.currency,
        "source": new.source,
        "frontend_rsvp_id": new.frontend_rsvp_id,
        "language": buyer.language or lots[0].facts.organization_language,
        "billing": buyer.billing,
        "shipping_address": buyer.shipping_address,
        "extra": new.extra,
        "is_told_by_whatsapp": buyer.is_told_by_whatsapp,
        "token_hash": token_hash_for(tools.vault, "order", order_id) if new.has_token else None,
        "user_id": buyer.user_id,
        "created_at": at,
        "expires_at": at + new.hold_ms,
    }


def add_up(order: Row, items: Sequence[Row], lots: Sequence[Lot]) -> None:
    """The order's sums, and from them whether it is paid at once."""
    country = str((order["shipping_address"] or {}).get("country", ""))
    shipping = sum(
        hook_of(lot.facts.product_subtype).shipping_cents(lot.facts.properties, lot.line.quantity, country)
        for lot in lots
        if not lot.is_ticket
    )
    on_top = sum(item["tax_cents"] for item in items if not item["is_tax_included"])
    amount = sum(item["total_cents"] for item in items) + on_top + shipping
    if amount > _LARGEST_AMOUNT:
        raise InvalidRequestError("The order's total is too large")
    is_free = amount == 0
    order.update(
        amount_cents=amount,
        tax_cents=sum(item["tax_cents"] for item in items),
        shipping_cents=shipping,
        payment_method="free" if is_free else "pending",
        status=OrderStatus.PAID.value if is_free else OrderStatus.PENDING.value,
        paid_at=order["created_at"] if is_free else None,
        expires_at=None if is_free else order["expires_at"],
    )


def item_rows(lot: Lot, order: Row) -> list[Row]:
    """The line's purchase items: one a piece, or one for all pieces where the kind of product says so."""
    if lot.is_ticket:
        return [_item_row(lot, order, 1, person) for person in lot.people]
    if hook_of(lot.facts.product_subtype).is_one_item_a_piece:
        return [_item_row(lot, order, 1) for _ in range(lot.line.quantity)]
    return [_item_row(lot, order, lot.line.quantity)]


def _item_row(lot: Lot, order: Row, quantity: int, person: Person | None = None) -> Row:
    facts = lot.facts
    total = lot.unit_cents * quantity
    rate = rate_of(facts.properties, facts.organization_tax_rate_bp)
    is_included = is_tax_included(facts.properties)
    return {
        "id": new_id("pit"),
        "organization_id": order["organization_id"],
        "order_id": order["id"],
        "product_id": facts.product_id,
        "event_id": facts.event_id if lot.is_ticket else None,
        "quantity": quantity,
        "price_cents": lot.unit_cents,
        "total_cents": total,
        "tax_rate_bp": rate,
        "tax_cents": tax_of(total, rate, is_included),
        "is_tax_included": is_included,
        "buyer_name": order["customer_name"] if person is None else _name_of(person),
        "buyer_email": order["customer_email"] if person is None else person.email or "",
        "buyer_phone": order["customer_phone"] if person is None else person.phone,
        "fulfillment_type": facts.product_subtype,
        "fulfillment_status": "pending",
        "fulfillment_data": {},
        "fulfilled_at": None,
        "description": facts.product_name,
        "created_at": order["created_at"],
    }


def issues_of(
    session: Session,
    tools: Tools,
    order: Row,
    items: Sequence[Row],
    lots: Sequence[Lot],
    contacts: Sequence[str | None],
) -> list[tuple[Issue, list[Holder], list[DrawnTicket]]]:
    """Draw the tickets and say in their items which they are; those of a paid order are fulfilled with that."""
    issues = []
    waiting = iter([item for item in items if item["fulfillment_type"] == "ticket"])
    people = 0
    for lot in lots:
        if not lot.is_ticket:
            continue
        issue = issue_of(lot.facts, order, first_place=people)
        drawn = [draw_ticket(session, tools.signer, issue) for _ in lot.people]
        holders = []
        for index, (person, ticket) in enumerate(zip(lot.people, drawn, strict=True)):
            item = next(waiting)
            _name_ticket(item, lot.facts, order, ticket)
            holders.append(_holder(person, item["id"], contacts[people + index], is_primary=people + index == 0))
        people += len(lot.people)
        issues.append((issue, holders, drawn))
    return issues


def _name_ticket(item: Row, facts: Facts, order: Row, ticket: DrawnTicket) -> None:
    item["fulfillment_data"] = {
        "ticketId": ticket.ticket_id,
        "ticketCode": ticket.ticket_id,
        "eventId": facts.event_id,
        "eventDate": facts.starts_at,
    }
    if order["paid_at"] is not None:
        item["fulfillment_status"], item["fulfilled_at"] = "fulfilled", order["paid_at"]


def issue_of(facts: Facts, order: Row, *, first_place: int) -> Issue:
    """What all tickets of a lot have in common; they admit once the order is paid."""
    return Issue(
        organization_id=order["organization_id"],
        event_id=facts.event_id,
        event_number=facts.event_number,
        code_prefix=facts.code_prefix,
        product_id=facts.product_id,
        product_number=facts.product_number,
        order_id=order["id"],
        status=TicketStatus.UNPAID if order["paid_at"] is None else TicketStatus.ACTIVE,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        needs_look=facts.needs_look,
        note=facts.note,
        admits=facts.admits,
        first_place=first_place,
        at=order["created_at"],
    )


def _holder(person: Person, purchase_item_id: str, contact_id: str | None, *, is_primary: bool) -> Holder:
    return Holder(
        name=_name_of(person),
        email=person.email,
        phone=person.phone,
        is_primary=is_primary,
        purchase_item_id=purchase_item_id,
        contact_id=contact_id,
    )


def _name_of(person: Person) -> str:
    return f"{person.first_name} {person.last_name}".strip()
