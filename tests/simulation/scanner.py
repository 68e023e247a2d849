"""A scanner's process in a simulated world: the product's own parts, put together as its station does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scanner_app.door.session import CLOSED_CLEANLY, DoorSession
from sync.device.claims import Breaker
from sync.device.clock import Clock
from sync.device.database import Connection
from sync.device.gossip import Gossip
from sync.device.pairing import load_pairing
from sync.device.replica import Replica
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.protocol.log import Happening, Reading
from sync.protocol.messages import ClaimAnswer, Entry
from sync.rules.ids import DeviceId
from tests.simulation.clocks import DoorClock, Quartz
from tests.simulation.machine import DoorStore, Machine
from tests.simulation.network import NoAnswerError, Reply
from tests.simulation.office import Answer, Letter, Office
from tests.simulation.wires import WireClient, WorldClaims, WorldPeers

if TYPE_CHECKING:
    from tests.simulation.world import World

SERVER = "server"


class WatchedLog(ScanLog):
    """The product's log; the world is told of what it appends."""

    appended: list[Entry]

    def append(self, connection: Connection, what: Happening, now: Reading) -> Entry:
        entry = super().append(connection, what, now)
        self.appended.append(entry)
        return entry


@dataclass(slots=True)
class Parts:
    """Which classes a world is made of; planted faults put others in their place."""

    store: type[DoorStore] = DoorStore
    scan_log: type[WatchedLog] = WatchedLog
    session: type[DoorSession] = DoorSession
    clock: Callable[[Quartz, DoorStore], Clock] = DoorClock
    office: type[Office] = Office
    has_new_epoch: bool = True
    is_feed_naive: bool = False
    patches: list[tuple[object, str, object]] = field(default_factory=list)
    """Attributes of product classes or modules that are another's while the world exists."""


class Scanner:
    """One run of the program. Every start writes a log of its own."""

    def __init__(self, world: "World", machine: Machine, store: DoorStore, quartz: Quartz) -> None:
        parts = world.parts
        self._world, self._machine, self.store = world, machine, store
        pairing = load_pairing(store)
        self.pairing = pairing
        self.clock = parts.clock(quartz, store)
        self.client = WireClient(self._post, pairing.token, world.break_off)
        self.client.on_claimed = self._note_claimed
        self.scan_log = parts.scan_log(store, pairing.log_id, pairing.signing_key, pairing.event_id)
        self.scan_log.appended = []
        store.begun.append(self.scan_log.appended.clear)
        store.committed.append(self._note_written)
        self.replica = Replica(store, self.scan_log, pairing.authority_key)
        self.round = Round(store, self.scan_log, self.client, self.clock, pairing.authority_key)
        self.gossip = Gossip(store, self.scan_log, self.replica, self.clock, pairing, self._news)
        self.peers = WorldPeers(self.gossip, pairing.device_id, world.hub, self._ask_door)
        self.breaker = Breaker(lambda: world.hub.now / 1000)
        claims = WorldClaims(self.client, self.scan_log, self.breaker)
        self.session = parts.session(store, self.scan_log, pairing, self.clock, claims, self.peers)

    def sync(self, *, full: bool = False) -> None:
        """A whole round. DeviceError where it failed."""
        self.round.run(full=full, report=lambda _: None, is_cancelled=lambda: False)
        self.breaker.succeeded()
        self._news()

    def pull(self) -> None:
        """What the listening thread does once; DeviceError."""
        if self.round.pull_once(0.0) is None:
            self.round.take_snapshot(lambda _: None, lambda: False)
            self.round.pull_once(0.0)
        self.breaker.succeeded()
        self._news()

    def push(self) -> None:
        """What the uploading thread does once; DeviceError."""
        self.round.push_all(lambda _: None, lambda: False)

    def end_cleanly(self) -> None:
        """What the station does at its end."""
        self.store.put(**{CLOSED_CLEANLY: 1})

    def _news(self) -> None:
        self.session.refresh()

    def _note_written(self) -> None:
        for entry in self.scan_log.appended:
            self._world.ledger.note(entry, self._world.hub.now, self._machine.name)
        self.scan_log.appended.clear()

    def _note_claimed(self, attempt: Entry, answer: ClaimAnswer) -> None:
        self._world.ledger.epochs[attempt.log_id, attempt.seq] = answer.epoch

    def _post(self, letter: Letter, patience_ms: int) -> Answer:
        def hear(reply: Reply[Answer]) -> None:
            self._world.office.hear(letter, reply)

        return self._world.network.ask(self._machine.name, SERVER, hear, patience_ms)

    def _ask_door(self, device_id: DeviceId, body: bytes, patience_ms: int) -> bytes:
        asked = self._world.door_of(device_id)
        if asked is None:
            raise NoAnswerError

        def hear(reply: Reply[bytes]) -> None:
            asked.hear(body, self.pairing.device_id, reply)

        return self._world.network.ask(self._machine.name, asked.name, hear, patience_ms)
