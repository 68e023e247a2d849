"""The audit trail and people's rights as the API speaks them."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from server.api import Page, Schema
from server.text import Email


class AuditObject(Schema):
    """One thing that somebody did."""

    id: str
    actor: str
    """A key's or person's id, ``buyer``, ``provider:stripe``, ``command line`` or ``server``."""
    action: str
    objectId: str
    facts: dict[str, Any]
    createdAt: int


class AuditPage(Page):
    """GET /api/v1/audit, newest first."""

    entries: list[AuditObject]


class PersonRequest(Schema):
    """Whom it is about."""

    model_config = ConfigDict(json_schema_extra={"example": {"email": "max@example.com"}})

    email: Annotated[Email, Field(min_length=3)]


class EraseRequest(PersonRequest):
    """Whom to erase."""

    cancelUpcoming: bool = False
    """Whether to cancel what is still to come for them, instead of refusing. No money moves by it."""


class PersonExport(Schema):
    """All that is kept of a person: rows by kind, each row as this server keeps it."""

    success: bool = True
    person: dict[str, list[dict[str, Any]]]


class Cancelled(Schema):
    """Something that was still to come."""

    kind: str
    """order, ticket, subscription, shipment or appointment."""
    id: str


class Kept(Schema):
    """What stays after an erasure, and why."""

    what: str
    ids: list[str]
    why: str


class Erasure(Schema):
    """What became of a person's data."""

    success: bool = True
    erased: dict[str, int]
    """How many rows of each kind."""
    cancelled: list[Cancelled]
    refundable: list[str]
    """Paid orders of theirs, where something was cancelled: refunding them is for the organizer to decide."""
    kept: list[Kept]
