"""Made-up organizations, events and bookings, through the same services that the server uses."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from server.accounts.service import create_key, create_organization
from server.catalog.schemas import EventRequest, LinkRequest, ProductRequest
from server.catalog.service import create_event, create_offer, create_product
from server.context import Context
from server.orders.schemas import BookingAnswer, BookingRequest
from server.orders.service import create_booking

HOLD_MS = 15 * 60_000
START_MS = 1_736_978_400_000
"""2025-01-15 22:00 UTC."""


@dataclass(frozen=True, slots=True)
class Club:
    """An organization with a key for everything, a published event, and a ticket on offer there."""

    organization_id: str
    api_key: str
    event_id: str
    product_id: str
    offer_id: str
    code_prefix: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.api_key}"}


def make_club(
    context: Context,
    *,
    prefix: str = "MGY",
    name: str = "Maguey Club",
    event_name: str = "Perreo Fridays",
    capacity: int | None = None,
    price_cents: int = 0,
    quantity: int | None = None,
    limit_per_customer: int | None = None,
    status: str = "published",
    ticket_format: str = "signed",
    offer: dict[str, Any] | None = None,
    product: dict[str, Any] | None = None,
) -> Club:
    """A club in one transaction. ``offer`` and ``product`` add properties to the two."""
    with context.database.transaction() as session:
        organization = create_organization(session, context.vault, name=name, ticket_prefix=prefix)
        key = create_key(session, organization.id, name="tests", scopes=["*"])
        event = create_event(
            session,
            organization.id,
            EventRequest.model_validate(
                {
                    "name": event_name,
                    "status": status,
                    "capacity": capacity,
                    "ticketFormat": ticket_format,
                    "keepNamesDays": 3_650,  # It was long ago; doors would know no names.
                    "customProperties": {"startDate": START_MS, "location": "Carrer de la Nit 5"},
                }
            ),
        )
        facts = {"price": price_cents, "currency": "eur", **(product or {})}
        sold = create_product(
            session, organization.id, ProductRequest.model_validate({"name": "VIP", "customProperties": facts})
        )
        said = {"quantity": quantity, "limitPerCustomer": limit_per_customer, **(offer or {})}
        link = LinkRequest(fromObjectId=event.id, toObjectId=sold.id, linkType="offers", properties=said)
        offered = create_offer(session, organization.id, link)
    return Club(organization.id, key.secret, event.id, sold.id, offered.id, event.code_prefix)


def booking_body(club: Club, *, guests: int = 0, email: str = "max@example.com", **fields: Any) -> dict[str, Any]:
    """A booking request for Max and some guests; ``fields`` replace or add top-level fields."""
    return {
        "eventId": club.event_id,
        "productId": club.product_id,
        "primaryAttendee": {"firstName": "Max", "lastName": "Mustermann", "email": email, "phone": "+49123456789"},
        "guests": [
            {
                "firstName": "Anna",
                "lastName": f"Schmidt{number}",
                "email": f"anna{number}.{email}",
                "phone": "+49987654321",
            }
            for number in range(guests)
        ],
        "source": "web",
        **fields,
    }


def book(context: Context, club: Club, *, guests: int = 0, email: str = "max@example.com") -> BookingAnswer:
    """A booking in a transaction of its own."""
    with context.database.transaction() as session:
        return book_in(session, context, club, guests=guests, email=email)


def book_in(
    session: Session, context: Context, club: Club, *, guests: int = 0, email: str = "max@example.com"
) -> BookingAnswer:
    """A booking in the caller's transaction."""
    request = BookingRequest.model_validate(booking_body(club, guests=guests, email=email))
    return create_booking(session, context.tools, club.organization_id, request, hold_ms=HOLD_MS)
