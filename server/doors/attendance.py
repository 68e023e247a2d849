"""Who is inside: the fold over every entry of an event, and the entries themselves a page at a time."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.doors.ingest import decode_entry, device_of
from server.doors.models import DoorEntry
from server.doors.schemas import Attendance, CheckIn
from server.tickets.models import Ticket
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry
from sync.rules.door_log import PastScan, fold_ticket
from sync.rules.ticket import TicketStatus

_ROWS_AT_A_TIME = 5_000


def read_attendance(session: Session, event_id: str, *, ticket_id: str | None, cursor: int, limit: int) -> Attendance:
    """The event's counts, and its entries (of one ticket where ``ticket_id`` is given) after a feed position."""
    scans: defaultdict[str, list[PastScan]] = defaultdict(list)
    bodies = session.scalars(
        select(DoorEntry.body)
        .where(DoorEntry.event_id == event_id, DoorEntry.ticket_id.is_not(None))
        .execution_options(yield_per=_ROWS_AT_A_TIME)
    )
    for entry in map(decode_entry, bodies):
        if entry.ticket_id is not None:
            scans[entry.ticket_id].append(past_scan_of(entry))
    histories = [fold_ticket(of_ticket) for of_ticket in scans.values()]
    entries, following = _page(session, event_id, ticket_id, cursor, limit)
    return Attendance(
        expected=_count_active(session, event_id),
        admitted=sum(1 for history in histories if history.admissions),
        inside=sum(1 for history in histories if history.is_inside),
        entries=entries,
        nextCursor=following,
    )


def _page(
    session: Session, event_id: str, ticket_id: str | None, cursor: int, limit: int
) -> tuple[list[CheckIn], str | None]:
    wanted = (
        select(DoorEntry.body, DoorEntry.feed_position)
        .where(DoorEntry.event_id == event_id, DoorEntry.feed_position > cursor)
        .order_by(DoorEntry.feed_position)
        .limit(limit)
    )
    if ticket_id is not None:
        wanted = wanted.where(DoorEntry.ticket_id == ticket_id)
    rows = session.execute(wanted).all()
    following = str(rows[-1].feed_position) if len(rows) == limit else None
    return [_check_in(decode_entry(row.body)) for row in rows], following


def _check_in(entry: Entry) -> CheckIn:
    return CheckIn(
        ticketId=entry.ticket_id,
        kind=entry.kind.value,
        reason=entry.reason,
        basis=entry.basis.value,
        at=past_scan_of(entry).at,
        gateId=entry.gate,
        deviceId=device_of(entry.log_id),
        logId=entry.log_id,
        seq=entry.seq,
    )


def _count_active(session: Session, event_id: str) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(Ticket)
            .where(Ticket.event_id == event_id, Ticket.status == TicketStatus.ACTIVE)
        )
        or 0
    )
