"""Bookings as booking-api speaks them, field for field; fields of ours are extra."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from server.api import CreatesOnce, Page, Schema
from server.text import Email, Line, Name, Phone, Reference, clean_line

MOST_GUESTS = 99
_PRIMARY_FIELDS = ("firstName", "lastName", "email", "phone")
_GUEST_FIELDS = ("firstName", "lastName", "phone")
_EXAMPLE: dict[str, Any] = {
    "eventId": "evt_01k2abcdefghjkmnpqrstvwxyz",
    "productId": "prd_01k2abcdefghjkmnpqrstvwxyz",
    "primaryAttendee": {
        "firstName": "Max",
        "lastName": "Mustermann",
        "email": "max@example.com",
        "phone": "+49123456789",
    },
    "guests": [{"firstName": "Anna", "lastName": "Schmidt", "email": "anna@example.com", "phone": "+49987654321"}],
    "source": "web",
    "frontendRsvpId": "j_abc123",
}


def _require(value: Any, fields: tuple[str, ...], message: str) -> Any:  # noqa: ANN401  What was sent.
    if isinstance(value, dict) and not all(_is_given(value.get(field)) for field in fields):
        raise PydanticCustomError("incomplete", "{message}", {"message": message})
    return value


def _is_given(value: object) -> bool:
    return bool(clean_line(value)) if isinstance(value, str) else bool(value)


def _not_blank(value: str) -> str:
    if not value:
        raise PydanticCustomError("missing", "Field required")
    return value


class PrimaryAttendee(Schema):
    """The buyer, and the first to be admitted."""

    firstName: Name
    lastName: Name
    email: Email
    phone: Phone

    @model_validator(mode="before")
    @classmethod
    def _check_complete(cls, value: Any) -> Any:  # noqa: ANN401  What was sent.
        return _require(value, _PRIMARY_FIELDS, "Primary attendee must have firstName, lastName, email, and phone")


class Guest(Schema):
    """Someone who comes along; the e-mail address may be left out."""

    firstName: Name
    lastName: Name
    email: Email | None = None
    phone: Phone

    @model_validator(mode="before")
    @classmethod
    def _check_complete(cls, value: Any) -> Any:  # noqa: ANN401  What was sent.
        return _require(value, _GUEST_FIELDS, "Every guest must have firstName, lastName, and phone")


class BookingRequest(CreatesOnce):
    """POST /api/v1/bookings/create."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    eventId: Annotated[Line, AfterValidator(_not_blank)]
    productId: Annotated[Line, AfterValidator(_not_blank)]
    primaryAttendee: PrimaryAttendee
    guests: Annotated[list[Guest], Field(max_length=MOST_GUESTS)] | None = None
    source: Annotated[Name, AfterValidator(_not_blank)]
    frontendRsvpId: Reference | None = None


class BookedTicket(Schema):
    """One attendee's ticket. ``qrCode`` is the ticket's id; ``signedCode`` the signed token of the same ticket."""

    ticketId: str
    attendeeName: str
    attendeeEmail: str | None = None
    attendeePhone: str
    isPrimary: bool
    qrCode: str
    signedCode: str


class BookingTicket(BookedTicket):
    """The same, read later: how the ticket stands now."""

    status: str


class BookedContact(Schema):
    """One attendee's CRM contact; ``email`` is empty where none was given."""

    contactId: str
    email: str
    isPrimary: bool


class BookingAnswer(Schema):
    """The answer to POST /api/v1/bookings/create, as the booking source gives it, with ``signedCode`` beside."""

    success: bool = True
    bookingId: str
    transactionId: str
    tickets: Sequence[BookedTicket]
    purchaseItemIds: list[str]
    crmContacts: list[BookedContact]
    totalAttendees: int
    createdAt: int


class BookingObject(BookingAnswer):
    """A booking read later."""

    tickets: Sequence[BookingTicket]
    status: str
    eventId: str | None = None
    """Absent where no ticket is among what was bought."""
    productId: str
    amountInCents: int
    currency: str
    source: str
    frontendRsvpId: str | None = None
    metadata: dict[str, Any] | None = None
    """What the caller of the checkout, or of a service booking, gave to be kept; absent where that is nothing."""
    expiresAt: int | None = None


class BookingPage(Page):
    """GET /api/v1/bookings, newest first."""

    bookings: list[BookingObject]
