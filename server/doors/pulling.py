"""What a door hears: pages of the feed, held open until there is news, and the full copy to begin with."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from server.database import Database
from server.doors.access import Caller
from server.doors.device_tokens import TOKEN_LIFE_MS, make_token
from server.doors.facts import TICKET_COLUMNS, Known, known_at, only_known, ticket_of_row, wire_row
from server.doors.ingest import decode_entry
from server.doors.models import Device, DoorEntry, DoorLog
from server.doors.policy_cache import PolicyCache
from server.ids import now_ms
from server.outbox.feed import feed_position, server_epoch
from server.tickets.models import Ticket as TicketRow
from server.vault import Vault
from sync.protocol.codec import FrameKind, encode_entries, encode_message, encode_tickets, frame
from sync.protocol.messages import LONGEST_WAIT_S, Entry, Policy, PullAnswer, PullRequest, SnapshotHeader
from sync.rules.ids import EventId, LogId
from sync.rules.ticket import Ticket

LARGEST_PAGE = 5_000
TICKETS_A_FRAME = 10_000
ENTRIES_A_FRAME = 2_000
_LOOK_EVERY_S = 0.2
"""How often to look at the feed unrung: another process (a second server, the command line) may have written."""
_GATHER_S = 0.01
"""How long to let more news gather after the first: one page for a rush of scans."""


@dataclass(frozen=True, slots=True)
class _Page:
    epoch: str
    cursor: int
    tickets: tuple[Ticket, ...]
    entries: tuple[Entry, ...]
    held: int
    more: bool


class Puller:
    """Answers PULL and SNAPSHOT."""

    def __init__(self, database: Database, policies: PolicyCache, vault: Vault) -> None:
        self._database = database
        self._policies = policies
        self._vault = vault
        self.is_closing = False
        """Set when the server is told to stop: held requests are then answered at once, with what there is."""

    async def pull(self, caller: Caller, request: PullRequest) -> PullAnswer:
        """The next page after the cursor; with ``wait_s`` only once there is something to tell, or time is up."""
        deadline = time.monotonic() + min(max(request.wait_s, 0.0), LONGEST_WAIT_S)
        cursor = request.cursor
        while True:
            left = deadline - time.monotonic()
            # Listening begins before looking, so that nothing falls in between.
            bell = asyncio.create_task(self._database.bell.wait(caller.event_id, min(_LOOK_EVERY_S, max(left, 0.0))))
            try:
                page = await self._page(caller, request, cursor)
                policy = await self._policies.current(caller.event_id, at_least=request.policy_version)
                is_news = bool(page.tickets or page.entries or page.epoch != request.epoch)
                is_other = policy.version != request.policy_version
                if is_news or is_other or left <= 0 or self.is_closing:
                    return PullAnswer(
                        epoch=page.epoch,
                        cursor=page.cursor,
                        tickets=_as_known(page.tickets, policy),
                        entries=page.entries,
                        vector={request.log_id: page.held},
                        policy=self._policies.signed(policy) if is_other else None,
                        more=page.more,
                        token=await self._fresh_token(caller),
                    )
                cursor = page.cursor
                if await bell:
                    await asyncio.sleep(_GATHER_S)
            finally:
                bell.cancel()

    async def snapshot(self, caller: Caller, log_id: LogId, epoch: str, after: str) -> AsyncIterator[bytes]:
        """The frames of a full copy, going on behind the ticket ``after`` while the epoch is still the same."""
        event_id = EventId(caller.event_id)
        policy = await self._policies.newest(event_id)
        header = await self._database.read(lambda session: _header(session, event_id, log_id))
        after = after if header.epoch == epoch else ""
        yield frame(
            FrameKind.HEADER,
            encode_message(
                SnapshotHeader(
                    header.epoch, header.cursor, after, header.tickets, header.entries, self._policies.signed(policy)
                )
            ),
        )
        prefix, known = policy.event.code_prefix, known_at(policy, now_ms())
        while True:
            body, last = await self._database.read(
                partial(_ticket_frame, event_id=event_id, after=after, code_prefix=prefix, known=known)
            )
            if last is None:
                break
            yield frame(FrameKind.TICKETS, body)
            after = last
        position = 0
        while True:
            entries, position = await self._database.read(
                partial(_entries_after, event_id=event_id, log_id=log_id, position=position)
            )
            if not entries:
                break
            yield frame(FrameKind.ENTRIES, encode_entries(entries))
        yield frame(FrameKind.END, b"")

    async def _fresh_token(self, caller: Caller) -> str:
        """A token for a caller who needs one. What it has works on to its end: it may never hear of this one."""
        if not caller.needs_token:
            return ""
        at = now_ms()
        if caller.has_endless_token:  # It begins to end with this.
            ending = update(Device).where(Device.id == caller.device_id, Device.token_expires_at.is_(None))
            ends_at = at + TOKEN_LIFE_MS
            await self._database.write(lambda session: session.execute(ending.values(token_expires_at=ends_at)))
        return make_token(self._vault, caller.device_id, at)

    async def _page(self, caller: Caller, request: PullRequest, cursor: int) -> _Page:
        limit = max(1, min(request.limit, LARGEST_PAGE))
        event_id = EventId(caller.event_id)
        return await self._database.read(
            lambda session: _read_page(session, event_id, request.epoch, request.log_id, cursor, limit)
        )


def _as_known(tickets: tuple[Ticket, ...], policy: Policy) -> tuple[Ticket, ...]:
    known = known_at(policy, now_ms())
    return tuple(only_known(ticket, known) for ticket in tickets)


@dataclass(frozen=True, slots=True)
class _Counts:
    epoch: str
    cursor: int
    tickets: int
    entries: int


def _read_page(session: Session, event_id: EventId, epoch: str, log_id: LogId, cursor: int, limit: int) -> _Page:
    """One page. The feed's position is read first: rows up to it are all committed, so none is passed over."""
    current, upto = server_epoch(session), feed_position(session, event_id)
    held = session.scalar(select(DoorLog.seq).where(DoorLog.log_id == log_id, DoorLog.event_id == event_id)) or 0
    if current == epoch and cursor > upto:
        # The door has heard more than this database knows: it was put back to an earlier state. No epoch is what the
        # door asked for, so it takes a snapshot and offers its entries again.
        return _Page("", 0, (), (), held, more=False)
    if current != epoch or upto <= cursor:
        return _Page(current, cursor if current == epoch else 0, (), (), held, more=False)
    rows = session.execute(
        TICKET_COLUMNS.add_columns(TicketRow.feed_position)
        .where(TicketRow.event_id == event_id, TicketRow.feed_position > cursor, TicketRow.feed_position <= upto)
        .order_by(TicketRow.feed_position)
        .limit(limit)
    ).all()
    if len(rows) == limit:
        upto = rows[-1].feed_position
    bodies = session.execute(
        select(DoorEntry.body, DoorEntry.feed_position)
        .where(
            DoorEntry.event_id == event_id,
            DoorEntry.feed_position > cursor,
            DoorEntry.feed_position <= upto,
            DoorEntry.log_id != log_id,
        )
        .order_by(DoorEntry.feed_position)
        .limit(limit)
    ).all()
    if len(bodies) == limit:
        upto = bodies[-1].feed_position
    tickets = tuple(ticket_of_row(row, event_id) for row in rows if row.feed_position <= upto)
    entries = tuple(decode_entry(row.body) for row in bodies)
    return _Page(current, upto, tickets, entries, held, more=limit in (len(rows), len(bodies)))


def _header(session: Session, event_id: str, log_id: str) -> _Counts:
    tickets = session.scalar(select(func.count()).select_from(TicketRow).where(TicketRow.event_id == event_id))
    entries = session.scalar(
        select(func.count()).select_from(DoorEntry).where(DoorEntry.event_id == event_id, DoorEntry.log_id != log_id)
    )
    return _Counts(server_epoch(session), feed_position(session, event_id), tickets or 0, entries or 0)


def _ticket_frame(
    session: Session, *, event_id: str, after: str, code_prefix: str, known: Known
) -> tuple[bytes, str | None]:
    rows = session.execute(
        TICKET_COLUMNS.where(TicketRow.event_id == event_id, TicketRow.id > after)
        .order_by(TicketRow.id)
        .limit(TICKETS_A_FRAME)
    ).all()
    if not rows:
        return b"", None
    return encode_tickets([wire_row(row, known) for row in rows], code_prefix), rows[-1].id


def _entries_after(session: Session, *, event_id: str, log_id: str, position: int) -> tuple[list[Entry], int]:
    rows = session.execute(
        select(DoorEntry.body, DoorEntry.feed_position)
        .where(DoorEntry.event_id == event_id, DoorEntry.feed_position > position, DoorEntry.log_id != log_id)
        .order_by(DoorEntry.feed_position)
        .limit(ENTRIES_A_FRAME)
    ).all()
    return [decode_entry(row.body) for row in rows], rows[-1].feed_position if rows else position
