"""Keep contacts: one a person and organization, found again by the folded e-mail address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import bindparam, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from server.contacts.models import Contact
from server.ids import new_id
from server.text import fold_email, slug_of
from server.writer import IS_CAREFUL, RunAgainError

PLACEHOLDER_DOMAIN = "guest.invalid"
"""RFC 2606: no mail ever goes there. Placeholders are never shown."""
GUEST_TAG = "guest"
log = structlog.get_logger()

_insert = insert(Contact)
# SQLite and PostgreSQL spell this statement alike.
_UPSERT = _insert.on_conflict_do_update(
    index_elements=[Contact.organization_id, Contact.email],
    set_={
        "first_name": _insert.excluded.first_name,
        "last_name": _insert.excluded.last_name,
        "phone": _insert.excluded.phone,
        "updated_at": _insert.excluded.updated_at,
    },
).returning(Contact.id, Contact.email, Contact.tags)
_RETAG = update(Contact).where(Contact.id == bindparam("contact")).values(tags=bindparam("all_tags"))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to keep in the CRM. ``email`` is None where none was given."""

    first_name: str
    last_name: str
    email: str | None
    phone: str
    is_guest: bool


def keep_contacts(
    session: Session, organization_id: str, contact_tag: str, people: Sequence[Person], at: int
) -> list[str | None]:
    """The contact ids of ``people`` in their order; all None when the CRM fails, which fails nothing else.

    The same address twice is one contact. A known contact gets the newer name and phone and keeps its tags.
    """
    rows: dict[str, dict[str, Any]] = {}
    addresses = []
    for person in people:
        contact_id = new_id("con")
        address = fold_email(person.email) if person.email else _placeholder(person, contact_id)
        addresses.append(address)
        tags = [contact_tag, GUEST_TAG] if person.is_guest else [contact_tag]
        rows.setdefault(
            address,
            {
                "id": contact_id,
                "organization_id": organization_id,
                "email": address,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "phone": person.phone,
                "tags": tags,
                "created_at": at,
                "updated_at": at,
            },
        )
    try:
        kept = _keep(session, [rows[address] for address in sorted(rows)])
    except SQLAlchemyError as error:
        if not session.info.get(IS_CAREFUL):
            raise RunAgainError from error
        log.warning("contacts_not_kept", organization_id=organization_id, error=type(error).__name__)
        return [None] * len(people)
    return [kept[address] for address in addresses]


def _keep(session: Session, rows: list[dict[str, Any]]) -> dict[str, str]:
    """The contact ids by address; under a savepoint only where the job cannot run again: it costs round trips."""
    if not session.info.get(IS_CAREFUL):
        return _upsert(session, rows)
    with session.connection().begin_nested():
        return _upsert(session, rows)


def _upsert(session: Session, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Contact ids by address. Rows come sorted, so that two transactions lock them in the same order."""
    connection = session.connection()
    wanted: dict[str, list[str]] = {row["email"]: row["tags"] for row in rows}
    kept: dict[str, str] = {}
    for contact_id, email, tags in connection.execute(_UPSERT, rows).all():
        kept[email] = contact_id
        missing = [tag for tag in wanted[email] if tag not in tags]
        if missing:
            connection.execute(_RETAG, {"contact": contact_id, "all_tags": [*tags, *missing]})
    return kept


def _placeholder(person: Person, contact_id: str) -> str:
    name = slug_of(f"{person.first_name}.{person.last_name}", ()).replace("-", ".")
    return f"{name}.{contact_id.removeprefix('con_')}@{PLACEHOLDER_DOMAIN}"
