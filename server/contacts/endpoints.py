"""/api/v1/contacts: the organization's CRM."""

from fastapi import APIRouter, Response
from sqlalchemy import select

from server.accounts.access import DOCUMENTED_SCHEME, ReadsContacts
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer, read_page
from server.contacts.models import Contact
from server.contacts.schemas import ContactObject, ContactPage
from server.contacts.service import PLACEHOLDER_DOMAIN
from server.context import InContext

router = APIRouter(prefix="/api/v1/contacts", tags=["contacts"], dependencies=[DOCUMENTED_SCHEME])


@router.get("", response_model=ContactPage)
async def list_contacts(
    caller: ReadsContacts, context: InContext, limit: PAGE_LIMIT = 50, cursor: PAGE_CURSOR = None
) -> Response:
    """The organization's contacts, newest first."""
    statement = select(Contact).where(Contact.organization_id == caller.organization_id)
    rows, following = await context.database.read(
        lambda session: read_page(session, statement, Contact.id, cursor=cursor, limit=limit)
    )
    return json_answer(ContactPage(contacts=[_contact_object(row) for row in rows], nextCursor=following))


def _contact_object(contact: Contact) -> ContactObject:
    is_placeholder = contact.email.endswith(f"@{PLACEHOLDER_DOMAIN}")
    return ContactObject(
        id=contact.id,
        firstName=contact.first_name,
        lastName=contact.last_name,
        email="" if is_placeholder else contact.email,
        phone=contact.phone,
        tags=contact.tags,
        createdAt=contact.created_at,
        updatedAt=contact.updated_at,
    )
