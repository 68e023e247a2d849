"""Asking one other door: connections that are kept, a deadline for the whole exchange, and nothing said to a stranger.

httpx gives no moment between the handshake and the request, and that is where the other side must be looked at: what
a door says is not for a device that was revoked. So this speaks HTTP itself, over ``Line``.
"""

import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable
from http import HTTPStatus

import h11
import msgspec
import structlog

from sync.device.errors import PeerRefusedError, PeerUnreachableError
from sync.device.mutual_tls import device_of
from sync.device.peer_address import Address
from sync.device.peer_line import Head, Line, shut
from sync.device.peer_server import GOSSIP_PATH, IDLE_S, PORT_HEADER
from sync.protocol.codec import DecodeError, decode_message, encode_message
from sync.protocol.messages import ErrorAnswer, GossipAnswer, GossipRequest
from sync.rules.ids import DeviceId
from sync.sentence import Sentence

log = structlog.get_logger()

CONNECT_S = 1.5
"""On one network that is much; and what is being connected cannot be cut off."""
_MOST_KEPT = 2
"""Lines: one for the regular talk, one for an attempt that must not wait for it."""
_KEPT_FOR_S = IDLE_S / 2
"""A line that was silent for longer may be gone at the other end."""


class _Kept(msgspec.Struct):
    line: Line
    device: DeviceId
    used_at: float = 0.0


class PeerClient:
    """The door at one address. Any thread may call it; a PeerError says what came of it."""

    def __init__(self, address: Address, context: ssl.SSLContext, own_port: int) -> None:
        """Ask at ``address``; ``own_port`` is told to it, so that it can ask in return."""
        self.address = address
        self._context = context
        self._own_port = own_port
        self._lock = threading.Lock()
        self._idle: list[_Kept] = []
        self._connections: weakref.WeakSet[ssl.SSLSocket] = weakref.WeakSet()
        self._is_closed = False

    def ask(self, make_request: Callable[[DeviceId], GossipRequest], deadline: float) -> tuple[DeviceId, GossipAnswer]:
        """Ask whoever is there, all by ``deadline`` (monotonic seconds).

        ``make_request`` is given whose certificate was shown, before anything is said; what it raises ends the line.
        """
        kept = self._take_idle()
        if kept is not None:
            try:
                return self._exchange(kept, make_request, deadline)
            except PeerUnreachableError:
                if time.monotonic() >= deadline:
                    raise
        # A line that was kept may have been closed by the other side meanwhile; a new one tells.
        return self._exchange(self._connect(deadline), make_request, deadline)

    def close(self) -> None:
        """Cut all lines, for good; whoever waits on one gets PeerUnreachableError at once."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
            connections = list(self._connections)
        for connection in connections:
            shut(connection)
        for kept in idle:
            kept.line.close()

    def _exchange(
        self, kept: _Kept, make_request: Callable[[DeviceId], GossipRequest], deadline: float
    ) -> tuple[DeviceId, GossipAnswer]:
        try:
            body = encode_message(make_request(kept.device))
            kept.line.send(self._head(len(body)), body, deadline)
            answer = _read(*kept.line.receive(deadline))
            kept.line.turn()
        except BaseException:
            kept.line.close()
            raise
        self._give_back(kept)
        return kept.device, answer

    def _head(self, length: int) -> h11.Request:
        headers = [
            ("Host", "door"),
            ("Content-Type", "application/json"),
            ("Content-Length", str(length)),
            (PORT_HEADER, str(self._own_port)),
        ]
        return h11.Request(method="POST", target=GOSSIP_PATH, headers=headers)

    def _connect(self, deadline: float) -> _Kept:
        try:
            plain = socket.create_connection(
                (self.address.host, self.address.port), timeout=min(CONNECT_S, _left(deadline))
            )
        except (OSError, UnicodeError) as error:  # UnicodeError: a name that can be none.
            raise PeerUnreachableError("Nothing answers at {address}.", address=str(self.address)) from error
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = self._context.wrap_socket(plain, do_handshake_on_connect=False)
        except OSError as error:
            plain.close()
            raise PeerUnreachableError("Nothing answers at {address}.", address=str(self.address)) from error
        return _Kept(Line(connection, is_asking=True), self._shake_hands(connection, deadline))

    def _shake_hands(self, connection: ssl.SSLSocket, deadline: float) -> DeviceId:
        """Whose certificate the other side shows."""
        with self._lock:
            self._connections.add(connection)
            if self._is_closed:
                shut(connection)
        try:
            connection.settimeout(_left(deadline))
            connection.do_handshake()
            return device_of(connection)
        except (ssl.SSLCertVerificationError, PeerRefusedError) as error:
            connection.close()
            raise PeerRefusedError(
                "What answers at {address} is not a door of this event.", address=str(self.address)
            ) from error
        except (OSError, ValueError) as error:  # ValueError: it was cut during the handshake.
            connection.close()
            raise PeerUnreachableError(
                "What answers at {address} does not speak as doors do.", address=str(self.address)
            ) from error

    def _take_idle(self) -> _Kept | None:
        """The line used last, if it may still be good."""
        with self._lock:
            kept = self._idle.pop() if self._idle else None
        if kept is None or time.monotonic() - kept.used_at <= _KEPT_FOR_S:
            return kept
        kept.line.close()
        return None

    def _give_back(self, kept: _Kept) -> None:
        kept.used_at = time.monotonic()
        with self._lock:
            if not self._is_closed and len(self._idle) < _MOST_KEPT:
                self._idle.append(kept)
                return
        kept.line.close()


def _left(deadline: float) -> float:
    return max(0.001, deadline - time.monotonic())


def _read(head: Head, body: bytes) -> GossipAnswer:
    status = head.status_code if isinstance(head, h11.Response) else 0
    try:
        if status == HTTPStatus.OK:
            return decode_message(body, GossipAnswer)
        refusal = decode_message(body, ErrorAnswer)
    except DecodeError as error:
        raise PeerUnreachableError("The other door's answer cannot be read.") from error
    if status == HTTPStatus.FORBIDDEN:
        raise PeerRefusedError(Sentence(refusal.message))
    raise PeerUnreachableError("The other door has trouble: {why}", why=refusal.message)
