"""The other doors of the event, as this one meets them: found, talked to, told of attempts, and answered.

Every address where a door may answer has a thread that talks to it every two seconds, and at once when there is news;
a door that is dead or slow holds up none of the others, and no scan for longer than the deadline it is given.
"""

import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import msgspec
import structlog

from sync.device.contact import EXCHANGE_S, GOSSIP_EVERY_S, Contact
from sync.device.database import Store
from sync.device.discovery import Discovery
from sync.device.gossip import Gossip, Told
from sync.device.mutual_tls import asking_context, serving_context
from sync.device.pairing import Pairing
from sync.device.peer_address import (
    PEER_PORT,
    Address,
    plain_host,
    read_address,
    remembered_addresses,
    store_addresses,
)
from sync.device.peer_client import PeerClient
from sync.device.peer_server import PeerServer
from sync.protocol.messages import Entry
from sync.rules.ids import DeviceId

log = structlog.get_logger()

MOST_CONTACTS = 128
"""Addresses, typed ones not counted; of more the one that failed longest is let go."""
_MOST_TOLD_AT_ONCE = 32
_STOP_S = 1.8
_SEEN_FOR_S = 2 * GOSSIP_EVERY_S + EXCHANGE_S


class PeerSeen(msgspec.Struct, frozen=True):
    """Another door that answers: its name by the policy, where it is, and how long ago it spoke (s)."""

    device_id: DeviceId
    name: str
    address: str
    seen_s: float


class Peers:
    """All of it; ``start`` to ``stop``. Any thread may call it."""

    def __init__(
        self,
        store: Store,
        gossip: Gossip,
        pairing: Pairing,
        *,
        host: str = "",
        port: int = PEER_PORT,
        addresses: Iterable[str] = (),
        is_announced: bool = True,
    ) -> None:
        """Answer at ``port`` of ``host`` (by default everywhere), and talk to ``addresses`` and to those remembered.

        Another port is taken where that one is not free. Unless ``is_announced``, only those addresses count: this
        door neither looks for others by multicast nor says where it is itself. NotPairedError for a pairing by an
        older program, ValueError for an address that is none.
        """
        self._store = store
        self._gossip = gossip
        self._pairing = pairing
        self._place = (host, port)
        self._is_announced = is_announced
        self._serving, self._asking = serving_context(pairing), asking_context(pairing)
        self._typed = {*map(read_address, addresses), *remembered_addresses(store)}
        self._lock = threading.Lock()
        self._contacts: dict[Address, Contact] = {}
        self._server: PeerServer | None = None
        self._discovery: Discovery | None = None
        self._tellers = ThreadPoolExecutor(_MOST_TOLD_AT_ONCE, thread_name_prefix="peer-tell")
        self._is_stopped = False

    @property
    def port(self) -> int:
        """Where this door answers; 0 before ``start``, and where no port could be had."""
        return 0 if self._server is None else self._server.port

    def start(self) -> None:
        """Begin to answer, to look for others and to talk to them; once."""
        self._server = self._serve()
        for address in self._typed:
            self._found(address)
        if self._is_announced and self.port:
            self._discovery = Discovery(self._pairing.event_id, self._pairing.device_id, self.port, self._found)
            self._discovery.start()

    def stop(self) -> None:
        """End every thread and connection, within two seconds."""
        deadline = time.monotonic() + _STOP_S
        with self._lock:
            self._is_stopped = True
            contacts = list(self._contacts.values())
        for contact in contacts:
            contact.cut()
        self._tellers.shutdown(wait=False, cancel_futures=True)
        if self._discovery is not None:
            self._discovery.stop(0.0)
        if self._server is not None:
            self._server.stop(_left(deadline))
        for contact in contacts:
            contact.join(_left(deadline))
        if self._discovery is not None:
            self._discovery.stop(_left(deadline))

    def changed(self) -> None:
        """Something was written down here: tell the others now."""
        for contact in self._all():
            if contact.is_up:
                contact.wake()

    def tell(self, attempt: Entry, deadline_s: float) -> Told:
        """Tell every door that answers of ``attempt``, side by side, and take in what they have to say to it."""
        deadline = time.monotonic() + deadline_s
        quick = sorted((each for each in self._all() if each.is_quick), key=lambda each: each.address, reverse=True)
        asked = {contact.device: contact for contact in quick}
        telling: list[Future[DeviceId | None]] = []
        for contact in asked.values():
            try:
                telling.append(self._tellers.submit(contact.tell, attempt, deadline))
            except RuntimeError:  # ``stop`` was called meanwhile.
                break
        done, _ = wait(telling, timeout=deadline_s)
        heard = {future.result() for future in done if not future.cancelled()}
        doors = {door.device_id for door in self._gossip.other_doors()}
        return Told(heard=len(doors & heard), missing=len(doors - heard))

    def visible(self) -> list[PeerSeen]:
        """The doors that answer now, by name."""
        now = time.monotonic()
        names = {door.device_id: door.name for door in self._gossip.other_doors()}
        seen = {
            contact.device: PeerSeen(
                contact.device, names[contact.device], str(contact.address), now - contact.answered_at
            )
            for contact in self._all()
            if contact.device in names and contact.is_up and now - contact.answered_at < _SEEN_FOR_S
        }
        return sorted(seen.values(), key=lambda peer: (peer.name, peer.device_id))

    def addresses(self) -> list[str]:
        """The typed addresses, which are tried for ever."""
        return [str(address) for address in sorted(self._typed)]

    def add_address(self, text: str) -> None:
        """Talk to the door at ``text`` (host or host:port), now and after every start; ValueError where it is none."""
        address = read_address(text)
        with self._lock:
            self._typed.add(address)
            store_addresses(self._store, self._typed)
        self._found(address)

    def forget_address(self, text: str) -> None:
        """Let a typed address go."""
        address = read_address(text)
        with self._lock:
            self._typed.discard(address)
            store_addresses(self._store, self._typed)
            contact = self._contacts.pop(address, None)
        if contact is not None:
            contact.cut()

    def _serve(self) -> PeerServer | None:
        """Listen; None where no port can be had: then this door asks and is not asked."""
        host, port = self._place
        for each in dict.fromkeys((port, 0)):
            try:
                return PeerServer(self._serving, self._gossip.answer, self._spoke, host, each)
            except OSError as error:
                log.warning("peer_port_not_free", port=each, why=type(error).__name__)
        return None

    def _found(self, address: Address) -> None:
        """Talk to whoever answers at ``address`` from now on."""
        with self._lock:
            if self._is_stopped or address in self._contacts or not self._has_room(address):
                return
            client = PeerClient(address, self._asking, self.port if self._is_announced else 0)
            contact = Contact(client, self._gossip, self._pairing.device_id, self._is_spare)
            self._contacts[address] = contact
            contact.start()

    def _has_room(self, address: Address) -> bool:
        """Whether there may be a contact more; of too many the one that failed most often goes, if any did."""
        found = [contact for contact in self._contacts.values() if contact.address not in self._typed]
        if address in self._typed or len(found) < MOST_CONTACTS:
            return True
        worst = max(found, key=lambda contact: contact.failures)
        if worst.failures:
            self._contacts.pop(worst.address).cut()
        return worst.failures > 0

    def _spoke(self, device: DeviceId, host: str, port: int) -> None:
        """A device asked something, and says that it answers at ``port`` itself."""
        contacts = [contact for contact in self._all() if contact.device == device]
        if any(contact.is_up for contact in contacts):
            return
        for contact in contacts:  # It was away, and is here again.
            contact.wake()
        if port:
            self._found(Address(plain_host(host), port))

    def _is_spare(self, contact: Contact) -> bool:
        """Whether the door behind ``contact`` answers at another address too, which is kept instead."""
        return contact.device is not None and any(
            other.device == contact.device and other.is_up and other.address < contact.address for other in self._all()
        )

    def _all(self) -> list[Contact]:
        with self._lock:
            return list(self._contacts.values())


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())
