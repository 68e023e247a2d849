"""A server on a real socket that answers every request with the bytes it was given, or breaks off as it was told."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator

Answer = Callable[[socket.socket], None]
"""What happens on a connection once its request has been read."""
_PATIENCE_S = 5.0


def http(status: str, body: bytes = b"", *headers: str) -> bytes:
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def sends(raw: bytes) -> Answer:
    """Send ``raw`` and close."""
    return lambda connection: connection.sendall(raw)


def sends_for_ever(head: bytes, more: bytes) -> Answer:
    """Send ``head``, then ``more`` again and again until the caller hangs up."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(more)

    return answer


def resets(raw: bytes = b"") -> Answer:
    """Send ``raw``, then reset the connection (TCP RST)."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(raw)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return answer


class GarbageServer:
    """Gives every request the same ``answer``; ``requests`` holds what was asked."""

    def __init__(self, answer: Answer) -> None:
        self.requests: list[bytes] = []
        self.is_asked = threading.Event()
        self.is_closing = threading.Event()
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._connections: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self.is_closing.set()
        for opened in (self._listener, *self._connections):
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(_PATIENCE_S)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                self._threads.append(thread)
                self._connections.add(connection)
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(_PATIENCE_S)
            request = _read_request(connection)
            self.requests.append(request)
            self.is_asked.set()
            self._reply(connection, request)
        self._connections.discard(connection)

    def _reply(self, connection: socket.socket, _request: bytes) -> None:
        self._answer(connection)


class RoutingServer(GarbageServer):
    """Gives each request the bytes that ``route`` makes of it."""

    def __init__(self, route: Callable[[bytes], bytes]) -> None:
        self._route = route
        super().__init__(sends(b""))

    def _reply(self, connection: socket.socket, request: bytes) -> None:
        connection.sendall(self._route(request))


@contextlib.contextmanager
def garbage_server(answer: Answer | bytes) -> Iterator[GarbageServer]:
    """A server that is closed at the end of the block."""
    server = GarbageServer(sends(answer) if isinstance(answer, bytes) else answer)
    try:
        yield server
    finally:
        server.close()


@contextlib.contextmanager
def routing_server(route: Callable[[bytes], bytes]) -> Iterator[GarbageServer]:
    """A server of that kind that is closed at the end of the block."""
    server = RoutingServer(route)
    try:
        yield server
    finally:
        server.close()


@contextlib.contextmanager
def silent_server() -> Iterator[GarbageServer]:
    """A server that reads each request and never says a word."""
    server = GarbageServer(lambda _: None)
    server._answer = lambda _: _wait(server.is_closing)
    try:
        yield server
    finally:
        server.close()


def _wait(event: threading.Event) -> None:
    event.wait(60)


def _read_request(connection: socket.socket) -> bytes:
    """The request's head and as much of its body as it says to have."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        more = connection.recv(65_536)
        if not more:
            return raw
        raw += more
    head, _, body = raw.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = (int(lengths[0].split(b":")[1]) if lengths else 0) - len(body)
    while missing > 0 and (more := connection.recv(65_536)):
        raw += more
        missing -= len(more)
    return raw
