"""Place an order: its items, seats, contacts and tickets, all in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.contacts.service import Person, keep_contacts
from server.delivery.post import announce
from server.errors import InvalidEventError, InvalidRequestError, LimitReachedError, SoldOutError
from server.fulfilment.hooks import hook_of
from server.ids import new_id, now_ms
from server.ledger.tax import is_tax_included, rate_of, tax_of
from server.orders.changes import expire_orders
from server.orders.effects import follow_payment
from server.orders.facts import Facts, load_facts
from server.orders.models import Order, OrderStatus, PurchaseItem
from server.orders.seats import lock_event, take_seats, take_stock
from server.orders.tools import Tools
from server.text import fold_email
from server.tickets.issue import DrawnTicket, Holder, Issue, draw_ticket, write_tickets
from server.tickets.models import Ticket
from server.tokens import token_hash_for
from sync.rules.ticket import TicketStatus

MOST_PIECES = 100
"""The most that one order may hold."""
_LARGEST_AMOUNT = 10**14
_INSERT_ORDER = insert(Order)
_INSERT_ITEMS = insert(PurchaseItem)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who pays. ``billing`` is a business's name, VAT id and address; addresses are as server.text cleaned them."""

    first_name: str
    last_name: str
    email: str
    phone: str = ""
    language: str | None = None
    """None for the organization's."""
    billing: dict[str, Any] | None = None
    shipping_address: dict[str, Any] | None = None
    user_id: str | None = None
    is_told_by_whatsapp: bool = False

    @property
    def name(self) -> str:
        """First and last name in one."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a product. Tickets are named after ``attendees`` in their order, the rest after the buyer."""

    product_id: str
    quantity: int
    event_id: str | None = None
    attendees: tuple[Person, ...] = ()
    price_cents: int | None = None
    """What was agreed before, for renewals, which take no stock either; None for the product's price."""

    @property
    def is_renewal(self) -> bool:
        """Whether it goes on with what was bought before."""
        return self.price_cents is not None


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order to place. ``subtype`` says through which door it came: event_booking, checkout, shop, …"""

    organization_id: str
    subtype: str
    buyer: Buyer
    lines: Sequence[Line]
    source: str
    hold_ms: int
    extra: dict[str, Any] = field(default_factory=dict)
    frontend_rsvp_id: str | None = None
    has_token: bool = True
    """Whether the buyer can reach it by a token; bookings by API go without."""
    currency: str | None = None
    """What was agreed before, for renewals; None for the products' own."""


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """The rows just written; the tickets in their places."""

    order: Row
    items: Sequence[Row]
    tickets: Sequence[Row]


@dataclass(frozen=True, slots=True)
class _Lot:
    """A line with its facts and the people its tickets are for."""

    line: Line
    facts: Facts
    people: tuple[Person, ...] = ()

    @property
    def is_ticket(self) -> bool:
        return bool(self.facts.product_subtype == "ticket")

    @property
    def unit_cents(self) -> int:
        return int(self.facts.price_cents if self.line.price_cents is None else self.line.price_cents)


def place_order(session: Session, tools: Tools, new: NewOrder) -> PlacedOrder:
    """Place the order; seats and stock are taken and checked in the same transaction.

    What costs nothing is paid and fulfilled at once; anything else is pending and holds its seats for
    ``hold_ms``. Raises InvalidEventError, InvalidProductError, InvalidRequestError, SalesClosedError, SoldOutError or
    LimitReachedError.
    """
    at = now_ms()
    lots = _lots_of(session, new, at)
    _take_all(session, tools, new, lots, at)
    contacts = _contacts_of(session, new, lots, at)
    order = _order_row(tools, new, lots, at)
    order["contact_id"] = contacts[-1]
    items = [item for lot in lots for item in _item_rows(lot, order)]
    for place, item in enumerate(items):
        item["place"] = place
    _add_up(order, items, lots)
    issues = _issues_of(session, tools, order, items, lots, contacts)
    session.connection().execute(_INSERT_ORDER, [order])
    session.connection().execute(_INSERT_ITEMS, items)
    tickets = [row for issue, holders, drawn in issues for row in write_tickets(session, issue, holders, drawn)]
    _follow_up(session, tools, order, lots[0].facts, has_goods=len(tickets) < len(items))
    return PlacedOrder(order, items, tickets)


def _lots_of(session: Session, new: NewOrder, at: int) -> list[_Lot]:
    if not new.lines or not 1 <= sum(line.quantity for line in new.lines) <= MOST_PIECES:
        raise InvalidRequestError(f"An order holds 1 to {MOST_PIECES} pieces")
    lots = []
    for line in new.lines:
        facts = load_facts(session, new.organization_id, line.product_id, line.event_id, at, is_renewal=line.is_renewal)
        people = _attendees_of(new.buyer, line) if facts.product_subtype == "ticket" else ()
        lots.append(_Lot(line, facts, people))
    if len({lot.facts.currency for lot in lots}) > 1:
        raise InvalidRequestError("All items of one order must have one currency")
    asked = [(lot.facts.product_id, getattr(lot.facts, "event_id", None)) for lot in lots]
    if len(set(asked)) < len(asked):
        raise InvalidRequestError("Name each product once, with its quantity")
    return lots


def _attendees_of(buyer: Buyer, line: Line) -> tuple[Person, ...]:
    if len(line.attendees) > line.quantity:
        raise InvalidRequestError("There are more attendees than tickets")
    himself = Person(buyer.first_name, buyer.last_name, buyer.email, buyer.phone, is_guest=False)
    return (*line.attendees, *(himself,) * (line.quantity - len(line.attendees)))


def _take_all(session: Session, tools: Tools, new: NewOrder, lots: Sequence[_Lot], at: int) -> None:
    """Take seats and stock in the order of their ids, so that no two orders wait for each other in a circle."""
    for lot in sorted(
        (lot for lot in lots if lot.is_ticket), key=lambda lot: (lot.facts.event_id, lot.facts.product_id)
    ):
        _take_seats(session, tools, lot.facts.event_id, lot.facts.product_id, lot.line.quantity, at)
        _check_limit(session, lot.facts, new.buyer.email, lot.line.quantity)
    for lot in sorted((lot for lot in lots if not lot.is_ticket), key=lambda lot: str(lot.facts.product_id)):
        if not lot.line.is_renewal and not take_stock(session, lot.facts.product_id, lot.line.quantity):
            raise SoldOutError(f"Not enough of {lot.facts.product_name} left")


def _take_seats(session: Session, tools: Tools, event_id: str, product_id: str, seats: int, at: int) -> None:
    """Take the seats; where there are too few, first give back those whose hold has run out."""
    if take_seats(session, event_id, product_id, seats):
        return
    lock_event(session, event_id)
    if expire_orders(session, tools, at, event_id=event_id) and take_seats(session, event_id, product_id, seats):
        return
    if session.connection().scalar(select(Event.status).where(Event.id == event_id)) != "published":
        raise InvalidEventError
    raise SoldOutError


def _check_limit(session: Session, facts: Facts, email: str, seats: int) -> None:
    """The offer's limit a customer, counted under the event's lock over all orders of one folded address."""
    if facts.limit_per_customer is None:
        return
    statement: Select[*tuple[Any, ...]] = (
        select(func.count(Ticket.id), func.min(Order.id))
        .join(Order, Order.id == Ticket.order_id)
        .where(
            Order.event_id == facts.event_id,
            Order.customer_key == fold_email(email),
            Ticket.event_id == facts.event_id,
            Ticket.product_id == facts.product_id,
            Ticket.status.in_((TicketStatus.ACTIVE, TicketStatus.UNPAID)),
        )
    )
    booked, earliest = session.connection().execute(statement).one()
    if booked + seats > facts.limit_per_customer:
        message = f"At most {facts.limit_per_customer} for one customer, and {booked} are booked already"
        earlier = {} if earliest is None else {"bookingId": earliest}
        raise LimitReachedError(message, **earlier)


def _contacts_of(session: Session, new: NewOrder, lots: Sequence[_Lot], at: int) -> list[str | None]:
    """The contacts of all tickets' people in their order, and the buyer's last."""
    buyer = new.buyer
    people = [person for lot in lots for person in lot.people]
    himself = Person(buyer.first_name, buyer.last_name, buyer.email, buyer.phone, is_guest=False)
    if himself in people:
        contacts = keep_contacts(session, new.organization_id, lots[0].facts.contact_tag, people, at)
        return [*contacts, contacts[people.index(himself)]]
    return keep_contacts(session, new.organization_id, lots[0].facts.contact_tag, [*people, himself], at)


def _order_row(tools: Tools, new: NewOrder, lots: Sequence[_Lot], at: int) -> Row:
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


def _add_up(order: Row, items: Sequence[Row], lots: Sequence[_Lot]) -> None:
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


def _item_rows(lot: _Lot, order: Row) -> list[Row]:
    """The line's purchase items: one a piece, or one for all pieces where the kind of product says so."""
    if lot.is_ticket:
        return [_item_row(lot, order, 1, person) for person in lot.people]
    if hook_of(lot.facts.product_subtype).is_one_item_a_piece:
        return [_item_row(lot, order, 1) for _ in range(lot.line.quantity)]
    return [_item_row(lot, order, lot.line.quantity)]


def _item_row(lot: _Lot, order: Row, quantity: int, person: Person | None = None) -> Row:
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


def _issues_of(
    session: Session,
    tools: Tools,
    order: Row,
    items: Sequence[Row],
    lots: Sequence[_Lot],
    contacts: Sequence[str | None],
) -> list[tuple[Issue, list[Holder], list[DrawnTicket]]]:
    """Draw the tickets and say in their items which they are; those of a paid order are fulfilled with that."""
    issues = []
    waiting = iter([item for item in items if item["fulfillment_type"] == "ticket"])
    people = 0
    for lot in lots:
        if not lot.is_ticket:
            continue
        issue = _issue_of(lot.facts, order, first_place=people)
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


def _issue_of(facts: Facts, order: Row, *, first_place: int) -> Issue:
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


def _follow_up(session: Session, tools: Tools, order: Row, facts: Facts, *, has_goods: bool) -> None:
    """What costs nothing is paid at once. The common free booking by API has no more to do: nobody waits to be told."""
    if facts.has_webhooks:
        announce(session, order["organization_id"], "booking.created", order["id"])
    is_silent = order["subtype"] == "event_booking" and not facts.mails_bookings and not facts.has_webhooks
    if order["paid_at"] is not None and (has_goods or not is_silent):
        follow_payment(session, tools, session.get_one(Order, order["id"]))
