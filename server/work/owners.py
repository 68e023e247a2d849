"""Whose a piece of work is: found by what its reference names."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.appointments.models import Appointment
from server.delivery.models import Delivery, WebhookMessage
from server.fulfilment.models import Entitlement
from server.ledger.models import Payout
from server.orders.models import PurchaseItem
from server.payments.models import Payment, Refund
from server.work.dead_letters import DeadLetter
from server.work.queue import Kind

_MODELS: dict[str, Any] = {
    Kind.REFUND: Refund,
    Kind.CLOSE_PAYMENT: Payment,
    Kind.FULFIL: PurchaseItem,
    Kind.MESSAGE: Delivery,
    Kind.WEBHOOK: WebhookMessage,
    Kind.RENEWAL: Entitlement,
    Kind.PAYOUT: Payout,
    Kind.APPOINTMENT_CANCEL: Appointment,
}
"""A provider's event is not here: it may concern no organization, and belongs to who runs the server."""


def owned_by(session: Session, organization_id: str, letters: Iterable[DeadLetter]) -> list[DeadLetter]:
    """Those of ``letters`` whose reference names something of this organization."""
    kept = list(letters)
    owned: set[tuple[str, str]] = set()
    for kind, model in _MODELS.items():
        references = [letter.reference for letter in kept if letter.kind == kind]
        if references:
            statement = select(model.id).where(model.id.in_(references), model.organization_id == organization_id)
            owned |= {(kind, reference) for reference in session.scalars(statement)}
    return [letter for letter in kept if (letter.kind, letter.reference) in owned]
