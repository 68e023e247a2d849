"""Knows keys and sign-ins: verifies them from a short-lived memory, and counts keys' use without a write a request."""

import asyncio
import hashlib
import time
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.accounts.models import ApiKey
from server.accounts.persons import Person, find_person
from server.accounts.throttle import Throttle
from server.database import Database
from server.ids import now_ms

REMEMBERED_S = 1.0
"""How long a verified key or sign-in is believed without asking again: the longest a revoked one can still work."""
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and for which organization: that comes from a record, never from the text of a key or token."""

    key_id: str
    """The key's id; for a person, their own."""
    organization_id: str
    scopes: frozenset[str]
    user_id: str | None = None
    role: str | None = None
    """A person's role in the organization, or ``admin`` for the platform's own people."""

    @property
    def actor(self) -> str:
        """Whom the audit trail names."""
        return self.user_id or self.key_id

    def may(self, *scopes: str) -> bool:
        """Whether the caller was given one of these scopes."""
        return "*" in self.scopes or not self.scopes.isdisjoint(scopes)


class Gatekeeper:
    """Verification of API keys and sign-ins, and the keys' usage, for one process."""

    def __init__(self, database: Database) -> None:
        self.throttle = Throttle()
        self._database = database
        self._people: dict[str, tuple[Person | None, float]] = {}
        self._known: dict[bytes, tuple[Caller | None, float]] = {}
        self._uses: Counter[str] = Counter()
        self._last_used: dict[str, int] = {}
        self._flushing = asyncio.Lock()

    async def verify(self, key: str) -> Caller | None:
        """Whose key this is, counting the use; None for an unknown or revoked one."""
        key_hash = hash_key(key)
        caller, until = self._known.get(key_hash, (None, 0.0))
        if time.monotonic() >= until:
            caller = await self._database.read(lambda session: find_caller(session, key_hash))
            self._remember(key_hash, caller)
        if caller is not None:
            self._uses[caller.key_id] += 1
            self._last_used[caller.key_id] = now_ms()
        return caller

    async def recognize(self, sign_in_id: str) -> Person | None:
        """Whose sign-in this is, with their roles; None where it does not stand."""
        person, until = self._people.get(sign_in_id, (None, 0.0))
        if time.monotonic() >= until:
            person = await self._database.read(lambda session: find_person(session, sign_in_id))
            if len(self._people) >= _MOST_REMEMBERED:
                self._people.clear()
            self._people[sign_in_id] = (person, time.monotonic() + REMEMBERED_S)
        return person

    def forget(self) -> None:
        """Believe nothing: a key or a sign-in was revoked, or a role changed."""
        self._known.clear()
        self._people.clear()

    async def flush(self) -> None:
        """Write the counts; when that fails they are kept for the next time."""
        async with self._flushing:
            uses, last_used = self._uses, self._last_used
            if not uses:
                return
            self._uses, self._last_used = Counter(), {}
            try:
                await self._database.write(lambda session: record_uses(session, uses, last_used))
            except BaseException:
                self._uses.update(uses)
                self._last_used = {**last_used, **self._last_used}
                raise

    def _remember(self, key_hash: bytes, caller: Caller | None) -> None:
        if len(self._known) >= _MOST_REMEMBERED:  # Someone tries many keys; memory stays bounded.
            self._known.clear()
        self._known[key_hash] = (caller, time.monotonic() + REMEMBERED_S)


def hash_key(key: str) -> bytes:
    """What is stored of a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()


def find_caller(session: Session, key_hash: bytes) -> Caller | None:
    """The caller whose key has this hash, unless it is revoked."""
    found = session.execute(
        select(ApiKey.id, ApiKey.organization_id, ApiKey.scopes).where(
            ApiKey.key_hash == key_hash, ApiKey.revoked_at.is_(None)
        )
    ).first()
    return None if found is None else Caller(found.id, found.organization_id, frozenset(found.scopes))


def record_uses(session: Session, uses: Counter[str], last_used: dict[str, int]) -> None:
    """Add the uses to the keys' records."""
    for key_id in sorted(uses):
        session.execute(
            update(ApiKey)
            .where(ApiKey.id == key_id)
            .values(request_count=ApiKey.request_count + uses[key_id], last_used_at=last_used[key_id])
        )
