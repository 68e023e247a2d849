"""/api/v1/contacts: the organization's CRM."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from server.accounts.access import DOCUMENTED_SCHEME, ReadsContacts
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer
from server.contacts.finding import page_of_contacts
from server.contacts.schemas import ContactPage
from server.context import InContext
from server.text import Line

router = APIRouter(prefix="/api/v1/contacts", tags=["contacts"], dependencies=[DOCUMENTED_SCHEME])


@router.get("", response_model=ContactPage)
async def list_contacts(
    caller: ReadsContacts,
    context: InContext,
    event_id: Annotated[
        Line | None, Query(alias="eventId", max_length=64, description="The event they came from.")
    ] = None,
    tag: Annotated[Line | None, Query(max_length=200, description="A tag, spelled as it is.")] = None,
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The organization's contacts, each with the events it came from, newest first."""
    return json_answer(
        await context.database.read(
            lambda session: page_of_contacts(
                session, caller.organization_id, event_id=event_id, tag=tag, cursor=cursor, limit=limit
            )
        )
    )
