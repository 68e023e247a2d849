"""Service bookings as /functions/v1 speaks them, field for field; fields of ours are extra."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from server.api import CreatesOnce, Page, Schema
from server.text import Email, Line, Phone, Properties, clean_text

PackageId = Literal["discovery", "single", "monthly", "quarterly"]
MOST_HOURS = 12
"""How long one session may be."""
_LARGEST_METADATA = 10_000
_YEARS = (2000, 9000)
_CREATE_EXAMPLE: dict[str, Any] = {
    "packageId": "single",
    "customerName": "John Doe",
    "customerEmail": "john@example.com",
    "notes": "Looking forward to the session",
}
_SCHEDULE_EXAMPLE: dict[str, Any] = {
    "bookingToken": "pV2kq0oJrYw3mZtXb6dLh8sNfA1cGeUiTxRy5KvQ7MA",
    "startTime": "2030-10-20T10:00:00Z",
    "endTime": "2030-10-20T11:00:00Z",
    "timezone": "America/Vancouver",
}


def _check_size(value: dict[str, Any]) -> dict[str, Any]:
    if len(json.dumps(value)) > _LARGEST_METADATA:
        raise PydanticCustomError("too_large", "is larger than 10000 characters")
    return value


def _check_time_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError("time_zone", "is not an IANA time zone, such as Europe/Berlin") from None


def _check_moment(value: datetime) -> datetime:
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise PydanticCustomError("time", "is not a time that a session can have")
    return value


CustomerName = Annotated[Line, StringConstraints(min_length=2, max_length=100)]
CustomerEmail = Annotated[Email, StringConstraints(min_length=3, max_length=255)]
Notes = Annotated[str, StringConstraints(max_length=1000), AfterValidator(clean_text)]
SessionNotes = Annotated[str, StringConstraints(max_length=500), AfterValidator(clean_text)]
Metadata = Annotated[Properties, AfterValidator(_check_size)]
Moment = Annotated[AwareDatetime, Field(strict=False), AfterValidator(_check_moment)]
TimeZone = Annotated[Line, StringConstraints(max_length=64), AfterValidator(_check_time_zone)]


class BookingCreateRequest(CreatesOnce):
    """POST /functions/v1/booking-create."""

    model_config = ConfigDict(json_schema_extra={"example": _CREATE_EXAMPLE})

    packageId: PackageId
    customerName: CustomerName
    customerEmail: CustomerEmail
    customerPhone: Phone | None = None
    notes: Notes | None = None
    metadata: Metadata | None = None
    language: Literal["en", "de", "es", "fr"] | None = None
    """What the customer is mailed in; the organization's language where absent."""


class BookingCreateAnswer(Schema):
    """The answer: the token opens the booking, and stands in no other answer."""

    bookingToken: str
    bookingId: str
    requiresPayment: bool
    paymentUrl: str | None = None
    expiresAt: str


class BookingScheduleRequest(Schema):
    """POST /functions/v1/booking-schedule. The token may also come as ``Authorization: Bearer``."""

    model_config = ConfigDict(json_schema_extra={"example": _SCHEDULE_EXAMPLE})

    bookingToken: Annotated[Line, StringConstraints(max_length=200)] | None = None
    startTime: Moment
    endTime: Moment
    timezone: TimeZone | None = None
    additionalNotes: SessionNotes | None = None

    @model_validator(mode="after")
    def _check_length(self) -> "BookingScheduleRequest":
        seconds = (self.endTime - self.startTime).total_seconds()
        if not 0 < seconds <= MOST_HOURS * 3600:
            raise PydanticCustomError("length", f"The session must end after it starts, within {MOST_HOURS} hours")
        return self


class BookingScheduleAnswer(Schema):
    """When and where the session is."""

    success: bool = True
    calBookingId: int
    calUid: str
    meetingUrl: str
    scheduledStart: str
    scheduledEnd: str


class BookingSession(Schema):
    """One session of a package of several."""

    status: str
    scheduledStart: str | None = None
    scheduledEnd: str | None = None
    meetingUrl: str | None = None


class AppointmentObject(Schema):
    """One session as its organization has it. Times in Unix ms, money in minor units."""

    success: bool = True
    id: str
    type: Literal["appointment"] = "appointment"
    organizationId: str
    bookingId: str
    productId: str
    packageId: str
    status: str
    """pending, paid, scheduling, scheduled, cancelled or expired."""
    paymentStatus: Literal["pending", "paid", "failed", "refunded", "cancelled"]
    amountInCents: int
    """Of the whole booking, as ``paymentStatus`` is."""
    currency: str
    customerName: str
    customerEmail: str
    customerPhone: str
    notes: str
    sessionNotes: str
    """What the customer said when choosing the time."""
    metadata: dict[str, Any] | None = None
    scheduledStart: int | None = None
    scheduledEnd: int | None = None
    timeZone: str
    meetingUrl: str | None = None
    """For callers who may write bookings."""
    calBookingId: int | None = None
    expiresAt: int
    createdAt: int
    updatedAt: int


class AppointmentPage(Page):
    """GET /api/v1/appointments, newest first."""

    appointments: list[AppointmentObject]


class BookingStatusAnswer(Schema):
    """GET /functions/v1/booking-status: the first session's facts, and all sessions beside."""

    id: str
    status: str
    paymentStatus: Literal["pending", "paid", "failed", "refunded", "cancelled"]
    packageId: str
    amountCents: int
    currency: str
    customerName: str
    customerEmail: str
    scheduledStart: str | None = None
    scheduledEnd: str | None = None
    meetingUrl: str | None = None
    calBookingId: str | None = None
    expiresAt: str
    createdAt: str
    sessions: list[BookingSession]
    sessionsLeft: int
