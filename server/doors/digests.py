"""DIGEST: what a whole ticket list comes to, for a door to compare with what it holds before the gates open."""

import asyncio
import time
from dataclasses import dataclass
from functools import partial
from weakref import WeakValueDictionary

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.database import Database
from server.doors.access import Caller
from server.doors.facts import TICKET_COLUMNS, Known, known_at, wire_row
from server.doors.policy_cache import PolicyCache
from server.ids import now_ms
from server.outbox.feed import server_epoch
from server.tickets.models import Ticket as TicketRow
from sync.protocol.digest import ListDigest
from sync.protocol.messages import DigestAnswer

_ROWS_AT_ONCE = 2_000
_EVENTS_KEPT = 100
_READ_AT_ONCE = 2
"""A million tickets keep a reader busy for seconds: the other readers are for the doors."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a digest is good for: it holds until a ticket changes, and until doors may not know names any more."""

    epoch: str
    changed_at: int
    known: Known


@dataclass(frozen=True, slots=True)
class _Kept:
    """A digest, and since when its list was being read, in seconds of ``perf_counter``."""

    begun_at: float
    state: _State
    answer: DigestAnswer


class Digests:
    """Answers DIGEST. A list is read once for all doors that asked before it was, and no event waits for another's."""

    def __init__(self, database: Database, policies: PolicyCache) -> None:
        self._database, self._policies = database, policies
        self._kept: dict[str, _Kept] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._reading = asyncio.Semaphore(_READ_AT_ONCE)

    async def answer(self, caller: Caller) -> DigestAnswer:
        """The digest of the event's list as this caller is given it, as it was at some moment since they asked.

        Never an older one: a door that holds a later list would take it for a list that differs.
        """
        asked_at, event_id = time.perf_counter(), caller.event_id
        policy = await self._policies.newest(event_id)
        known = known_at(policy, now_ms())
        async with self._lock_of(event_id):
            kept = self._kept.get(event_id)
            if kept is not None and kept.begun_at > asked_at and kept.state.known == known:
                return kept.answer
            if kept is None or kept.state != await self._database.read(partial(_look, event_id=event_id, known=known)):
                kept = await self._read(event_id, known)
        return kept.answer

    def _lock_of(self, event_id: str) -> asyncio.Lock:
        """The event's own lock, which is there as long as somebody holds it or waits for it."""
        lock = self._locks.get(event_id)
        if lock is None:
            lock = self._locks[event_id] = asyncio.Lock()
        return lock

    async def _read(self, event_id: str, known: Known) -> _Kept:
        async with self._reading:
            begun_at = time.perf_counter()
            state, answer = await self._database.read(partial(_compute, event_id=event_id, known=known))
        kept = _Kept(begun_at, state, answer)
        self._kept.pop(event_id, None)
        self._kept[event_id] = kept
        while len(self._kept) > _EVENTS_KEPT:
            self._kept.pop(next(iter(self._kept)))
        return kept


def _look(session: Session, *, event_id: str, known: Known) -> _State:
    """What the list's digest depends on, now."""
    changed_at = session.scalar(select(func.max(TicketRow.feed_position)).where(TicketRow.event_id == event_id))
    return _State(server_epoch(session), changed_at or 0, known)


def _compute(session: Session, *, event_id: str, known: Known) -> tuple[_State, DigestAnswer]:
    """Read the whole list, as it is at one moment."""
    state = _look(session, event_id=event_id, known=known)
    is_postgres = session.get_bind().dialect.name == "postgresql"
    # By bytes, whatever the language of the database; SQLite's own order is that.
    order = TicketRow.id.collate("C") if is_postgres else TicketRow.id
    found = session.execute(
        TICKET_COLUMNS.where(TicketRow.event_id == event_id).order_by(order),
        execution_options={"stream_results": True, "max_row_buffer": _ROWS_AT_ONCE},
    )
    digest = ListDigest()
    for rows in found.partitions(_ROWS_AT_ONCE):
        digest.add([wire_row(row, known) for row in rows])
    return state, DigestAnswer(state.epoch, state.changed_at, digest.tickets, digest.digest)
