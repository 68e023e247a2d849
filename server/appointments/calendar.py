"""The calendar in which sessions are booked: Cal.com over HTTP, or one of our own where none is configured."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Wanted:
    """A session to book. Times in Unix ms; ``time_zone`` is the customer's, an IANA name."""

    appointment_id: str
    organization_id: str
    event_type_id: int | None
    """What Cal.com books; None where nobody said, which Cal.com cannot do without."""
    start_at: int
    end_at: int
    time_zone: str
    customer_name: str
    customer_email: str
    customer_phone: str = ""
    notes: str = ""
    language: str = "en"
    is_resumed: bool = False
    """Whether the calendar was asked before and its answer never came."""

    @property
    def key(self) -> str:
        """The idempotency key: another slot for the same appointment is another booking."""
        return f"{self.appointment_id}:{self.start_at}"


@dataclass(frozen=True, slots=True)
class Booked:
    """What the calendar made of it."""

    booking_id: int
    uid: str
    meeting_url: str
    start_at: int
    end_at: int


class Calendar(Protocol):
    """A calendar. Both methods may block on a network: they are called on a thread, never inside a transaction."""

    def book(self, wanted: Wanted) -> Booked:
        """Book the session; again with the same key it is the same session.

        Raises SlotTakenError, ProviderUnavailableError (ask again) or ProviderRefusedError (it will not).
        """

    def cancel(self, wanted: Wanted, uid: str | None) -> None:
        """Free the slot; ``uid`` is None where the booking's answer never came. Again changes nothing."""
