"""This device's copy of the event's set of entries, as other doors meet it: what it holds, gives and takes.

Doors are not believed as the server is. Of what they bring, an entry is taken that its own device signed, of this
event, within what counts of a revoked device, and that follows the last entry held of its log. Anything else is passed
over and holds up no other log. A second entry under a taken name is kept as evidence (``forks``).
"""

import re
from collections.abc import Iterable, Mapping

import msgspec
import structlog
from nacl.signing import VerifyKey

from sync.device.database import Connection, Store
from sync.device.epochs import keep_to_offer
from sync.device.errors import ServerGarbledError
from sync.device.forks import keep_fork
from sync.device.log_rows import cut_of, last_of
from sync.device.pairing import find_policy_in, put_policy
from sync.device.retention import follow_contacts
from sync.device.scan_log import Holding, ScanLog
from sync.protocol.codec import DecodeError
from sync.protocol.log import Reading, past_scan_of
from sync.protocol.messages import Entry, Policy, SignedPolicy
from sync.protocol.signing import CHAIN_START, entry_hash, is_signed_by, open_policy
from sync.rules.ids import DeviceId, LogId

log = structlog.get_logger()

LONGEST_ENTRY = 2_048
"""Bytes of MessagePack, as at the server: what it would not take is not passed from door to door either."""
_LOG_ID, _TICKET_ID = re.compile(r"[!-~]{1,100}"), re.compile(r"[0-9A-Z-]{1,80}")
"""As at the server too: it refuses a whole PUSH with a name that is none."""
_LAST_MOMENT = 253_402_300_800_000
"""The year 10000 in Unix ms: calendars end there."""
_VECTOR = """
SELECT log_id, min((SELECT max(seq) FROM entries WHERE entries.log_id = logs.log_id), coalesce(cut, 1 << 62))
FROM logs WHERE event_id = ? ORDER BY is_own DESC, rowid
"""
_encode = msgspec.msgpack.Encoder().encode
_decode_entry = msgspec.msgpack.Decoder(Entry).decode


class Taken(msgspec.Struct, frozen=True):
    """What became of entries that a door brought."""

    new: tuple[Entry, ...] = ()
    """Held from now on, and not before."""
    refused: int = 0
    forks: int = 0
    """Second versions of entries, seen for the first time."""


class Replica:
    """The entries of one store. Any thread may call it; StoreError where the disk does not do its part."""

    def __init__(self, store: Store, scan_log: ScanLog, authority: VerifyKey) -> None:
        """The entries of ``scan_log``'s event; policies are believed where ``authority`` signed them."""
        self._store = store
        self._scan_log = scan_log
        self._authority = authority

    def vector(self) -> dict[LogId, int]:
        """Up to where each log of the event is held and counts; logs of which nothing does are left out."""
        with self._store.reading() as connection:
            return self._vector(connection)

    def lacking(self, vector: Mapping[LogId, int], most: int) -> tuple[Entry, ...]:
        """At most ``most`` entries that someone who holds ``vector`` lacks: log by log in order, the own ones first.

        Only what could be taken there: nothing beyond a cut, and nothing behind an entry that is missing here.
        """
        found: list[Entry] = []
        with self._store.reading() as connection:
            for log_id, last in self._vector(connection).items():
                first = vector.get(log_id, 0) + 1
                if first <= last and len(found) < most:
                    found += _run(connection, log_id, first, min(last, first + most - len(found) - 1))
        return tuple(found)

    def take(self, entries: Iterable[Entry], now: Reading) -> Taken:
        """Keep what holds of ``entries``, which another door brought in any order, in one transaction."""
        good, refused = self._check(entries)
        if not good:
            return Taken(refused=refused)
        new: list[Entry] = []
        forks = 0
        with self._store.writing() as connection:
            ends: dict[LogId, tuple[int, bytes]] = {}
            for entry in sorted(good, key=lambda entry: (entry.log_id, entry.seq)):
                is_next = self._follows(connection, entry, ends)
                match self._scan_log.hold(connection, entry) if is_next else self._other(connection, entry):
                    case Holding.NEW:
                        new.append(entry)
                        ends[entry.log_id] = entry.seq, entry_hash(entry)
                    case Holding.FORK:
                        forks += keep_fork(connection, entry, is_told=False)
                    case None:
                        refused += 1
            self._scan_log.heard(now)
        return Taken(tuple(new), refused, forks)

    def take_policy(self, signed: SignedPolicy) -> bool:
        """Keep a policy that a door brought, where the authority signed it and it is newer; whether it was."""
        try:
            policy = open_policy(signed, self._authority)
        except DecodeError:
            log.warning("policy_not_believed")
            return False
        with self._store.writing() as connection:
            kept = find_policy_in(connection)
            if kept is not None and not _is_newer(policy, kept):
                return False
            self.keep_policy(connection, signed, policy)
        return True

    def opened(self, signed: SignedPolicy) -> Policy:
        """The policy inside, as the server gave it; ServerGarbledError where the event's authority did not sign it."""
        try:
            return open_policy(signed, self._authority)
        except DecodeError as error:
            raise ServerGarbledError("The server sent rules that its event's key did not sign. Sync again.") from error

    def keep_policy(self, connection: Connection, signed: SignedPolicy, policy: Policy) -> None:
        """Remember a policy that is believed, with all that follows from it, in the caller's transaction.

        One of the same epoch whose number is not higher is not taken (I11).
        """
        kept = find_policy_in(connection)
        if kept is not None and kept.epoch == policy.epoch and kept.version >= policy.version:
            return
        if kept is not None and kept.epoch != policy.epoch:
            keep_to_offer(connection)
        put_policy(connection, signed, policy, is_first=True)
        if kept is not None:
            follow_contacts(connection, kept, policy)
        self._scan_log.follow_policy(connection, policy)
        if kept is not None and kept.event.time_zone != policy.event.time_zone:
            self._scan_log.zone_changed(connection)

    def _vector(self, connection: Connection) -> dict[LogId, int]:
        rows = connection.execute(_VECTOR, (self._scan_log.event_id,))
        return {LogId(log_id): seq for log_id, seq in rows if seq}

    def _check(self, entries: Iterable[Entry]) -> tuple[list[Entry], int]:
        """The entries that are not held as they are and that their devices signed, and how many are not fit."""
        with self._store.reading() as connection:
            unknown = [entry for entry in entries if not _is_held(connection, entry)]
            policy = find_policy_in(connection) if unknown else None
        if policy is None:
            return [], len(unknown)
        keys = {door.device_id: door.public_key for door in policy.doors}
        good = [entry for entry in unknown if _is_fit(entry, policy) and _is_genuine(entry, keys)]
        return good, len(unknown) - len(good)

    def _follows(self, connection: Connection, entry: Entry, ends: dict[LogId, tuple[int, bytes]]) -> bool:
        """Whether ``entry`` is the next link of its log; nobody but this device goes on with its current one."""
        if entry.log_id not in ends:
            last = last_of(connection, entry.log_id)
            ends[entry.log_id] = (0, CHAIN_START) if last is None else (last.seq, entry_hash(last))
        seq, digest = ends[entry.log_id]
        return entry.log_id != self._scan_log.log_id and (entry.seq, entry.prev_hash) == (seq + 1, digest)

    def _other(self, connection: Connection, entry: Entry) -> Holding | None:
        """What an entry is that does not follow: a known one, a fork, or one that cannot be placed (None)."""
        if self._scan_log.find(connection, (entry.log_id, entry.seq)) is not None:
            return self._scan_log.hold(connection, entry)
        is_pruned = entry.seq <= self._scan_log.row(connection, entry.log_id).pruned
        return Holding.KNOWN if is_pruned else None


def _run(connection: Connection, log_id: LogId, first: int, last: int) -> list[Entry]:
    """The entries from ``first`` to ``last``, up to where one is missing."""
    rows = connection.execute(
        "SELECT seq, body FROM entries WHERE log_id = ? AND seq BETWEEN ? AND ? ORDER BY seq", (log_id, first, last)
    )
    found: list[Entry] = []
    for seq, body in rows:
        if seq != first + len(found):
            break
        found.append(_decode_entry(body))
    return found


def _is_held(connection: Connection, entry: Entry) -> bool:
    held = connection.execute(
        "SELECT 1 FROM entries WHERE log_id = ? AND seq = ? AND body = ?", (entry.log_id, entry.seq, _encode(entry))
    )
    return held.fetchone() is not None


def _is_fit(entry: Entry, policy: Policy) -> bool:
    """Whether the entry is of this event, of sane names, size and time, and within what counts of a revoked device."""
    if entry.event != policy.event.event_id or entry.seq < 1 or len(_encode(entry)) > LONGEST_ENTRY:
        return False
    if not _LOG_ID.fullmatch(entry.log_id):
        return False
    if entry.ticket_id is not None and not _TICKET_ID.fullmatch(entry.ticket_id):
        return False
    cut = cut_of(policy, entry.log_id)
    return (cut is None or entry.seq <= cut) and 0 <= past_scan_of(entry).at < _LAST_MOMENT


def _is_genuine(entry: Entry, keys: Mapping[DeviceId, bytes]) -> bool:
    key = keys.get(DeviceId(entry.log_id.partition(".")[0]))
    try:
        return key is not None and is_signed_by(entry, entry_hash(entry), VerifyKey(key))
    except ValueError:  # The policy names no key that could sign.
        return False


def _is_newer(policy: Policy, kept: Policy) -> bool:
    if policy.event.event_id != kept.event.event_id:
        return False
    if policy.epoch == kept.epoch:
        return policy.version > kept.version
    return policy.issued_at > kept.issued_at
