"""What follows from the entries, ticket by ticket: their scans, who is inside, and what went wrong.

Nothing here is a truth of its own: it is written in the transaction that writes the entries, and can be made from
them again. The rows are the same at every device that holds the same entries and tickets, in whatever order they came.
"""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from sync.device.database import Connection
from sync.device.ticket_cache import find_ticket
from sync.protocol.codec import STATUS_INDEX
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry
from sync.rules.door_log import Kind, PastScan, fold_ticket
from sync.rules.headcount import Headcount
from sync.rules.ids import EventId, GateId, LogId, ProductNumber, TicketId
from sync.rules.incidents import Incident, find_incidents
from sync.rules.ticket import TicketStatus

PRESENCE_FORMAT = 2
"""Rises when what a row means changes: rows of an earlier program are made anew."""
_CHANGING = (Kind.ADMIT, Kind.EXIT, Kind.VOID, Kind.NOTE)
_ACTIVE = STATUS_INDEX[TicketStatus.ACTIVE]
_ABOUT_LOG = "log "
"""Before a log's name in the place of a ticket's id: notes that speak of no ticket lie there."""
_FIND = """
SELECT p.scans, p.inside, p.gate, p.product, t.product, t.status
FROM (SELECT ? AS ticket_id) AS asked
LEFT JOIN presence AS p ON p.ticket_id = asked.ticket_id
LEFT JOIN tickets AS t ON t.ticket_id = asked.ticket_id
"""
_PUT = "INSERT OR REPLACE INTO presence (ticket_id, inside, gate, product, scans) VALUES (?, ?, ?, ?, ?)"
_IN_DOUBT = """
SELECT p.ticket_id FROM presence AS p LEFT JOIN tickets AS t ON t.ticket_id = p.ticket_id
WHERE p.gate <> '' AND (t.ticket_id IS NULL OR t.status <> ?)
UNION SELECT ticket_id FROM incidents WHERE ticket_id IS NOT NULL
"""
_encode = msgspec.msgpack.Encoder().encode
_decode_scans = msgspec.msgpack.Decoder(list[PastScan]).decode
_decode_incident = msgspec.msgpack.Decoder(Incident).decode
_decode_entry = msgspec.msgpack.Decoder(Entry).decode


class Presence:
    """The rows of one store, and the count of people beside them in memory. Methods run in the caller's transaction.

    ``load`` comes first, and again after a transaction was undone: the count may be of what never happened.
    """

    def __init__(self) -> None:
        """Nobody is inside."""
        self._people: dict[tuple[GateId, ProductNumber | None], int] = {}

    def load(self, connection: Connection) -> None:
        """Count the people inside anew."""
        rows = connection.execute("SELECT gate, product, sum(inside) FROM presence WHERE inside > 0 GROUP BY 1, 2")
        self._people = {(GateId(gate), product): people for gate, product, people in rows}

    def headcount(self) -> Headcount:
        """Who is inside, as of the last entry. Any thread may ask."""
        by_gate: dict[GateId, int] = {}
        by_product: dict[ProductNumber, int] = {}
        for (gate, product), people in self._people.copy().items():
            if people:
                by_gate[gate] = by_gate.get(gate, 0) + people
                if product is not None:
                    by_product[product] = by_product.get(product, 0) + people
        return Headcount(sum(by_gate.values()), by_gate, by_product)

    def add(self, connection: Connection, entry: Entry) -> None:
        """Let one more entry count."""
        ticket_id = _place_of(entry)
        if ticket_id is not None:
            row = _find(connection, ticket_id)
            scans = [*row.scans, past_scan_of(entry)]
            self._put(connection, ticket_id, scans, row)
            if entry.kind in _CHANGING and _may_be_wrong(scans, row):
                _find_wrong(connection, ticket_id, scans)

    def change(self, connection: Connection, added: Iterable[Entry], removed: Iterable[Entry]) -> None:
        """Let some entries count from now on and others no more, as a change of the policy demands."""
        come: dict[TicketId, dict[tuple[LogId, int], PastScan]] = {}
        gone: dict[TicketId, set[tuple[LogId, int]]] = {}
        for entry in added:
            if (ticket_id := _place_of(entry)) is not None:
                come.setdefault(ticket_id, {})[entry.log_id, entry.seq] = past_scan_of(entry)
        for entry in removed:
            if (ticket_id := _place_of(entry)) is not None:
                gone.setdefault(ticket_id, set()).add((entry.log_id, entry.seq))
        for ticket_id in come.keys() | gone.keys():
            row = _find(connection, ticket_id)
            held = {scan.name: scan for scan in row.scans} | come.get(ticket_id, {})
            scans = [scan for name, scan in held.items() if name not in gone.get(ticket_id, ())]
            self._put(connection, ticket_id, scans, row)
            _find_wrong(connection, ticket_id, scans)

    def facts_changed(self, connection: Connection, ticket_ids: Iterable[TicketId]) -> None:
        """The list says something else of these tickets than before: a product, or that one is not good any more."""
        for ticket_id in ticket_ids:
            row = _find(connection, ticket_id)
            if row.scans and row.product != row.counted_product:
                self._put(connection, ticket_id, row.scans, row)
            if _may_be_wrong(row.scans, row) or _is_wrong(connection, ticket_id):
                _find_wrong(connection, ticket_id, row.scans)

    def list_is_newer(self, connection: Connection) -> None:
        """The list is whole as of a later moment: what was let in before it and is not on it was never sold."""
        unknown = "SELECT ticket_id FROM presence WHERE product IS NULL AND gate <> ''"
        for (ticket_id,) in connection.execute(unknown).fetchall():
            _find_wrong(connection, ticket_id, scans_of(connection, ticket_id))

    def list_is_another(self, connection: Connection) -> None:
        """Another list lies in the place of the one before."""
        product = "(SELECT product FROM tickets WHERE tickets.ticket_id = presence.ticket_id)"
        connection.execute(f"UPDATE presence SET product = {product} WHERE product IS NOT {product}")  # noqa: S608
        self.rules_changed(connection)
        self.load(connection)

    def rules_changed(self, connection: Connection) -> None:
        """Look anew at every ticket with which something may be wrong by its facts or has been found wrong."""
        for (ticket_id,) in connection.execute(_IN_DOUBT, (_ACTIVE,)).fetchall():
            _find_wrong(connection, ticket_id, scans_of(connection, ticket_id))

    def _put(self, connection: Connection, ticket_id: TicketId, scans: list[PastScan], before: "_Row") -> None:
        history = fold_ticket(scans)
        gate = history.last.gate if history.last else GateId("")
        if history.inside != before.inside or gate != before.gate or before.product != before.counted_product:
            self._count(before.gate, before.counted_product, -before.inside)
            self._count(gate, before.product, history.inside)
        connection.execute(_PUT, (ticket_id, history.inside, gate, before.product, _encode(scans)))

    def _count(self, gate: GateId, product: ProductNumber | None, people: int) -> None:
        if people:
            self._people[gate, product] = self._people.get((gate, product), 0) + people


class _Row(NamedTuple):
    """One ticket's row as it is, beside what the list says of the ticket; ``status`` is None where it lacks it."""

    scans: list[PastScan]
    inside: int
    gate: GateId
    counted_product: ProductNumber | None
    product: ProductNumber | None
    status: int | None


def scans_of(connection: Connection, ticket_id: TicketId) -> list[PastScan]:
    """The scans of one ticket that count, in no promised order."""
    row = connection.execute("SELECT scans FROM presence WHERE ticket_id = ?", (ticket_id,)).fetchone()
    return [] if row is None else _decode_scans(row[0])


def notes_about(connection: Connection, log_id: LogId) -> list[PastScan]:
    """The notes that speak of a log's entries and of no ticket."""
    return scans_of(connection, TicketId(_ABOUT_LOG + log_id))


def read_incidents(connection: Connection) -> list[Incident]:
    """All that went wrong, in the order in which it happened."""
    found = [_decode_incident(body) for (body,) in connection.execute("SELECT body FROM incidents")]
    return sorted(found, key=lambda each: (each.entry.at, each.entry.log_id, each.entry.seq, each.kind))


def put_incident(connection: Connection, incident: Incident) -> None:
    """Keep an incident; the one of its name that was there before gives way."""
    entry = incident.entry
    connection.execute(
        "INSERT OR REPLACE INTO incidents (kind, log_id, seq, ticket_id, body) VALUES (?, ?, ?, ?, ?)",
        (incident.kind, entry.log_id, entry.seq, incident.ticket_id, _encode(incident)),
    )


def rebuild_presence(connection: Connection, event_id: EventId) -> None:
    """Make all rows of ``event_id`` anew from the entries held, as pairing with another event and back demands."""
    scans: dict[TicketId, list[PastScan]] = {}
    rows = connection.execute(
        "SELECT entries.body, entries.seq > logs.cut FROM entries LEFT JOIN logs ON logs.log_id = entries.log_id"
    )
    for body, is_cut in rows:
        entry = _decode_entry(body)
        ticket_id = _place_of(entry)
        if ticket_id is not None and entry.event == event_id and not is_cut:
            scans.setdefault(ticket_id, []).append(past_scan_of(entry))
    connection.execute("DELETE FROM presence")
    connection.execute("DELETE FROM incidents WHERE ticket_id IS NOT NULL")
    presence = Presence()
    for ticket_id, past in scans.items():
        row = _find(connection, ticket_id)
        presence._put(connection, ticket_id, past, row)  # noqa: SLF001  The same module.
        if _may_be_wrong(past, row):
            _find_wrong(connection, ticket_id, past)
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('presence_format', ?)", (PRESENCE_FORMAT,))


def _place_of(entry: Entry) -> TicketId | None:
    """Whose row an entry belongs to; None where it tells of nothing."""
    if entry.ticket_id is not None:
        return entry.ticket_id
    is_about_log = entry.kind is Kind.NOTE and entry.target is not None
    return TicketId(_ABOUT_LOG + entry.target[0]) if is_about_log and entry.target else None


def _find(connection: Connection, ticket_id: TicketId) -> _Row:
    scans, inside, gate, counted, product, status = connection.execute(_FIND, (ticket_id,)).fetchone()
    if scans is None:
        return _Row([], 0, GateId(""), None, product, status)
    return _Row(_decode_scans(scans), inside, GateId(gate), counted, product, status)


def _may_be_wrong(scans: list[PastScan], row: _Row) -> bool:
    """Whether an incident is possible at all: a plain admission of a good ticket is not asked further."""
    admits = sum(scan.kind is Kind.ADMIT for scan in scans)
    return admits > 1 or (admits == 1 and row.status != _ACTIVE)


def _is_wrong(connection: Connection, ticket_id: TicketId) -> bool:
    return connection.execute("SELECT 1 FROM incidents WHERE ticket_id = ?", (ticket_id,)).fetchone() is not None


def _find_wrong(connection: Connection, ticket_id: TicketId, scans: list[PastScan]) -> None:
    """Bring the incidents of one ticket up to date."""
    known = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('time_zone', 'synced_at')").fetchall())
    ticket = find_ticket(connection, ticket_id, EventId(""))
    connection.execute("DELETE FROM incidents WHERE ticket_id = ?", (ticket_id,))
    for incident in find_incidents(ticket_id, scans, ticket, known.get("time_zone") or "UTC", known.get("synced_at")):
        put_incident(connection, incident)
