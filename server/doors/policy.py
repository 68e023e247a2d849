"""What doors must know of their event beside tickets: built from the tables, numbered when it changes."""

import hashlib

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from server.catalog.models import Event as EventRow
from server.catalog.models import Offer, Product
from server.doors.authority import rotation_key
from server.doors.models import Device, PolicyVersion
from server.doors.models import Gate as GateRow
from server.ids import now_ms
from server.outbox.feed import lock_feed, server_epoch
from server.tickets.models import SigningKey
from server.vault import Vault
from sync.protocol import messages
from sync.protocol.codec import decode_message, encode_message
from sync.rules.gate import Gate
from sync.rules.ids import DeviceId, EventId, EventNumber, GateId, KeyId, LogId, ProductNumber
from sync.rules.ticket import Event, Rotation, TicketKey

_CLOSED = ("cancelled", "ended")


def build_policy(session: Session, event_id: str, vault: Vault) -> messages.Policy:
    """The event's policy as it is now, numbered as last given out; 0 where it never was."""
    row = session.get_one(EventRow, event_id)
    version = session.get(PolicyVersion, event_id)
    return messages.Policy(
        version=version.version if version else 0,
        epoch=server_epoch(session),
        issued_at=version.issued_at if version else 0,
        event=event_facts(session, row, vault),
        gates=tuple(
            decode_message(rules, Gate)
            for rules in session.scalars(select(GateRow.rules).where(GateRow.event_id == event_id).order_by(GateRow.id))
        ),
        products=_products(session, event_id),
        doors=tuple(map(_door, session.scalars(select(Device).where(Device.event_id == event_id).order_by(Device.id)))),
        pin_hash=row.pin_hash,
        keep_names_days=row.keep_names_days,
        knows_contacts=row.door_contacts,
    )


def notice_of(policy: messages.Policy, device_id: str) -> messages.Policy:
    """What a revoked device may still read: that it is revoked, and whether it is to wipe itself.

    It holds nothing new for a thief. Its number is 0 and it was given in 1970, so no door takes it for its policy.
    """
    own = tuple(door for door in policy.doors if door.device_id == device_id)
    bare = msgspec.structs.replace(policy.event, keys=(), rotation=Rotation.OFF, rotation_key=b"")
    return msgspec.structs.replace(
        policy, version=0, issued_at=0, event=bare, gates=(), products=(), doors=own, pin_hash=""
    )


def content_hash(policy: messages.Policy) -> bytes:
    """SHA-256 over all but the number and when it was given."""
    return hashlib.sha256(encode_message(msgspec.structs.replace(policy, version=0, issued_at=0))).digest()


def is_current(session: Session, policy: messages.Policy) -> bool:
    """Whether ``policy`` has the content that its number stands for."""
    version = session.get(PolicyVersion, policy.event.event_id)
    return version is not None and version.content_hash == content_hash(policy)


def number_policy(session: Session, event_id: str, vault: Vault) -> messages.Policy:
    """The policy with a number of its own: the next one where its content changed since the last."""
    lock_feed(session, event_id)  # Two servers must not give one number to two contents.
    policy = build_policy(session, event_id, vault)
    if is_current(session, policy):
        return policy
    numbered = msgspec.structs.replace(policy, version=policy.version + 1, issued_at=now_ms())
    values = {
        "version": numbered.version,
        "content_hash": content_hash(policy),
        "issued_at": numbered.issued_at,
    }
    if policy.version:
        session.execute(update(PolicyVersion).where(PolicyVersion.event_id == event_id).values(values))
    else:
        session.execute(insert(PolicyVersion).values(event_id=event_id, **values))
    return numbered


def _door(device: Device) -> messages.Door:
    return messages.Door(
        device_id=DeviceId(device.id),
        name=device.name,
        public_key=device.public_key,
        gate_id=GateId(device.gate_id),
        revoked_at=device.revoked_at,
        held={LogId(log_id): seq for log_id, seq in sorted(device.held.items())},
        wipe=device.is_to_wipe,
        message=device.message,
        message_id=device.message_id,
    )


def event_facts(session: Session, row: EventRow, vault: Vault) -> Event:
    """What doors know of the event itself."""
    keys = session.execute(
        select(SigningKey.id, SigningKey.public_key)
        .where(SigningKey.organization_id == row.organization_id)
        .order_by(SigningKey.id)
    )
    return Event(
        event_id=EventId(row.id),
        number=EventNumber(row.number),
        name=row.name,
        code_prefix=row.code_prefix,
        keys=tuple(TicketKey(KeyId(key_id), public_key) for key_id, public_key in keys),
        time_zone=row.time_zone,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        capacity=row.capacity,
        is_closed=row.status in _CLOSED,
        rotation=Rotation(row.rotation),
        rotation_key=b"" if row.rotation == Rotation.OFF else rotation_key(vault, row.id),
        code_formats=tuple(row.code_formats),
    )


def _products(session: Session, event_id: str) -> tuple[messages.Product, ...]:
    offered = session.execute(
        select(Product.number, Product.name)
        .join(Offer, Offer.product_id == Product.id)
        .where(Offer.event_id == event_id)
        .order_by(Product.number)
    )
    return tuple(messages.Product(ProductNumber(number), name) for number, name in offered)
