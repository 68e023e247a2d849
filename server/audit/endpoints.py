"""/api/v1/audit and /api/v1/people: who did what, and what is kept of a person."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_PERSON, DOCUMENTED_SCHEME, ReadsAudit, WritesPeople
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer, read_page
from server.audit.finding import find_person
from server.audit.models import AuditEntry
from server.audit.people import erase_person, export_person
from server.audit.schemas import AuditObject, AuditPage, EraseRequest, Erasure, PersonExport, PersonRequest
from server.context import InContext

router = APIRouter(prefix="/api/v1", tags=["audit and privacy"], dependencies=[DOCUMENTED_SCHEME, DOCUMENTED_PERSON])
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


@router.post("/people/export", response_model=PersonExport)
async def export(body: PersonRequest, caller: WritesPeople, context: InContext) -> Response:
    """All that this organization keeps of the person of an e-mail address."""
    found = await context.database.read(
        lambda session: find_person(session, context.vault, caller.organization_id, body.email)
    )
    person = await context.database.write(lambda session: export_person(session, found, actor=caller.actor))
    return json_answer(PersonExport(person=person))


@router.post("/people/erase", response_model=Erasure)
async def erase(body: EraseRequest, caller: WritesPeople, context: InContext) -> Response:
    """Erase the person of an e-mail address. Ids, money, invoices and the door log stay, as the answer says.

    409 STILL_NEEDED where tickets, subscriptions, shipments or sessions are still to come, unless ``cancelUpcoming``.
    """
    found = await context.database.read(
        lambda session: find_person(session, context.vault, caller.organization_id, body.email)
    )
    outcome = await context.database.write(
        lambda session: erase_person(
            session, context.tools, found, actor=caller.actor, is_cancelling=body.cancelUpcoming
        )
    )
    return json_answer(Erasure.model_validate(outcome))


def _audit_object(row: AuditEntry) -> AuditObject:
    return AuditObject(
        id=row.id,
        actor=row.actor,
        action=row.action,
        objectId=row.object_id,
        facts=row.facts,
        createdAt=row.created_at,
    )
