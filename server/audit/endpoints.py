"""/api/v1/audit and /api/v1/people: who did what, and what is kept of a person."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsAudit
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer, read_page
from server.audit.models import AuditEntry
from server.audit.schemas import AuditObject, AuditPage
from server.context import InContext

router = APIRouter(prefix="/api/v1", tags=["audit and privacy"], dependencies=[DOCUMENTED_SCHEME])
_Text = Annotated[str | None, Query(max_length=100)]


@router.get("/audit", response_model=AuditPage)
async def list_audit(
    caller: ReadsAudit,
    context: InContext,
    objectId: _Text = None,  # noqa: N803  The public API speaks camelCase.
    actor: _Text = None,
    action: _Text = None,
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """Who did what in this organization, newest first; of one object, by one actor, or of one action."""
    statement = select(AuditEntry).where(AuditEntry.organization_id == caller.organization_id)
    wanted = ((AuditEntry.object_id, objectId), (AuditEntry.actor, actor), (AuditEntry.action, action))
    for column, value in wanted:
        if value is not None:
            statement = statement.where(column == value)

    def read(session: Session) -> AuditPage:
        rows, following = read_page(session, statement, AuditEntry.id, cursor=cursor, limit=limit)
        return AuditPage(entries=[_audit_object(row) for row in rows], nextCursor=following)

    return json_answer(await context.database.read(read))


def _audit_object(row: AuditEntry) -> AuditObject:
    return AuditObject(
        id=row.id,
        actor=row.actor,
        action=row.action,
        objectId=row.object_id,
        facts=row.facts,
        createdAt=row.created_at,
    )
