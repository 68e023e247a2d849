"""Where other doors reach this one: a TLS port that answers GOSSIP, and that nobody in the hall can stop up.

A connection is a thread, of which there are no more than ``MOST_THREADS``. Until its certificate was seen it is one of
a few strangers, of whom the one that has dawdled longest goes when another comes; afterwards it is one of a few of its
device. Nothing is logged but ids of devices and names of errors.
"""

import contextlib
import socket
import ssl
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

import h11
import structlog

from sync.device.errors import DeviceError, PeerError, PeerRefusedError
from sync.device.mutual_tls import device_of
from sync.device.peer_line import BodyTooLargeError, Line, shut
from sync.protocol.codec import DecodeError, decode_message, encode_message
from sync.protocol.messages import ErrorAnswer, GossipAnswer, GossipRequest
from sync.rules.ids import DeviceId

log = structlog.get_logger()

GOSSIP_PATH = "/door/v1/gossip"
PORT_HEADER = "doorward-port"
"""With it the asking door says at which port it answers itself."""
MOST_THREADS = 192
MOST_STRANGERS = 32
MOST_LINES_A_DEVICE = 4
HANDSHAKE_S = 3.0
MESSAGE_S = 10.0
"""By when a message that has begun is through."""
IDLE_S = 30.0
_BACKLOG = 128
_PAUSE_S = 0.05
_LOOK_UP_S = 0.5
"""How often the listener looks whether it should stop: not every system wakes it when its socket is closed."""

Answering = Callable[[GossipRequest, DeviceId], GossipAnswer]
Seen = Callable[[DeviceId, str, int], None]


class PeerServer:
    """Listens from construction on; OSError where the port cannot be had. ``stop`` ends all its threads."""

    def __init__(self, context: ssl.SSLContext, answer: Answering, seen: Seen, host: str = "", port: int = 0) -> None:
        """Answer at ``port`` of ``host``, by default of every address and at any free port.

        ``seen`` is told of each device that speaks, with its host and the port where it answers itself (0: nowhere).
        """
        self._context = context
        self._answer = answer
        self._seen = seen
        self._slots = threading.BoundedSemaphore(MOST_THREADS)
        self._lock = threading.Lock()
        self._strangers: OrderedDict[ssl.SSLSocket, None] = OrderedDict()
        self._known: dict[DeviceId, list[ssl.SSLSocket]] = {}
        self._threads: set[threading.Thread] = set()
        self._is_stopping = False
        self._listener = _listen(host, port)
        self._listener.settimeout(_LOOK_UP_S)
        self.port: int = self._listener.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, name="peer-accept", daemon=True)
        self._accepting.start()

    def stop(self, patience_s: float) -> None:
        """Take no more, cut every connection, and wait up to ``patience_s`` for the threads."""
        deadline = time.monotonic() + patience_s
        with self._lock:
            self._is_stopping = True
            connections = [*self._strangers, *(each for lines in self._known.values() for each in lines)]
            threads = [*self._threads, self._accepting]
        shut(self._listener)
        self._listener.close()
        for connection in connections:
            shut(connection)
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _accept(self) -> None:
        while not self._is_stopping:
            try:
                connection, address = self._listener.accept()
            except TimeoutError:
                continue
            except OSError as error:
                if not self._is_stopping:  # Such as too many open files: that passes.
                    log.warning("peer_accept_failed", why=type(error).__name__)
                    time.sleep(_PAUSE_S)
                continue
            self._take(connection, str(address[0]))

    def _take(self, connection: socket.socket, host: str) -> None:
        """Give a new connection its thread, or hang up where there is none to give."""
        if not self._slots.acquire(blocking=False):
            connection.close()
            return
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            wrapped = self._context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
            thread = threading.Thread(target=self._serve, args=(wrapped, host), name="peer-answer", daemon=True)
            self._admit_stranger(wrapped, thread)
            thread.start()
        except (OSError, RuntimeError) as error:  # It is gone again, or the system has no thread left.
            log.info("peer_not_taken", why=type(error).__name__)
            connection.close()
            self._slots.release()

    def _admit_stranger(self, connection: ssl.SSLSocket, thread: threading.Thread) -> None:
        with self._lock:
            if len(self._strangers) >= MOST_STRANGERS:
                shut(self._strangers.popitem(last=False)[0])
            self._strangers[connection] = None
            self._threads.add(thread)
            if self._is_stopping:
                shut(connection)

    def _serve(self, connection: ssl.SSLSocket, host: str) -> None:
        try:
            connection.settimeout(HANDSHAKE_S)
            connection.do_handshake()
            device = device_of(connection)
            self._introduce(connection, device)
            self._converse(Line(connection, is_asking=False), device, host)
        except (OSError, ValueError, PeerError) as error:  # ValueError: the connection was cut before its handshake.
            log.debug("peer_line_ended", why=type(error).__name__)
        finally:
            self._forget(connection)

    def _introduce(self, connection: ssl.SSLSocket, device: DeviceId) -> None:
        with self._lock:
            self._strangers.pop(connection, None)
            lines = self._known.setdefault(device, [])
            if len(lines) >= MOST_LINES_A_DEVICE:  # What it forgot to close, or lost on the way.
                shut(lines.pop(0))
            lines.append(connection)
            if self._is_stopping:
                shut(connection)

    def _forget(self, connection: ssl.SSLSocket) -> None:
        with self._lock:
            self._strangers.pop(connection, None)
            for device, lines in list(self._known.items()):
                if connection in lines:
                    lines.remove(connection)
                if not lines:
                    del self._known[device]
            self._threads.discard(threading.current_thread())
        shut(connection)
        connection.close()
        self._slots.release()

    def _converse(self, line: Line, device: DeviceId, host: str) -> None:
        while line.wait(time.monotonic() + IDLE_S):
            try:
                head, body = line.receive(time.monotonic() + MESSAGE_S)
            except BodyTooLargeError as error:
                _refuse(line, 413, "too_large", str(error))
                return
            if not isinstance(head, h11.Request) or (head.method, head.target) != (b"POST", GOSSIP_PATH.encode()):
                _refuse(line, 404, "not_found", "Doors answer POST /door/v1/gossip and nothing else.")
                return
            if not self._reply(line, body, device):
                return
            self._seen(device, host, _port_in(head))
            line.turn()

    def _reply(self, line: Line, body: bytes, device: DeviceId) -> bool:
        """Answer one GOSSIP; whether the conversation goes on."""
        try:
            answer = self._answer(decode_message(body, GossipRequest), device)
        except DecodeError as error:
            return _refuse(line, 400, "not_a_message", str(error))
        except PeerRefusedError as error:
            log.info("peer_refused", device=device)
            return _refuse(line, 403, "not_a_door", str(error))
        except DeviceError as error:
            log.warning("peer_not_answered", why=type(error).__name__)
            return _refuse(line, 503, "trouble", str(error))
        _send(line, 200, encode_message(answer))
        return True


def _refuse(line: Line, status: int, code: str, message: str) -> bool:
    _send(line, status, encode_message(ErrorAnswer(code, message)))
    return False


def _send(line: Line, status: int, body: bytes) -> None:
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    line.send(h11.Response(status_code=status, headers=headers), body, time.monotonic() + MESSAGE_S)


def _port_in(head: h11.Request) -> int:
    """The port at which the asking door answers itself, 0 where it does not say, or says no port."""
    text = next((value for name, value in head.headers if name == PORT_HEADER.encode()), b"")
    port = int(text) if text.isdigit() and len(text) <= 5 else 0
    return port if port < 65_536 else 0


def _listen(host: str, port: int) -> socket.socket:
    if not host and socket.has_dualstack_ipv6():
        with contextlib.suppress(OSError):  # IPv6 was turned off on this computer.
            return socket.create_server(("", port), family=socket.AF_INET6, backlog=_BACKLOG, dualstack_ipv6=True)
    return socket.create_server((host, port), backlog=_BACKLOG)
