"""Incidents, kept in step with the log: what the rules find in it is written in the transaction that changes it.

They are what every door computes from the same entries (sync/rules/incidents.py), and two kinds that only the server
can see: a log in two versions, and entries of a device that came after it was revoked. Nothing here is the truth: the
rows follow from the entries and the tickets, and a void or a changed ticket takes them away again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import Text, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.doors.facts import TICKET_COLUMNS, ticket_of_row
from server.doors.ingest import LAST_MOMENT, LONGEST_ENTRY, decode_entry, encode_entry, is_log_id, is_ticket_id
from server.doors.models import DoorEntry
from server.doors.models import Incident as IncidentRow
from server.ids import now_ms
from server.text import clean_line
from server.tickets.models import Ticket as TicketRow
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry, Policy
from sync.rules.door_log import Kind, PastScan
from sync.rules.ids import LARGEST_WHOLE, EventId, GateId, LogId, TicketId
from sync.rules.incidents import ACKNOWLEDGED, Incident, IncidentKind, find_incidents
from sync.rules.ticket import Ticket, TicketStatus

_ID_DIGITS = 26
_LONGEST_NAME = 80
_LIST_IS_WHOLE = LARGEST_WHOLE
"""The server's own list of tickets lacks none at any moment."""
_TELLING = (Kind.ADMIT, Kind.EXIT, Kind.VOID)
"""What can make or unmake an incident; so can notes that acknowledge."""
_MOST_IN_A_LIST = 500
_Name = tuple[LogId, int]
_Key = tuple[str, str, int]

_entries, _incidents, _tickets = DoorEntry.__table__, IncidentRow.__table__, TicketRow.__table__
_IDS, _EVENT = bindparam("ids", expanding=True, type_=Text()), bindparam("event", type_=Text())
_BODIES = select(_entries.c.body).where(_entries.c.ticket_id.in_(_IDS), _entries.c.event_id == _EVENT)
_FACTS = TICKET_COLUMNS.where(_tickets.c.id.in_(_IDS), _tickets.c.event_id == _EVENT)
_KNOWN = select(_incidents).where(_incidents.c.ticket_id.in_(_IDS), _incidents.c.event_id == _EVENT)
_NAMED = (
    (_incidents.c.kind == bindparam("of_kind"))
    & (_incidents.c.log_id == bindparam("of_log"))
    & (_incidents.c.seq == bindparam("of_seq"))
)
_ADD, _DROP = insert(IncidentRow), delete(IncidentRow).where(_NAMED)
_CHANGE = (
    update(IncidentRow)
    .where(_NAMED)
    .values(
        at=bindparam("new_at"),
        body=bindparam("new_body"),
        acknowledged_at=bindparam("new_acknowledged_at"),
        acknowledged_by=bindparam("new_acknowledged_by"),
    )
)
encode_incident = msgspec.msgpack.Encoder().encode
decode_incident = msgspec.msgpack.Decoder(Incident).decode


def note_incidents(
    session: Session,
    policy: Policy,
    entries: Iterable[Entry],
    *,
    forks: Iterable[Entry] = (),
    late: Iterable[Entry] = (),
) -> None:
    """Bring the event's incidents up to date after ``entries`` were written; call it last in their transaction.

    ``forks`` are signed entries under a name that another one has; ``late`` are entries of a revoked device beyond
    what counts, also such as counted until now. The event must be locked. A ticket with one admission and nothing
    against it costs no write.
    """
    event, late = policy.event, list(late)
    told = [entry for entry in entries if not entry.training and (entry.kind in _TELLING or _is_note(entry))]
    withdrawn = {entry.ticket_id for entry in late if entry.ticket_id is not None and is_ticket_id(entry.ticket_id)}
    touched = {entry.ticket_id for entry in told if entry.ticket_id is not None} - withdrawn
    _bring_up_to_date(session, event.event_id, event.time_zone, touched)
    _bring_up_to_date(session, event.event_id, event.time_zone, withdrawn, are_changed=True)
    _note_logs(session, event.event_id, IncidentKind.FORKED_LOG, forks)
    _note_logs(session, event.event_id, IncidentKind.REVOKED_DEVICE, late)
    for note in told:
        if note.ticket_id is None:
            _acknowledge_log(session, event.event_id, note)


def note_changed_tickets(session: Session, event_id: str, ticket_ids: Collection[str]) -> None:
    """The same after tickets became good or stopped being so; the event's feed must be locked."""
    if ticket_ids:
        time_zone = session.scalar(select(Event.time_zone).where(Event.id == event_id)) or "UTC"
        _bring_up_to_date(session, EventId(event_id), time_zone, ticket_ids, are_changed=True)


def incident_id(kind: str, log_id: str, seq: int) -> str:
    """The name that addresses and answers have for an incident; the same whenever it is found again."""
    return f"inc_{hashlib.sha256(f'{kind} {seq} {log_id}'.encode()).hexdigest()[:_ID_DIGITS]}"


def _bring_up_to_date(
    session: Session, event_id: EventId, time_zone: str, ticket_ids: Collection[str], *, are_changed: bool = False
) -> None:
    listed = sorted(ticket_ids)
    for at in range(0, len(listed), _MOST_IN_A_LIST):
        _look_at(session, event_id, time_zone, listed[at : at + _MOST_IN_A_LIST], are_changed=are_changed)


def _look_at(session: Session, event_id: EventId, time_zone: str, ticket_ids: list[str], *, are_changed: bool) -> None:
    connection, asked = session.connection(), {"ids": ticket_ids, "event": event_id}
    of_ticket: defaultdict[str, list[Entry]] = defaultdict(list)
    for (body,) in connection.execute(_BODIES, asked):
        entry = decode_entry(body)
        of_ticket[entry.ticket_id or ""].append(entry)
    if not of_ticket and not are_changed:
        return
    facts = {row.id: ticket_of_row(row, event_id) for row in connection.execute(_FACTS, asked)}
    telling = [
        ticket_id
        for ticket_id in ticket_ids
        if are_changed or not _is_plain(of_ticket[ticket_id], facts.get(TicketId(ticket_id)))
    ]
    if not telling:
        return
    known = {_key(row): row for row in connection.execute(_KNOWN, {"ids": telling, "event": event_id})}
    found: dict[_Key, dict[str, Any]] = {}
    for ticket_id in telling:
        entries, name = of_ticket[ticket_id], TicketId(ticket_id)
        incidents = find_incidents(
            name, map(past_scan_of, entries), facts.get(name), time_zone, known_at=_LIST_IS_WHOLE
        )
        operators = {(entry.log_id, entry.seq): entry.operator for entry in entries if _is_note(entry)}
        rows = (_row(event_id, incident, operators) for incident in incidents)
        found |= {(row["kind"], row["log_id"], row["seq"]): row for row in rows}
    _write(session, known, found)


def _is_plain(entries: list[Entry], ticket: Ticket | None) -> bool:
    """Whether a ticket cannot have an incident nor ever had one: nearly all of them at nearly all times."""
    is_good = ticket is not None and ticket.status is TicketStatus.ACTIVE and ticket.status_since is None
    kinds = [entry.kind for entry in entries if not entry.training]
    return is_good and kinds.count(Kind.ADMIT) <= 1 and Kind.VOID not in kinds


def _write(session: Session, known: dict[_Key, Any], found: dict[_Key, dict[str, Any]]) -> None:
    connection = session.connection()
    gone = [_named(key) for key in known.keys() - found.keys()]
    fresh = [row for key, row in found.items() if key not in known]
    changed = [_changes(key, row) for key, row in found.items() if key in known and known[key].body != row["body"]]
    if gone:
        connection.execute(_DROP, gone)
    if fresh:
        connection.execute(_ADD, fresh)
    if changed:
        connection.execute(_CHANGE, changed)


def _note_logs(session: Session, event_id: EventId, kind: IncidentKind, entries: Iterable[Entry]) -> None:
    """One incident a log, under the name of the first such entry that was seen."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.log_id not in first or entry.seq < first[entry.log_id].seq:
            first[entry.log_id] = entry
    if not first:
        return
    noted = select(_incidents.c.log_id).where(_incidents.c.kind == kind, _incidents.c.log_id.in_(first))
    for log_id in first.keys() - set(session.connection().scalars(noted)):
        _note_log(session, event_id, kind, first[log_id])


def _note_log(session: Session, event_id: EventId, kind: IncidentKind, entry: Entry) -> None:
    name = entry.log_id, entry.seq
    counted = session.get(DoorEntry, name)
    against = past_scan_of(decode_entry(counted.body)) if counted is not None else None
    unticketed = select(_entries.c.body).where(_entries.c.event_id == event_id, _entries.c.ticket_id.is_(None))
    seen = [decode_entry(body) for body in session.connection().scalars(unticketed)]
    notes = [note for note in seen if _is_note(note) and note.target == name]
    first = min(notes, key=lambda note: (past_scan_of(note).at, note.log_id, note.seq), default=None)
    acknowledged = past_scan_of(first) if first is not None else None
    incident = Incident(kind, None, _as_listed(entry), against, acknowledged=acknowledged)
    operators = {(note.log_id, note.seq): note.operator for note in notes}
    session.connection().execute(_ADD, _row(event_id, incident, operators))


def _acknowledge_log(session: Session, event_id: EventId, note: Entry) -> None:
    if note.target is None or not is_log_id(note.target[0]):
        return
    log_id, seq = note.target
    named = select(_incidents).where(
        _incidents.c.event_id == event_id,
        _incidents.c.ticket_id.is_(None),
        _incidents.c.log_id == log_id,
        _incidents.c.seq == seq,
        _incidents.c.acknowledged_at.is_(None),
    )
    operators = {(note.log_id, note.seq): note.operator}
    for row in session.connection().execute(named).all():
        incident = msgspec.structs.replace(decode_incident(row.body), acknowledged=past_scan_of(note))
        session.connection().execute(_CHANGE, _changes(_key(row), _row(event_id, incident, operators)))


def _as_listed(entry: Entry) -> PastScan:
    """What a list shows of an entry that does not count: its device may have signed any time and any length of text."""
    scan = past_scan_of(entry)
    scan = msgspec.structs.replace(scan, at=min(max(scan.at, 0), LAST_MOMENT - 1))
    if len(encode_entry(entry)) > LONGEST_ENTRY:
        scan = msgspec.structs.replace(scan, gate=GateId(""), reason="", rule="", target=None, voids=None)
    return scan


def _is_note(entry: Entry) -> bool:
    return entry.kind is Kind.NOTE and entry.reason == ACKNOWLEDGED


def _row(event_id: str, incident: Incident, operators: dict[_Name, str]) -> dict[str, Any]:
    entry, note = incident.entry, incident.acknowledged
    return {
        "id": incident_id(incident.kind, entry.log_id, entry.seq),
        "kind": incident.kind.value,
        "log_id": entry.log_id,
        "seq": entry.seq,
        "event_id": event_id,
        "ticket_id": incident.ticket_id,
        "at": entry.at,
        "body": encode_incident(incident),
        "found_at": now_ms(),
        "acknowledged_at": note.at if note is not None else None,
        "acknowledged_by": clean_line(operators.get(note.name, ""))[:_LONGEST_NAME] if note is not None else "",
    }


def _changes(key: _Key, row: dict[str, Any]) -> dict[str, Any]:
    columns = ("at", "body", "acknowledged_at", "acknowledged_by")
    return _named(key) | {f"new_{column}": row[column] for column in columns}


def _named(key: _Key) -> dict[str, Any]:
    kind, log_id, seq = key
    return {"of_kind": kind, "of_log": log_id, "of_seq": seq}


def _key(row: Any) -> _Key:  # noqa: ANN401  A row of any statement on the table.
    return row.kind, row.log_id, row.seq
