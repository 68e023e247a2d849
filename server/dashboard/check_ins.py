"""The check-in curve: when each person first came in, from the door log. A group's ticket counts all who came on it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.catalog.service import find_event
from server.dashboard.schemas import CheckInAnswer, CheckInStep
from server.doors.ingest import decode_entry
from server.doors.models import DoorEntry
from server.tickets.models import Ticket
from sync.protocol.log import past_scan_of
from sync.rules.door_log import PastScan, TicketHistory, fold_ticket
from sync.rules.ticket import TicketStatus

_ROWS_AT_A_TIME = 5_000
_MINUTE_MS = 60_000


def read_check_ins(session: Session, organization_id: str, event_id: str, *, minutes: int) -> CheckInAnswer:
    """The curve in steps of ``minutes``; NotFoundError for another organization's event."""
    event = find_event(session, organization_id, event_id)
    histories = [fold_ticket(scans) for scans in _scans_by_ticket(session, event_id).values()]
    step_ms = minutes * _MINUTE_MS
    firsts = Counter[int]()
    for at, people in (arrival for history in histories for arrival in _arrivals(history)):
        firsts[at // step_ms * step_ms] += people
    steps = sorted(firsts)
    totals = accumulate(firsts[at] for at in steps)
    return CheckInAnswer(
        eventId=event_id,
        timeZone=event.time_zone,
        minutes=minutes,
        sold=_count_sold(session, event_id),
        arrived=firsts.total(),
        inside=sum(history.inside for history in histories),
        curve=[CheckInStep(at=at, arrived=firsts[at], total=total) for at, total in zip(steps, totals, strict=True)],
    )


def _arrivals(history: TicketHistory) -> Iterator[tuple[int, int]]:
    """When people came in who had not been in before, as far as anyone can know, and how many."""
    left = max((admit.party for admit in history.admits), default=0)
    for admit in history.admits:
        if left > 0:
            yield admit.at, min(left, admit.people)
        left -= admit.people


def _scans_by_ticket(session: Session, event_id: str) -> dict[str, list[PastScan]]:
    scans: defaultdict[str, list[PastScan]] = defaultdict(list)
    bodies = session.scalars(
        select(DoorEntry.body)
        .where(DoorEntry.event_id == event_id, DoorEntry.ticket_id.is_not(None))
        .execution_options(yield_per=_ROWS_AT_A_TIME)
    )
    for entry in map(decode_entry, bodies):
        if entry.ticket_id is not None:
            scans[entry.ticket_id].append(past_scan_of(entry))
    return scans


def _count_sold(session: Session, event_id: str) -> int:
    statement = select(func.sum(Ticket.admits)).where(Ticket.event_id == event_id, Ticket.status == TicketStatus.ACTIVE)
    return session.scalar(statement) or 0
