"""Tokens sent by mail: they prove an address, set a new password, or accept an invitation. Good once, and not for long.

A token is derived from the id in a delivery's facts, so that the mail can be written again while the database holds
nothing that would open anything.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from server.accounts.models import MailedToken, User
from server.context import Context
from server.delivery.post import post_mail
from server.errors import ExpiredError
from server.ids import new_id, now_ms
from server.tokens import hash_token, is_token_shaped, token_for, token_hash_for
from server.vault import Vault

_HOUR_MS = 3600 * 1000
_OVER = "This link has expired or was used before; ask for another"


class Purpose(StrEnum):
    """What a mailed token is for."""

    VERIFY = "verify"
    RESET = "reset"
    INVITE = "invite"


_LIVES_MS = {Purpose.VERIFY: 48 * _HOUR_MS, Purpose.RESET: _HOUR_MS, Purpose.INVITE: 14 * 24 * _HOUR_MS}
_TEMPLATES = {Purpose.VERIFY: "verify_email", Purpose.RESET: "reset_password", Purpose.INVITE: "member_invited"}
_PATHS = {Purpose.VERIFY: "/account/verify", Purpose.RESET: "/account/reset", Purpose.INVITE: "/account/join"}


def mail_link(session: Session, vault: Vault, user: User, purpose: Purpose, *, is_known: bool = False) -> None:
    """Mail ``user`` a link for ``purpose``; earlier ones for the same purpose open nothing any more.

    ``is_known`` says that somebody tried to sign up with an address that has an account.
    """
    session.execute(delete(MailedToken).where(MailedToken.user_id == user.id, MailedToken.purpose == purpose))
    mailed_id = new_id("mtk")
    _keep(session, vault, user, purpose, mailed_id)
    _post(session, user, purpose, mailed_id, None, isKnown=is_known)


def mail_invitation(
    session: Session, vault: Vault, user: User, *, organization_id: str, membership_id: str, role: str
) -> None:
    """Mail ``user`` a link that accepts one membership; the same link as before where it is mailed again."""
    _keep(session, vault, user, Purpose.INVITE, membership_id)
    _post(session, user, Purpose.INVITE, membership_id, organization_id, role=role)


def link_for(context: Context, facts: Mapping[str, Any]) -> str:
    """The link that such a mail holds, from its delivery's facts: ``purpose`` and ``mailedId``."""
    purpose = Purpose(facts["purpose"])
    return f"{_site(context)}{_PATHS[purpose]}?token={_token(context.vault, purpose, str(facts['mailedId']))}"


def invitation_hash(vault: Vault, membership_id: str) -> bytes:
    """The hash of the token that accepts this membership."""
    return token_hash_for(vault, _name(Purpose.INVITE), membership_id)


def use_token(session: Session, token: str, purpose: Purpose) -> User:
    """The user to whom a token was mailed for ``purpose``, who has thereby proved the address.

    Raises ExpiredError for one that was used, is too old, or was never ours.
    """
    at = now_ms()
    user = None
    if is_token_shaped(token):
        taken = session.scalar(
            update(MailedToken).where(*_good(token, purpose)).values(used_at=at).returning(MailedToken.user_id)
        )
        user = session.get(User, taken) if taken is not None else None
    if user is None:
        raise ExpiredError(_OVER)
    user.verified_at = user.verified_at or at
    session.flush()
    return user


def addressee(session: Session, token: str, purpose: Purpose) -> User:
    """The user for whom such a token is still good, without using it; ExpiredError as ``use_token``."""
    good = select(User).join(MailedToken, MailedToken.user_id == User.id).where(*_good(token, purpose))
    user = session.scalar(good) if is_token_shaped(token) else None
    if user is None:
        raise ExpiredError(_OVER)
    return user


def drop_links(session: Session, user_id: str, *purposes: Purpose) -> None:
    """Make a user's mailed tokens for ``purposes`` worthless."""
    session.execute(delete(MailedToken).where(MailedToken.user_id == user_id, MailedToken.purpose.in_(purposes)))


def _good(token: str, purpose: Purpose) -> tuple[ColumnElement[bool], ...]:
    return (
        MailedToken.token_hash == hash_token(token),
        MailedToken.purpose == purpose,
        MailedToken.expires_at > now_ms(),
        MailedToken.used_at.is_(None),
    )


def _keep(session: Session, vault: Vault, user: User, purpose: Purpose, mailed_id: str) -> None:
    row = MailedToken(
        token_hash=token_hash_for(vault, _name(purpose), mailed_id),
        user_id=user.id,
        purpose=purpose,
        expires_at=now_ms() + _LIVES_MS[purpose],
        used_at=None,
    )
    session.merge(row)
    session.flush()


def _post(
    session: Session,
    user: User,
    purpose: Purpose,
    mailed_id: str,
    organization_id: str | None,
    **facts: str | bool,
) -> None:
    post_mail(
        session,
        _TEMPLATES[purpose],
        user.email,
        organization_id=organization_id,
        language=user.language,
        facts={"mailedId": mailed_id, "purpose": str(purpose), "userId": user.id, **facts},
    )


def _token(vault: Vault, purpose: Purpose, mailed_id: str) -> str:
    return token_for(vault, _name(purpose), mailed_id)


def _name(purpose: Purpose) -> str:
    return f"mailed-{purpose}"


def _site(context: Context) -> str:
    config = context.config
    scheme = "https" if config.tls_cert else "http"
    return config.base_url or f"{scheme}://{config.host}:{config.port}"
