"""The server's own place in an event's log: what organizers do from afar is an entry like any door's.

It is signed, goes through the same intake and travels in the same feed, so every door hears of it within a second. Its
key is derived from the server's secret and the epoch: a server that was put back to an earlier state is in another
epoch, and begins another log rather than writing the same numbers twice.
"""

import hashlib
import secrets

from nacl.signing import SigningKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.doors.access import Caller
from server.doors.authority import desk_key
from server.doors.ingest import check_entries, decode_entry
from server.doors.models import Device, DoorEntry, DoorLog, Gate
from server.doors.taking_in import take_in
from server.errors import NotFoundError
from server.ids import now_ms
from server.outbox.feed import lock_feed, server_epoch
from server.vault import Vault
from sync.protocol.log import Happening, LogHead, Reading, next_entry
from sync.protocol.messages import DESK_PREFIX, Entry, EntryStatus
from sync.rules.clock import Offset
from sync.rules.ids import LogId

DESK_NAME = "Organizer"
_BOOT_ID = "server"
_ID_DIGITS = 26


def write_as_desk(session: Session, vault: Vault, happening: Happening) -> Entry:
    """Write ``happening`` into its event's log as the server, and give the entry; the event is locked by it."""
    lock_feed(session, happening.event)
    epoch = server_epoch(session)
    key = desk_key(vault, happening.event, epoch)
    desk = _ensure_desk(session, happening.event, epoch, key)
    head = _head_of(session, LogId(f"{desk.id}.{epoch}"))
    entry, _ = next_entry(head, happening, _read_clock(), key)
    caller = Caller(desk.id, desk.organization_id, happening.event, desk.gate_id)
    [status] = take_in(session, vault, caller, check_entries((entry,), {desk.id: key.verify_key}))
    if status is not EntryStatus.ACCEPTED:
        raise RuntimeError(f"The server's own entry was {status}")
    return entry


def desk_id(event_id: str, epoch: str) -> str:
    """The id under which the server writes into the event's log in this epoch."""
    return DESK_PREFIX + hashlib.sha256(f"{event_id} {epoch}".encode()).hexdigest()[:_ID_DIGITS]


def _ensure_desk(session: Session, event_id: str, epoch: str, key: SigningKey) -> Device:
    """The desk among the event's devices, made when it is first needed; doors know its key from the policy."""
    desk = session.get(Device, desk_id(event_id, epoch))
    if desk is not None:
        return desk
    gate = session.scalar(select(Gate).where(Gate.event_id == event_id).order_by(Gate.id).limit(1))
    if gate is None:
        raise NotFoundError("This event has no gates yet")
    desk = Device(
        id=desk_id(event_id, epoch),
        organization_id=gate.organization_id,
        event_id=event_id,
        gate_id=gate.id,
        name=DESK_NAME,
        app_version="",
        public_key=bytes(key.verify_key),
        token_hash=hashlib.sha256(secrets.token_bytes(32)).digest(),  # Nobody holds this token.
        created_at=now_ms(),
        is_desk=True,
    )
    session.add(desk)
    session.flush()
    return desk


def _head_of(session: Session, log_id: LogId) -> LogHead:
    held = session.get(DoorLog, log_id)
    if held is None:
        return LogHead(log_id)
    last = session.get_one(DoorEntry, (log_id, held.seq))
    return LogHead(log_id, held.seq, held.digest, decode_entry(last.body).hlc)


def _read_clock() -> Reading:
    at = now_ms()
    return Reading(wall=at, mono=at, boot_id=_BOOT_ID, offset=Offset(offset_ms=0, error_ms=0))
