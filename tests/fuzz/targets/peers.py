"""What other computers in the hall send: heads of HTTP at a door's port, answers to its questions, announcements."""

import contextlib
import socket
import ssl
import time
from collections.abc import Iterator
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, cast

import h11
import zeroconf
from zeroconf._dns import DNSText
from zeroconf._protocol.incoming import DNSIncoming

from sync.device import discovery
from sync.device.errors import PeerError
from sync.device.mutual_tls import device_of
from sync.device.peer_address import Address
from sync.device.peer_client import _read
from sync.device.peer_line import Line
from sync.device.peer_server import GOSSIP_PATH, PeerServer
from sync.protocol.messages import GossipAnswer, GossipRequest
from sync.rules.ids import DeviceId
from tests.fuzz.target import Target, demand
from tests.sync.making import EVENT

_PATIENCE_S = 5.0
_PEER = DeviceId("dev_peer")


def door_port(data: bytes) -> None:
    """Everything a device says at a door's port, until it hangs up: requests, one after the other."""
    with _line_to(data) as (near, far):
        server = _server()
        with contextlib.suppress(PeerError):
            server._converse(Line(cast("ssl.SSLSocket", near), is_asking=False), _PEER, "192.0.2.1")
        near.shutdown(socket.SHUT_RDWR)
        _demand_answers(_all_of(far))


def door_answer(data: bytes) -> None:
    """Everything that comes back from another door to a question."""
    with _line_to(data) as (near, _far):
        line = Line(cast("ssl.SSLSocket", near), is_asking=True)
        with contextlib.suppress(PeerError):
            headers = [("Host", "door"), ("Content-Length", "2")]
            line.send(h11.Request(method="POST", target=GOSSIP_PATH, headers=headers), b"{}", _soon())
            _read(*line.receive(_soon()))
            line.turn()


def announcement(data: bytes) -> None:
    """A service record by multicast DNS: port, addresses and TXT as any computer in the hall may announce them."""
    port, size = int.from_bytes(data[:2], "big"), {4: 4, 16: 16}.get((data[2:3] or b"\0")[0], 0)
    found: list[Address] = []
    listener = discovery.Discovery(EVENT.event_id, DeviceId("dev_here"), 1, found.append)
    info = zeroconf.ServiceInfo(
        discovery.SERVICE,
        f"x.{discovery.SERVICE}",
        port=port,
        properties=data[3 + size :],
        addresses=[data[3 : 3 + size].ljust(size, b"\0")] if size else [],
    )
    asked = SimpleNamespace(get_service_info=lambda *_, **__: info)
    listener.add_service(cast("zeroconf.Zeroconf", asked), discovery.SERVICE, f"x.{discovery.SERVICE}")
    demand(all(address.host and 0 < address.port < 65_536 for address in found), "an address that is none was found")


def packet(data: bytes) -> None:
    """A whole packet of multicast DNS, of which the records for this service are used."""
    said = DNSIncoming(data)
    for record in said.answers() if said.valid else ():
        if isinstance(record, DNSText):
            announcement(b"\x12\x34\x04\xc0\x00\x02\x01" + record.text)


def certificate(data: bytes) -> None:
    """The certificate that the other side shows."""
    shown = SimpleNamespace(getpeercert=lambda **_: data)
    with contextlib.suppress(PeerError):
        demand(isinstance(device_of(cast("ssl.SSLSocket", shown)), str), "a certificate names what is no name")


@contextlib.contextmanager
def _line_to(said: bytes) -> Iterator[tuple[socket.socket, socket.socket]]:
    """A connection whose other end has said all it will ever say."""
    near, far = socket.socketpair()
    with near, far:
        far.sendall(said)
        far.shutdown(socket.SHUT_WR)
        yield near, far


def _all_of(far: socket.socket) -> bytes:
    raw = bytearray()
    while piece := far.recv(65_536):
        raw += piece
    return bytes(raw)


def _demand_answers(raw: bytes) -> None:
    """That what was answered, if anything, is HTTP which a client can read."""
    if not raw:
        return
    reading: Any = h11.Connection(h11.CLIENT)
    reading.send(h11.Request(method="POST", target="/", headers=[("Host", "door"), ("Content-Length", "0")]))
    reading.send(h11.EndOfMessage())
    reading.receive_data(raw)
    while not isinstance(event := reading.next_event(), h11.EndOfMessage | type(h11.NEED_DATA)):
        demand(event is not h11.PAUSED, "an answer is no answer")


def _soon() -> float:
    return time.monotonic() + _PATIENCE_S


@lru_cache(maxsize=1)
def _server() -> PeerServer:
    """A port of which only the conversation is used."""

    def answer(request: GossipRequest, _sender: DeviceId) -> GossipAnswer:
        return GossipAnswer(request.vector)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    return PeerServer(context, answer, lambda *_: None, "127.0.0.1")


TARGETS = (
    Target("door_port", door_port),
    Target("door_answer", door_answer),
    Target("announcement", announcement, 600),
    Target("packet", packet, 2048),
    Target("certificate", certificate, 2048),
)
