"""A log's entries as the fold sees them, and the next link of a chain."""

import msgspec
from nacl.signing import SigningKey

from sync.protocol.messages import Entry
from sync.protocol.signing import CHAIN_START, sign_entry
from sync.rules.clock import Instant, Offset, next_hlc
from sync.rules.door_log import Kind, PastScan
from sync.rules.gate import Direction
from sync.rules.ids import EventId, GateId, LogId, TicketId
from sync.rules.verdict import Basis

UNKNOWN_CLOCK_ERROR_MS = 5 * 60_000
"""How far off a clock is taken to be that was never compared with the server's."""


class Reading(msgspec.Struct, frozen=True):
    """The device's clocks at one moment (ms), and what is known of their error."""

    wall: int
    mono: int
    boot_id: str
    offset: Offset | None = None

    @property
    def corrected(self) -> Instant:
        """The time that decisions are made at."""
        if self.offset is None:
            return Instant(self.wall, UNKNOWN_CLOCK_ERROR_MS)
        return Instant(self.wall + self.offset.offset_ms, self.offset.error_ms)


class Happening(msgspec.Struct, frozen=True):
    """What a door wants to write down."""

    event: EventId
    ticket_id: TicketId | None
    kind: Kind
    basis: Basis
    gate: GateId
    direction: Direction
    reason: str = ""
    operator: str = ""
    target: tuple[LogId, int] | None = None
    people: int = 1
    party: int = 1
    rule: str = ""
    training: bool = False


class LogHead(msgspec.Struct, frozen=True):
    """The end of a chain: the next entry has ``seq + 1`` and ``prev_hash = digest``."""

    log_id: LogId
    seq: int = 0
    digest: bytes = CHAIN_START
    hlc: int = 0


def next_entry(head: LogHead, what: Happening, now: Reading, key: SigningKey) -> tuple[Entry, LogHead]:
    """The signed entry that follows ``head``, and the head after it."""
    unsigned = Entry(
        log_id=head.log_id,
        seq=head.seq + 1,
        prev_hash=head.digest,
        event=what.event,
        ticket_id=what.ticket_id,
        kind=what.kind,
        basis=what.basis,
        gate=what.gate,
        direction=what.direction,
        operator=what.operator,
        reason=what.reason,
        target=what.target,
        wall=now.wall,
        mono=now.mono,
        boot_id=now.boot_id,
        offset=None if now.offset is None else now.offset.offset_ms,
        offset_err=None if now.offset is None else now.offset.error_ms,
        hlc=next_hlc(head.hlc, now.corrected.ms),
        people=what.people,
        party=what.party,
        rule=what.rule,
        training=what.training,
    )
    entry, digest = sign_entry(unsigned, key)
    return entry, LogHead(head.log_id, entry.seq, digest, entry.hlc)


def past_scan_of(entry: Entry) -> PastScan:
    """The entry as the fold needs it, its time corrected by the offset that its device knew."""
    return PastScan(
        log_id=entry.log_id,
        seq=entry.seq,
        kind=entry.kind,
        at=entry.wall + (entry.offset or 0),
        gate=entry.gate,
        at_error=UNKNOWN_CLOCK_ERROR_MS if entry.offset_err is None else entry.offset_err,
        voids=entry.target if entry.kind is Kind.VOID else None,
        hlc=entry.hlc,
        basis=entry.basis,
        reason=entry.reason,
        people=entry.people,
        party=entry.party,
        rule=entry.rule,
        training=entry.training,
        target=entry.target,
    )
