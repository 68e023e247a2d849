"""The fold: from the set of a ticket's log entries to who is inside. Any order of arrival gives the same state.

Everything here follows from the entries alone: each admission carries how many people it let in, of how many, and by
which re-entry rule. So a gate that is changed at midnight makes no incident of what happened before.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from sync.rules.clock import Instant
from sync.rules.ids import LARGEST_WHOLE, GateId, LogId
from sync.rules.verdict import Basis, Reason

OPEN_ATTEMPT_MS = 10_000
"""How long after a first refusal another door's open attempt keeps a ticket's holder waiting: that door has died."""


class Kind(StrEnum):
    """What happened at a door."""

    ATTEMPT = "attempt"
    ADMIT = "admit"
    DENY = "deny"
    EXIT = "exit"
    VOID = "void"
    NOTE = "note"


_PASSAGES = (Kind.ADMIT, Kind.EXIT)
_BEFORE_ALL = (-LARGEST_WHOLE - 1, LogId(""), 0)


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

    A void removes the entry it names, for ever. Practice is folded apart: with ``training`` only practice counts,
    without it none does.
    """
    passages = in_order(past_scans, training=training)
    party = party_of(passages)
    inside = 0
    for passage in passages:
        inside = inside_after(inside, passage, party)
    return TicketHistory(inside=inside, admits=tuple(scan for scan in passages if scan.kind is Kind.ADMIT))


def find_rival(past_scans: Iterable[PastScan], own: PastScan, at: Instant) -> PastScan | None:
    """The attempt of another device that came before ``own`` and is still to be answered, None where there is none.

    Attempts are ordered by hybrid time, whatever clocks say of them: of doors that push an attempt to each other before
    they decide, exactly one finds no rival. A door that died with its attempt open holds the ticket up until this
    device has sent its holder away once and ``OPEN_ATTEMPT_MS`` have passed by this device's own clock (``at``).
    """
    scans = [scan for scan in past_scans if scan.training is own.training]
    answered = {scan.target for scan in scans if _is_own_answer(scan)}
    waited_for = _waited_for(scans, own, at)
    rivals = (
        scan
        for scan in scans
        if scan.kind is Kind.ATTEMPT
        and scan.name not in answered
        and _device(scan.log_id) != _device(own.log_id)
        and waited_for < _turn(scan) < _turn(own)
    )
    return min(rivals, key=_turn, default=None)


def in_order(past_scans: Iterable[PastScan], *, training: bool = False) -> list[PastScan]:
    """The admissions and exits that count, each once and none that was undone, in the order in which they count.

    That is the order of (corrected time, log id, seq), but for entries of one log: these stay as they were written. An
    entry counts as no later than what its own log wrote after it, so a clock that is set right in the middle of the
    night does not put an exit before its admission.
    """
    scans = {scan.name: scan for scan in past_scans if scan.training is training}
    voided = {scan.voids for scan in scans.values() if scan.kind is Kind.VOID}
    passages = [scan for name, scan in scans.items() if scan.kind in _PASSAGES and name not in voided]
    passages.sort(key=lambda scan: scan.seq, reverse=True)
    latest: dict[LogId, int] = {}
    keyed = []
    for scan in passages:
        counts_at = latest[scan.log_id] = min(scan.at, latest.get(scan.log_id, scan.at))
        keyed.append((counts_at, scan.log_id, scan.seq, scan))
    keyed.sort(key=lambda each: each[:3])
    return [scan for *_, scan in keyed]


def party_of(passages: Iterable[PastScan]) -> int:
    """How many the ticket lets in altogether: the most that any door knew of, for one may have known it unsynced."""
    return max((passage.party for passage in passages), default=1)


def inside_after(inside: int, passage: PastScan, party: int) -> int:
    """How many of a ticket's people are inside once ``passage`` has happened; never more than its ``party``."""
    if passage.kind is Kind.ADMIT:
        return min(party, inside + passage.people)
    return max(0, inside - passage.people)


def _waited_for(scans: Iterable[PastScan], own: PastScan, at: Instant) -> tuple[int, LogId, int]:
    """The turn up to which this device has waited for others' attempts long enough."""
    refusals = (
        _turn(scan)
        for scan in scans
        if scan.kind is Kind.DENY
        and scan.reason == Reason.BEING_ADMITTED
        and _device(scan.log_id) == _device(own.log_id)
        and abs(at.ms - scan.at) >= OPEN_ATTEMPT_MS  # Set back meanwhile, the clock says nothing either.
    )
    return max(refusals, default=_BEFORE_ALL)


def _is_own_answer(scan: PastScan) -> bool:
    """Whether a device says what became of its own attempt: of another's it cannot know."""
    if scan.target is None or scan.kind not in (Kind.ADMIT, Kind.DENY):
        return False
    return _device(scan.target[0]) == _device(scan.log_id)


def _turn(scan: PastScan) -> tuple[int, LogId, int]:
    return scan.hlc, scan.log_id, scan.seq


def _device(log_id: LogId) -> str:
    return log_id.partition(".")[0]
