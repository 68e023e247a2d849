"""A fake service on a free loopback port, spoken to over real HTTP, that misbehaves on command."""

import contextlib
import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit


class Misbehaviour(StrEnum):
    """What goes wrong with a request."""

    SERVER_ERROR = "server_error"
    """500, and nothing was done."""
    RATE_LIMIT = "rate_limit"
    """429, and nothing was done."""
    HANG = "hang"
    """No answer at all, and nothing was done."""
    LOSE_ANSWER = "lose_answer"
    """All was done, but the connection breaks before the answer comes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. Header names are in lower case."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: a status and JSON."""

    status: int
    json: Any
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Fault:
    kind: Misbehaviour
    path: str
    times: int


class LoopbackServer:
    """Gives every request to ``answer`` on a thread of its own; ``asked`` keeps what was asked, in order."""

    def __init__(self, answer: Callable[[Asked], Answered]) -> None:
        self.asked: list[Asked] = []
        self._answer = answer
        self._faults: list[_Fault] = []
        self._lock = threading.Lock()
        self._is_closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._connections: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def misbehave(self, kind: Misbehaviour, *, path: str = "", times: int = 1) -> None:
        """Do so with the next ``times`` requests whose path holds ``path``."""
        with self._lock:
            self._faults.append(_Fault(kind, path, times))

    def behave(self) -> None:
        """Forget what was to go wrong."""
        with self._lock:
            self._faults.clear()

    def close(self) -> None:
        self._is_closing.set()
        self._server.shutdown()
        self._server.server_close()
        for connection in tuple(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _serve(self, asked: Asked) -> Answered | None:
        """The answer, or None where the connection must break."""
        with self._lock:
            self.asked.append(asked)
            fault = next((fault for fault in self._faults if fault.times and fault.path in asked.path), None)
            if fault is not None:
                fault.times -= 1
        if fault is None:
            return self._answer(asked)
        if fault.kind is Misbehaviour.SERVER_ERROR:
            return Answered(500, {"error": {"type": "api_error", "message": "Something broke"}, "message": "broke"})
        if fault.kind is Misbehaviour.RATE_LIMIT:
            error = {"type": "rate_limit_error", "code": "rate_limit", "message": "Too many requests"}
            return Answered(429, {"error": error, "code": "too_many_requests", "message": "Too many requests"})
        if fault.kind is Misbehaviour.HANG:
            self._is_closing.wait(60)
            return None
        self._answer(asked)
        return None


def _handler_of(server: LoopbackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            server._connections.add(self.connection)

        def finish(self) -> None:
            server._connections.discard(self.connection)
            with contextlib.suppress(OSError):
                super().finish()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  The base class names it so.
            """Tests read ``asked`` instead."""

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError):
                super().handle()

        def _take(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, parts.path, parse_qsl(parts.query, keep_blank_values=True), headers, body)
            answered = server._serve(asked)
            if answered is None:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                return
            raw = json.dumps(answered.json).encode()
            self.send_response(answered.status)
            for name, value in {"Content-Type": "application/json", **answered.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _take  # noqa: N815  http.server finds them by these names.

    return Handler
