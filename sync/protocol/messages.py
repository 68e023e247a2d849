"""The door protocol's messages as frozen values; PROTOCOL.md says what each field means. Times are Unix ms."""

from enum import StrEnum

import msgspec

from sync.rules.door_log import Kind
from sync.rules.gate import Direction, Gate
from sync.rules.ids import DeviceId, EventId, GateId, LogId, ProductNumber, TicketId, Whole
from sync.rules.ticket import Event, Ticket
from sync.rules.verdict import Basis, Verdict

PROTOCOL_VERSION = 1
MOST_ENTRIES_A_PUSH = 1000
"""Entries a PUSH may carry; a longer queue is pushed in turns, and every turn is committed on its own."""
LONGEST_WAIT_S = 25
"""How long a PULL may be held open for something to happen."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One fact that happened at a door: a link of its device's signed hash chain."""

    log_id: LogId
    seq: Whole
    prev_hash: bytes
    event: EventId
    ticket_id: TicketId | None
    kind: Kind
    basis: Basis
    gate: GateId
    direction: Direction
    operator: str
    reason: str
    target: tuple[LogId, Whole] | None = None
    """The entry that a void undoes, or the attempt that an admit or deny answers."""
    wall: Whole
    mono: Whole
    boot_id: str
    offset: Whole | None
    offset_err: Whole | None
    hlc: Whole
    sig: bytes = b""


class Product(msgspec.Struct, frozen=True):
    """A product by the number that tickets and gates use, with the name people read."""

    number: ProductNumber
    name: str


class Policy(msgspec.Struct, frozen=True):
    """What a door must know beside tickets and entries. ``version`` only ever rises within an epoch."""

    version: int
    event: Event
    gates: tuple[Gate, ...]
    products: tuple[Product, ...]
    doors: dict[DeviceId, str]


class EnrolRequest(msgspec.Struct, frozen=True):
    """Trade a one-time pairing code for a place at a door."""

    code: str
    public_key: bytes
    name: str
    app_version: str = ""


class EnrolAnswer(msgspec.Struct, frozen=True):
    """Who the device is now. ``token`` is shown this once; the server keeps only its hash."""

    device_id: DeviceId
    token: str
    gate_id: GateId
    organization: str
    epoch: str
    policy: Policy


class TimeRequest(msgspec.Struct, frozen=True):
    """t0 by the device's clock."""

    sent: int


class TimeAnswer(msgspec.Struct, frozen=True):
    """t0 given back, t1 and t2 by the server's clock."""

    sent: Whole
    server_received: Whole
    server_sent: Whole


class EntryStatus(StrEnum):
    """What became of one pushed entry."""

    ACCEPTED = "accepted"
    KNOWN = "known"
    QUARANTINED = "quarantined"
    """Kept apart and reported: it does not count, and it does not hold up the entries behind it."""
    GAP = "gap"
    """An entry before it is missing: push from ``vector`` on."""


class PushRequest(msgspec.Struct, frozen=True):
    """Entries in the order of their logs."""

    entries: tuple[Entry, ...]


class PushAnswer(msgspec.Struct, frozen=True):
    """``vector`` says up to where the server holds each log mentioned; ``results`` stand in the order pushed."""

    epoch: str
    vector: dict[LogId, Whole]
    results: tuple[EntryStatus, ...]


class ClaimRequest(msgspec.Struct, frozen=True):
    """A PUSH that asks: the last entry is the attempt, ``code`` the payload it was made of."""

    entries: tuple[Entry, ...]
    code: str


class ClaimAnswer(msgspec.Struct, frozen=True):
    """The server's verdict, with the ticket it stands on (None where the server holds none)."""

    epoch: str
    vector: dict[LogId, Whole]
    results: tuple[EntryStatus, ...]
    verdict: Verdict
    ticket: Ticket | None


class PullRequest(msgspec.Struct, frozen=True):
    """Ask for what is new after ``cursor``; with ``wait_s`` the answer waits until there is something."""

    log_id: LogId
    epoch: str
    cursor: Whole
    policy_version: int
    wait_s: float = 0.0
    limit: int = 2000


class PullAnswer(msgspec.Struct, frozen=True):
    """What changed. Another epoch than asked for means: drop the cursor and take a snapshot."""

    epoch: str
    cursor: Whole
    tickets: tuple[Ticket, ...]
    entries: tuple[Entry, ...]
    vector: dict[LogId, Whole]
    policy: Policy | None
    more: bool


class SnapshotHeader(msgspec.Struct, frozen=True):
    """The first frame of a snapshot: how many tickets there are, and the cursor from which to PULL afterwards.

    ``after`` is the ticket id behind which this download goes on, empty where it begins.
    """

    epoch: str
    cursor: Whole
    after: str
    tickets: int
    entries: int
    policy: Policy


class ErrorAnswer(msgspec.Struct, frozen=True):
    """What every refused request gets: a code for programs, a sentence for people."""

    code: str
    message: str
