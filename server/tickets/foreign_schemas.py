"""Tickets that other systems sold, as an organizer hands them over."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from server.api import CreatesOnce, Schema
from server.text import Email, Line, Phone, Reference, Title
from sync.rules.alias import LONGEST_ALIAS, alias_key
from sync.rules.rotating import LIVE_CHARACTERS
from sync.rules.token import TOKEN_CHARACTERS

MOST_AT_ONCE = 1_000
_EXAMPLE: dict[str, Any] = {
    "productId": "prd_01k2abcdefghjkmnpqrstvwxyz",
    "tickets": [
        {"code": "4006381333931", "holder": "Max Mustermann", "reference": "A-2025-0117"},
        {"code": "https://tickets.example/t/9Xq", "holder": "Anna Schmidt", "email": "anna@example.com"},
    ],
}


def _check_code(code: str) -> str:
    if "\x00" in code or any("\ud800" <= letter <= "\udfff" for letter in code):
        raise PydanticCustomError("code", "has characters that no code has")
    if not alias_key(code):
        raise PydanticCustomError("code", "has nothing that could be read")
    code = code.strip("\r\n\t")
    return code if len(code) in (TOKEN_CHARACTERS, LIVE_CHARACTERS) else code.strip()  # A token may begin with a blank.


ForeignCodeText = Annotated[str, StringConstraints(max_length=LONGEST_ALIAS), AfterValidator(_check_code)]
"""Any text of up to 200 characters that a reader can give."""


class ForeignTicket(Schema):
    """One ticket of another system: what is printed on it, and for whom it is."""

    code: ForeignCodeText
    """What its barcode or QR holds, exactly."""
    holder: Title = ""
    productId: Line | None = None
    """Of which product; else the request's."""
    reference: Reference = ""
    """The order's number that the guest has on the other system's confirmation."""
    email: Email = ""
    phone: Phone = ""


class ForeignTicketsRequest(CreatesOnce):
    """POST /api/v1/events/{id}/foreign-tickets: all of them are taken over, or none."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    productId: Line | None = None
    """Of which product the tickets are that name none."""
    tickets: Annotated[list[ForeignTicket], Field(min_length=1, max_length=MOST_AT_ONCE)]


class TakenTicket(Schema):
    """What became of one: its ticket here, and whether this was news."""

    code: str
    ticketId: str
    outcome: Literal["created", "changed", "known"]
    status: str
    """How it stands: one that was cancelled here stays so, however often it is handed over."""


class ForeignTicketsAnswer(Schema):
    """What became of each, in the order of the request."""

    success: bool = True
    created: int
    changed: int
    known: int
    tickets: list[TakenTicket]
