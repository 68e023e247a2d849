"""Taking over tickets that other systems sold: each becomes a ticket of ours that its own code opens.

What another system printed is never printed or mailed by us; each ticket has a paid order of its own without money, so
that it is counted, cancelled, shown and erased like any other.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.catalog.service import find_event
from server.doors.policy import event_facts
from server.errors import InvalidProductError, InvalidRequestError, SoldOutError
from server.ids import now_ms
from server.orders.facts import Facts, load_facts
from server.orders.models import Order, PurchaseItem
from server.orders.seats import Seats, lock_event, take_seats
from server.orders.tools import Tools
from server.outbox.feed import take_positions
from server.text import fold_email
from server.tickets.erased_codes import Held, find_erased
from server.tickets.foreign_rows import Row, foreign_ticket_row, item_row, order_row
from server.tickets.foreign_schemas import ForeignTicket, ForeignTicketsAnswer, ForeignTicketsRequest, TakenTicket
from server.tickets.models import Ticket
from server.writer import RunAgainError
from sync.rules.alias import may_be_foreign
from sync.rules.code import TypedCode, UnreadableCode, is_begun_as, read_code
from sync.rules.ticket import Event
from sync.rules.verdict import Reason

_INSERT_ORDERS, _INSERT_ITEMS, _INSERT_TICKETS = insert(Order), insert(PurchaseItem), insert(Ticket)
_SIGNED = (Reason.BAD_SIGNATURE, Reason.UNKNOWN_KEY)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One ticket as it was handed over, with its place in the request."""

    place: int
    ticket: ForeignTicket
    product_id: str


def take_over(
    session: Session, tools: Tools, organization_id: str, event_id: str, request: ForeignTicketsRequest
) -> ForeignTicketsAnswer:
    """Make tickets of those that are new and bring the others up to date, once a code, all in one transaction.

    One whose holder was erased is known and stays as it is. The event must be published and offer the products.
    InvalidRequestError names the first that cannot be taken; InvalidProductError and SoldOutError as of any sale.
    """
    event = find_event(session, organization_id, event_id)
    asked = [_Asked(place, ticket, _product_of(place, ticket, request)) for place, ticket in enumerate(request.tickets)]
    _check_codes(session, organization_id, event_facts(session, event, tools.vault), asked)
    lock_event(session, event.id)
    known = _known(session, event.id, [each.ticket.code for each in asked])
    outcomes = dict.fromkeys(known, "known")
    outcomes |= dict.fromkeys(_bring_up_to_date(session, event.id, asked, known), "changed")
    unknown = [each for each in asked if each.ticket.code not in known]
    erased = find_erased(session, tools.vault, event.id, [each.ticket.code for each in unknown])
    outcomes |= dict.fromkeys(erased, "known")
    news = [each for each in unknown if each.ticket.code not in erased]
    made = _make(session, tools, organization_id, event.id, news)
    outcomes |= dict.fromkeys((row["foreign_code"] for row in made), "created")
    held = erased | {code: (ticket.id, ticket.status) for code, ticket in known.items()}
    held |= {row["foreign_code"]: (row["id"], row["status"]) for row in made}
    return _answer(asked, outcomes, held)


def _product_of(place: int, ticket: ForeignTicket, request: ForeignTicketsRequest) -> str:
    product_id = ticket.productId or request.productId
    if not product_id:
        raise InvalidRequestError(f"tickets.{place}.productId: name the product, here or for all of them")
    return product_id


def _check_codes(session: Session, organization_id: str, event: Event, asked: Sequence[_Asked]) -> None:
    """InvalidRequestError for a code that the organization gave out here, or that two of the tickets have.

    Whether another organization gave it out is not looked up: the answer would tell.
    """
    typed: dict[str, int] = {}
    places: dict[str, int] = {}
    for each in asked:
        code = read_code(each.ticket.code, event)
        is_signed = isinstance(code, UnreadableCode) and code.reason in _SIGNED
        if is_signed or not may_be_foreign(code) or _is_mistyped(code, each.ticket.code, event):
            raise _own_code_error(each.place)
        if isinstance(code, TypedCode):
            typed[code.ticket_id] = each.place
        if places.setdefault(each.ticket.code, each.place) != each.place:
            other = places[each.ticket.code]
            raise InvalidRequestError(f"tickets.{each.place}.code: is also on ticket {other}; hand it over once")
    given_out = select(Ticket.id).where(Ticket.id.in_(sorted(typed)), Ticket.organization_id == organization_id)
    ours = session.scalars(given_out).all() if typed else ()
    if ours:
        raise _own_code_error(min(typed[ticket_id] for ticket_id in ours))


def _own_code_error(place: int) -> InvalidRequestError:
    return InvalidRequestError(f"tickets.{place}.code: is a code of this server, not of another system; leave it out")


def _is_mistyped(code: object, text: str, event: Event) -> bool:
    """Whether it begins as this event's own codes do, and only its check character is wrong."""
    return isinstance(code, UnreadableCode) and code.reason is Reason.BAD_CHECK and is_begun_as(text, event.code_prefix)


def _known(session: Session, event_id: str, codes: Sequence[str]) -> dict[str, Ticket]:
    # With what the index is of, so that it is used.
    is_one = (Ticket.foreign_code.in_(codes), Ticket.foreign_code != "")
    statement = select(Ticket).where(Ticket.event_id == event_id, *is_one)
    found = session.scalars(statement.execution_options(populate_existing=True))
    return {ticket.foreign_code: ticket for ticket in found}


def _bring_up_to_date(
    session: Session, event_id: str, asked: Sequence[_Asked], known: Mapping[str, Ticket]
) -> list[str]:
    """Change what is told otherwise now; the codes of those. The doors hear of it."""
    wanted = PurchaseItem.id.in_([ticket.purchase_item_id for ticket in known.values()])
    bought = select(Order, PurchaseItem).join(PurchaseItem, PurchaseItem.order_id == Order.id).where(wanted)
    bought_as = {item.id: (order, item) for order, item in session.execute(bought)}
    changed: list[Ticket] = []
    for each in asked:
        ticket = known.get(each.ticket.code)
        if ticket is None:
            continue
        if ticket.product_id != each.product_id:
            wrong = f"tickets.{each.place}.productId: it was taken over as another product, and stays it"
            raise InvalidRequestError(f"{wrong}: name {ticket.product_id}")
        if _change(ticket, *bought_as[ticket.purchase_item_id], each.ticket):
            changed.append(ticket)
    if changed:
        session.flush()
        first = take_positions(session, event_id, len(changed))
        for place, ticket in enumerate(changed):
            ticket.feed_position, ticket.updated_at = first + place, now_ms()
        session.flush()
    return [ticket.foreign_code for ticket in changed]


def _change(ticket: Ticket, order: Order, item: PurchaseItem, told: ForeignTicket) -> bool:
    before = (ticket.holder_name, ticket.foreign_reference, order.customer_email, order.customer_phone)
    after = (told.holder, told.reference, told.email, told.phone)
    if before == after:
        return False
    ticket.holder_name, ticket.foreign_reference = told.holder, told.reference
    ticket.holder_email, ticket.holder_phone = told.email or None, told.phone
    order.customer_name, order.customer_email, order.customer_phone = told.holder, told.email, told.phone
    order.customer_key = fold_email(told.email)
    item.buyer_name, item.buyer_email, item.buyer_phone = told.holder, told.email, told.phone
    return True


def _make(session: Session, tools: Tools, organization_id: str, event_id: str, asked: Sequence[_Asked]) -> list[Row]:
    """Orders, items and tickets of the new ones; the tickets' rows."""
    by_product: defaultdict[str, list[_Asked]] = defaultdict(list)
    for each in asked:
        by_product[each.product_id].append(each)
    orders: list[Row] = []
    items: list[Row] = []
    tickets: list[Row] = []
    for product_id, wanted in sorted(by_product.items()):
        facts = _take_facts_and_seats(session, organization_id, event_id, product_id, wanted)
        for each in wanted:
            order = order_row(organization_id, facts, each.ticket)
            item = item_row(order, facts, each.ticket)
            orders.append(order)
            items.append(item)
            tickets.append(foreign_ticket_row(session, tools, facts, order, item, each.ticket))
    if not tickets:
        return []
    session.connection().execute(_INSERT_ORDERS, orders)
    session.connection().execute(_INSERT_ITEMS, items)
    first = take_positions(session, event_id, len(tickets))
    try:
        session.connection().execute(
            _INSERT_TICKETS, [{**row, "feed_position": first + place} for place, row in enumerate(tickets)]
        )
    except IntegrityError as error:  # A code that was drawn already, or one that came by another request.
        raise RunAgainError from error
    return tickets


def _take_facts_and_seats(
    session: Session, organization_id: str, event_id: str, product_id: str, wanted: Sequence[_Asked]
) -> Facts:
    """The product's facts, with seats taken for all of ``wanted``; the errors name the first of these."""
    where = f"tickets.{wanted[0].place}"
    try:
        facts = load_facts(session, organization_id, product_id, event_id, now_ms(), is_sold_elsewhere=True)
    except InvalidProductError as error:
        raise InvalidProductError(f"{where}.productId: {error.message}") from error
    if not take_seats(session, Seats(event_id, product_id, len(wanted), len(wanted) * facts.admits)):
        raise SoldOutError(
            f"{where}: this product's {len(wanted)} new tickets need more seats than are left; "
            "raise the event's capacity or the offer's quantity, or hand over fewer"
        )
    return facts


def _answer(asked: Sequence[_Asked], outcomes: Mapping[str, str], held: Mapping[str, Held]) -> ForeignTicketsAnswer:
    taken = []
    for each in asked:
        ticket_id, status = held[each.ticket.code]
        outcome: Any = outcomes[each.ticket.code]
        taken.append(TakenTicket(code=each.ticket.code, ticketId=ticket_id, outcome=outcome, status=status))
    counts = Counter(each.outcome for each in taken)
    return ForeignTicketsAnswer(
        created=counts["created"], changed=counts["changed"], known=counts["known"], tickets=taken
    )
