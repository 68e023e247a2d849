"""What happens to an order after it was made: paid, cancelled, refunded, expired; and revoking single tickets.

Every change locks the events' rows first, in the order of their ids, then the order's; then it changes the order, the
seats and the items, and the tickets last, with new places in the feed, so that doors hear of it.
"""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event
from server.delivery.post import announce
from server.doors.incidents import note_changed_tickets
from server.errors import ConflictError, NotFoundError, SoldOutError
from server.fulfilment.subscriptions import RENEWAL_ORDER
from server.ids import now_ms
from server.orders.effects import close_payments, follow_payment, items_of, take_back, tell
from server.orders.models import Order, OrderStatus, PurchaseItem
from server.orders.seats import Seats, give_back_seats, give_back_stock, lock_event, seats_of, take_seats, take_stock
from server.orders.tools import Tools
from server.outbox.feed import take_positions
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus

PAID_STATES = (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED)
_SEATED = (TicketStatus.ACTIVE, TicketStatus.UNPAID)
_TICKET = "ticket"
_MOST_AT_A_TIME = 200
_SET_TICKET = (
    update(Ticket)
    .where(Ticket.id == bindparam("ticket"))
    .values(
        status=bindparam("new_status"),
        status_since=bindparam("since"),
        feed_position=bindparam("position"),
        updated_at=bindparam("at"),
    )
)


class Paying(StrEnum):
    """What became of paying an order."""

    PAID = "paid"
    ALREADY = "already"
    """It was paid before."""
    SOLD_OUT = "sold_out"
    """Its hold had run out, and its seats are sold."""
    CLOSED = "closed"
    """It was cancelled or refunded, or its event is called off."""


def find_order(session: Session, organization_id: str | None, order_id: str) -> Order:
    """The organization's order (any organization's for None); NotFoundError where there is none of that id."""
    order = session.get(Order, order_id)
    if order is None or organization_id not in (None, order.organization_id):
        raise NotFoundError("Booking not found")
    return order


def lock_order(session: Session, order_id: str) -> Order:
    """The order as it stands once no one else can change it."""
    order = find_order(session, None, order_id)
    statement = select(Ticket.event_id).where(Ticket.order_id == order_id).distinct().order_by(Ticket.event_id)
    for event_id in session.scalars(statement).all():
        lock_event(session, event_id)
    session.refresh(order, with_for_update=True)
    return order


def try_to_pay(session: Session, tools: Tools, order: Order, payment_method: str) -> Paying:
    """The locked order becomes paid, its tickets admit and the rest is fulfilled, where that can still be.

    Where its hold has run out it takes its seats again if there are any.
    """
    if order.status in PAID_STATES:
        return Paying.ALREADY
    if order.status in (OrderStatus.CANCELLED, OrderStatus.REFUNDED):
        return Paying.CLOSED
    was_holding = order.expires_at is not None
    if was_holding and _is_called_off(session, order):
        _close(session, tools, order, OrderStatus.CANCELLED)
        return Paying.CLOSED
    waiting = TicketStatus.UNPAID if was_holding else TicketStatus.CANCELLED
    if not was_holding and not _hold_again(session, order):
        return Paying.SOLD_OUT
    order.status = OrderStatus.PAID.value
    order.payment_method = payment_method
    order.paid_at, order.expires_at = now_ms(), None
    _set_items(session, order, "fulfilled", fulfilled_at=order.paid_at, is_ticket=True)
    if not was_holding:
        _set_items(session, order, "pending", fulfilled_at=None, is_ticket=False)
    _set_tickets(session, _tickets_of(session, order, (waiting,)), TicketStatus.ACTIVE)
    follow_payment(session, tools, order)
    return Paying.PAID


def mark_paid(session: Session, tools: Tools, order_id: str, *, payment_method: str = "manual") -> Order:
    """A pending order is paid; paying again changes nothing.

    SoldOutError where its hold had run out and the seats are gone; ConflictError for one cancelled or refunded.
    """
    order = lock_order(session, order_id)
    outcome = try_to_pay(session, tools, order, payment_method)
    if outcome is Paying.SOLD_OUT:
        raise SoldOutError("The hold has expired and the seats are sold")
    if outcome is Paying.CLOSED:
        raise ConflictError(f"A {order.status} order cannot be paid")
    return order


def cancel_order(session: Session, tools: Tools, order_id: str) -> Order:
    """An unpaid or free order is cancelled and gives its seats back; cancelling again changes nothing.

    ConflictError for one that money was paid for: that is refunded instead.
    """
    order = lock_order(session, order_id)
    if order.status in (OrderStatus.CANCELLED, OrderStatus.EXPIRED):
        return order
    is_free = order.status == OrderStatus.PAID and order.amount_cents == 0
    if order.status not in (OrderStatus.PENDING, OrderStatus.FAILED) and not is_free:
        raise ConflictError(f"A {order.status} booking cannot be cancelled; refund it instead")
    if order.expires_at is None and not is_free:
        order.status = OrderStatus.CANCELLED.value  # It failed for good: what it held was given back then.
    else:
        _close(session, tools, order, OrderStatus.CANCELLED)
    tell(session, tools, order, "order.cancelled", "order_cancelled")
    return order


def fail_order(session: Session, tools: Tools, order: Order, *, is_over: bool) -> None:
    """A payment of the locked, unpaid order failed. Its hold goes on for another try, unless ``is_over``."""
    if order.status not in (OrderStatus.PENDING, OrderStatus.FAILED):
        return
    order.status = OrderStatus.FAILED.value
    if is_over and order.expires_at is not None:
        _close(session, tools, order, OrderStatus.FAILED)


def give_up_items(
    session: Session,
    tools: Tools,
    order: Order,
    items: Sequence[PurchaseItem],
    amount_cents: int,
    ticket_status: TicketStatus = TicketStatus.REFUNDED,
) -> None:
    """The locked, paid order gives back ``items`` and ``amount_cents`` (minor units), and all once nothing is left."""
    order.refunded_cents += amount_cents
    is_all = order.refunded_cents >= order.amount_cents
    order.status = (OrderStatus.REFUNDED if is_all else OrderStatus.PARTIALLY_REFUNDED).value
    given_up = [
        item for item in (items_of(session, order) if is_all else items) if item.fulfillment_status != "revoked"
    ]
    goods = [item for item in given_up if item.fulfillment_type != _TICKET]
    _give_back_stock(session, order, goods)
    take_back(session, tools, order, goods)
    for item in given_up:
        item.fulfillment_status = "revoked"
    tickets = _tickets_of(session, order, _SEATED, [item.id for item in given_up])
    _give_back_seats(session, tickets)
    _set_tickets(session, tickets, ticket_status)


def take_up_items(session: Session, order: Order, item_ids: Sequence[str], amount_cents: int) -> None:
    """A chargeback was won: the order is paid again, and its revoked tickets admit where their seats are still free."""
    order.refunded_cents -= amount_cents
    if order.refunded_cents >= order.amount_cents:
        return  # All of it had gone back in another way.
    order.status = (OrderStatus.PARTIALLY_REFUNDED if order.refunded_cents else OrderStatus.PAID).value
    tickets = _tickets_of(session, order, (TicketStatus.REVOKED,), item_ids)
    back = [ticket for ticket in tickets if all(take_seats(session, seats) for seats in seats_of([ticket]))]
    for item in items_of(session, order):
        if item.id in {ticket.purchase_item_id for ticket in back}:
            item.fulfillment_status = "fulfilled"
    _set_tickets(session, back, TicketStatus.ACTIVE)


def revoke_ticket(session: Session, ticket_id: str) -> Ticket:
    """The ticket admits no more and its seat is free; revoking again changes nothing."""
    ticket = session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFoundError("Ticket not found")
    lock_event(session, ticket.event_id)
    session.refresh(ticket)
    if ticket.status == TicketStatus.REVOKED:
        return ticket
    if ticket.status in _SEATED:
        _give_back_seats(session, [ticket])
    ticket.status = TicketStatus.REVOKED.value
    ticket.updated_at = now_ms()
    ticket.status_since = ticket.status_since or ticket.updated_at
    ticket.feed_position = take_positions(session, ticket.event_id, 1)
    session.flush()
    note_changed_tickets(session, ticket.event_id, [ticket.id])
    if session.get_one(Organization, ticket.organization_id).has_webhooks:
        announce(session, ticket.organization_id, "ticket.revoked", ticket.id)
    return ticket


def expire_orders(session: Session, tools: Tools, at: int, *, event_id: str | None = None) -> int:
    """Orders whose hold ran out before ``at`` (Unix ms) give their seats back; how many did, 200 at most at a time.

    After a rush thousands run out together, and nobody else writes meanwhile.
    """
    statement = select(Order.id).where(Order.expires_at <= at)
    if event_id is not None:
        statement = statement.where(Order.event_id == event_id)
    expired = 0
    for order_id in session.scalars(statement.order_by(Order.event_id, Order.id).limit(_MOST_AT_A_TIME)).all():
        order = lock_order(session, order_id)
        if order.expires_at is not None and order.expires_at <= at:
            is_failed = order.status == OrderStatus.FAILED
            _close(session, tools, order, OrderStatus.FAILED if is_failed else OrderStatus.EXPIRED)
            expired += 1
    return expired


def _close(session: Session, tools: Tools, order: Order, status: OrderStatus) -> None:
    """An order without money in it ends: seats and stock are free again."""
    order.status = status.value
    order.expires_at = None
    tickets = _tickets_of(session, order, _SEATED)
    _give_back_seats(session, tickets)
    goods = [item for item in items_of(session, order) if item.fulfillment_type != _TICKET]
    _give_back_stock(session, order, goods)
    take_back(session, tools, order, [item for item in goods if item.fulfillment_status == "fulfilled"])
    session.connection().execute(
        update(PurchaseItem).where(PurchaseItem.order_id == order.id).values(fulfillment_status="failed")
    )
    _set_tickets(session, tickets, TicketStatus.CANCELLED)
    close_payments(session, order)
    listener = tools.listeners.get(order.subtype)
    if listener is not None:
        listener(session, order)


def _is_called_off(session: Session, order: Order) -> bool:
    """Whether an event that the order is for will not take place."""
    statement = select(Event.id).join(Ticket, Ticket.event_id == Event.id)
    called_off = statement.where(Ticket.order_id == order.id, Event.status == "cancelled")
    return session.scalar(called_off.limit(1)) is not None


def _hold_again(session: Session, order: Order) -> bool:
    """Take seats and stock again for an order whose hold has run out: all or nothing."""
    taken: list[Seats] = []
    for seats in seats_of(_tickets_of(session, order, (TicketStatus.CANCELLED,))):
        if not take_seats(session, seats):
            for other in taken:
                give_back_seats(session, other)
            return False
        taken.append(seats)
    stock: list[PurchaseItem] = []
    for item in sorted(items_of(session, order), key=lambda item: item.product_id):
        if item.fulfillment_type == _TICKET:
            continue
        if takes_stock(order) and not take_stock(session, item.product_id, item.quantity):
            _give_back_stock(session, order, stock)
            for other in taken:
                give_back_seats(session, other)
            return False
        stock.append(item)
    return True


def _tickets_of(
    session: Session, order: Order, statuses: Sequence[TicketStatus], item_ids: Sequence[str] | None = None
) -> list[Ticket]:
    session.flush()
    statement = select(Ticket).where(Ticket.order_id == order.id, Ticket.status.in_(statuses))
    if item_ids is not None:
        statement = statement.where(Ticket.purchase_item_id.in_(item_ids))
    newest = statement.order_by(Ticket.place).execution_options(populate_existing=True)
    return list(session.scalars(newest).all())


def takes_stock(order: Order) -> bool:
    """Whether the order took its goods from a bounded stock: renewals go on with what was taken before."""
    return order.subtype != RENEWAL_ORDER


def _give_back_seats(session: Session, tickets: Sequence[Ticket]) -> None:
    for seats in seats_of(tickets):
        give_back_seats(session, seats)


def _give_back_stock(session: Session, order: Order, goods: Sequence[PurchaseItem]) -> None:
    if not takes_stock(order):
        return
    for item in sorted(goods, key=lambda item: item.product_id):
        give_back_stock(session, item.product_id, item.quantity)


def _set_items(session: Session, order: Order, status: str, *, fulfilled_at: int | None, is_ticket: bool) -> None:
    kind = PurchaseItem.fulfillment_type
    session.connection().execute(
        update(PurchaseItem)
        .where(PurchaseItem.order_id == order.id, kind == _TICKET if is_ticket else kind != _TICKET)
        .values(fulfillment_status=status, fulfilled_at=fulfilled_at)
    )


def _set_tickets(session: Session, tickets: Sequence[Ticket], new_status: TicketStatus) -> None:
    """Give the tickets a new status and new places in the feed, one event after the other."""
    session.flush()
    at = now_ms()
    since = None if new_status is TicketStatus.ACTIVE else at
    for event_id in sorted({ticket.event_id for ticket in tickets}):
        changed = [ticket.id for ticket in tickets if ticket.event_id == event_id]
        position = take_positions(session, event_id, len(changed))
        session.connection().execute(
            _SET_TICKET,
            [
                {
                    "ticket": ticket_id,
                    "new_status": new_status.value,
                    "since": since,
                    "position": position + index,
                    "at": at,
                }
                for index, ticket_id in enumerate(changed)
            ],
        )
        note_changed_tickets(session, event_id, changed)
    for ticket in tickets:
        session.expire(ticket)
