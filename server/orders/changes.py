"""What happens to an order after it was made: paid, cancelled, refunded, expired; and revoking single tickets.

Every change locks the event's row first, then changes the order, the seats and the items, and the tickets last,
with new places in the feed, so that doors hear of it.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from server.errors import ConflictError, NotFoundError, SoldOutError
from server.ids import now_ms
from server.orders.models import Order, OrderStatus, PurchaseItem
from server.orders.seats import give_back_seats, lock_event, take_seats
from server.outbox.feed import take_positions
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus

_SEATED = (TicketStatus.ACTIVE, TicketStatus.UNPAID)
_SET_TICKET = (
    update(Ticket)
    .where(Ticket.id == bindparam("ticket"))
    .values(status=bindparam("new_status"), feed_position=bindparam("position"), updated_at=bindparam("at"))
)


def find_order(session: Session, organization_id: str | None, order_id: str) -> Order:
    """The organization's order (any organization's for None); NotFoundError where there is none of that id."""
    order = session.get(Order, order_id)
    if order is None or organization_id not in (None, order.organization_id):
        raise NotFoundError("Booking not found")
    return order


def mark_paid(session: Session, order_id: str, *, payment_method: str = "manual") -> Order:
    """A pending order is paid and its tickets admit; paying again changes nothing.

    An expired order takes its seats again, or SoldOutError where they are gone; ConflictError for one cancelled
    or refunded.
    """
    order = _lock_order(session, order_id)
    if order.status in (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED):
        return order
    revived: tuple[TicketStatus, ...] = (TicketStatus.UNPAID,)
    if order.status == OrderStatus.EXPIRED:
        revived = (TicketStatus.CANCELLED,)
        tickets = _tickets_of(session, order, revived)
        if not take_seats(session, str(order.event_id), order.product_id, len(tickets)):
            raise SoldOutError("The hold has expired and the seats are sold")
    elif order.status != OrderStatus.PENDING:
        raise ConflictError(f"A {order.status} order cannot be paid")
    order.status = OrderStatus.PAID.value
    order.payment_method = payment_method
    order.paid_at, order.expires_at = now_ms(), None
    _set_items(session, order, "fulfilled")
    _set_tickets(session, order, revived, TicketStatus.ACTIVE)
    return order


def cancel_order(session: Session, order_id: str) -> Order:
    """A pending or free order is cancelled and gives its seats back; cancelling again changes nothing.

    ConflictError for one that money was paid for: that is refunded instead.
    """
    order = _lock_order(session, order_id)
    if order.status in (OrderStatus.CANCELLED, OrderStatus.EXPIRED):
        return order
    is_free = order.status == OrderStatus.PAID and order.amount_cents == 0
    if order.status != OrderStatus.PENDING and not is_free:
        raise ConflictError(f"A {order.status} booking cannot be cancelled; refund it instead")
    _close(session, order, OrderStatus.CANCELLED, TicketStatus.CANCELLED)
    return order


def refund_order(session: Session, order_id: str) -> Order:
    """A paid order is refunded in full: its tickets admit no more and its seats are free; again changes nothing."""
    order = _lock_order(session, order_id)
    if order.status == OrderStatus.REFUNDED:
        return order
    if order.status not in (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED):
        raise ConflictError(f"A {order.status} order cannot be refunded")
    _close(session, order, OrderStatus.REFUNDED, TicketStatus.REFUNDED)
    return order


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
        give_back_seats(session, ticket.event_id, ticket.product_id, 1)
    ticket.status = TicketStatus.REVOKED.value
    ticket.updated_at = now_ms()
    ticket.feed_position = take_positions(session, ticket.event_id, 1)
    session.flush()
    return ticket


def expire_orders(session: Session, at: int, *, event_id: str | None = None) -> int:
    """Pending orders whose hold ran out before ``at`` (Unix ms) give their seats back; how many did."""
    statement = select(Order.id, Order.event_id).where(Order.status == OrderStatus.PENDING, Order.expires_at <= at)
    if event_id is not None:
        statement = statement.where(Order.event_id == event_id)
    expired = 0
    for row in session.execute(statement.order_by(Order.event_id, Order.id)).all():
        order = _lock_order(session, row.id)
        if order.status == OrderStatus.PENDING:
            _close(session, order, OrderStatus.EXPIRED, TicketStatus.CANCELLED)
            expired += 1
    return expired


def _lock_order(session: Session, order_id: str) -> Order:
    """The order as it stands once no one else can change it."""
    order = find_order(session, None, order_id)
    lock_event(session, str(order.event_id))
    session.refresh(order)
    return order


def _close(session: Session, order: Order, status: OrderStatus, ticket_status: TicketStatus) -> None:
    order.status = status.value
    order.expires_at = None
    seats = len(_tickets_of(session, order, _SEATED))
    give_back_seats(session, str(order.event_id), order.product_id, seats)
    if status is not OrderStatus.REFUNDED:
        _set_items(session, order, "failed")
    _set_tickets(session, order, _SEATED, ticket_status)


def _tickets_of(session: Session, order: Order, statuses: Sequence[TicketStatus]) -> list[str]:
    return list(
        session.scalars(
            select(Ticket.id).where(Ticket.order_id == order.id, Ticket.status.in_(statuses)).order_by(Ticket.place)
        )
    )


def _set_items(session: Session, order: Order, fulfillment_status: str) -> None:
    session.connection().execute(
        update(PurchaseItem).where(PurchaseItem.order_id == order.id).values(fulfillment_status=fulfillment_status)
    )


def _set_tickets(session: Session, order: Order, statuses: Sequence[TicketStatus], new_status: TicketStatus) -> None:
    session.flush()
    ticket_ids = _tickets_of(session, order, statuses)
    if not ticket_ids:
        return
    position = take_positions(session, str(order.event_id), len(ticket_ids))
    at = now_ms()
    session.connection().execute(
        _SET_TICKET,
        [
            {"ticket": ticket_id, "new_status": new_status.value, "position": position + index, "at": at}
            for index, ticket_id in enumerate(ticket_ids)
        ],
    )
