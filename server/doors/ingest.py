"""Taking in pushed entries: each judged on its own, none holding up the ones behind it, all repeatable.

An entry counts once its signature is its device's and it follows the log's last entry. What cannot count is kept in
quarantine as evidence and passed over. ``(log_id, seq)`` names one entry for ever: the same again is a no-op,
another in its place is a fork. Of a revoked device counts what was held when it was revoked, whoever brings more.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
import structlog
from nacl.signing import VerifyKey
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from server.doors.access import Caller
from server.doors.models import Device, DoorEntry, DoorLog, QuarantinedEntry
from server.doors.quarantine import evidence, keep_evidence
from server.errors import InvalidRequestError
from server.ids import now_ms
from server.outbox.feed import take_positions
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry, EntryStatus
from sync.protocol.signing import CHAIN_START, entry_hash, is_signed_by
from sync.rules.ids import LogId

log = structlog.get_logger()
encode_entry = msgspec.msgpack.Encoder().encode
decode_entry = msgspec.msgpack.Decoder(Entry).decode
_UNTRUSTED = b""
"""The digest of a log whose last entry was not trusted: what the next one links to cannot be checked."""
REVOKED = "revoked"
"""Why entries of a revoked device, beyond what counts, are in quarantine."""
_MOST_IN_A_LIST = 500
LONGEST_ENTRY = 2_048
"""Bytes of MessagePack, some five times what doors write: pages of entries must stay small enough to fetch."""
MOST_LOGS_A_DEVICE = 2_000
"""A device begins one at every start. Revoking it names each in the policy, which every door must be able to fetch."""

# Statements made once, on tables and not on classes: at the doors' pace the ORM's share of a claim is most of it.
_logs, _devices = DoorLog.__table__, Device.__table__
_HEADS = (
    select(_logs.c.log_id, _logs.c.device_id, _logs.c.seq, _logs.c.digest, _devices.c.revoked_at, _devices.c.held)
    .join(_devices, _devices.c.id == _logs.c.device_id)
    .where(_logs.c.log_id.in_(bindparam("logs", expanding=True)))
)
_CUTS = select(_devices.c.id, _devices.c.held).where(
    _devices.c.id.in_(bindparam("devices", expanding=True)), _devices.c.revoked_at.is_not(None)
)
_COUNTS = (
    select(_logs.c.device_id, func.count().label("many"))
    .where(_logs.c.device_id.in_(bindparam("devices", expanding=True)))
    .group_by(_logs.c.device_id)
)
_NEW_LOGS = insert(DoorLog)
_MOVE_LOGS = (
    update(DoorLog)
    .where(_logs.c.log_id == bindparam("log"))
    .values(seq=bindparam("new_seq"), digest=bindparam("new_digest"))
)
_NEW_ENTRIES = insert(DoorEntry)
_LOG_ID = re.compile(r"[!-~]{1,100}")
_TICKET_ID = re.compile(r"[0-9A-Z-]{1,80}")
LAST_MOMENT = 253_402_300_800_000
"""The year 10000 in Unix ms: calendars end there, and doors would have to show such a time."""


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """An entry with its hash, and whether its device signed it. Made before the transaction: it costs CPU."""

    entry: Entry
    digest: bytes
    body: bytes
    device_id: str
    """Whose log it is of; empty where that is no device of the event."""
    is_signed: bool


@dataclass(slots=True)
class _Head:
    device_id: str
    seq: int
    digest: bytes
    is_new: bool = False
    has_moved: bool = False
    cut: int | None = None
    """The last entry that counts, where its device was revoked."""


@dataclass(slots=True)
class Intake:
    """One transaction's worth of entries of one event; ``judge`` each, then ``write`` once, as the last step."""

    session: Session
    event_id: str
    accepted: list[CheckedEntry] = field(default_factory=list)
    forks: list[Entry] = field(default_factory=list)
    """Signed entries under a name that another one has."""
    late: list[Entry] = field(default_factory=list)
    """Signed entries of revoked devices, beyond what counts."""
    _heads: dict[str, _Head] = field(default_factory=dict)
    _held: dict[tuple[str, int], set[bytes]] = field(default_factory=dict)
    _cuts: dict[str, int] = field(default_factory=dict)
    _logs_of: Counter[str] = field(default_factory=Counter)
    """How many logs there are of each device that begins one."""
    _quarantined: list[tuple[CheckedEntry, str]] = field(default_factory=list)

    def load(self, entries: Iterable[CheckedEntry]) -> None:
        """Read what is known of these entries' logs, in few queries."""
        spans: dict[str, list[CheckedEntry]] = {}
        for checked in entries:
            spans.setdefault(checked.entry.log_id, []).append(checked)
        for chunk in _chunks(sorted(spans)):
            rows = self.session.connection().execute(_HEADS, {"logs": chunk})
            for log_id, device_id, seq, digest, revoked_at, held in rows:
                cut = None if revoked_at is None else held.get(log_id, 0)
                self._heads[log_id] = _Head(device_id, seq, digest, cut=cut)
        self._load_cuts({log_id: listed[0].device_id for log_id, listed in spans.items()})
        for log_id, listed in spans.items():
            head = self._heads.get(log_id)
            repeated = [checked.entry.seq for checked in listed if head is not None and checked.entry.seq <= head.seq]
            if repeated:
                self._load_held(log_id, min(repeated), max(repeated))

    def judge(self, checked: CheckedEntry, caller: Caller) -> EntryStatus:
        """What becomes of one entry; accepted ones move their log's head."""
        entry = checked.entry
        head = self._heads.get(entry.log_id)
        if head is None:
            if self._logs_of[checked.device_id] >= MOST_LOGS_A_DEVICE:
                return self._quarantine(checked, "too_many_logs")
            head = _Head(checked.device_id, 0, CHAIN_START, is_new=True, cut=self._cuts.get(entry.log_id))
        if entry.seq <= head.seq:
            return self._judge_repeated(checked)
        if entry.seq != head.seq + 1:
            return EntryStatus.GAP
        why = _why_not(checked, caller, head)
        # What nobody signed moves no head, unless the log's own device brought it: else any device could take the
        # places of another's entries.
        if not checked.is_signed and checked.device_id != caller.device_id:
            return self._quarantine(checked, why)
        if entry.log_id not in self._heads:
            self._logs_of[head.device_id] += 1
        self._heads[entry.log_id] = head
        head.seq, head.has_moved = entry.seq, True
        head.digest = checked.digest if checked.is_signed else _UNTRUSTED
        self._held.setdefault((entry.log_id, entry.seq), set()).add(checked.digest)
        if why == REVOKED:
            self.late.append(entry)
        if why:
            return self._quarantine(checked, why)
        self.accepted.append(checked)
        return EntryStatus.ACCEPTED

    def vector(self, log_ids: Iterable[LogId]) -> dict[LogId, int]:
        """Up to where each log is held; logs that are not held at all have 0."""
        return {log_id: self._heads[log_id].seq if log_id in self._heads else 0 for log_id in log_ids}

    def write(self) -> None:
        """Write all that was judged; the feed's positions are taken last."""
        keep_evidence(
            self.session,
            [
                evidence(checked.entry.log_id, checked.entry.seq, checked.digest, checked.body, checked.device_id, why)
                for checked, why in self._quarantined
            ],
        )
        self._write_heads()
        if not self.accepted:
            return
        first = take_positions(self.session, self.event_id, len(self.accepted))
        at = now_ms()
        self.session.connection().execute(
            _NEW_ENTRIES,
            [
                {
                    "log_id": checked.entry.log_id,
                    "seq": checked.entry.seq,
                    "event_id": self.event_id,
                    "ticket_id": checked.entry.ticket_id,
                    "digest": checked.digest,
                    "body": checked.body,
                    "feed_position": position,
                    "received_at": at,
                }
                for position, checked in enumerate(self.accepted, first)
            ],
        )

    def _load_cuts(self, owners: dict[str, str]) -> None:
        """Up to where the logs that are new here may count, and how many their devices have; only they ask."""
        fresh = {log_id: device_id for log_id, device_id in owners.items() if log_id not in self._heads and device_id}
        for chunk in _chunks(sorted(set(fresh.values()))):
            connection, asked = self.session.connection(), {"devices": chunk}
            held = {row.id: row.held for row in connection.execute(_CUTS, asked)}
            self._logs_of |= Counter({row.device_id: row.many for row in connection.execute(_COUNTS, asked)})
            self._cuts |= {log_id: held[owner].get(log_id, 0) for log_id, owner in fresh.items() if owner in held}

    def _load_held(self, log_id: str, first: int, last: int) -> None:
        for table in (DoorEntry, QuarantinedEntry):
            rows = self.session.execute(
                select(table.seq, table.digest).where(table.log_id == log_id, table.seq.between(first, last))
            )
            for seq, digest in rows:
                self._held.setdefault((log_id, seq), set()).add(digest)

    def _judge_repeated(self, checked: CheckedEntry) -> EntryStatus:
        entry = checked.entry
        if checked.digest in self._held.get((entry.log_id, entry.seq), ()):
            return EntryStatus.KNOWN
        self._held.setdefault((entry.log_id, entry.seq), set()).add(checked.digest)
        if checked.is_signed:
            self.forks.append(entry)
        return self._quarantine(checked, "fork" if checked.is_signed else "bad_signature")

    def _quarantine(self, checked: CheckedEntry, why: str) -> EntryStatus:
        log.warning("entry_quarantined", log_id=checked.entry.log_id, seq=checked.entry.seq, why=why)
        if checked.device_id and len(checked.body) <= LONGEST_ENTRY:
            self._quarantined.append((checked, why))
        return EntryStatus.QUARANTINED

    def _write_heads(self) -> None:
        moved = {log_id: head for log_id, head in self._heads.items() if head.has_moved}
        fresh = [
            {
                "log_id": log_id,
                "device_id": head.device_id,
                "event_id": self.event_id,
                "seq": head.seq,
                "digest": head.digest,
            }
            for log_id, head in moved.items()
            if head.is_new
        ]
        known = [
            {"log": log_id, "new_seq": head.seq, "new_digest": head.digest}
            for log_id, head in moved.items()
            if not head.is_new
        ]
        if fresh:
            self.session.connection().execute(_NEW_LOGS, fresh)
        if known:
            self.session.connection().execute(_MOVE_LOGS, known)


def device_of(log_id: str) -> str:
    """The device whose log this is, by its name."""
    return log_id.partition(".")[0]


def is_log_id(text: str) -> bool:
    """Whether ``text`` can be a log's name."""
    return _LOG_ID.fullmatch(text) is not None


def is_ticket_id(text: str) -> bool:
    """Whether ``text`` can be a ticket's id."""
    return _TICKET_ID.fullmatch(text) is not None


def check_log_id(log_id: str) -> None:
    """InvalidRequestError for what cannot be a log's name."""
    if not is_log_id(log_id):
        raise InvalidRequestError("A log's name has 1 to 100 visible ASCII characters")


def check_entries(entries: Sequence[Entry], keys: dict[str, VerifyKey]) -> list[CheckedEntry]:
    """Hash each entry and check its signature by its own device's key; about 0.1 ms each."""
    checked = []
    for entry in entries:
        digest = entry_hash(entry)
        owner = device_of(entry.log_id)
        key = keys.get(owner)
        is_signed = key is not None and is_signed_by(entry, digest, key)
        checked.append(CheckedEntry(entry, digest, encode_entry(entry), owner if key else "", is_signed=is_signed))
    return checked


def _why_not(checked: CheckedEntry, caller: Caller, head: _Head) -> str:
    """Why an entry in its right place does not count, or nothing."""
    if not checked.device_id:
        return "unknown_device"
    if not checked.is_signed:
        return "bad_signature"
    if len(checked.body) > LONGEST_ENTRY:
        return "too_long"
    if checked.entry.event != caller.event_id:
        return "other_event"
    if head.cut is not None and checked.entry.seq > head.cut:
        return REVOKED
    if head.digest not in (_UNTRUSTED, checked.entry.prev_hash):
        return "broken_chain"
    if checked.entry.ticket_id is not None and not is_ticket_id(checked.entry.ticket_id):
        return "bad_ticket_id"
    if not 0 <= past_scan_of(checked.entry).at < LAST_MOMENT:
        return "bad_time"
    return ""


def _chunks(items: list[str]) -> Iterable[list[str]]:
    return (items[at : at + _MOST_IN_A_LIST] for at in range(0, len(items), _MOST_IN_A_LIST))
