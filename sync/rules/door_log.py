"""The fold: from the set of a ticket's log entries to who is inside. Any order of arrival gives the same state."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from sync.rules.ids import GateId, LogId


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


class TicketHistory(msgspec.Struct, frozen=True):
    """Where a ticket stands: its holder inside or not, how often admitted, the first and latest entry that count."""

    is_inside: bool = False
    admissions: int = 0
    first: PastScan | None = None
    last: PastScan | None = None


NEVER_SEEN = TicketHistory()


def fold_ticket(past_scans: Iterable[PastScan]) -> TicketHistory:
    """The history of one ticket from its entries in any order, repeated or not.

    Entries count in the order of (corrected time, log id, seq); a void removes the entry it names, for ever.
    """
    by_position = {(scan.log_id, scan.seq): scan for scan in past_scans}
    voided = {scan.voids for scan in by_position.values() if scan.kind is Kind.VOID}
    passages = sorted(
        (
            scan
            for position, scan in by_position.items()
            if scan.kind in (Kind.ADMIT, Kind.EXIT) and position not in voided
        ),
        key=lambda scan: (scan.at, scan.log_id, scan.seq),
    )
    admits = [scan for scan in passages if scan.kind is Kind.ADMIT]
    if not passages:
        return NEVER_SEEN
    return TicketHistory(
        is_inside=passages[-1].kind is Kind.ADMIT,
        admissions=len(admits),
        first=admits[0] if admits else None,
        last=admits[-1] if admits else None,
    )
