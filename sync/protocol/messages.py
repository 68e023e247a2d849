"""The door protocol's messages as frozen values; PROTOCOL.md says what each field means. Times are Unix ms."""

from enum import StrEnum
from typing import Annotated

import msgspec

from sync.rules.door_log import Kind
from sync.rules.gate import Direction, Gate
from sync.rules.ids import DeviceId, EventId, GateId, LogId, ProductNumber, TicketId, Whole
from sync.rules.ticket import LARGEST_PARTY, Event, Ticket
from sync.rules.verdict import Basis, Verdict

PROTOCOL_VERSION = 1
MOST_ENTRIES_A_PUSH = 1000
"""Entries a PUSH may carry; a longer queue is pushed in turns, and every turn is committed on its own."""
DESK_PREFIX = "dsk_"
"""How ids of the server's own places in the log begin; PROTOCOL.md, POLICY."""
LONGEST_WAIT_S = 25
"""How long a PULL may be held open for something to happen."""
_DAY_MS = 86_400_000


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
    people: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_PARTY)] = 1
    """How many passed, or wanted to."""
    party: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_PARTY)] = 1
    """How many the ticket lets in altogether, as the door knew."""
    rule: str = ""
    """The re-entry rule that an admission stood on (``sync.rules.gate.EntryRule``)."""
    training: bool = False
    """Practice: kept, never counted."""


class Product(msgspec.Struct, frozen=True):
    """A product by the number that tickets and gates use, with the name people read."""

    number: ProductNumber
    name: str


class Door(msgspec.Struct, frozen=True):
    """A device of the event: whose log it is, and whether it may still write one.

    ``revoked_at`` (Unix ms) ends it: of its logs only the entries up to ``held`` count, which is where the server held
    them then; whatever comes later, by whatever way, is kept as evidence. A device told to ``wipe`` destroys its key.
    """

    device_id: DeviceId
    name: str
    public_key: bytes
    gate_id: GateId
    revoked_at: Whole | None = None
    held: dict[LogId, Whole] = {}
    wipe: bool = False
    message: str = ""
    """What the organizer wants its operator to read; ``message_id`` rises with every message."""
    message_id: int = 0

    @property
    def is_desk(self) -> bool:
        """Whether this is the server itself, which writes for organizers: it stands at no door and nobody passes it."""
        return self.device_id.startswith(DESK_PREFIX)


class Policy(msgspec.Struct, frozen=True):
    """What a door must know beside tickets and entries. ``version`` only ever rises within an epoch."""

    version: int
    epoch: str
    issued_at: Whole
    """When this number was given (Unix ms): of two epochs' policies the later one stands."""
    event: Event
    gates: tuple[Gate, ...]
    products: tuple[Product, ...]
    doors: tuple[Door, ...]
    pin_hash: str = ""
    """Argon2id of the managers' PIN (PHC string), empty where there is none: then nobody can override."""
    keep_names_days: int = 30
    """How long after the event's end a door may know names, and keeps its log."""
    knows_contacts: bool = False
    """Whether doors may know the buyers' e-mail addresses and phones; no server from before there were any says so."""

    @property
    def forget_at(self) -> int | None:
        """From when on (Unix ms) doors know no names; None for an event that names neither its end nor its start.

        One that names no end is over a day after its start.
        """
        start, end = self.event.starts_at, self.event.ends_at
        if end is None and start is not None:
            end = start + _DAY_MS
        return None if end is None else end + self.keep_names_days * _DAY_MS


class SignedPolicy(msgspec.Struct, frozen=True):
    """A policy as it travels, also from door to door: ``body`` is the JSON of ``Policy``, signed by the authority."""

    body: bytes
    sig: bytes


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
    policy: SignedPolicy
    authority: bytes
    """The event authority's Ed25519 public key: it signs policies and certificates; rescue files are sealed to it."""
    certificate: bytes
    """The device's own X.509 certificate (DER), for doors to know each other by."""
    ca: bytes
    """The authority's certificate (DER)."""


class TimeRequest(msgspec.Struct, frozen=True):
    """t0 by the device's clock."""

    sent: int


class TimeAnswer(msgspec.Struct, frozen=True):
    """t0 given back, t1 and t2 by the server's clock."""

    sent: Whole
    server_received: Whole
    server_sent: Whole
    version: str = ""
    """The server's program; empty where it does not say."""


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


class ClaimAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The server's verdict, with the ticket it stands on (None where the server holds none)."""

    epoch: str
    vector: dict[LogId, Whole]
    results: tuple[EntryStatus, ...]
    verdict: Verdict
    ticket: Ticket | None
    rule: str | None = None
    """The gate's re-entry rule as the server knew it and entries spell it: the door may not have heard of a change."""


class DeviceReport(msgspec.Struct, frozen=True):
    """How a device is, told with its pulls. Ages in seconds; None where it does not know."""

    waiting: int = 0
    """Entries of its own that the server has not confirmed."""
    list_age_s: float | None = None
    battery_percent: int | None = None
    app_version: str = ""
    scans_a_minute: float = 0.0
    clock_offset_ms: int | None = None
    peers: int = 0
    """Other doors it can see."""
    message_id: int = 0
    """The latest message its operator has read."""
    training: bool = False


class PullRequest(msgspec.Struct, frozen=True):
    """Ask for what is new after ``cursor``; with ``wait_s`` the answer waits until there is something."""

    log_id: LogId
    epoch: str
    cursor: Whole
    policy_version: int
    wait_s: float = 0.0
    limit: int = 2000
    report: DeviceReport | None = None


class PullAnswer(msgspec.Struct, frozen=True):
    """What changed. Another epoch than asked for means: drop the cursor and take a snapshot."""

    epoch: str
    cursor: Whole
    tickets: tuple[Ticket, ...]
    entries: tuple[Entry, ...]
    vector: dict[LogId, Whole]
    policy: SignedPolicy | None
    more: bool
    token: str = ""
    """A fresh token where the one used is past half its life; the old one works until its end."""


class SnapshotHeader(msgspec.Struct, frozen=True):
    """The first frame of a snapshot: how many tickets there are, and the cursor from which to PULL afterwards.

    ``after`` is the ticket id behind which this download goes on, empty where it begins.
    """

    epoch: str
    cursor: Whole
    after: str
    tickets: int
    entries: int
    policy: SignedPolicy


class DigestAnswer(msgspec.Struct, frozen=True):
    """What the server's ticket list comes to (``sync.protocol.digest``); ``cursor`` is where it last changed."""

    epoch: str
    cursor: Whole
    tickets: int
    digest: bytes


class GossipRequest(msgspec.Struct, frozen=True):
    """One door to another: what it holds, and what it thinks the other lacks. PROTOCOL.md, "Doors among themselves"."""

    event: EventId
    vector: dict[LogId, Whole]
    entries: tuple[Entry, ...] = ()
    epoch: str = ""
    policy_version: int = 0
    policy: SignedPolicy | None = None
    """Sent where the other was seen to have an older one."""
    sent: Whole = 0
    """The asking door's monotonic clock (ms), given back in the answer: a gossip is a round trip of the clocks too."""


class GossipAnswer(msgspec.Struct, frozen=True):
    """What the other door holds, and what the asking one lacks."""

    vector: dict[LogId, Whole]
    entries: tuple[Entry, ...] = ()
    epoch: str = ""
    policy_version: int = 0
    policy: SignedPolicy | None = None
    more: bool = False
    time: TimeAnswer | None = None
    """The server's time as the answering door knows it; None where it was never compared with the server's itself."""
    time_error: Whole = 0
    """How far off that may be (ms), the way between the two doors not counted."""


class RescueAnswer(msgspec.Struct, frozen=True):
    """What became of a rescue file's entries: how many were new, how many known, how many could not count."""

    device_id: DeviceId
    accepted: int
    known: int
    refused: int


class FleetDevice(msgspec.Struct, frozen=True):
    """One device of the event as the server knows it. Times are Unix ms by the server's clock."""

    device_id: DeviceId
    name: str
    gate_id: GateId
    gate_name: str
    held: int
    """How many entries of its logs the server holds."""
    seen_at: Whole | None
    """When it last asked for news, true to within a few seconds; None where it never did."""
    is_online: bool
    report: DeviceReport | None = None
    """What it last told of itself."""
    message: str = ""
    is_message_read: bool = True
    revoked_at: Whole | None = None
    wipe: bool = False


class FleetAnswer(msgspec.Struct, frozen=True):
    """Every device that was ever paired with the event, by name; ``at`` is the server's clock."""

    at: Whole
    devices: tuple[FleetDevice, ...]


class ErrorAnswer(msgspec.Struct, frozen=True):
    """What every refused request gets: a code for programs, a sentence for people."""

    code: str
    message: str
