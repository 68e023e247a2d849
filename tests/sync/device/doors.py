"""Devices of one made-up event, each with an encrypted store of its own, and policies that list them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from nacl.signing import SigningKey

from sync.device.database import Store
from sync.device.replica import Replica
from sync.device.scan_log import ScanLog
from sync.protocol.log import Happening, Reading
from sync.protocol.messages import Door, Entry, Policy
from sync.protocol.signing import sign_policy
from sync.rules.clock import Offset
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import DeviceId, LogId, TicketId
from sync.rules.verdict import Basis
from tests.sync.device.conftest import SECRET
from tests.sync.making import AUTHORITY, EVENT, GATE, NOW, OTHER_KEY, Chain

NAMES = ("here", "there", "third")
KEYS = {name: SigningKey(bytes([number] * 32)) for number, name in enumerate(NAMES, 7)}
OTHER = Door(DeviceId("dev_other"), "Other", bytes(OTHER_KEY.verify_key), GATE.gate_id)
DOORS = (
    *(Door(DeviceId(f"dev_{name}"), name, bytes(key.verify_key), GATE.gate_id) for name, key in KEYS.items()),
    OTHER,
)
POLICY = Policy(version=4, epoch="epoch", issued_at=NOW, event=EVENT, gates=(GATE,), products=(), doors=DOORS)


@dataclass(frozen=True)
class Device:
    """One door without a session: what it holds, and how others meet it."""

    store: Store
    scan_log: ScanLog
    replica: Replica

    def write(
        self, kind: Kind, ticket_id: TicketId | None, *, at: int = NOW, target: tuple[LogId, int] | None = None
    ) -> Entry:
        """Write down what happened here."""
        what = Happening(EVENT.event_id, ticket_id, kind, Basis.LOCAL, GATE.gate_id, Direction.ENTRY, target=target)
        with self.store.writing() as connection:
            return self.scan_log.append(connection, what, reading(at))

    def absorb(self, *entries: Entry, at: int = NOW) -> None:
        """Take in what the server gives."""
        with self.store.writing() as connection:
            self.scan_log.absorb(connection, entries, reading(at))

    def keep(self, policy: Policy) -> None:
        """Take a policy that the server gives."""
        with self.store.writing() as connection:
            self.replica.keep_policy(connection, sign_policy(policy, AUTHORITY), policy)


def reading(at: int = NOW) -> Reading:
    """Clocks that were compared with the server's."""
    return Reading(at, at - NOW, "boot", Offset(0, 0))


def revoking(policy: Policy, door: Door, held: dict[LogId, int], *, version: int = 5) -> Policy:
    """The policy once ``door`` is revoked, of whose logs so much was held."""
    revoked = msgspec.structs.replace(door, revoked_at=NOW, held=held)
    doors = tuple(revoked if each.device_id == door.device_id else each for each in policy.doors)
    return msgspec.structs.replace(policy, version=version, doors=doors)


@contextmanager
def open_device(folder: Path | None = None, name: str = "here", policy: Policy = POLICY) -> Iterator[Device]:
    """A device on its disk, by default on one that is thrown away."""
    with TemporaryDirectory() as own:
        store = Store(folder or Path(own), SECRET)
        scan_log = ScanLog(store, LogId(f"dev_{name}.1"), KEYS[name], EVENT.event_id)
        device = Device(store, scan_log, Replica(store, scan_log, AUTHORITY.verify_key))
        device.keep(policy)
        try:
            yield device
        finally:
            store.close()


def chain_of(name: str, incarnation: str = "1") -> Chain:
    """The log of another of the event's doors."""
    return Chain(f"dev_{name}.{incarnation}", KEYS[name])
