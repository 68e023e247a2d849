"""What doors must know of their event beside tickets: built from the tables, numbered when it changes."""

import hashlib

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from server.catalog.models import Event as EventRow
from server.catalog.models import Offer, Product
from server.doors.models import Device, PolicyVersion
from server.doors.models import Gate as GateRow
from server.outbox.models import Feed
from server.tickets.models import SigningKey
from sync.protocol import messages
from sync.protocol.codec import decode_message, encode_message
from sync.rules.gate import Gate
from sync.rules.ids import DeviceId, EventId, EventNumber, KeyId, ProductNumber
from sync.rules.ticket import Event, TicketKey


def build_policy(session: Session, event_id: str) -> messages.Policy:
    """The event's policy as it is now, numbered as last given out; 0 where it never was."""
    row = session.get_one(EventRow, event_id)
    version = session.get(PolicyVersion, event_id)
    return messages.Policy(
        version=version.version if version else 0,
        event=_event_facts(session, row),
        gates=tuple(
            decode_message(rules, Gate)
            for rules in session.scalars(select(GateRow.rules).where(GateRow.event_id == event_id).order_by(GateRow.id))
        ),
        products=_products(session, event_id),
        doors={
            DeviceId(device): name
            for device, name in session.execute(
                select(Device.id, Device.name).where(Device.event_id == event_id).order_by(Device.id)
            )
        },
    )


def content_hash(policy: messages.Policy) -> bytes:
    """SHA-256 over all but the number."""
    return hashlib.sha256(encode_message(msgspec.structs.replace(policy, version=0))).digest()


def is_current(session: Session, policy: messages.Policy) -> bool:
    """Whether ``policy`` has the content that its number stands for."""
    version = session.get(PolicyVersion, policy.event.event_id)
    return version is not None and version.content_hash == content_hash(policy)


def number_policy(session: Session, event_id: str) -> messages.Policy:
    """The policy with a number of its own: the next one where its content changed since the last."""
    # The feed's row is the event's lock: two servers must not give one number to two contents.
    session.execute(select(Feed.position).where(Feed.event_id == event_id).with_for_update())
    policy = build_policy(session, event_id)
    if is_current(session, policy):
        return policy
    numbered = msgspec.structs.replace(policy, version=policy.version + 1)
    values = {"version": numbered.version, "content_hash": content_hash(policy)}
    if policy.version:
        session.execute(update(PolicyVersion).where(PolicyVersion.event_id == event_id).values(values))
    else:
        session.execute(insert(PolicyVersion).values(event_id=event_id, **values))
    return numbered


def _event_facts(session: Session, row: EventRow) -> Event:
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
    )


def _products(session: Session, event_id: str) -> tuple[messages.Product, ...]:
    offered = session.execute(
        select(Product.number, Product.name)
        .join(Offer, Offer.product_id == Product.id)
        .where(Offer.event_id == event_id)
        .order_by(Product.number)
    )
    return tuple(messages.Product(ProductNumber(number), name) for number, name in offered)
