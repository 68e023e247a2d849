"""Remove an event that never was: a draft that nobody has booked and no device was paired with."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from server.catalog.models import Event, Offer
from server.catalog.service import find_event
from server.doors.models import Device, Gate, PairingCode, PolicyVersion
from server.errors import ConflictError
from server.media.models import MediaFile
from server.orders.models import Order
from server.outbox.models import Feed
from server.tickets.models import Ticket


def delete_draft(session: Session, organization_id: str, event_id: str) -> Event:
    """The event is gone, with its offers and gates; its pictures stay. ConflictError where something hangs on it."""
    event = find_event(session, organization_id, event_id, for_update=True)
    if event.status != "draft":
        raise ConflictError("Only drafts can be deleted; cancel this event instead")
    for model in (Order, Ticket, Device):
        if session.scalar(select(model.id).where(model.event_id == event.id).limit(1)) is not None:
            raise ConflictError("This event has bookings or devices; cancel it instead")
    session.execute(update(MediaFile).where(MediaFile.event_id == event.id).values(event_id=None))
    for part in (PairingCode, Gate, PolicyVersion, Offer, Feed):
        session.execute(delete(part).where(part.event_id == event.id))
    session.delete(event)
    session.flush()
    return event
