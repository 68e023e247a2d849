"""Begin payments: a row in the order's own transaction, then the provider's session, found again whatever breaks."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.context import Context
from server.errors import ConflictError, NotFoundError, ProviderRefusedError
from server.ids import new_id, now_ms
from server.orders.models import Order, PurchaseItem
from server.payments.intake import match_events
from server.payments.models import Payment
from server.payments.provider import Charge, ChargeLine, Mode, PaymentProvider, PaymentStatus, StartedPayment
from server.work.queue import Kind, enqueue

_OPEN = (PaymentStatus.CREATED, PaymentStatus.PENDING)


def begin_payment(
    session: Session,
    order: Order,
    *,
    provider: str,
    mode: Mode,
    return_url: str = "",
    cancel_url: str = "",
    customer_reference: str | None = None,
) -> Payment:
    """A payment of what the order costs, to be started at ``provider`` after the commit.

    ``customer_reference`` names whom to charge without the buyer present.
    """
    at = now_ms()
    payment = Payment(
        id=new_id("pay"),
        organization_id=order.organization_id,
        order_id=order.id,
        provider=provider,
        mode=mode.value,
        amount_cents=order.amount_cents,
        currency=order.currency,
        status=PaymentStatus.CREATED.value,
        return_url=return_url,
        cancel_url=cancel_url,
        customer_reference=customer_reference,
        created_at=at,
        updated_at=at,
    )
    session.add(payment)
    session.flush()
    return payment


def start_payment(context: Context, payment_id: str) -> Payment:
    """The payment with its session at the provider; blocks while the provider is asked, never in a transaction.

    Again it gives the same session. Raises ProviderUnavailableError (try again) or ProviderRefusedError.
    """
    payment, charge = context.database.read_now(lambda session: _charge_of(session, payment_id))
    if payment.reference is None and payment.status == PaymentStatus.FAILED:
        raise ProviderRefusedError(payment.failure or None)
    if payment.reference is not None or payment.status not in _OPEN:
        return payment
    provider = provider_of(context, payment.provider)
    try:
        started = provider.start(charge)
    except ProviderRefusedError as error:
        reason = error.message
        context.database.write_now(lambda session: _note_refusal(session, payment_id, reason))
        raise
    return context.database.write_now(lambda session: _keep_session(session, context, payment_id, started))


def find_payment(session: Session, organization_id: str | None, payment_id: str) -> Payment:
    """The organization's payment (any organization's for None); NotFoundError where there is none of that id."""
    payment = session.get(Payment, payment_id)
    if payment is None or organization_id not in (None, payment.organization_id):
        raise NotFoundError("Checkout session not found")
    return payment


def payment_of(session: Session, order_id: str) -> Payment | None:
    """The order's newest payment; None where it has none."""
    statement = select(Payment).where(Payment.order_id == order_id).order_by(Payment.id.desc()).limit(1)
    return session.scalar(statement)


def client_secret_of(context: Context, payment: Payment) -> str | None:
    """What the buyer's page needs to pay an intent."""
    sealed = payment.sealed_client_secret
    return None if sealed is None else context.vault.open(sealed).decode()


def provider_of(context: Context, name: str) -> PaymentProvider:
    """The provider by name; ConflictError where its keys are not configured any more."""
    provider = context.providers.named(name)
    if provider is None:
        raise ConflictError(f"The payment provider {name} is not configured on this server")
    return provider


def _charge_of(session: Session, payment_id: str) -> tuple[Payment, Charge]:
    payment = find_payment(session, None, payment_id)
    order = session.get_one(Order, payment.order_id)
    items = session.scalars(
        select(PurchaseItem).where(PurchaseItem.order_id == order.id).order_by(PurchaseItem.place)
    ).all()
    counted: dict[tuple[str, int], int] = {}
    for item in items:
        unit_cents = item.price_cents if item.is_tax_included else item.price_cents + item.tax_cents // item.quantity
        counted[item.description, unit_cents] = counted.get((item.description, unit_cents), 0) + item.quantity
    lines = [ChargeLine(name, quantity, unit_cents) for (name, unit_cents), quantity in counted.items()]
    rest = order.amount_cents - sum(line.quantity * line.unit_cents for line in lines)
    if rest:
        lines.append(ChargeLine("Shipping and taxes", 1, rest))
    event = session.get(Event, order.event_id) if order.event_id else None
    has_subscription = any(item.fulfillment_type == "subscription" for item in items)
    return payment, Charge(
        payment_id=payment.id,
        order_id=order.id,
        organization_id=order.organization_id,
        mode=Mode(payment.mode),
        amount_cents=payment.amount_cents,
        currency=payment.currency,
        description=" + ".join(dict.fromkeys(item.description for item in items))[:200],
        lines=lines,
        customer_email=order.customer_email,
        customer_name=order.customer_name,
        return_url=payment.return_url,
        cancel_url=payment.cancel_url or payment.return_url,
        expires_at=order.expires_at or payment.created_at,
        created_at=payment.created_at,
        language=order.language,
        metadata={
            "event_name": event.name if event else "",
            "ticket_type": items[0].description if items else "",
            "quantity": str(order.quantity),
            "customer_name": order.customer_name,
        },
        saved_customer=payment.customer_reference,
        saves_customer=has_subscription and payment.customer_reference is None,
    )


def _keep_session(session: Session, context: Context, payment_id: str, started: StartedPayment) -> Payment:
    order_id = session.get_one(Payment, payment_id).order_id
    order = session.get_one(Order, order_id, with_for_update=True, populate_existing=True)
    payment = session.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
    if payment.reference is None:
        payment.reference = started.reference
        payment.url = started.url
        if started.client_secret is not None:
            payment.sealed_client_secret = context.vault.seal(started.client_secret.encode())
        if payment.status == PaymentStatus.CREATED:
            payment.status = PaymentStatus.PENDING.value
        payment.updated_at = now_ms()
        session.flush()
        if order.expires_at is None:
            # The order was paid or is over since the provider was asked: what was made for it must not be paid.
            enqueue(session, Kind.CLOSE_PAYMENT, payment.id)
    # The buyer may have been faster than the provider's answer: what came in before is worked now.
    match_events(session, payment.provider, started.reference)
    return payment


def _note_refusal(session: Session, payment_id: str, reason: str) -> None:
    session.execute(
        update(Payment)
        .where(Payment.id == payment_id, Payment.status.in_(_OPEN))
        .values(status=PaymentStatus.FAILED.value, failure=reason[:500], updated_at=now_ms())
    )
