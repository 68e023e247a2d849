"""Enqueue work in the transaction that causes it: it exists exactly where that transaction commits."""

import functools
from enum import StrEnum

from dbos import DBOSClient, EnqueueOptions
from sqlalchemy.orm import Session

from server.ids import new_id

QUEUE = "doorward"
WORKFLOW = "carry_out"


class Kind(StrEnum):
    """What there is to do after a commit. The reference beside it is always an id, never a name or a secret."""

    PROVIDER_EVENT = "provider_event"
    """Work a stored provider's event: provider_events.id."""
    REFUND = "refund"
    """Ask the provider for a refund: refunds.id."""
    CLOSE_PAYMENT = "close_payment"
    """Close an unpaid session at the provider, so that it cannot be paid late: payments.id."""
    FULFIL = "fulfil"
    """Fulfil what could not be fulfilled when the order was paid: purchase_items.id."""
    MESSAGE = "message"
    """Send a mail or a WhatsApp message: deliveries.id."""
    WEBHOOK = "webhook"
    """Send a webhook: webhook_messages.id."""
    RENEWAL = "renewal"
    """Renew a subscription whose period ends: entitlements.id."""
    PAYOUT = "payout"
    """Transfer a payout: payouts.id."""
    APPOINTMENT_SCHEDULE = "appointment_schedule"
    """Finish at the calendar what a crash or a silent calendar left half scheduled: appointments.id."""
    APPOINTMENT_CANCEL = "appointment_cancel"
    """Cancel at the calendar what was refunded: appointments.id."""


def enqueue(session: Session, kind: Kind, reference: str, *, delay_s: float = 0, once: str | None = None) -> None:
    """Have ``kind`` done for ``reference`` after the caller's commit, ``delay_s`` seconds later at the earliest.

    With ``once``, the same text never causes the same work twice, however often it is enqueued.
    """
    options: EnqueueOptions = {
        "workflow_name": WORKFLOW,
        "queue_name": QUEUE,
        "workflow_id": f"{kind}:{once}" if once is not None else new_id("wrk"),
    }
    if delay_s > 0:
        options["delay_seconds"] = delay_s
    session.flush()
    _client(session.get_bind().dialect.name).enqueue_in_transaction(session.connection(), options, str(kind), reference)


@functools.cache
def _client(dialect: str) -> DBOSClient:
    """It only words the statements: they run on the caller's connection, and it never opens one itself."""
    url = "sqlite:///unopened.db" if dialect == "sqlite" else "postgresql://unopened/unopened"
    return DBOSClient(system_database_url=url, lazy=True)
