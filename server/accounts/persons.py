"""Who is signed in: a user with a sign-in that stands, and their roles."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Membership, SignIn, User
from server.ids import now_ms


@dataclass(frozen=True, slots=True)
class Person:
    """A user who is signed in. ``roles`` are theirs by organization; buyers have none."""

    user_id: str
    sign_in_id: str
    email_key: str
    is_admin: bool
    roles: Mapping[str, str]


def find_person(session: Session, sign_in_id: str) -> Person | None:
    """Whose sign-in this is; None where it was revoked, has expired, or was never made."""
    user = session.execute(
        select(User.id, User.email_key, User.is_admin)
        .join(SignIn, SignIn.user_id == User.id)
        .where(
            SignIn.id == sign_in_id,
            SignIn.revoked_at.is_(None),
            SignIn.expires_at > now_ms(),
            User.verified_at.is_not(None),
        )
    ).first()
    if user is None:
        return None
    roles = session.execute(
        select(Membership.organization_id, Membership.role).where(
            Membership.user_id == user.id, Membership.accepted_at.is_not(None)
        )
    )
    return Person(user.id, sign_in_id, user.email_key, user.is_admin, {row.organization_id: row.role for row in roles})
