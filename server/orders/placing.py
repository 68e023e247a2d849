"""Place an order: its items, seats, contacts and tickets, all in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.contacts.service import Person, keep_contacts
from server.delivery.post import announce
from server.errors import InvalidEventError, InvalidRequestError, LimitReachedError, SoldOutError
from server.ids import now_ms
from server.orders.changes import expire_orders
from server.orders.effects import follow_payment
from server.orders.facts import Facts, load_facts
from server.orders.models import Order, PurchaseItem
from server.orders.rows import Row, add_up, issues_of, item_rows, order_row
from server.orders.seats import Seats, lock_event, take_seats, take_stock
from server.orders.tools import Tools
from server.orders.wanted import Buyer, Line, Lot, NewOrder
from server.text import fold_email
from server.tickets.issue import write_tickets
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus

MOST_PIECES = 100
"""The most that one order may hold."""
_INSERT_ORDER = insert(Order)
_INSERT_ITEMS = insert(PurchaseItem)


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """The rows just written; the tickets in their places."""

    order: Row
    items: Sequence[Row]
    tickets: Sequence[Row]


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
    order = order_row(tools, new, lots, at)
    order["contact_id"] = contacts[-1]
    items = [item for lot in lots for item in item_rows(lot, order)]
    for place, item in enumerate(items):
        item["place"] = place
    add_up(order, items, lots)
    issues = issues_of(session, tools, order, items, lots, contacts)
    session.connection().execute(_INSERT_ORDER, [order])
    session.connection().execute(_INSERT_ITEMS, items)
    tickets = [row for issue, holders, drawn in issues for row in write_tickets(session, issue, holders, drawn)]
    _follow_up(session, tools, order, lots[0].facts, has_goods=len(tickets) < len(items))
    return PlacedOrder(order, items, tickets)


def _lots_of(session: Session, new: NewOrder, at: int) -> list[Lot]:
    if not new.lines or not 1 <= sum(line.quantity for line in new.lines) <= MOST_PIECES:
        raise InvalidRequestError(f"An order holds 1 to {MOST_PIECES} pieces")
    lots = []
    for line in new.lines:
        facts = load_facts(session, new.organization_id, line.product_id, line.event_id, at, is_renewal=line.is_renewal)
        people = _attendees_of(new.buyer, line) if facts.product_subtype == "ticket" else ()
        lots.append(Lot(line, facts, people))
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


def _take_all(session: Session, tools: Tools, new: NewOrder, lots: Sequence[Lot], at: int) -> None:
    """Take seats and stock in the order of their ids, so that no two orders wait for each other in a circle."""
    for lot in sorted(
        (lot for lot in lots if lot.is_ticket), key=lambda lot: (lot.facts.event_id, lot.facts.product_id)
    ):
        _take_seats(session, tools, lot, at)
        _check_limit(session, lot.facts, new.buyer.email, lot.line.quantity)
    for lot in sorted((lot for lot in lots if not lot.is_ticket), key=lambda lot: str(lot.facts.product_id)):
        if not lot.line.is_renewal and not take_stock(session, lot.facts.product_id, lot.line.quantity):
            raise SoldOutError(f"Not enough of {lot.facts.product_name} left")


def _take_seats(session: Session, tools: Tools, lot: Lot, at: int) -> None:
    """Take the line's seats; where there are too few, first give back those whose hold has run out."""
    facts, tickets = lot.facts, lot.line.quantity
    seats = Seats(facts.event_id, facts.product_id, tickets, tickets * facts.admits)
    if take_seats(session, seats):
        return
    event_id = seats.event_id
    lock_event(session, event_id)
    if expire_orders(session, tools, at, event_id=event_id) and take_seats(session, seats):
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


def _contacts_of(session: Session, new: NewOrder, lots: Sequence[Lot], at: int) -> list[str | None]:
    """The contacts of all tickets' people in their order, and the buyer's last."""
    buyer = new.buyer
    people = [person for lot in lots for person in lot.people]
    himself = Person(buyer.first_name, buyer.last_name, buyer.email, buyer.phone, is_guest=False)
    if himself in people:
        contacts = keep_contacts(session, new.organization_id, lots[0].facts.contact_tag, people, at)
        return [*contacts, contacts[people.index(himself)]]
    return keep_contacts(session, new.organization_id, lots[0].facts.contact_tag, [*people, himself], at)


def _follow_up(session: Session, tools: Tools, order: Row, facts: Facts, *, has_goods: bool) -> None:
    """What costs nothing is paid at once. The common free booking by API has no more to do: nobody waits to be told."""
    if facts.has_webhooks:
        announce(session, order["organization_id"], "booking.created", order["id"])
    is_silent = order["subtype"] == "event_booking" and not facts.mails_bookings and not facts.has_webhooks
    if order["paid_at"] is not None and (has_goods or not is_silent):
        follow_payment(session, tools, session.get_one(Order, order["id"]))
