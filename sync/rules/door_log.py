"""The fold: from the set of a ticket's log entries to who is inside. Any order of arrival gives the same state.

Everything here follows from the entries alone: each admission carries how many people it let in, of how many, and by
which re-entry rule. So a gate that is changed at midnight makes no incident of what happened before.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from sync.rules.clock import Instant
from sync.rules.ids import GateId, LogId
from sync.rules.verdict import Basis

OPEN_ATTEMPT_MS = 10_000
"""How long another door's attempt without an answer keeps a ticket's holder waiting; past it that door has died."""


class Kind(StrEnum):
    """What happened at a door."""

    ATTEMPT = "attempt"
    ADMIT = "admit"
    DENY = "deny"
    EXIT = "exit"
    VOID = "void"
    NOTE = "note"


class PastScan(msgspec.Struct, frozen=True, array_like=True):
    """One entry of a ticket as the fold needs it. ``at`` is corrected Unix ms; ``voids`` names the entry it undoes."""

    log_id: LogId
    seq: int
    kind: Kind
    at: int
    gate: GateId
    at_error: int = 0
    voids: tuple[LogId, int] | None = None
    hlc: int = 0
    basis: Basis = Basis.LOCAL
    reason: str = ""
    people: int = 1
    """How many passed."""
    party: int = 1
    """How many the ticket lets in altogether, as the door knew."""
    rule: str = ""
    """The re-entry rule that the admission stood on (``EntryRule``)."""
    training: bool = False
    """Practice: shown and kept, never counted."""
    target: tuple[LogId, int] | None = None
    """The attempt that this answers, or the entry that a note speaks of."""

    @property
    def name(self) -> tuple[LogId, int]:
        """The entry's name, for ever."""
        return self.log_id, self.seq


class TicketHistory(msgspec.Struct, frozen=True):
    """Where a ticket stands. ``admits`` are the admissions that count, in order; ``last`` the latest of them.

    ``inside`` is how many of its people are inside; never more than its party.
    """

    inside: int = 0
    admits: tuple[PastScan, ...] = ()
    rival: PastScan | None = None
    """Another door's attempt that came before the one asked about and has no answer yet."""

    @property
    def is_inside(self) -> bool:
        """Whether anybody is."""
        return self.inside > 0

    @property
    def admissions(self) -> int:
        """How often it was let in."""
        return len(self.admits)

    @property
    def first(self) -> PastScan | None:
        """The admission that came first."""
        return self.admits[0] if self.admits else None

    @property
    def last(self) -> PastScan | None:
        """The admission that came last."""
        return self.admits[-1] if self.admits else None


NEVER_SEEN = TicketHistory()


def fold_ticket(past_scans: Iterable[PastScan], *, training: bool = False) -> TicketHistory:
    """The history of one ticket from its entries in any order, repeated or not.

    Entries count in the order of (corrected time, log id, seq); a void removes the entry it names, for ever. Practice
    is folded apart: with ``training`` only practice counts, without it none does.
    """
    passages = in_order(past_scans, training=training)
    inside = 0
    for passage in passages:
        inside = inside_after(inside, passage)
    return TicketHistory(inside=inside, admits=tuple(scan for scan in passages if scan.kind is Kind.ADMIT))


def find_rival(past_scans: Iterable[PastScan], own: PastScan, at: Instant) -> PastScan | None:
    """The attempt of another device that came before ``own`` and is still to be answered, None where there is none.

    Attempts are ordered by hybrid time: a door that had heard of another's attempt before it made its own comes after
    it at both, whatever their clocks say, so of two doors that see each other exactly one lets the ticket in.
    """
    scans = {scan.name: scan for scan in past_scans}
    answered = {scan.target for scan in scans.values() if scan.kind in (Kind.ADMIT, Kind.DENY)}
    open_attempts = [
        scan
        for name, scan in scans.items()
        if scan.kind is Kind.ATTEMPT
        and name not in answered
        and scan.training == own.training
        and _device(scan.log_id) != _device(own.log_id)
        and _turn(scan) < _turn(own)
        and scan.at + scan.at_error + at.error_ms + OPEN_ATTEMPT_MS >= at.ms
    ]
    return min(open_attempts, key=_turn, default=None)


def in_order(past_scans: Iterable[PastScan], *, training: bool = False) -> list[PastScan]:
    """The admissions and exits that count, each once and none that was undone, in the order in which they count."""
    scans = {scan.name: scan for scan in past_scans}
    voided = {scan.voids for scan in scans.values() if scan.kind is Kind.VOID}
    return sorted(
        (
            scan
            for name, scan in scans.items()
            if scan.kind in (Kind.ADMIT, Kind.EXIT) and name not in voided and scan.training is training
        ),
        key=lambda scan: (scan.at, scan.log_id, scan.seq),
    )


def inside_after(inside: int, passage: PastScan) -> int:
    """How many of a ticket's people are inside once ``passage`` has happened; never more than its party."""
    if passage.kind is Kind.ADMIT:
        return min(max(inside, passage.party), inside + passage.people)
    return max(0, inside - passage.people)


def _turn(scan: PastScan) -> tuple[int, LogId, int]:
    return scan.hlc, scan.log_id, scan.seq


def _device(log_id: LogId) -> str:
    return log_id.partition(".")[0]
