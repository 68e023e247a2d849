"""What a webhook tells of: the object as the API gives it when it is sent, without anything that opens a door."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from server.appointments.models import Appointment
from server.context import Context
from server.delivery.schemas import AppointmentData
from server.fulfilment.views import item_objects
from server.ledger.models import Payout
from server.ledger.views import payout_object
from server.orders.models import Order, PurchaseItem
from server.orders.views import read_bookings
from server.tickets.endpoints import ticket_object
from server.tickets.models import Ticket

EVENT_TYPES = (
    "booking.created",
    "order.paid",
    "order.failed",
    "order.refunded",
    "order.cancelled",
    "payment.returned",
    "dispute.created",
    "ticket.revoked",
    "purchase_item.fulfilled",
    "payout.paid",
    "appointment.scheduled",
)
"""What there is to be told of."""
TEST_TYPE = "endpoint.test"
_SIGNED = "signedCode"


def read_object(
    context: Context, session: Session, organization_id: str, event_type: str, object_id: str
) -> dict[str, Any] | None:
    """The object that an event of ``event_type`` happened to; None where the organization has it no more."""
    family = event_type.partition(".")[0]
    if event_type == TEST_TYPE:
        return {"id": object_id}
    if family == "ticket":
        ticket = _find(session, Ticket, organization_id, object_id)
        return None if ticket is None else _plain(ticket_object(ticket))
    if family == "purchase_item":
        item = _find(session, PurchaseItem, organization_id, object_id)
        return None if item is None else _plain(item_objects(session, context, [item], with_links=False)[0])
    if family == "payout":
        payout = _find(session, Payout, organization_id, object_id)
        return None if payout is None else _plain(payout_object(payout))
    if family == "appointment":
        appointment = _find(session, Appointment, organization_id, object_id)
        return None if appointment is None else _plain(AppointmentData.of(appointment))
    order = _find(session, Order, organization_id, object_id)
    return None if order is None else _plain(read_bookings(session, [order])[0])


def _find(session: Session, model: Any, organization_id: str, object_id: str) -> Any:  # noqa: ANN401  Any of the tables.
    found = session.get(model, object_id)
    return found if found is not None and found.organization_id == organization_id else None


def _plain(answer: BaseModel) -> dict[str, Any]:
    """JSON's own types, without the signed code, which admits whoever shows it."""
    said: dict[str, Any] = answer.model_dump(mode="json", exclude_none=True)
    said.pop("success", None)
    said.pop(_SIGNED, None)
    for ticket in said.get("tickets", ()):
        ticket.pop(_SIGNED, None)
    return said
