"""What organizers see and say about incidents: what the door log shows went wrong."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsAttendance, WritesGates
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer
from server.catalog.service import find_event
from server.context import InContext
from server.doors.incident_list import acknowledge, read_incidents
from server.doors.schemas import IncidentList, IncidentObject

router = APIRouter(prefix="/api/v1", tags=["doors"], dependencies=[DOCUMENTED_SCHEME])


@router.get("/events/{event_id}/incidents", response_model=IncidentList)
async def get_incidents(
    event_id: str,
    caller: ReadsAttendance,
    context: InContext,
    status: Annotated[Literal["open", "acknowledged"] | None, Query(description="Only these; absent for all.")] = None,
    cursor: PAGE_CURSOR = None,
    limit: PAGE_LIMIT = 50,
) -> Response:
    """What went wrong at the doors, latest first: double admissions, admissions after a refund, forked logs."""
    is_open = None if status is None else status == "open"

    def read(session: Session) -> IncidentList:
        find_event(session, caller.organization_id, event_id)
        return read_incidents(session, event_id, is_open=is_open, cursor=cursor, limit=limit)

    return json_answer(await context.database.read(read))


@router.post("/events/{event_id}/incidents/{incident_id}/acknowledge", response_model=IncidentObject)
async def post_acknowledge(event_id: str, incident_id: str, caller: WritesGates, context: InContext) -> Response:
    """Say that somebody dealt with an incident; every door of the event hears of it within a second."""

    def write(session: Session) -> IncidentObject:
        find_event(session, caller.organization_id, event_id)
        return acknowledge(session, context.vault, caller, event_id, incident_id)

    return json_answer(await context.database.write(write))
