"""What the log shows went wrong. Pure: the same set of entries gives the same incidents at every door and the server.

An incident is an admission that the rule would have refused, had its door known all that is known now. A manager's
override is none: somebody decided.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from sync.rules.door_log import Kind, PastScan, TicketHistory, in_order, inside_after
from sync.rules.gate import read_entry_rule
from sync.rules.ids import LogId, TicketId
from sync.rules.re_entry import places_left, reason_used
from sync.rules.ticket import Ticket, TicketStatus
from sync.rules.verdict import Basis

ACKNOWLEDGED = "incident_acknowledged"
"""The reason of a note by which somebody says that an incident was dealt with; its target is the incident's entry."""


class IncidentKind(StrEnum):
    """What went wrong."""

    DOUBLE_ADMISSION = "double_admission"
    ADMITTED_AFTER_REVOCATION = "admitted_after_revocation"
    UNKNOWN_TICKET = "unknown_ticket"
    """Let in by its signature, and nobody ever sold it."""
    FORKED_LOG = "forked_log"
    """Two entries under one name: a device's key or database is in two places."""
    REVOKED_DEVICE = "revoked_device"
    """Entries of a device that came after it was revoked; they do not count."""


class Incident(msgspec.Struct, frozen=True):
    """One admission (or log) that should not be. ``entry`` and the kind name it, for ever."""

    kind: IncidentKind
    ticket_id: TicketId | None
    entry: PastScan
    against: PastScan | None = None
    """The admission that came first, of a double one."""
    is_order_uncertain: bool = False
    """Whether the clocks' errors overlap: either may have been first."""
    acknowledged: PastScan | None = None
    """The note that says somebody dealt with it."""


def find_incidents(
    ticket_id: TicketId, past_scans: Iterable[PastScan], ticket: Ticket | None, time_zone: str, known_at: int | None
) -> tuple[Incident, ...]:
    """The incidents of one ticket.

    ``ticket`` is the fact held for it; where there is none, ``known_at`` says as of when (corrected Unix ms) the list
    was whole, None where nobody can say.
    """
    scans = {scan.name: scan for scan in past_scans}
    seen = _acknowledgements(scans.values())
    passages = in_order(scans.values())
    found = (*_double(ticket_id, passages, time_zone), *_against_facts(ticket_id, passages, ticket, known_at))
    return tuple(msgspec.structs.replace(each, acknowledged=seen.get(each.entry.name)) for each in found)


def _double(ticket_id: TicketId, passages: list[PastScan], time_zone: str) -> Iterable[Incident]:
    inside, admits = 0, list[PastScan]()
    for passage in passages:
        if passage.kind is Kind.ADMIT:
            rule = read_entry_rule(passage.rule)
            before = TicketHistory(inside=inside, admits=tuple(admits))
            left = places_left(rule, before, passage.at, time_zone, passage.party)
            if admits and passage.basis is not Basis.OVERRIDE and reason_used(rule, before, left, passage.people):
                first = admits[-1]
                is_uncertain = passage.at - first.at <= passage.at_error + first.at_error
                yield Incident(
                    IncidentKind.DOUBLE_ADMISSION, ticket_id, passage, first, is_order_uncertain=is_uncertain
                )
            admits.append(passage)
        inside = inside_after(inside, passage)


def _against_facts(
    ticket_id: TicketId, passages: list[PastScan], ticket: Ticket | None, known_at: int | None
) -> Iterable[Incident]:
    for admit in passages:
        if admit.kind is not Kind.ADMIT or admit.basis is Basis.OVERRIDE:
            continue
        if ticket is None:
            if known_at is not None and admit.at + admit.at_error < known_at:
                yield Incident(IncidentKind.UNKNOWN_TICKET, ticket_id, admit)
        elif _was_void(ticket, admit):
            yield Incident(IncidentKind.ADMITTED_AFTER_REVOCATION, ticket_id, admit)


def _was_void(ticket: Ticket, admit: PastScan) -> bool:
    if ticket.status is TicketStatus.ACTIVE or ticket.status_since is None:
        return False
    return admit.at - admit.at_error > ticket.status_since


def _acknowledgements(scans: Iterable[PastScan]) -> dict[tuple[LogId, int], PastScan]:
    notes = sorted(
        (scan for scan in scans if scan.kind is Kind.NOTE and scan.reason == ACKNOWLEDGED and scan.target),
        key=lambda scan: (scan.at, scan.log_id, scan.seq),
        reverse=True,
    )
    return {note.target: note for note in notes if note.target is not None}
