"""What a server put back to an earlier state takes back from its doors: whom it had paired, and whom it had shut out.

A signed policy is this server's own word, whoever brings it. It can only add: devices and gates that are not on record
any more, revocations, wipes and messages that were forgotten. Nothing is undone by an old one.
"""

import secrets

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.doors.authority import authority_key
from server.doors.device_tokens import token_hash
from server.doors.incidents import note_incidents
from server.doors.ingest import REVOKED, decode_entry
from server.doors.models import Device, DoorEntry, DoorLog, PolicyVersion
from server.doors.models import Gate as GateRow
from server.doors.policy import content_hash
from server.doors.quarantine import evidence, keep_evidence
from server.errors import InvalidRequestError
from server.outbox.feed import lock_feed, server_epoch, take_positions
from server.vault import Vault
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import Door, Entry, Policy, SignedPolicy
from sync.protocol.signing import open_policy


def open_own_policy(signed: SignedPolicy, vault: Vault) -> Policy:
    """The policy in ``signed``, of whichever event; DecodeError where this server did not sign it."""
    event_id = decode_message(signed.body, Policy).event.event_id
    return open_policy(signed, authority_key(vault, event_id).verify_key)


def take_back(session: Session, brought: Policy) -> None:
    """Take back what ``brought``, a policy of this server's own, says and this database has forgotten."""
    event = session.get(Event, brought.event.event_id)
    if event is None:
        raise InvalidRequestError("The policy is of an event that is not here")
    lock_feed(session, event.id)
    _take_back_gates(session, event, brought)
    late: list[Entry] = []
    for door in brought.doors:
        late += _take_back_door(session, event, door, brought.issued_at)
    session.flush()
    _number_on(session, brought)
    take_positions(session, event.id, 1)
    note_incidents(session, brought, late, late=late)


def is_of(policy: Policy, device_id: str) -> bool:
    """Whether the policy lists the device as one that may speak."""
    return any(door.device_id == device_id and door.revoked_at is None for door in policy.doors)


def _number_on(session: Session, brought: Policy) -> None:
    """Give the next policy a higher number than ``brought`` has, where both are of one epoch: doors take no lower one.

    That is a server which was put back and not told so; else its new epoch begins to number anew.
    """
    if brought.epoch == server_epoch(session):
        session.execute(
            update(PolicyVersion)
            .where(
                PolicyVersion.event_id == brought.event.event_id,
                PolicyVersion.version <= brought.version,
                PolicyVersion.content_hash != content_hash(brought),
            )
            .values(version=brought.version, content_hash=b"")
        )


def _take_back_gates(session: Session, event: Event, brought: Policy) -> None:
    known = set(session.scalars(select(GateRow.id).where(GateRow.event_id == event.id)))
    for gate in brought.gates:
        if gate.gate_id not in known:
            session.execute(
                insert(GateRow).values(
                    id=gate.gate_id,
                    organization_id=event.organization_id,
                    event_id=event.id,
                    rules=encode_message(gate),
                    created_at=brought.issued_at,
                )
            )


def _take_back_door(session: Session, event: Event, door: Door, at: int) -> list[Entry]:
    """Bring one device's row up to what the policy says; its entries that thereby count no more."""
    device = session.get(Device, door.device_id, populate_existing=True)
    if device is None:
        device = _new_row(event, door, at)
        session.add(device)
    if device.message_id < door.message_id:
        device.message_id, device.message = door.message_id, door.message
    device.is_to_wipe = device.is_to_wipe or door.wipe
    if door.revoked_at is None or device.revoked_at is not None:
        return []
    device.revoked_at, device.held = door.revoked_at, {str(log_id): seq for log_id, seq in door.held.items()}
    return _withdraw(session, device)


def _new_row(event: Event, door: Door, at: int) -> Device:
    return Device(
        id=door.device_id,
        organization_id=event.organization_id,
        event_id=event.id,
        gate_id=door.gate_id,
        name=door.name,
        app_version="",
        public_key=door.public_key,
        token_hash=token_hash(secrets.token_urlsafe()),  # Its tokens are known by themselves.
        created_at=at,
        held={},
        message_id=0,
        message="",
        is_to_wipe=False,
        is_desk=door.is_desk,
        report={},
    )


def _withdraw(session: Session, device: Device) -> list[Entry]:
    """Put what was taken in beyond a revoked device's cut into quarantine."""
    logs = session.scalars(select(DoorLog.log_id).where(DoorLog.device_id == device.id)).all()
    withdrawn: list[Entry] = []
    for log_id in logs:
        beyond = (DoorEntry.log_id == log_id, DoorEntry.seq > device.held.get(log_id, 0))
        rows = session.execute(select(DoorEntry.seq, DoorEntry.digest, DoorEntry.body).where(*beyond)).all()
        keep_evidence(session, [evidence(log_id, row.seq, row.digest, row.body, device.id, REVOKED) for row in rows])
        session.execute(delete(DoorEntry).where(*beyond))
        withdrawn += [decode_entry(row.body) for row in rows]
    return withdrawn
