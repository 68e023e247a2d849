"""Tickets: the right to enter an event. The order service draws them; here is what their purchase items say."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.errors import ConflictError
from server.fulfilment.hook import Unit
from server.fulfilment.kind import Kind
from server.tickets.models import Ticket
from server.vault import Vault


class TicketHook(Kind):
    """A purchase item a holder. Its ticket is drawn with the order, since its seat is held from then on."""

    subtype = "ticket"
    is_one_item_a_piece = True

    def fulfil(self, session: Session, vault: Vault, unit: Unit) -> dict[str, Any]:  # noqa: ARG002
        """Name the ticket, its code and its event, as the booking source does."""
        known = unit.item.fulfillment_data
        if "ticketId" in known:
            return known
        statement = (
            select(Ticket.id, Ticket.event_id, Event.starts_at)
            .join(Event, Event.id == Ticket.event_id)
            .where(Ticket.order_id == unit.order.id, Ticket.purchase_item_id == unit.item.id)
        )
        ticket = session.execute(statement).first()
        if ticket is None:
            raise ConflictError("The item has no ticket")
        return {
            "ticketId": ticket.id,
            "ticketCode": ticket.id,
            "eventId": ticket.event_id,
            "eventDate": ticket.starts_at,
        }

    def revoke(self, session: Session, unit: Unit) -> None:
        """Do nothing: the order service revokes tickets itself, with their seats and under the event's row."""


HOOK = TicketHook()
