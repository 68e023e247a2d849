"""What the log shows went wrong. Pure: the same set of entries gives the same incidents at every door and the server.

An incident is an admission that the rule would have refused, had its door known all that is known now. A manager's
override is none: somebody decided.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from sync.rules.door_log import Kind, PastScan, in_order, inside_after, party_of
from sync.rules.gate import ReEntry, read_entry_rule
from sync.rules.ids import LogId, TicketId
from sync.rules.re_entry import local_day, places_beside
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
    """The admission before it, of a double one."""
    is_order_uncertain: bool = False
    """Whether the clocks' errors overlap: either may have been first, or an exit may have come between."""
    acknowledged: PastScan | None = None
    """The note that says somebody dealt with it."""


def find_incidents(
    ticket_id: TicketId, past_scans: Iterable[PastScan], ticket: Ticket | None, time_zone: str, known_at: int | None
) -> tuple[Incident, ...]:
    """The incidents of one ticket, whatever order its entries come in.

    ``ticket`` is the fact held for it; where there is none, ``known_at`` says as of when (corrected Unix ms) the list
    was whole, None where nobody can say. The time it takes grows with the entries, not with their square.
    """
    scans = {scan.name: scan for scan in past_scans}
    seen = _acknowledgements(scans.values())
    passages = in_order(scans.values())
    found = (*_double(ticket_id, passages, time_zone), *_against_facts(ticket_id, passages, ticket, known_at))
    return tuple(msgspec.structs.replace(each, acknowledged=seen.get(each.entry.name)) for each in found)


class _Tally:
    """What a ticket's passages used up so far."""

    def __init__(self, passages: list[PastScan], time_zone: str) -> None:
        self._party = party_of(passages)
        self._time_zone = time_zone
        self._has_days = any(read_entry_rule(scan.rule).re_entry is ReEntry.PER_DAY for scan in passages)
        self._inside = 0
        self._entered: Counter[date | None] = Counter()
        """People let in, day by day, and under None altogether."""

    def places_left(self, passage: PastScan) -> int:
        rule = read_entry_rule(passage.rule)
        entered = self._entered[self._day(passage) if rule.re_entry is ReEntry.PER_DAY else None]
        return places_beside(rule, self._party, inside=self._inside, entered=entered)

    def count(self, passage: PastScan) -> None:
        self._inside = inside_after(self._inside, passage, self._party)
        if passage.kind is Kind.ADMIT:
            self._entered[None] += passage.people
            if self._has_days:
                self._entered[self._day(passage)] += passage.people

    def _day(self, passage: PastScan) -> date:
        return local_day(passage.at, self._time_zone)


def _double(ticket_id: TicketId, passages: list[PastScan], time_zone: str) -> Iterable[Incident]:
    tally, before = _Tally(passages, time_zone), None
    for place, passage in enumerate(passages):
        if passage.kind is Kind.ADMIT:
            if before is not None and passage.basis is not Basis.OVERRIDE and _is_too_many(tally, passage):
                after = passages[place + 1] if place + 1 < len(passages) else None
                yield Incident(
                    IncidentKind.DOUBLE_ADMISSION,
                    ticket_id,
                    passage,
                    before,
                    is_order_uncertain=_is_order_uncertain(before, passage, after),
                )
            before = passage
        tally.count(passage)


def _is_too_many(tally: _Tally, passage: PastScan) -> bool:
    return passage.people > tally.places_left(passage)


def _is_order_uncertain(before: PastScan, admit: PastScan, after: PastScan | None) -> bool:
    """Whether clocks cannot say that ``admit`` came after the admission before, or before the exit after it."""
    is_early = admit.at - before.at <= admit.at_error + before.at_error
    if after is None or after.kind is not Kind.EXIT or read_entry_rule(admit.rule).re_entry is not ReEntry.AFTER_EXIT:
        return is_early
    return is_early or after.at - admit.at <= after.at_error + admit.at_error


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
    """The first note on each entry that says somebody dealt with it."""
    notes = [scan for scan in scans if scan.kind is Kind.NOTE and scan.reason == ACKNOWLEDGED and not scan.training]
    notes.sort(key=lambda note: (note.at, note.log_id, note.seq), reverse=True)
    return {note.target: note for note in notes if note.target is not None}
