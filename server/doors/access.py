"""Who a request comes from: the device behind a token, remembered for a moment."""

import time
from dataclasses import dataclass

from nacl.signing import VerifyKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.database import Database
from server.doors.errors import DeviceUnknownError
from server.doors.models import Device
from server.doors.pairing import token_hash

MEMORY_S = 1.0
"""How long a revoked device may still be believed."""
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    """A device that proved itself, and the one event it may speak of."""

    device_id: str
    organization_id: str
    event_id: str
    gate_id: str


class Access:
    """Looks devices up by token and by id."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._callers: dict[bytes, tuple[float, Caller]] = {}
        self._keys: dict[str, tuple[str, VerifyKey]] = {}

    async def caller(self, authorization: str | None) -> Caller:
        """The device that the ``Authorization`` header names; DeviceUnknownError where it names none."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise DeviceUnknownError
        digest = token_hash(token.strip())
        known = self._callers.get(digest)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        self._callers.pop(digest, None)
        caller = await self._database.read(lambda session: _find_caller(session, digest))
        if len(self._callers) > _MOST_REMEMBERED:
            self._callers.clear()
        self._callers[digest] = (time.monotonic() + MEMORY_S, caller)
        return caller

    async def public_keys(self, device_ids: set[str], event_id: str) -> dict[str, VerifyKey]:
        """The keys of those of the devices that belong to the event; a device's key never changes."""
        missing = device_ids - self._keys.keys()
        if missing:
            found = await self._database.read(lambda session: _find_keys(session, missing))
            self._keys.update(found)
        held = {device_id: self._keys[device_id] for device_id in device_ids if device_id in self._keys}
        return {device_id: key for device_id, (event, key) in held.items() if event == event_id}


def _find_caller(session: Session, digest: bytes) -> Caller:
    device = session.scalar(select(Device).where(Device.token_hash == digest, Device.revoked_at.is_(None)))
    if device is None:
        raise DeviceUnknownError
    return Caller(device.id, device.organization_id, device.event_id, device.gate_id)


def _find_keys(session: Session, device_ids: set[str]) -> dict[str, tuple[str, VerifyKey]]:
    rows = session.execute(select(Device.id, Device.event_id, Device.public_key).where(Device.id.in_(device_ids)))
    return {device_id: (event_id, VerifyKey(public_key)) for device_id, event_id, public_key in rows}
