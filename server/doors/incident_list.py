"""Incidents as organizers see them: read a page at a time with the names of doors and gates, and acknowledged."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from server.accounts.gatekeeper import Caller
from server.accounts.models import ApiKey, User
from server.doors.desk_log import write_as_desk
from server.doors.incidents import decode_incident
from server.doors.ingest import decode_entry, device_of
from server.doors.models import Device, DoorEntry, Gate
from server.doors.models import Incident as IncidentRow
from server.doors.schemas import Acknowledgement, IncidentEntry, IncidentList, IncidentObject
from server.errors import InvalidRequestError, NotFoundError
from server.outbox.feed import lock_feed
from server.vault import Vault
from sync.protocol.codec import decode_message
from sync.protocol.log import Happening
from sync.rules import gate as rules
from sync.rules.door_log import Kind, PastScan
from sync.rules.gate import Direction
from sync.rules.ids import EventId
from sync.rules.incidents import ACKNOWLEDGED, Incident
from sync.rules.verdict import Basis

_LONGEST_NAME = 80


def read_incidents(
    session: Session, event_id: str, *, is_open: bool | None, cursor: str | None, limit: int
) -> IncidentList:
    """The event's incidents, latest first, after ``cursor``; only open or only acknowledged ones where asked."""
    statement = select(IncidentRow).where(IncidentRow.event_id == event_id)
    if is_open is not None:
        statement = statement.where(IncidentRow.acknowledged_at.is_(None) == is_open)
    if cursor is not None:
        at, incident_id = _read_cursor(cursor)
        statement = statement.where(
            (IncidentRow.at < at) | ((IncidentRow.at == at) & (IncidentRow.id < incident_id)),
        )
    newest = statement.order_by(IncidentRow.at.desc(), IncidentRow.id.desc()).limit(limit + 1)
    rows = session.scalars(newest).all()
    page = rows[:limit]
    return IncidentList(
        open=_count_open(session, event_id),
        incidents=_objects(session, event_id, page),
        nextCursor=f"{page[-1].at}-{page[-1].id}" if len(rows) > limit else None,
    )


def acknowledge(session: Session, vault: Vault, caller: Caller, event_id: str, incident_id: str) -> IncidentObject:
    """Say in the log that somebody dealt with the incident; saying it again changes nothing."""
    lock_feed(session, event_id)
    row = _find(session, event_id, incident_id)
    if row.acknowledged_at is None:
        incident = decode_incident(row.body)
        write_as_desk(
            session,
            vault,
            Happening(
                event=EventId(event_id),
                ticket_id=incident.ticket_id,
                kind=Kind.NOTE,
                basis=Basis.SERVER,
                gate=incident.entry.gate,
                direction=Direction.LOOK,
                reason=ACKNOWLEDGED,
                operator=_name_of(session, caller),
                target=incident.entry.name,
            ),
        )
        session.expire(row)
        row = _find(session, event_id, incident_id)
    [answer] = _objects(session, event_id, [row])
    return answer


def _find(session: Session, event_id: str, incident_id: str) -> IncidentRow:
    found = session.scalar(select(IncidentRow).where(IncidentRow.id == incident_id, IncidentRow.event_id == event_id))
    if found is None:
        raise NotFoundError("No such incident; it may have been undone at the door")
    return found


def _name_of(session: Session, caller: Caller) -> str:
    """Who acts, as doors show it: a person's name, else the name of the key."""
    if caller.user_id is not None:
        return session.get_one(User, caller.user_id).name[:_LONGEST_NAME]
    key = session.get(ApiKey, caller.key_id)
    return (key.name if key is not None else "")[:_LONGEST_NAME]


def _count_open(session: Session, event_id: str) -> int:
    counted = select(func.count()).where(IncidentRow.event_id == event_id, IncidentRow.acknowledged_at.is_(None))
    return session.scalar(counted) or 0


def _objects(session: Session, event_id: str, rows: Sequence[IncidentRow]) -> list[IncidentObject]:
    incidents = [decode_incident(row.body) for row in rows]
    names = _Names(session, event_id, incidents)
    return [
        IncidentObject(
            id=row.id,
            kind=row.kind,
            ticketId=row.ticket_id,
            at=row.at,
            foundAt=row.found_at,
            isOrderUncertain=incident.is_order_uncertain,
            entry=names.entry(incident.entry),
            against=names.entry(incident.against) if incident.against is not None else None,
            acknowledged=names.acknowledgement(incident.acknowledged, row.acknowledged_by),
        )
        for row, incident in zip(rows, incidents, strict=True)
    ]


class _Names:
    """What a page of incidents needs to be readable: the names of its doors and gates, and who stood there."""

    def __init__(self, session: Session, event_id: str, incidents: Sequence[Incident]) -> None:
        scans = [scan for incident in incidents for scan in (incident.entry, incident.against) if scan is not None]
        notes = [incident.acknowledged for incident in incidents if incident.acknowledged is not None]
        devices = {device_of(scan.log_id) for scan in (*scans, *notes)}
        named = select(Device.id, Device.name).where(Device.id.in_(devices))
        self._devices = dict(session.execute(named).tuples().all())
        gates = session.scalars(select(Gate.rules).where(Gate.event_id == event_id)) if scans else ()
        self._gates = {gate.gate_id: gate.name for gate in (decode_message(raw, rules.Gate) for raw in gates)}
        self._operators = _operators(session, scans)

    def entry(self, scan: PastScan) -> IncidentEntry:
        device_id = device_of(scan.log_id)
        return IncidentEntry(
            logId=scan.log_id,
            seq=scan.seq,
            at=scan.at,
            errorMs=scan.at_error,
            kind=scan.kind.value,
            basis=scan.basis.value,
            people=scan.people,
            gateId=scan.gate,
            gateName=self._gates.get(scan.gate, ""),
            deviceId=device_id,
            deviceName=self._devices.get(device_id, ""),
            operator=self._operators.get(scan.name, ""),
        )

    def acknowledgement(self, note: PastScan | None, by: str) -> Acknowledgement | None:
        if note is None:
            return None
        device_id = device_of(note.log_id)
        return Acknowledgement(at=note.at, by=by, deviceId=device_id, deviceName=self._devices.get(device_id, ""))


def _operators(session: Session, scans: Iterable[PastScan]) -> dict[Any, str]:
    names = [scan.name for scan in scans]
    bodies = session.scalars(select(DoorEntry.body).where(tuple_(DoorEntry.log_id, DoorEntry.seq).in_(names)))
    return {(entry.log_id, entry.seq): entry.operator for entry in map(decode_entry, bodies)}


def _read_cursor(cursor: str) -> tuple[int, str]:
    at, _, incident_id = cursor.partition("-")
    if not at.isascii() or not at.isdigit() or len(at) > 18:
        raise InvalidRequestError("cursor: is not a nextCursor of this list")
    return int(at), incident_id
