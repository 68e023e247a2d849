"""Finding the other doors of an event on one network, by multicast DNS, where the network lets that pass.

What is announced is an address, the event as a hash, and the device's id: no name of an event, a person or a computer.
Whoever answers there proves who it is by its certificate; what is said here is only where to look.
"""

import hashlib
import threading
from collections.abc import Callable

import ifaddr
import structlog
import zeroconf

from sync.device.peer_address import Address
from sync.rules.ids import DeviceId, EventId

log = structlog.get_logger()

SERVICE = "_doorward._tcp.local."
_LOOK_UP_MS = 3_000
_LOOK_AT_NETWORKS_EVERY_S = 5.0

Found = Callable[[Address], None]


def event_hash(event_id: EventId) -> str:
    """How an event is called on the network (16 hex characters): nothing can be read out of it."""
    return hashlib.sha256(f"doorward event {event_id}".encode()).hexdigest()[:16]


def own_addresses() -> list[str]:
    """This computer's IPv4 addresses on its networks; none where it has no network."""
    found = (ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips)
    return sorted({ip for ip in found if isinstance(ip, str) and not ip.startswith("127.")})


class Discovery(zeroconf.ServiceListener):
    """Announces this door and tells ``found`` of others, on threads of its own, from ``start`` to ``stop``.

    A network that comes later, goes, or changes is noticed within seconds.
    """

    def __init__(self, event_id: EventId, device_id: DeviceId, port: int, found: Found) -> None:
        """Announce that ``device_id`` answers at ``port``."""
        self._event = event_hash(event_id)
        self._device = device_id
        self._port = port
        self._found = found
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow_networks, name="peer-discovery", daemon=True)

    def start(self) -> None:
        """Begin; once."""
        self._thread.start()

    def stop(self, patience_s: float) -> None:
        """Say farewell and end."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(patience_s)

    def add_service(self, zc: zeroconf.Zeroconf, type_: str, name: str) -> None:
        """Some door announced itself."""
        info = zc.get_service_info(type_, name, timeout=_LOOK_UP_MS)
        if info is None or not info.port:
            return
        said = {key: value or b"" for key, value in info.properties.items()}
        if said.get(b"event") != self._event.encode() or said.get(b"device") == self._device.encode():
            return
        for host in info.parsed_scoped_addresses():
            self._found(Address(host, info.port))

    def update_service(self, zc: zeroconf.Zeroconf, type_: str, name: str) -> None:
        """It moved, perhaps to another address."""
        self.add_service(zc, type_, name)

    def remove_service(self, zc: zeroconf.Zeroconf, type_: str, name: str) -> None:
        """It said farewell; whether it still answers is found out by asking."""

    def _follow_networks(self) -> None:
        """Be on the networks that there are."""
        known: list[str] = []
        opened: zeroconf.Zeroconf | None = None
        while not self._stopping.is_set():
            addresses = own_addresses()
            if addresses != known:
                _close(opened)
                opened = self._open(addresses) if addresses else None
                known = addresses if opened is not None else []
            self._stopping.wait(_LOOK_AT_NETWORKS_EVERY_S)
        _close(opened)

    def _open(self, addresses: list[str]) -> zeroconf.Zeroconf | None:
        """Announce this door on the networks of ``addresses`` and listen there; None where that cannot be done now."""
        try:
            opened = zeroconf.Zeroconf(interfaces=addresses)
        except (OSError, RuntimeError, zeroconf.Error) as error:
            log.info("discovery_not_possible", why=type(error).__name__)
            return None
        # Not the computer's own name, which is often its owner's.
        label = hashlib.sha256(f"{self._event} {self._device}".encode()).hexdigest()[:16]
        info = zeroconf.ServiceInfo(
            SERVICE,
            f"{label}.{SERVICE}",
            port=self._port,
            properties={"event": self._event, "device": self._device},
            server=f"doorward-{label}.local.",
            parsed_addresses=addresses,
        )
        try:
            opened.register_service(info, allow_name_change=True)
            opened.add_service_listener(SERVICE, self)
        except (OSError, RuntimeError, zeroconf.Error) as error:
            log.info("discovery_not_possible", why=type(error).__name__)
            _close(opened)
            return None
        return opened


def _close(opened: zeroconf.Zeroconf | None) -> None:
    if opened is None:
        return
    try:
        opened.close()
    except (OSError, RuntimeError, zeroconf.Error) as error:  # Its network may be gone.
        log.info("discovery_not_closed", why=type(error).__name__)
