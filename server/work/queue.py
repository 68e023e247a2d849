"""Enqueue work in the transaction that causes it: it exists exactly where that transaction commits."""

import functools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from server.ids import new_id

if TYPE_CHECKING:
    from dbos import DBOSClient, EnqueueOptions

QUEUE = "doorward"
WORKFLOW = "carry_out"
_AGAIN = "~"
"""Between a work's id and the number of its later tries: ``wrk_…~2``."""


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


@dataclass(frozen=True, slots=True)
class Work:
    """One try at one piece of work."""

    id: str
    """DBOS's workflow id; it differs from try to try."""
    kind: str
    reference: str
    attempt: int = 1
    """Which try this is, from 1."""


def enqueue(session: Session, kind: Kind, reference: str, *, delay_s: float = 0, once: str | None = None) -> None:
    """Have ``kind`` done for ``reference`` after the caller's commit, ``delay_s`` seconds later at the earliest.

    With ``once``, the same text never causes the same work twice, however often it is enqueued (for a year).
    """
    work_id = f"{kind}:{once}" if once is not None else new_id("wrk")
    _put(session, Work(work_id, str(kind), reference), delay_s)


def enqueue_next_try(session: Session, work: Work, *, attempt: int, delay_s: float) -> None:
    """Have ``work`` done again later. However often this is said of one try, it causes one next try."""
    _put(session, Work(next_try_id(work.id), work.kind, work.reference, attempt), delay_s)


def next_try_id(work_id: str) -> str:
    """The id of the try that follows on this one."""
    first_id, _, number = work_id.partition(_AGAIN)
    return f"{first_id}{_AGAIN}{int(number or 1) + 1}"


def _put(session: Session, work: Work, delay_s: float) -> None:
    from dbos import WorkflowSerializationFormat  # noqa: PLC0415  As below.

    options: EnqueueOptions = {
        "workflow_name": WORKFLOW,
        "queue_name": QUEUE,
        "workflow_id": work.id,
        # JSON in place of pickle: readable by people, and nothing that a database could make this program run.
        "serialization_type": WorkflowSerializationFormat.PORTABLE,
    }
    if delay_s > 0:
        options["delay_seconds"] = delay_s
    session.flush()
    client = _client(session.get_bind().dialect.name)
    client.enqueue_in_transaction(session.connection(), options, work.kind, work.reference, work.attempt)


@functools.cache
def _client(dialect: str) -> "DBOSClient":
    """It only words the statements: they run on the caller's connection, and it never opens one itself."""
    from dbos import DBOSClient  # noqa: PLC0415  DBOS costs 0.3 s to import, and most commands enqueue nothing.

    url = "sqlite:///unopened.db" if dialect == "sqlite" else "postgresql://unopened/unopened"
    return DBOSClient(system_database_url=url, lazy=True)
