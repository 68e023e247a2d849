"""Doors without a server: real stores, logs and sessions of one event, and a hall in which they hear each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from nacl.signing import SigningKey

from scanner_app.door.session import DoorSession
from scanner_app.door.shown import ScanResult, Source
from sync.device.database import Store
from sync.device.gossip import Told
from sync.device.pairing import Pairing, put_policy
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import put_tickets
from sync.protocol.log import Reading
from sync.protocol.messages import Door, Entry, Policy, Product
from sync.protocol.signing import sign_policy
from sync.rules.clock import Offset
from sync.rules.gate import Gate
from sync.rules.ids import DeviceId, GateId, LogId, ProductNumber, TicketId
from sync.rules.ticket import Event, Ticket
from sync.rules.verdict import Outcome, Reason
from tests.sync.making import AUTHORITY, EVENT, GATE, NOW, make_id

MINUTE_MS = 60_000
SECRET = bytes(range(32))
PRODUCTS = (Product(ProductNumber(1), "General admission"),)


class StillClock:
    """A clock that stands where a test puts it."""

    def __init__(self, ms: int = NOW) -> None:
        self.ms = ms
        self.set_by_ms = 0
        """By how much somebody set the computer's clock, whatever time has passed."""
        self.boot_id = "boot"
        self.offset: Offset | None = Offset(0, 0)

    def read(self) -> Reading:
        wall = self.ms + self.set_by_ms
        return Reading(wall=wall, mono=self.ms - NOW, boot_id=self.boot_id, offset=self.offset)

    def learn(self, offset: Offset) -> None:
        self.offset = offset


class Hall:
    """What doors say, everybody hears at once who is in it: the network among doors at its best."""

    def __init__(self) -> None:
        self.doors: list[LoneDoor] = []

    def tell(self, attempt: Entry, deadline_s: float) -> Told:
        self.spread()
        return Told(heard=len(self.doors) - 1, missing=0)

    def spread(self) -> None:
        """Let every door hold what every other one holds."""
        for door in self.doors:
            for other in self.doors:
                if other is not door:
                    other.hear(door.entries())


@dataclass
class LoneDoor:
    """One device at one gate."""

    folder: Path
    name: str
    policy: Policy
    hall: Hall | None = None
    clock: StillClock = field(default_factory=StillClock)
    starts: int = 0
    last: ScanResult | None = None

    def open(self) -> None:
        """Start, or start again."""
        self.starts += 1
        self.store = Store(self.folder / self.name, SECRET)
        key = SigningKey(self.name.encode().ljust(32, b"."))
        self.pairing = Pairing(
            server="http://127.0.0.1:1",
            device_id=DeviceId(f"dev_{self.name}"),
            token="",
            gate_id=GATE.gate_id,
            event_id=EVENT.event_id,
            log_id=LogId(f"dev_{self.name}.{self.starts}"),
            organization="Club",
            signing_seed=bytes(key),
        )
        with self.store.writing() as connection:
            put_policy(connection, sign_policy(self.policy, AUTHORITY), self.policy, is_first=True)
        self.log = ScanLog(self.store, self.pairing.log_id, self.pairing.signing_key, EVENT.event_id)
        self.session = DoorSession(self.store, self.log, self.pairing, self.clock, peers=self.hall)

    def reopen(self) -> None:
        """End without a word and start again."""
        self.store.close()
        self.open()

    def follow(self, **changes: Any) -> None:
        """Hear of a policy that says something else."""
        self.policy = msgspec.structs.replace(self.policy, version=self.policy.version + 1, **changes)
        with self.store.writing() as connection:
            put_policy(connection, sign_policy(self.policy, AUTHORITY), self.policy)
        self.session.refresh()

    def put(self, *tickets: Ticket) -> None:
        with self.store.writing() as connection:
            put_tickets(connection, tickets)

    def scan(self, ticket_id: TicketId, people: int = 1) -> ScanResult:
        return self.session.scan(ticket_id, Source.CAMERA, people)

    def entries(self) -> list[Entry]:
        """Its own entries, oldest first."""
        return self.log.recent(10_000)[::-1]

    def hear(self, entries: list[Entry]) -> None:
        with self.store.writing() as connection:
            self.log.absorb(connection, entries, self.clock.read())


def a_policy(*names: str, gate: Gate = GATE, event: Event = EVENT, pin_hash: str = "") -> Policy:
    """The policy of an event with doors of these names, all at one gate."""
    keys = {name: SigningKey(name.encode().ljust(32, b".")) for name in names}
    return Policy(
        version=1,
        epoch="epoch_1",
        issued_at=NOW,
        event=event,
        gates=(gate,),
        products=PRODUCTS,
        doors=tuple(
            Door(DeviceId(f"dev_{name}"), f"Door {name}", bytes(key.verify_key), GateId(gate.gate_id))
            for name, key in keys.items()
        ),
        pin_hash=pin_hash,
    )


def a_ticket(number: int = 1, **facts: Any) -> Ticket:
    """A ticket of the event."""
    return Ticket(ticket_id=make_id(number), event_id=EVENT.event_id, product=ProductNumber(1), **facts)


@contextmanager
def doors(folder: Path, policy: Policy, *names: str, hall: Hall | None = None) -> Iterator[list[LoneDoor]]:
    """Doors of these names with one ticket, number 1, on their lists, whole as of now."""
    opened = [LoneDoor(folder, name, policy, hall) for name in names]
    if hall is not None:
        hall.doors = opened
    for door in opened:
        door.open()
        door.put(a_ticket(holder="Ana Sousa"))
        door.store.put(synced_at=NOW)
        door.session.refresh()
    yield opened
    for door in opened:
        door.store.close()


def seen(result: ScanResult | None) -> tuple[Outcome, Reason]:
    """The light and why."""
    assert result is not None
    return result.verdict.outcome, result.verdict.reason
