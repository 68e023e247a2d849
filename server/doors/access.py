"""Who a request comes from: the device behind a token, remembered for a moment."""

import time
from dataclasses import dataclass

from nacl.signing import VerifyKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.database import Database
from server.doors.device_tokens import DeviceToken, read_token, token_hash
from server.doors.errors import DeviceRevokedError, DeviceUnknownError, TokenOverError
from server.doors.models import Device
from server.ids import now_ms
from server.vault import Vault

MEMORY_S = 1.0
"""How long a revoked device may still be believed; what it writes meanwhile does not count all the same."""
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    """A device that proved itself, and the one event it may speak of."""

    device_id: str
    organization_id: str
    event_id: str
    gate_id: str
    needs_token: bool = False
    """Whether its token is past half its life."""
    has_endless_token: bool = False
    """Whether it is one of those that were given before tokens ended by themselves."""


@dataclass(frozen=True, slots=True)
class Named:
    """The device that a genuine token names, whatever became of either; ``caller`` is None where it is not on record.

    Only what even a revoked or forgotten device may do asks for no more.
    """

    device_id: str
    is_over: bool
    is_revoked: bool = False
    caller: Caller | None = None


class Access:
    """Looks devices up by token and by id."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._callers: dict[bytes, tuple[float, Caller]] = {}
        self._keys: dict[str, tuple[str, VerifyKey]] = {}

    async def caller(self, authorization: str | None) -> Caller:
        """The device that the ``Authorization`` header names.

        DeviceUnknownError where it names none, DeviceRevokedError or TokenOverError where that one may not speak.
        """
        token = _bearer(authorization)
        digest = token_hash(token)
        known = self._callers.get(digest)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        self._callers.pop(digest, None)
        named = await self.named(authorization)
        if named.is_revoked:
            raise DeviceRevokedError
        if named.is_over:
            raise TokenOverError
        if named.caller is None:
            raise DeviceUnknownError
        if len(self._callers) > _MOST_REMEMBERED:
            self._callers.clear()
        self._callers[digest] = (time.monotonic() + MEMORY_S, named.caller)
        return named.caller

    async def named(self, authorization: str | None) -> Named:
        """Whom a genuine token names, also where it is over, revoked or forgotten; DeviceUnknownError for any other."""
        token = _bearer(authorization)
        at = now_ms()
        said = read_token(self._vault, token)
        if said is None:
            return await self._database.read(lambda session: _find_by_hash(session, token_hash(token), at))
        return await self._database.read(lambda session: _find_named(session, said, at))

    async def public_keys(self, device_ids: set[str], event_id: str) -> dict[str, VerifyKey]:
        """The keys of those of the devices that belong to the event; a device's key never changes."""
        missing = device_ids - self._keys.keys()
        if missing:
            found = await self._database.read(lambda session: _find_keys(session, missing))
            self._keys.update(found)
        held = {device_id: self._keys[device_id] for device_id in device_ids if device_id in self._keys}
        return {device_id: key for device_id, (event, key) in held.items() if event == event_id}


def _bearer(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise DeviceUnknownError
    return token.strip()


def _find_named(session: Session, said: DeviceToken, at: int) -> Named:
    device = session.get(Device, said.device_id)
    if device is None:
        return Named(said.device_id, said.is_over(at))
    caller = _caller_of(device, needs_token=said.is_past_half(at))
    return Named(device.id, said.is_over(at), device.revoked_at is not None, caller)


def _find_by_hash(session: Session, digest: bytes, at: int) -> Named:
    """The device of a token that was given before tokens ended by themselves; it ends a while after a fresh one."""
    device = session.scalar(select(Device).where(Device.token_hash == digest, Device.is_desk.is_(False)))
    if device is None:
        raise DeviceUnknownError
    is_over = device.token_expires_at is not None and at >= device.token_expires_at
    caller = _caller_of(device, needs_token=True, is_endless=device.token_expires_at is None)
    return Named(device.id, is_over, device.revoked_at is not None, caller)


def _caller_of(device: Device, *, needs_token: bool, is_endless: bool = False) -> Caller:
    return Caller(device.id, device.organization_id, device.event_id, device.gate_id, needs_token, is_endless)


def _find_keys(session: Session, device_ids: set[str]) -> dict[str, tuple[str, VerifyKey]]:
    rows = session.execute(select(Device.id, Device.event_id, Device.public_key).where(Device.id.in_(device_ids)))
    return {device_id: (event_id, VerifyKey(public_key)) for device_id, event_id, public_key in rows}
