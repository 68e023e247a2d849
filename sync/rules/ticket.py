"""The frozen facts a door holds: tickets, the event they are for, and who signed them."""

from enum import StrEnum
from typing import Annotated

import msgspec

from sync.rules.ids import EventId, EventNumber, KeyId, ProductNumber, TicketId, Whole

LARGEST_PARTY = 1_000


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
    admits: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_PARTY)] = 1
    """How many people the one code lets in: a group comes in together or one by one."""
    status_since: Whole | None = None
    """Since when it is no longer good, None where it still is or nobody knows."""
    reference: str = ""
    """What the guest has on the confirmation: the order's id, or the number that another system gave it."""
    email: str = ""
    phone: str = ""
    """The buyer's, where the event lets doors know them (``Policy.knows_contacts``)."""
    alias: str = ""
    """The code that another system printed for it (sync/rules/alias.py); empty for a ticket of ours."""


class TicketKey(msgspec.Struct, frozen=True):
    """One Ed25519 public key (32 bytes) that signs tickets of the organization."""

    key_id: KeyId
    public_key: bytes


class Rotation(StrEnum):
    """Whether phones show codes that change (sync/rules/rotating.py), and whether doors insist on them."""

    OFF = "off"
    OFFERED = "offered"
    """Live codes are taken and so are the signed static ones."""
    REQUIRED = "required"
    """A static code shows amber: someone must look why the guest has no live one."""


class CodeFormat(StrEnum):
    """Symbologies that other systems print their tickets in and doors can read beside QR, named as zxing-cpp does."""

    CODE_128 = "Code128"
    CODE_39 = "Code39"
    EAN_13 = "EAN13"
    EAN_8 = "EAN8"
    UPC_A = "UPCA"
    ITF = "ITF"
    AZTEC = "Aztec"
    DATA_MATRIX = "DataMatrix"
    PDF_417 = "PDF417"


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
    is_closed: bool = False
    """Whether the organizer has cancelled or ended it: nobody is let in any more, people still leave."""
    rotation: Rotation = Rotation.OFF
    rotation_key: bytes = b""
    """32 bytes from which each ticket's secret of live codes is derived; empty where there are none."""
    code_formats: tuple[str, ...] = ()
    """What doors read beside QR: values of ``CodeFormat``. A door passes over a name that it does not know."""
