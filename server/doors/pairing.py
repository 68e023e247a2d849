"""Gates, pairing codes and devices: who may stand at which door."""

import hashlib
import secrets
from collections.abc import Collection

import msgspec
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event, Product
from server.doors.authority import authority_key, make_ca, make_certificate
from server.doors.device_tokens import make_token, token_hash
from server.doors.errors import PairingCodeError
from server.doors.models import Device, DoorLog, PairingCode
from server.doors.models import Gate as GateRow
from server.doors.policy import number_policy
from server.errors import InvalidEventError, InvalidProductError, InvalidRequestError, NotFoundError
from server.ids import new_id, now_ms
from server.outbox.feed import lock_feed, server_epoch, take_positions
from server.vault import Vault
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.protocol.signing import sign_policy
from sync.rules.code import CROCKFORD
from sync.rules.gate import Gate
from sync.rules.ids import DeviceId, GateId, ProductNumber

PAIRING_CODE_LIFE_MS = 15 * 60_000
PAIRING_CODE_CHARACTERS = 10
"""50 bits: codes live for minutes and work once."""
LONGEST_MESSAGE = 500
_LONGEST_NAME = 80
_LONGEST_VERSION = 40
_FOLD = str.maketrans("OIL", "011", "- ")


def create_gate(session: Session, organization_id: str, gate: Gate) -> Gate:
    """Add a gate to an event of the organization; its id is drawn here, the one in ``gate`` is not used."""
    _event_of(session, organization_id, gate.event_id)
    made = msgspec.structs.replace(gate, gate_id=GateId(new_id("gat")))
    session.execute(
        insert(GateRow).values(
            id=made.gate_id,
            organization_id=organization_id,
            event_id=made.event_id,
            rules=encode_message(made),
            created_at=now_ms(),
        )
    )
    take_positions(session, made.event_id, 1)  # Wakes the doors, which then see that the policy changed.
    return made


def find_gate(session: Session, organization_id: str, gate_id: str) -> Gate:
    """The gate; NotFoundError where the organization has none of that id."""
    row = session.get(GateRow, gate_id)
    if row is None or row.organization_id != organization_id:
        raise NotFoundError("No such gate")
    return decode_message(row.rules, Gate)


def change_gate(session: Session, organization_id: str, gate: Gate) -> None:
    """Put ``gate``'s rules in the place of those its id has; NotFoundError for another organization's gate."""
    find_gate(session, organization_id, gate.gate_id)
    session.get_one(GateRow, gate.gate_id).rules = encode_message(gate)
    take_positions(session, gate.event_id, 1)


def product_numbers(session: Session, organization_id: str, ids: Collection[str]) -> tuple[ProductNumber, ...]:
    """The numbers by which gates and tokens name these products; InvalidProductError where one is not there."""
    found = session.scalars(
        select(Product.number).where(Product.organization_id == organization_id, Product.id.in_(ids))
    ).all()
    if len(found) != len(set(ids)):
        raise InvalidProductError
    return tuple(ProductNumber(number) for number in sorted(found))


def create_pairing_code(session: Session, organization_id: str, gate_id: str) -> str:
    """A code, grouped for reading aloud, that pairs one device with the gate within 15 minutes."""
    gate = session.get(GateRow, gate_id)
    if gate is None or gate.organization_id != organization_id:
        raise NotFoundError("No such gate")
    code = "".join(secrets.choice(CROCKFORD) for _ in range(PAIRING_CODE_CHARACTERS))
    session.execute(
        insert(PairingCode).values(
            code_hash=_hash(code),
            organization_id=organization_id,
            event_id=gate.event_id,
            gate_id=gate_id,
            expires_at=now_ms() + PAIRING_CODE_LIFE_MS,
            used_at=None,
        )
    )
    return f"{code[:5]}-{code[5:]}"


def enrol(session: Session, request: EnrolRequest, vault: Vault) -> EnrolAnswer:
    """Make a device of whoever holds an unused pairing code; PairingCodeError says what is wrong with it."""
    try:
        VerifyKey(request.public_key)
    except (CryptoError, ValueError) as error:
        raise InvalidRequestError("The device's key is not an Ed25519 public key") from error
    pairing = _use_code(session, request.code)
    device_id, at = DeviceId(new_id("dev")), now_ms()
    token = make_token(vault, device_id, at)
    session.execute(
        insert(Device).values(
            id=device_id,
            organization_id=pairing.organization_id,
            event_id=pairing.event_id,
            gate_id=pairing.gate_id,
            name=_clean_name(request.name),
            app_version=_printable(request.app_version)[:_LONGEST_VERSION],
            public_key=request.public_key,
            token_hash=token_hash(token),
            created_at=at,
            revoked_at=None,
        )
    )
    take_positions(session, pairing.event_id, 1)
    authority = authority_key(vault, pairing.event_id)
    return EnrolAnswer(
        device_id=device_id,
        token=token,
        gate_id=GateId(pairing.gate_id),
        organization=session.get_one(Organization, pairing.organization_id).name,
        epoch=server_epoch(session),
        policy=sign_policy(number_policy(session, pairing.event_id, vault), authority),
        authority=bytes(authority.verify_key),
        certificate=make_certificate(authority, pairing.event_id, device_id, request.public_key),
        ca=make_ca(authority, pairing.event_id),
    )


def revoke_device(session: Session, organization_id: str, device_id: str, *, wipe: bool = False) -> None:
    """Refuse the device from now on, for good; with ``wipe`` it is told to destroy its key as well.

    Of its logs counts what is held at this moment, and nothing that comes later, by whatever way.
    """
    device = _find_device(session, organization_id, device_id)
    lock_feed(session, device.event_id)  # Whatever is being pushed is held by now, or comes after.
    session.refresh(device)
    if device.revoked_at is None:
        logs = session.execute(select(DoorLog.log_id, DoorLog.seq).where(DoorLog.device_id == device_id))
        device.revoked_at, device.held = now_ms(), {row.log_id: row.seq for row in logs}
    device.is_to_wipe = device.is_to_wipe or wipe
    session.flush()
    take_positions(session, device.event_id, 1)


def message_device(session: Session, organization_id: str, device_id: str, text: str) -> int:
    """Have the device's operator read ``text`` (empty takes the last one away); the number of the message."""
    device = _find_device(session, organization_id, device_id)
    lock_feed(session, device.event_id)
    session.refresh(device)
    device.message, device.message_id = _printable(text)[:LONGEST_MESSAGE], device.message_id + 1
    session.flush()
    take_positions(session, device.event_id, 1)
    return device.message_id


def _find_device(session: Session, organization_id: str, device_id: str) -> Device:
    device = session.get(Device, device_id)
    if device is None or device.organization_id != organization_id or device.is_desk:
        raise NotFoundError("No such device")
    return device


def _use_code(session: Session, code: str) -> PairingCode:
    """The pairing that ``code`` stands for, used up by this very call."""
    used = session.execute(
        update(PairingCode)
        .where(PairingCode.code_hash == _hash(code), PairingCode.used_at.is_(None), PairingCode.expires_at > now_ms())
        .values(used_at=now_ms())
    )
    pairing = session.scalar(select(PairingCode).where(PairingCode.code_hash == _hash(code)))
    if pairing is None:
        raise PairingCodeError("This pairing code is not known. Check it, or make a new one.")
    if not used.rowcount:  # type: ignore[attr-defined]
        raise PairingCodeError("This pairing code was used or is too old. Make a new one.")
    return pairing


def _event_of(session: Session, organization_id: str, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None or event.organization_id != organization_id:
        raise InvalidEventError
    return event


def _hash(code: str) -> bytes:
    folded = code.upper().translate(_FOLD)
    return hashlib.sha256(folded.encode()).digest()


def _clean_name(name: str) -> str:
    return _printable(name)[:_LONGEST_NAME] or "Door"


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()
