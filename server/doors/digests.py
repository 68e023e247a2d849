"""DIGEST: what a whole ticket list comes to, for a door to compare with what it holds before the gates open."""

import asyncio
from dataclasses import dataclass
from functools import partial

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


@dataclass(frozen=True, slots=True)
class _State:
    """What a digest is good for: it holds until a ticket changes, and until doors may not know names any more."""

    epoch: str
    changed_at: int
    known: Known


class Digests:
    """Answers DIGEST. A list is read once for all doors that ask about it, and one list at a time."""

    def __init__(self, database: Database, policies: PolicyCache) -> None:
        self._database, self._policies = database, policies
        self._kept: dict[str, tuple[_State, DigestAnswer]] = {}
        self._one_at_a_time = asyncio.Lock()
        """A million tickets keep a reader busy for seconds: the others are for the doors."""

    async def answer(self, caller: Caller) -> DigestAnswer:
        """The digest of the event's list as this caller is given it."""
        policy = await self._policies.newest(caller.event_id)
        known = known_at(policy, now_ms())
        look = partial(_look, event_id=caller.event_id, known=known)
        async with self._one_at_a_time:
            kept = self._kept.get(caller.event_id)
            if kept is None or kept[0] != await self._database.read(look):
                kept = await self._database.read(partial(_compute, event_id=caller.event_id, known=known))
                self._keep(caller.event_id, kept)
        return kept[1]

    def _keep(self, event_id: str, kept: tuple[_State, DigestAnswer]) -> None:
        self._kept.pop(event_id, None)
        self._kept[event_id] = kept
        while len(self._kept) > _EVENTS_KEPT:
            self._kept.pop(next(iter(self._kept)))


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
