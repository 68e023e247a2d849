"""The answers about work that failed. Field names are the public API's, in camelCase."""

from server.api import Schema
from server.work.dead_letters import DeadLetter


class FailedWorkObject(Schema):
    """Something to be done that failed and waits for a person. It holds ids and no personal data."""

    id: str
    kind: str
    reference: str
    """The id of what it is about: a refund, a delivery, a payout …"""
    error: str
    attempts: int
    failedAt: int


class FailedWorkAnswer(Schema):
    """GET /api/v1/work/failed: newest first."""

    success: bool = True
    work: list[FailedWorkObject]


class RetriedWorkAnswer(Schema):
    """POST /api/v1/work/{work_id}/retry."""

    success: bool = True
    id: str


def failed_work_object(letter: DeadLetter) -> FailedWorkObject:
    """One piece of failed work as the API shows it."""
    return FailedWorkObject(
        id=letter.id,
        kind=letter.kind,
        reference=letter.reference,
        error=letter.error,
        attempts=letter.attempts,
        failedAt=letter.since,
    )
