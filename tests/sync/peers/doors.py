"""Whole doors for these tests: real stores, real certificates and, once opened, real TLS ports on loopback."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from nacl.signing import SigningKey

from server.doors.authority import make_ca, make_certificate
from sync.device.clock import Clock, SystemClock
from sync.device.database import Store
from sync.device.gossip import Gossip
from sync.device.pairing import Pairing, load_policy
from sync.device.peers import Peers
from sync.device.replica import Replica
from sync.device.scan_log import ScanLog
from sync.protocol.log import Happening
from sync.protocol.messages import Door, Entry, Policy, SignedPolicy
from sync.protocol.signing import sign_policy
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import DeviceId, LogId, TicketId
from sync.rules.verdict import Basis
from tests.sync.making import AUTHORITY, EVENT, GATE, NOW, make_id

LOOPBACK = "127.0.0.1"
SECRET = bytes(range(32))
TICKET = make_id(1)


class HereDoor:
    """One door of the made-up event, with everything but a screen."""

    def __init__(self, folder: Path, name: str, authority: SigningKey, clock: Clock, key: SigningKey) -> None:
        self.device_id = DeviceId(f"dev_{name}")
        self.key = key
        self.store = Store(folder / name, SECRET)
        self.clock = clock
        self.news = 0
        self.pairing = Pairing(
            server="http://127.0.0.1:9",
            device_id=self.device_id,
            token="dvt_none",
            gate_id=GATE.gate_id,
            event_id=EVENT.event_id,
            log_id=LogId(f"{self.device_id}.1"),
            organization="Perreo",
            signing_seed=bytes(self.key),
            authority=bytes(authority.verify_key),
            certificate=make_certificate(authority, EVENT.event_id, self.device_id, bytes(self.key.verify_key)),
            ca=make_ca(authority, EVENT.event_id),
        )
        self.scan_log = ScanLog(self.store, self.pairing.log_id, self.key, EVENT.event_id)
        self.replica = Replica(self.store, self.scan_log, authority.verify_key)
        self.gossip = Gossip(self.store, self.scan_log, self.replica, clock, self.pairing, self._note_news)
        self._peers: list[Peers] = []

    @property
    def peers(self) -> Peers:
        return self._peers[-1]

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.peers.port}"

    @property
    def listed(self) -> Door:
        """What the policy says of this door."""
        return Door(self.device_id, self.device_id, bytes(self.key.verify_key), GATE.gate_id)

    def open(self, *addresses: str, port: int = 0, is_announced: bool = False) -> Peers:
        """Begin to answer, and to talk to ``addresses``."""
        opened = Peers(
            self.store,
            self.gossip,
            self.pairing,
            host=LOOPBACK,
            port=port,
            addresses=addresses,
            is_announced=is_announced,
        )
        self._peers.append(opened)
        opened.start()
        return opened

    def write(self, kind: Kind, ticket_id: TicketId | None = TICKET, target: Entry | None = None) -> Entry:
        """Write down that this happened here."""
        happening = Happening(
            event=EVENT.event_id,
            ticket_id=ticket_id,
            kind=kind,
            basis=Basis.LOCAL,
            gate=GATE.gate_id,
            direction=Direction.ENTRY,
            target=None if target is None else (target.log_id, target.seq),
        )
        with self.store.writing() as connection:
            return self.scan_log.append(connection, happening, self.clock.read())

    def write_many(self, count: int) -> None:
        """So many refusals of nothing in particular."""
        happening = Happening(
            EVENT.event_id, None, Kind.DENY, Basis.LOCAL, GATE.gate_id, Direction.ENTRY, reason="malformed"
        )
        with self.store.writing() as connection:
            for _ in range(count):
                self.scan_log.append(connection, happening, self.clock.read())

    def learn(self, signed: SignedPolicy) -> None:
        """Hear of a policy from the server."""
        assert self.replica.take_policy(signed)

    def policy_version(self) -> int:
        return load_policy(self.store).version

    def held(self, other: "HereDoor") -> int:
        """Up to where this door has the log of ``other``."""
        return self.replica.vector().get(other.scan_log.log_id, 0)

    def close(self) -> None:
        for opened in self._peers:
            opened.stop()
        self.store.close()

    def _note_news(self) -> None:
        self.news += 1


class Hall:
    """The doors of one test, and the policy that lists them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.doors: list[HereDoor] = []
        self.version = 0

    def door(
        self,
        name: str,
        *,
        authority: SigningKey = AUTHORITY,
        clock: Clock | None = None,
        key: SigningKey | None = None,
    ) -> HereDoor:
        """A door that knows of no policy yet."""
        made = HereDoor(self.folder, name, authority, clock or SystemClock(), key or SigningKey.generate())
        self.doors.append(made)
        return made

    def policy(self, *listed: HereDoor, revoked: Iterable[HereDoor] = (), epoch: str = "epoch-1") -> SignedPolicy:
        """The next policy, which lists these doors."""
        self.version += 1
        ended = {each.device_id for each in revoked}
        doors = tuple(
            msgspec.structs.replace(each.listed, revoked_at=NOW if each.device_id in ended else None)
            for each in (*listed, *revoked)
        )
        policy = Policy(self.version, epoch, NOW + self.version, EVENT, (GATE,), (), doors)
        return sign_policy(policy, AUTHORITY)

    def know_each_other(self, *, revoked: Iterable[HereDoor] = ()) -> None:
        """All doors hear of a policy that lists them all."""
        ended = list(revoked)
        signed = self.policy(*(each for each in self.doors if each not in ended), revoked=ended)
        for each in self.doors:
            each.learn(signed)

    def close(self) -> None:
        for each in self.doors:
            each.close()


def wait_until(is_true: Callable[[], object], what: str, patience_s: float = 20.0) -> None:
    """Look again and again until it is so; AssertionError after a while."""
    deadline = time.monotonic() + patience_s
    while not is_true():
        assert time.monotonic() < deadline, f"{what}: not after {patience_s} s"
        time.sleep(0.005)
