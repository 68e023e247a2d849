"""Appointments follow their orders: opened with one, paid, cancelled and expired with it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.appointments.models import Appointment, AppointmentStatus
from server.appointments.packages import DAY_MS, PackageFacts, read_package_facts
from server.catalog.models import Product
from server.delivery.post import post_mail
from server.errors import ConflictError, InvalidRequestError
from server.ids import new_id, now_ms
from server.orders.models import Order, OrderStatus
from server.tokens import token_hash_for
from server.vault import Vault
from server.work.queue import Kind, enqueue

_PAID = (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED)
_TAKEN_BACK = (OrderStatus.REFUNDED, OrderStatus.CANCELLED)
_LAPSED = (OrderStatus.EXPIRED, OrderStatus.FAILED)


def open_appointments(
    session: Session, vault: Vault, order: Order, product: Product, *, packages: int = 1
) -> list[Appointment]:
    """One appointment a session of the product, in their places, standing as the order does.

    The order's earlier ones of this product are given again in their stead, so that opening twice opens once. What
    the order's ``extra`` has as ``notes`` and ``metadata`` is theirs.
    """
    known = [row for row in lock_appointments(session, order.id) if row.product_id == product.id]
    if known:
        return known
    facts = read_package_facts(product.custom_properties)
    at = now_ms()
    rows = []
    for place in range(facts.sessions * packages):
        appointment_id = new_id("apt")
        rows.append(
            Appointment(
                id=appointment_id,
                organization_id=order.organization_id,
                order_id=order.id,
                product_id=product.id,
                package_id=facts.package_id,
                place=place,
                token_hash=token_hash_for(vault, "appointment", appointment_id),
                customer_name=order.customer_name,
                customer_email=order.customer_email,
                customer_phone=order.customer_phone,
                notes=str(order.extra.get("notes") or ""),
                extra=order.extra.get("metadata") or {},
                status=AppointmentStatus.PENDING.value,
                expires_at=order.expires_at or at + facts.valid_days * DAY_MS,
                created_at=at,
                updated_at=at,
            )
        )
    session.add_all(rows)
    session.flush()
    order_changed(session, order)
    return rows


def order_changed(session: Session, order: Order) -> None:
    """Let the order's appointments follow it; called in the transaction that changed it, as often as it likes."""
    rows = lock_appointments(session, order.id)
    if not rows:
        return
    if order.status in _PAID:
        _pay(session, order, rows)
    elif order.status in _TAKEN_BACK:
        _cancel(session, order, rows)
    elif order.status in _LAPSED and order.expires_at is None:
        # While a failed order holds what it is for, its buyer can still pay.
        _set_status(rows, (AppointmentStatus.PENDING,), AppointmentStatus.EXPIRED)
    session.flush()


def cancel_appointments(session: Session, order: Order, product_id: str) -> None:
    """The order's appointments of one product are cancelled: its money went back, be the rest paid or not."""
    _cancel(session, order, [row for row in lock_appointments(session, order.id) if row.product_id == product_id])
    session.flush()


def cancel_session(session: Session, appointment_id: str) -> Appointment:
    """One session is cancelled, its slot freed and its customer told; again changes nothing. The money stays.

    ConflictError for one that is not paid: who pays it afterwards would pay for nothing, so its order is cancelled.
    """
    order_id = session.get_one(Appointment, appointment_id).order_id
    row = next(known for known in lock_appointments(session, order_id) if known.id == appointment_id)
    if row.status == AppointmentStatus.CANCELLED:
        return row
    if row.status in (AppointmentStatus.PENDING, AppointmentStatus.EXPIRED):
        raise ConflictError(f"A {row.status} session is not paid; cancel its booking instead")
    order = session.get_one(Order, order_id)
    _cancel(session, order, [row])
    if row.scheduled_start is None:  # Then it was in no calendar, and nobody has been told.
        tell(session, order, "appointment_cancelled", row)
    session.flush()
    return row


def lock_appointments(session: Session, order_id: str) -> list[Appointment]:
    """The order's appointments in their places, as they stand once no one else can change them."""
    statement = (
        select(Appointment)
        .where(Appointment.order_id == order_id)
        .order_by(Appointment.place, Appointment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(statement))


def _pay(session: Session, order: Order, rows: list[Appointment]) -> None:
    # A payment may come after the hold is over: an expired booking is good again.
    paid = _set_status(rows, (AppointmentStatus.PENDING, AppointmentStatus.EXPIRED), AppointmentStatus.PAID)
    if not paid:
        return
    at = now_ms()
    for row in paid:
        row.expires_at = at + _valid_days(session, row) * DAY_MS
    tell(session, order, "appointment_paid", paid[0])


def _valid_days(session: Session, row: Appointment) -> int:
    try:
        return read_package_facts(session.get_one(Product, row.product_id).custom_properties).valid_days
    except InvalidRequestError:  # Spoilt since it was bought: no reason to refuse the payment.
        return PackageFacts().valid_days


def _cancel(session: Session, order: Order, rows: list[Appointment]) -> None:
    in_calendar = (AppointmentStatus.SCHEDULING, AppointmentStatus.SCHEDULED)
    for row in _set_status(rows, in_calendar, AppointmentStatus.CANCELLED):
        enqueue(session, Kind.APPOINTMENT_CANCEL, row.id)
        tell(session, order, "appointment_cancelled", row)
    others = (AppointmentStatus.PENDING, AppointmentStatus.PAID, AppointmentStatus.EXPIRED)
    _set_status(rows, others, AppointmentStatus.CANCELLED)


def tell(session: Session, order: Order, template: str, row: Appointment) -> None:
    """Mail the customer about an appointment after the commit, once for each template."""
    post_mail(
        session,
        template,
        row.customer_email,
        organization_id=row.organization_id,
        order_id=order.id,
        language=order.language,
        facts={"appointmentId": row.id},
        once=f"{template}_{row.id}",
    )


def _set_status(
    rows: list[Appointment], known: tuple[AppointmentStatus, ...], status: AppointmentStatus
) -> list[Appointment]:
    """Set the status of the rows that stand so, and give those."""
    changed = [row for row in rows if row.status in known]
    for row in changed:
        row.status = status.value
        row.updated_at = now_ms()
    return changed
