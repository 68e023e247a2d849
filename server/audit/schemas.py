"""The audit trail as the API speaks it."""

from typing import Any

from server.api import Page, Schema


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
