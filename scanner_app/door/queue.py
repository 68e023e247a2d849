"""What is not known to be on the server, page by page, and why each entry waits. No Qt."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from scanner_app.door.book import door_name, gate_name
from scanner_app.door.paired import Paired
from scanner_app.door.station import Station
from sync.device.sealed import left_behind
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry
from sync.rules.door_log import Kind
from sync.rules.ids import EventId, TicketId

_WAITING = """
FROM logs JOIN entries USING (log_id)
WHERE event_id = ? AND seq > max(confirmed, pruned)
"""
# What this device wrote comes first, and of that the newest or the oldest.
_PAGE = (
    "SELECT is_own, is_set_aside, body"
    + _WAITING
    + "ORDER BY is_own DESC, logs.rowid {way}, seq {way} LIMIT ? OFFSET ?"
)
_COUNTS = "SELECT is_own, is_set_aside, count(*)" + _WAITING + "GROUP BY 1, 2"
_OWN = "SELECT count(*)" + _WAITING + "AND is_own"
_ELSEWHERE = """
SELECT count(*) FROM logs JOIN entries USING (log_id)
WHERE event_id <> ? AND is_own AND seq > max(confirmed, pruned)
"""
_decode_entry = msgspec.msgpack.Decoder(Entry).decode


class Why(StrEnum):
    """Why an entry is not on the server, as far as this device knows."""

    NOT_SENT = "not_sent"
    """It goes up by itself with the next contact."""
    KEPT_ASIDE = "kept_aside"
    """The server does not know the device that wrote it."""
    CARRIED = "carried"
    """Another door's, brought along for the server."""
    CARRIED_ASIDE = "carried_aside"
    """Another door's, and the server does not know that door."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry that waits. ``at`` is corrected Unix ms; names are empty where they are not known."""

    why: Why
    at: int
    kind: Kind
    ticket_id: TicketId | None
    people: int = 1
    gate: str = ""
    door: str = ""
    is_training: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """How much waits altogether, and one page of it."""

    counts: dict[Why, int]
    rows: tuple[Waiting, ...]
    has_sealed_copy: bool = False
    """Whether a copy that only the organizer can open lies beside the store, against its loss."""
    sealed_left: int = 0
    """Sealed files that lost or wiped stores left, for the server to take."""
    of_other_events: int = 0
    """Entries of events that this device was paired with before."""

    @property
    def total(self) -> int:
        """How many entries of the event wait."""
        return sum(self.counts.values())


def look_at_queue(station: Station, most: int, skip: int = 0, *, newest_first: bool = True) -> Queue:
    """At most ``most`` of the entries that wait, after the first ``skip``. NotPairedError, StoreError."""
    place = station.place()
    event_id = place.pairing.event_id
    page = _PAGE.format(way="DESC" if newest_first else "ASC")
    with station.store.reading() as connection:
        counted = connection.execute(_COUNTS, (event_id,)).fetchall()
        found = connection.execute(page, (event_id, most, skip)).fetchall()
        elsewhere = connection.execute(_ELSEWHERE, (event_id,)).fetchone()[0]
    return Queue(
        counts={_why(is_own, is_aside): count for is_own, is_aside, count in counted},
        rows=tuple(_row(place, _why(is_own, is_aside), _decode_entry(body)) for is_own, is_aside, body in found),
        has_sealed_copy=place.sealed.path.exists(),
        sealed_left=len(left_behind(station.store.path.parent)),
        of_other_events=elsewhere,
    )


def waiting_of(station: Station, event_id: EventId) -> int:
    """How many own entries of an event are not known to be on its server."""
    with station.store.reading() as connection:
        return int(connection.execute(_OWN, (event_id,)).fetchone()[0])


def _why(is_own: int, is_set_aside: int) -> Why:
    if is_own:
        return Why.KEPT_ASIDE if is_set_aside else Why.NOT_SENT
    return Why.CARRIED_ASIDE if is_set_aside else Why.CARRIED


def _row(place: Paired, why: Why, entry: Entry) -> Waiting:
    policy = place.session.policy
    return Waiting(
        why=why,
        at=past_scan_of(entry).at,
        kind=entry.kind,
        ticket_id=entry.ticket_id,
        people=entry.people,
        gate=gate_name(policy, entry.gate),
        door=door_name(policy, entry.log_id),
        is_training=entry.training,
    )
