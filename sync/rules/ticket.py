"""The frozen facts a door holds: tickets, the event they are for, and who signed them."""

from enum import StrEnum

import msgspec

from sync.rules.ids import EventId, EventNumber, KeyId, ProductNumber, TicketId, Whole


class TicketStatus(StrEnum):
    """What the seller says of a ticket. Whether it was used is not here: that is the door log's to say."""

    ACTIVE = "active"
    UNPAID = "unpaid"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


class Ticket(msgspec.Struct, frozen=True):
    """The right of one holder to enter one event. Times are Unix milliseconds, None for no bound."""

    ticket_id: TicketId
    event_id: EventId
    product: ProductNumber
    status: TicketStatus = TicketStatus.ACTIVE
    valid_from: Whole | None = None
    valid_until: Whole | None = None
    holder: str = ""
    note: str = ""
    needs_look: bool = False
    """True where the person at the door must look at something (an ID, an age) that ``note`` names."""


class TicketKey(msgspec.Struct, frozen=True):
    """One Ed25519 public key (32 bytes) that signs tickets of the organization."""

    key_id: KeyId
    public_key: bytes


class Event(msgspec.Struct, frozen=True):
    """What a door knows of its event. ``code_prefix`` is fixed for the event's life: ``MGY-PF-20250115``."""

    event_id: EventId
    number: EventNumber
    name: str
    code_prefix: str
    keys: tuple[TicketKey, ...] = ()
    time_zone: str = "UTC"
    starts_at: Whole | None = None
    ends_at: Whole | None = None
    capacity: int | None = None
