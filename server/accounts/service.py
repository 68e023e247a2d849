"""Make organizations and API keys, and revoke keys."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.gatekeeper import hash_key
from server.accounts.models import ApiKey, Organization
from server.errors import ConflictError, InvalidRequestError, NotFoundError
from server.ids import new_id, new_organization_id, new_secret_text, now_ms
from server.text import slug_of
from server.tickets.keys import create_signing_key
from server.vault import Vault

_RANDOM_CHARACTERS = 32
_SHOWN_CHARACTERS = 6
_PREFIX = re.compile(r"[0-9A-HJKMNP-Z]{1,8}")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made: ``secret`` is shown this once and stored nowhere."""

    record: ApiKey
    secret: str


def create_organization(
    session: Session, vault: Vault, *, name: str, ticket_prefix: str, contact_tag: str | None = None
) -> Organization:
    """A new organization with its signing key. The prefix begins all its ticket codes and is its own on this server."""
    if not _PREFIX.fullmatch(ticket_prefix):
        raise InvalidRequestError("A ticket prefix is 1 to 8 capital letters and digits without I, L and O")
    if session.scalar(select(Organization.id).where(Organization.ticket_prefix == ticket_prefix)):
        raise ConflictError(f"The ticket prefix {ticket_prefix} belongs to another organization")
    slugs = set(session.scalars(select(Organization.slug)))
    organization = Organization(
        id=new_organization_id(),
        name=name,
        slug=slug_of(name, slugs),
        contact_tag=contact_tag or ticket_prefix,
        ticket_prefix=ticket_prefix,
        created_at=now_ms(),
    )
    session.add(organization)
    session.flush()
    create_signing_key(session, vault, organization.id)
    return organization


def create_key(session: Session, organization_id: str, *, name: str, scopes: list[str]) -> NewKey:
    """A new API key ``org_{organizationId}_{32}``."""
    random = new_secret_text(_RANDOM_CHARACTERS)
    secret = f"org_{organization_id}_{random}"
    record = ApiKey(
        id=new_id("key"),
        organization_id=organization_id,
        key_hash=hash_key(secret),
        shown=secret[: -len(random) + _SHOWN_CHARACTERS] + "…",
        name=name,
        scopes=scopes,
        created_at=now_ms(),
        request_count=0,
    )
    session.add(record)
    session.flush()
    return NewKey(record, secret)


def revoke_key(session: Session, organization_id: str, key_id: str) -> ApiKey:
    """Revoke a key of this organization, for ever; revoking again changes nothing."""
    record = session.get(ApiKey, key_id)
    if record is None or record.organization_id != organization_id:
        raise NotFoundError("API key not found")
    if record.revoked_at is None:
        record.revoked_at = now_ms()
        session.flush()
    return record
