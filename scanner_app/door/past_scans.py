"""This device's own scans out of its log, the newest first, a page at a time: a night has a hundred thousand. No Qt."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from scanner_app.door.book import gate_name, product_name
from scanner_app.door.shown import EntryName
from scanner_app.door.station import Station
from scanner_app.door.ticket_history import reason_of
from sync.device.database import Connection
from sync.device.past import answer_to
from sync.device.ticket_cache import find_ticket
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry, Policy
from sync.rules.door_log import Kind
from sync.rules.ids import LogId, TicketId
from sync.rules.verdict import Basis, Reason

PAGE = 100
READ_AT_ONCE = 2_000
"""Entries looked through for one page: where few are wanted, whoever else reads the store waits for no more."""
_SCANS = (Kind.ADMIT, Kind.DENY, Kind.EXIT)
_decode = msgspec.msgpack.Decoder(Entry).decode
_OLDER = "SELECT body FROM entries WHERE log_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
_FROM_THE_END = 2**62


class Wanted(StrEnum):
    """Which scans are listed."""

    ALL = "all"
    ADMITTED = "admitted"
    REFUSED = "refused"
    BY_HAND = "by_hand"
    """What somebody gave their name for: let in by hand, or by a manager."""


@dataclass(frozen=True, slots=True)
class OwnScan:
    """One scan of this device. Texts are empty where nothing is known; ``at`` is corrected Unix ms."""

    name: EntryName
    kind: Kind
    at: int
    ticket_id: TicketId | None
    reason: Reason | None
    holder: str = ""
    ticket_type: str = ""
    gate: str = ""
    operator: str = ""
    people: int = 1
    basis: Basis = Basis.LOCAL
    is_training: bool = False
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class ScanPage:
    """Some scans, the newest first. ``after`` asks for what follows, None at the end of the log.

    A page may be short, even empty, and not the last: so far it has looked.
    """

    scans: tuple[OwnScan, ...]
    after: EntryName | None


def read_scans(
    station: Station, wanted: Wanted = Wanted.ALL, after: EntryName | None = None, most: int = PAGE
) -> ScanPage:
    """At most ``most`` scans older than ``after``; a DeviceError where the store cannot be read."""
    place = station.place()
    chains = list(reversed(place.scan_log.own_log_ids()))
    if after is not None:
        chains = chains[chains.index(after[0]) :] if after[0] in chains else []
    found: list[Entry] = []
    with station.store.reading() as connection:
        following = _look_through(connection, chains, after, wanted, found, most)
        policy = place.session.policy
        scans = tuple(_shown(station, connection, entry, policy) for entry in found)
    return ScanPage(scans, following)


def _look_through(
    connection: Connection, chains: list[LogId], after: EntryName | None, wanted: Wanted, found: list[Entry], most: int
) -> EntryName | None:
    """Put what is wanted into ``found``, and say where to go on; None where there is nothing more."""
    looked = 0
    for log_id in chains:
        before = after[1] if after is not None and after[0] == log_id else _FROM_THE_END
        for (body,) in connection.execute(_OLDER, (log_id, before, READ_AT_ONCE - looked)):
            entry = _decode(body)
            looked += 1
            if _is_wanted(entry, wanted):
                found.append(entry)
            if len(found) == most or looked == READ_AT_ONCE:
                return entry.log_id, entry.seq
    return None


def _is_wanted(entry: Entry, wanted: Wanted) -> bool:
    if wanted is Wanted.ADMITTED:
        return entry.kind is Kind.ADMIT
    if wanted is Wanted.REFUSED:
        return entry.kind is Kind.DENY
    return entry.kind in _SCANS and (wanted is Wanted.ALL or bool(entry.operator))


def _shown(station: Station, connection: Connection, entry: Entry, policy: Policy) -> OwnScan:
    ticket, is_undone = None, False
    if entry.ticket_id is not None:
        ticket = find_ticket(connection, entry.ticket_id, policy.event.event_id)
        past = station.scan_log.scans(connection, entry.ticket_id)
        is_undone = answer_to(past, (entry.log_id, entry.seq), Kind.VOID) is not None
    return OwnScan(
        name=(entry.log_id, entry.seq),
        kind=entry.kind,
        at=past_scan_of(entry).at,
        ticket_id=entry.ticket_id,
        reason=reason_of(entry),
        holder="" if ticket is None else ticket.holder,
        ticket_type="" if ticket is None else product_name(policy, ticket.product),
        gate=gate_name(policy, entry.gate),
        operator=entry.operator,
        people=entry.people,
        basis=entry.basis,
        is_training=entry.training,
        is_undone=is_undone,
    )
