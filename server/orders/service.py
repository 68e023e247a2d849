"""Book by the booking API: a facade of the order service."""

from sqlalchemy.orm import Session

from server.contacts.service import Person
from server.orders.placing import place_order
from server.orders.schemas import BookingAnswer, BookingRequest
from server.orders.tools import Tools
from server.orders.views import booking_answer
from server.orders.wanted import Buyer, Line, NewOrder


def create_booking(
    session: Session, tools: Tools, organization_id: str, request: BookingRequest, *, hold_ms: int
) -> BookingAnswer:
    """Book the request's attendees, one ticket each; see ``place_order`` for what is guaranteed and raised."""
    primary = request.primaryAttendee
    people = [Person(primary.firstName, primary.lastName, primary.email, primary.phone, is_guest=False)]
    people += [
        Person(guest.firstName, guest.lastName, guest.email or None, guest.phone, is_guest=True)
        for guest in request.guests or ()
    ]
    placed = place_order(
        session,
        tools,
        NewOrder(
            organization_id=organization_id,
            subtype="event_booking",
            buyer=Buyer(primary.firstName, primary.lastName, primary.email, primary.phone),
            lines=[Line(request.productId, len(people), request.eventId, tuple(people))],
            source=request.source,
            hold_ms=hold_ms,
            frontend_rsvp_id=request.frontendRsvpId,
            has_token=False,
        ),
    )
    return booking_answer(placed.order, placed.tickets)
