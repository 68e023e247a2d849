"""Providers' events, refunds and closing sessions, after the commit."""

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.context import Context
from server.errors import ConflictError, ProviderRefusedError
from server.ids import now_ms
from server.payments.intake import DONE, FAILED, IGNORED, UNMATCHED, note_outcome, replay
from server.payments.models import Payment, ProviderEvent, Refund
from server.payments.provider import EventKind, PaymentStatus, ReadEvent, RefundRequest
from server.payments.refunds import FAILED as REFUND_FAILED
from server.payments.refunds import REQUESTED, refund_failed, reopen_refund, take_in_dispute, take_in_refund
from server.payments.sessions import provider_of
from server.payments.settle import Settled, note_decline, settle
from server.work.handlers import Handlers
from server.work.queue import Kind

_KEYS_KEPT_MS = 20 * 3_600_000
"""For how long a provider surely knows an idempotency key: Stripe forgets them after a day."""
log = structlog.get_logger()


def work_provider_event(context: Context, event_id: str) -> None:
    """Work one kept event: ask the provider how the payment stands, and bring ours to that.

    An event of a payment that is not known (yet) is kept as unmatched, and worked when the payment is.
    """
    row = context.database.read_now(lambda session: session.get_one(ProviderEvent, event_id))
    provider = provider_of(context, row.provider)
    event = provider.parse_event(context.vault.open(row.sealed_body))
    if event.kind is EventKind.ACCOUNT:
        _work_account(context, row, event)
        return
    payment = context.database.read_now(lambda session: find_paid(session, row.provider, event))
    if payment is None:
        context.database.write_now(lambda session: _lay_aside(session, row, event))
        return
    reference = payment.reference or event.reference
    if reference is None:
        context.database.write_now(lambda session: note_outcome(session, event_id, UNMATCHED))
        return
    facts = provider.look_up(reference)

    def bring(session: Session) -> None:
        if facts.status is PaymentStatus.PENDING and event.kind is EventKind.FAILED:
            outcome = note_decline(session, context.tools, payment.id, facts.failure)
        else:
            outcome = settle(session, context.tools, payment.id, facts)
        held = session.get_one(Payment, payment.id)
        for told in facts.refunds:
            take_in_refund(session, context.tools, held, told)
        if event.dispute is not None:
            take_in_dispute(session, context.tools, held, event.dispute)
        is_mismatch = outcome is Settled.MISMATCH
        note_outcome(session, event_id, FAILED if is_mismatch else DONE, f"{payment.id} {outcome}")

    context.database.write_now(bring)


def work_refund(context: Context, refund_id: str) -> None:
    """Ask the provider to give the money back; again with the same refund nothing more goes back.

    One that was refused is asked for again: a person had it tried once more.
    """
    refund, payment = context.database.read_now(lambda session: _refund_with_payment(session, refund_id))
    if refund.status == REFUND_FAILED:
        is_open = context.database.write_now(lambda session: reopen_refund(session, context.tools, refund_id))
    else:
        is_open = refund.status == REQUESTED
    if not is_open:
        return
    if payment is None or payment.reference is None:
        raise ConflictError("The provider's reference of the payment is not known; refund it at the provider's desk")
    if now_ms() - refund.created_at > _KEYS_KEPT_MS and _is_known_there(context, refund, payment):
        return
    request = RefundRequest(
        refund.id,
        payment.reference,
        payment.charge_reference,
        refund.amount_cents,
        refund.currency,
        refund.reason,
    )
    try:
        told = provider_of(context, refund.provider).refund(request)
    except ProviderRefusedError as error:
        reason = error.message
        context.database.write_now(lambda session: refund_failed(session, session.get_one(Refund, refund_id), reason))
        raise
    payment_id = payment.id
    context.database.write_now(
        lambda session: take_in_refund(session, context.tools, session.get_one(Payment, payment_id), told)
    )


def work_close_payment(context: Context, payment_id: str) -> None:
    """Close an unpaid session, so that nobody pays for what is gone; one just paid is settled instead."""
    payment = context.database.read_now(lambda session: session.get_one(Payment, payment_id))
    if payment.reference is None or payment.status not in (PaymentStatus.PENDING, PaymentStatus.FAILED):
        return
    provider = provider_of(context, payment.provider)
    reference = payment.reference
    provider.cancel(reference)
    facts = provider.look_up(reference)
    context.database.write_now(lambda session: settle(session, context.tools, payment_id, facts))


def find_paid(session: Session, provider: str, event: ReadEvent) -> Payment | None:
    """The payment that an event is about: by our id in its metadata, else by the provider's ids."""
    named = session.get(Payment, event.payment_id) if event.payment_id else None
    if named is not None and named.provider == provider:
        return named
    references = [reference for reference in (event.reference, event.charge_reference) if reference]
    statement = select(Payment).where(
        Payment.provider == provider,
        or_(Payment.reference.in_(references), Payment.charge_reference.in_(references)),
    )
    return session.scalar(statement.limit(1)) if references else None


def _lay_aside(session: Session, row: ProviderEvent, event: ReadEvent) -> None:
    """Keep an event without a payment as unmatched; one whose payment came to be known meanwhile is worked again."""
    if find_paid(session, row.provider, event) is None:
        note_outcome(session, row.id, UNMATCHED)
    else:
        replay(session, row.id)


def _work_account(context: Context, row: ProviderEvent, event: ReadEvent) -> None:
    """A connected account changed: ask how it stands before money is sent there."""
    account = event.reference or ""
    is_ready = context.providers.connect.look_up_account(account).can_be_paid_out

    def keep(session: Session) -> None:
        found = session.scalar(select(Organization).where(Organization.stripe_account_id == account))
        if found is not None:
            found.can_be_paid_out = is_ready
        note_outcome(session, row.id, DONE if found is not None else IGNORED)

    context.database.write_now(keep)


def _is_known_there(context: Context, refund: Refund, payment: Payment) -> bool:
    """Whether the provider made the refund already, whose answer was lost; what it says of it is taken in."""
    facts = provider_of(context, refund.provider).look_up(payment.reference or "")
    told = next((told for told in facts.refunds if told.refund_id == refund.id), None)
    if told is None:
        return False
    payment_id = payment.id
    context.database.write_now(
        lambda session: take_in_refund(session, context.tools, session.get_one(Payment, payment_id), told)
    )
    return True


def _refund_with_payment(session: Session, refund_id: str) -> tuple[Refund, Payment | None]:
    refund = session.get_one(Refund, refund_id)
    return refund, session.get(Payment, refund.payment_id) if refund.payment_id else None


HANDLERS: Handlers = {
    Kind.PROVIDER_EVENT: work_provider_event,
    Kind.REFUND: work_refund,
    Kind.CLOSE_PAYMENT: work_close_payment,
}
