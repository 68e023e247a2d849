"""What the routes of accounts share: where a request comes from, and answers that nothing may keep."""

from fastapi import Request, Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access_tokens import LIFE_S, issue_access_token
from server.accounts.models import Membership, Organization, User
from server.accounts.people_schemas import MemberOf, SignedInAnswer, UserObject
from server.accounts.sign_ins import Begun
from server.api import json_answer
from server.vault import Vault


def address_of(request: Request) -> str:
    """The address of whoever asks; behind a proxy the one that the proxy names."""
    return request.client.host if request.client is not None else ""


def secret_answer(answer: BaseModel) -> Response:
    """200 with JSON that no cache keeps."""
    response = json_answer(answer)
    response.headers["Cache-Control"] = "no-store"
    return response


def signed_in_answer(session: Session, vault: Vault, begun: Begun) -> SignedInAnswer:
    """The tokens of a sign-in, and whose it is."""
    return SignedInAnswer(
        accessToken=issue_access_token(vault, begun.user_id, begun.sign_in_id),
        expiresIn=LIFE_S,
        refreshToken=begun.refresh_token,
        user=user_object(session.get_one(User, begun.user_id)),
        memberships=memberships_of(session, begun.user_id),
    )


def user_object(user: User) -> UserObject:
    """A user as the API gives them back, to themselves."""
    return UserObject(
        id=user.id,
        email=user.email,
        name=user.name,
        language=user.language,
        isAdmin=user.is_admin,
        isVerified=user.verified_at is not None,
        hasPassword=user.password_hash is not None,
        hasGoogle=user.google_subject is not None,
        createdAt=user.created_at,
    )


def memberships_of(session: Session, user_id: str) -> list[MemberOf]:
    """A user's roles, by the organizations' names."""
    rows = session.execute(
        select(Organization.id, Organization.name, Organization.slug, Membership.role)
        .join(Membership, Membership.organization_id == Organization.id)
        .where(Membership.user_id == user_id, Membership.accepted_at.is_not(None))
        .order_by(Organization.name, Organization.id)
    )
    return [
        MemberOf(organizationId=row.id, organizationName=row.name, organizationSlug=row.slug, role=row.role)
        for row in rows
    ]
