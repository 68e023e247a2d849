"""Idempotency keys: a POST sent again under the same key gets the first answer again, and does nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from server.base import Base
from server.errors import IdempotencyConflictError, InvalidRequestError
from server.ids import now_ms
from server.vault import Vault

KEPT_MS = 7 * 24 * 3600 * 1000
"""How long an answer is kept for whoever asks again."""
_LONGEST_KEY = 255


class IdempotentAnswer(Base):
    """An answer under its key. It is sealed, because an answer can hold an API key or personal data."""

    __tablename__ = "idempotent_answers"

    organization_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[bytes]
    sealed_answer: Mapped[bytes]
    created_at: Mapped[int] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for what under which key. ``fingerprint`` is the route and the request in one canonical spelling."""

    organization_id: str
    key: str | None
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON of an answer, and whether it was given before."""

    body: bytes
    is_replay: bool = False


def check_key(key: str | None) -> str | None:
    """The key if it can be used, None where none was sent."""
    if not key:
        return None
    if len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise InvalidRequestError(f"The idempotency key must be at most {_LONGEST_KEY} printable characters")
    return key


def answer_once(session: Session, vault: Vault, asked: Asked, work: Callable[[Session], bytes]) -> Answer:
    """Do ``work`` unless its key was answered before; IdempotencyConflictError where the key was for something else.

    The key's row is written first, so that of two at once the second waits for the first and then finds its answer.
    An error leaves no row: the same key may be tried again.
    """
    if asked.key is None:
        return Answer(work(session))
    request_hash = hashlib.sha256(asked.fingerprint).digest()
    if not _is_first(session, asked, request_hash):
        return _replay(session, vault, asked, request_hash)
    body = work(session)
    session.execute(
        update(IdempotentAnswer)
        .where(IdempotentAnswer.organization_id == asked.organization_id, IdempotentAnswer.key == asked.key)
        .values(sealed_answer=vault.seal(body))
    )
    return Answer(body)


def forget_old_answers(session: Session, at: int) -> None:
    """Drop answers older than a week; ``at`` is now in Unix ms."""
    session.execute(delete(IdempotentAnswer).where(IdempotentAnswer.created_at < at - KEPT_MS))


def _is_first(session: Session, asked: Asked, request_hash: bytes) -> bool:
    # SQLite and PostgreSQL spell this statement alike.
    statement = (
        postgresql_insert(IdempotentAnswer)
        .values(
            organization_id=asked.organization_id,
            key=asked.key,
            request_hash=request_hash,
            sealed_answer=b"",
            created_at=now_ms(),
        )
        .on_conflict_do_nothing()
        .returning(IdempotentAnswer.key)
    )
    return session.connection().execute(statement).first() is not None


def _replay(session: Session, vault: Vault, asked: Asked, request_hash: bytes) -> Answer:
    known = session.execute(
        select(IdempotentAnswer.request_hash, IdempotentAnswer.sealed_answer).where(
            IdempotentAnswer.organization_id == asked.organization_id, IdempotentAnswer.key == asked.key
        )
    ).one()
    if known.request_hash != request_hash:
        raise IdempotencyConflictError
    return Answer(vault.open(known.sealed_answer), is_replay=True)
