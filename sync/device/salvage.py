"""Making a new store of what can be read of a damaged one: who the device is, and every entry that holds.

An entry is taken where its device signed it (or, where no key is known any more, where it hangs on its log's chain)
and nothing before it is missing that the server may lack. What lies behind such a hole is sealed to the authority, who
may have what fills it. The device begins a new log at its next start, as always, and pulls the list again; the tickets
that could be read serve until then.
"""

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

import msgspec
import sqlcipher3
import structlog
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from sync.device.carving import Carved, carve
from sync.device.database import Connection, Store, connect, put_values
from sync.device.errors import NotPairedError
from sync.device.pairing import Pairing, forget_position, put_policy
from sync.device.presence import rebuild_presence
from sync.device.rescue import seal, write_whole
from sync.device.ticket_cache import TICKET_COLUMNS, put_rows
from sync.protocol.codec import DecodeError
from sync.protocol.codec import TicketRow as Row
from sync.protocol.messages import Entry, Policy, SignedPolicy
from sync.protocol.signing import CHAIN_START, entry_hash, is_signed_by, open_policy
from sync.rules.ids import EventId, LogId

log = structlog.get_logger()

_decode_entry = msgspec.msgpack.Decoder(Entry).decode
_decode_pairing = msgspec.msgpack.Decoder(Pairing).decode
_encode = msgspec.msgpack.Encoder().encode
_MOST_VERSIONS = 20
"""Of a setting that are tried, the latest first."""
_TICKETS = "SELECT * FROM tickets ORDER BY ticket_id"

TicketRow = tuple[str | int | None, ...]


class Salvaged(msgspec.Struct, frozen=True):
    """What came out of a damaged store, checked. ``orphans`` hang on entries that are lost, and on no log here."""

    pairing: Pairing | None
    policy: SignedPolicy | None
    entries: tuple[Entry, ...]
    orphans: tuple[Entry, ...]
    confirmed: dict[LogId, int]
    """What the server was known to hold of each log."""
    tickets: tuple[TicketRow, ...]


def salvage(path: Path, secret: bytes) -> Salvaged:
    """What can be read of the database at ``path`` with its key; OSError where the file itself cannot be read."""
    tickets = _readable_tickets(path, secret)  # First: whoever opens the file brings it up to date with its log.
    records = list(carve(path, secret))
    settings = _settings(records)
    pairing = _pairing(settings["pairing"])
    signed, policy = _policy(settings["policy"], settings["policy_sig"], pairing)
    confirmed = _confirmed(records)
    entries, orphans = _entries(_versions(records), _keys(pairing, policy), confirmed)
    log.warning("store_salvaged", entries=len(entries), orphans=len(orphans), tickets=len(tickets))
    return Salvaged(pairing, signed, entries, orphans, confirmed, tickets)


def put_back(store: Store, salvaged: Salvaged) -> None:
    """Fill an empty store with what was salvaged, in one transaction."""
    pairing, policy = salvaged.pairing, salvaged.policy
    with store.writing() as connection:
        if pairing is not None and policy is not None:
            put_values(connection, pairing=_encode(pairing))
            put_policy(connection, policy, open_policy(policy, pairing.authority_key), is_first=True)
        forget_position(connection)
        _put_tickets(connection, salvaged.tickets)
        own = "" if pairing is None else pairing.device_id
        for log_id, event_id, first in _logs_of(salvaged.entries):
            confirmed = salvaged.confirmed.get(log_id, 0)
            connection.execute(
                "INSERT INTO logs (log_id, event_id, confirmed, is_own, pruned) VALUES (?, ?, ?, ?, ?)",
                (log_id, event_id, confirmed, log_id.partition(".")[0] == own or not own, min(first - 1, confirmed)),
            )
        connection.executemany(
            "INSERT INTO entries (log_id, seq, body) VALUES (?, ?, ?)",
            [(entry.log_id, entry.seq, _encode(entry)) for entry in salvaged.entries],
        )
        if pairing is not None:
            rebuild_presence(connection, pairing.event_id)


def seal_orphans(salvaged: Salvaged, folder: Path) -> Path | None:
    """Seal what hangs on lost entries as a file in ``folder`` that goes to the server by itself; None without any.

    FileTroubleError where it cannot be written.
    """
    if salvaged.pairing is None or not salvaged.pairing.authority or not salvaged.orphans:
        return None
    raw = seal(salvaged.pairing, list(salvaged.orphans))
    path = folder / f"left-{hashlib.sha256(raw).hexdigest()[:16]}.sealed"
    write_whole(path, raw)
    return path


def _settings(records: Iterable[Carved]) -> dict[str, list[bytes]]:
    """The versions of each setting that is bytes, the latest first."""
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    for record in sorted(records, key=lambda record: -record.rank):
        match record.values:
            case (str(key), bytes(value)) if value not in found[key][:_MOST_VERSIONS]:
                found[key].append(value)
    return found


def _pairing(versions: list[bytes]) -> Pairing | None:
    for version in versions[:_MOST_VERSIONS]:
        with contextlib.suppress(msgspec.DecodeError, ValueError):
            return _decode_pairing(version)
    return None


def _policy(
    bodies: list[bytes], signatures: list[bytes], pairing: Pairing | None
) -> tuple[SignedPolicy, Policy] | tuple[None, None]:
    """The latest policy that the pairing's authority signed."""
    for body in bodies[:_MOST_VERSIONS]:
        for signature in signatures[:_MOST_VERSIONS]:
            with contextlib.suppress(DecodeError, NotPairedError):
                if pairing is not None:
                    signed = SignedPolicy(body, signature)
                    return signed, open_policy(signed, pairing.authority_key)
    return None, None


def _confirmed(records: Iterable[Carved]) -> dict[LogId, int]:
    """Of each log's row the latest version; its third column says what the server was known to hold."""
    latest: dict[LogId, tuple[int, int]] = {}
    for record in records:
        match record.values:
            case (str(log_id), str(), int(confirmed), int(), *_) if "." in log_id:
                latest[LogId(log_id)] = max(latest.get(LogId(log_id), (0, 0)), (record.rank, confirmed))
    return {log_id: confirmed for log_id, (_, confirmed) in latest.items()}


def _versions(records: Iterable[Carved]) -> dict[LogId, dict[int, list[Entry]]]:
    """All entries, by log and seq; more than one of a name only after a fork or a write that was taken back."""
    found: dict[LogId, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for record in sorted(records, key=lambda record: -record.rank):
        match record.values:
            case (str(log_id), int(seq), bytes(body)):
                with contextlib.suppress(msgspec.DecodeError, ValueError):
                    entry = _decode_entry(body)
                    if (entry.log_id, entry.seq) == (log_id, seq) and entry not in found[entry.log_id][seq]:
                        found[entry.log_id][seq].append(entry)
    return found


def _keys(pairing: Pairing | None, policy: Policy | None) -> dict[str, VerifyKey]:
    keys: dict[str, VerifyKey] = {}
    for door in () if policy is None else policy.doors:
        with contextlib.suppress(CryptoError, ValueError):  # A key of another length: nothing can be signed by it.
            keys[door.device_id] = VerifyKey(door.public_key)
    if pairing is not None:
        keys[pairing.device_id] = pairing.signing_key.verify_key
    return keys


def _entries(
    logs: Mapping[LogId, Mapping[int, list[Entry]]], keys: Mapping[str, VerifyKey], confirmed: Mapping[LogId, int]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """What holds, log by log in order: what may be kept as the log, and what lies behind a hole."""
    kept: list[Entry] = []
    orphans: list[Entry] = []
    for log_id, versions in logs.items():
        key = keys.get(log_id.partition(".")[0])
        chain = _genuine(versions, key)
        reach = confirmed.get(log_id, 0)
        while reach + 1 in chain:
            reach += 1
        kept += [chain[seq] for seq in sorted(chain) if seq <= reach]
        if key is not None:
            orphans += [chain[seq] for seq in sorted(chain) if seq > reach]
    return tuple(kept), tuple(orphans)


def _genuine(versions: Mapping[int, list[Entry]], key: VerifyKey | None) -> dict[int, Entry]:
    """One entry a seq: signed by ``key`` and hanging on the one before where that is there. Without a key, all hang."""
    chain: dict[int, Entry] = {}
    for seq in sorted(versions):
        before = chain.get(seq - 1)
        linked = None if before is None else entry_hash(before)
        good = [entry for entry in versions[seq] if linked in (None, entry.prev_hash) and _is_signed(entry, key)]
        # Of two that a write taken back left, the one that the log goes on from.
        followed = {following.prev_hash for following in versions.get(seq + 1, ())}
        good.sort(key=lambda entry: entry_hash(entry) not in followed)
        if good:
            chain[seq] = good[0]
    if key is None and (1 not in chain or chain[1].prev_hash != CHAIN_START):
        return {}
    return chain


def _is_signed(entry: Entry, key: VerifyKey | None) -> bool:
    return key is None or is_signed_by(entry, entry_hash(entry), key)


def _logs_of(entries: Iterable[Entry]) -> list[tuple[LogId, EventId, int]]:
    """Each log with its event and its first seq here, in the order of their beginnings."""
    first: dict[LogId, Entry] = {}
    for entry in entries:
        if entry.log_id not in first or entry.seq < first[entry.log_id].seq:
            first[entry.log_id] = entry
    return [(entry.log_id, entry.event, entry.seq) for entry in sorted(first.values(), key=lambda entry: entry.hlc)]


def _readable_tickets(path: Path, secret: bytes) -> tuple[TicketRow, ...]:
    """The list as far as SQLite can read it, from its beginning and from its end."""
    rows: dict[object, TicketRow] = {}
    with contextlib.suppress(sqlcipher3.dbapi2.Error):
        connection = connect(path, secret)
        try:
            for query in (_TICKETS, _TICKETS + " DESC"):
                with contextlib.suppress(sqlcipher3.dbapi2.Error):
                    for row in connection.execute(query):
                        rows[row[0]] = row
        finally:
            connection.close()
    return tuple(rows.values())


def _put_tickets(connection: Connection, tickets: tuple[TicketRow, ...]) -> None:
    """Those of an older program's list are shorter: what came later stands at the end, and is not known of them."""
    lacking = ("",) * max(0, len(TICKET_COLUMNS) - (len(tickets[0]) if tickets else 0))
    put_rows(connection, [cast("Row", (*ticket, *lacking)) for ticket in tickets])
