"""Every device of an event: where it stands, how it is, and whether it still counts."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.doors.models import Device, DoorLog
from server.doors.models import Gate as GateRow
from server.ids import now_ms
from sync.protocol.codec import decode_message
from sync.protocol.messages import LONGEST_WAIT_S, DeviceReport, FleetAnswer, FleetDevice
from sync.rules.gate import Gate
from sync.rules.ids import DeviceId, GateId

ONLINE_FOR_MS = (LONGEST_WAIT_S + 20) * 1000
"""A device that waits for news asks again at the latest after the longest wait; the rest is patience with networks."""


def read_fleet(session: Session, event_id: str) -> FleetAnswer:
    """The event's devices by name, also those that were revoked; the server's own place in the log is none."""
    paired = select(Device).where(Device.event_id == event_id, Device.is_desk.is_(False))
    devices = session.scalars(paired.order_by(Device.name, Device.id)).all()
    at = now_ms()
    return FleetAnswer(at, tuple(_described(session, event_id, devices, at)))


def read_device(session: Session, device_id: str) -> FleetDevice:
    """One device, which must be there."""
    device = session.get_one(Device, device_id)
    [described] = _described(session, device.event_id, [device], now_ms())
    return described


def _described(session: Session, event_id: str, devices: Sequence[Device], at: int) -> Iterator[FleetDevice]:
    raw = session.scalars(select(GateRow.rules).where(GateRow.event_id == event_id))
    gates = {gate.gate_id: gate.name for gate in (decode_message(rules, Gate) for rules in raw)}
    held = select(DoorLog.device_id, func.sum(DoorLog.seq)).where(DoorLog.event_id == event_id)
    counts = {device_id: int(count) for device_id, count in session.execute(held.group_by(DoorLog.device_id))}
    return (_device(row, gates, counts.get(row.id, 0), at) for row in devices)


def _device(row: Device, gates: Mapping[GateId, str], held: int, at: int) -> FleetDevice:
    report = msgspec.convert(row.report, DeviceReport) if row.report else None
    return FleetDevice(
        device_id=DeviceId(row.id),
        name=row.name,
        gate_id=GateId(row.gate_id),
        gate_name=gates.get(GateId(row.gate_id), ""),
        held=held,
        seen_at=row.seen_at,
        is_online=row.revoked_at is None and row.seen_at is not None and at - row.seen_at < ONLINE_FOR_MS,
        report=report or (DeviceReport(app_version=row.app_version) if row.app_version else None),
        message=row.message,
        is_message_read=not row.message or (report is not None and report.message_id >= row.message_id),
        revoked_at=row.revoked_at,
        wipe=row.is_to_wipe,
    )
