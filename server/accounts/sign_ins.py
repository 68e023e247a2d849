"""Sign-ins: chains of refresh tokens. Each is good once; an old one used again ends the sign-in (RFC 9700, 4.14.2).

A token is ``{sign-in id}.{number}.{MAC}``: it proves itself to be one of ours, so that an old one is known as such
although only the newest two are stored, as hashes.
"""

import hmac
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from server.accounts.models import SignIn
from server.ids import new_id, now_ms
from server.tokens import hash_token, token_for
from server.vault import Vault

LIFE_MS = 30 * 24 * 3600 * 1000
"""How long a sign-in stands that is not used."""
LONGEST_LIFE_MS = 180 * 24 * 3600 * 1000
GRACE_MS = 30_000
"""How long after its use a token may be sent once more, by a client that never got the answer."""
_LONGEST_TOKEN = 120


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that stands, and the refresh token that is now good."""

    sign_in_id: str
    user_id: str
    refresh_token: str


def begin_sign_in(session: Session, vault: Vault, user_id: str) -> Begun:
    """A new sign-in of a user who has shown who they are. Their expired ones are forgotten."""
    at = now_ms()
    session.execute(delete(SignIn).where(SignIn.user_id == user_id, SignIn.expires_at < at))
    sign_in_id = new_id("sgn")
    token = _token(vault, sign_in_id, 0)
    row = SignIn(
        id=sign_in_id,
        user_id=user_id,
        token_hash=hash_token(token),
        created_at=at,
        used_at=at,
        expires_at=at + LIFE_MS,
    )
    session.add(row)
    session.flush()
    return Begun(sign_in_id, user_id, token)


def refresh_sign_in(session: Session, vault: Vault, token: str) -> Begun | None:
    """The next token for this one. None where the sign-in is over, and also where this token ends it.

    It answers instead of raising, because what it revokes must be committed.
    """
    at = now_ms()
    named = _parse(vault, token)
    if named is None:
        return None
    sign_in_id, number = named
    row = session.get(SignIn, sign_in_id, with_for_update=True, populate_existing=True)
    if row is None or row.revoked_at is not None or row.expires_at <= at:
        return None
    following = _token(vault, sign_in_id, number + 1)
    used_hash = hash_token(token)
    if used_hash == row.token_hash:
        row.previous_hash, row.token_hash, row.used_at = used_hash, hash_token(following), at
        row.expires_at = min(at + LIFE_MS, row.created_at + LONGEST_LIFE_MS)
    elif used_hash == row.previous_hash and at - row.used_at <= GRACE_MS:
        row.used_at -= GRACE_MS + 1  # The grace is for one retry.
    else:
        row.revoked_at = at
        session.flush()
        return None
    session.flush()
    return Begun(sign_in_id, row.user_id, following)


def sign_in_of(vault: Vault, token: str) -> str | None:
    """The id of the sign-in that a refresh token of ours belongs to, however old the token is."""
    named = _parse(vault, token)
    return None if named is None else named[0]


def revoke_sign_in(session: Session, sign_in_id: str, *, user_id: str | None = None) -> bool:
    """End one sign-in, of this user where one is given; whether there was one."""
    statement = update(SignIn).where(SignIn.id == sign_in_id)
    if user_id is not None:
        statement = statement.where(SignIn.user_id == user_id)
    ended = statement.values(revoked_at=now_ms()).returning(SignIn.id)
    return session.scalar(ended) is not None


def revoke_all(session: Session, user_id: str, *, but: str | None = None) -> None:
    """End every sign-in of a user, apart from ``but``."""
    statement = update(SignIn).where(SignIn.user_id == user_id, SignIn.revoked_at.is_(None))
    if but is not None:
        statement = statement.where(SignIn.id != but)
    session.execute(statement.values(revoked_at=now_ms()))


def list_sign_ins(session: Session, user_id: str) -> list[SignIn]:
    """The sign-ins of a user that stand, newest first."""
    standing = select(SignIn).where(
        SignIn.user_id == user_id, SignIn.revoked_at.is_(None), SignIn.expires_at > now_ms()
    )
    return list(session.scalars(standing.order_by(SignIn.id.desc()).limit(100)))


def _token(vault: Vault, sign_in_id: str, number: int) -> str:
    return f"{sign_in_id}.{number}.{token_for(vault, 'refresh', f'{sign_in_id}.{number}')}"


def _parse(vault: Vault, token: str) -> tuple[str, int] | None:
    parts = token.split(".")
    if len(token) > _LONGEST_TOKEN or len(parts) != 3 or not (parts[1].isascii() and parts[1].isdigit()):
        return None
    sign_in_id, number = parts[0], int(parts[1])
    expected = _token(vault, sign_in_id, number)
    return (sign_in_id, number) if hmac.compare_digest(expected.encode(), token.encode("utf-8", "replace")) else None
