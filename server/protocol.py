"""HTTP/1.1 as uvicorn reads it, with bounds on a request's head, of which the parser itself would keep any length."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES = 64 * 1024
"""Of a request line with its headers, and of whatever stands between two pieces of a body."""
LONGEST_HEAD_S = 30.0
"""How long a connection may take to say what it wants. Between two requests uvicorn waits for less."""


class BoundedProtocol(HttpToolsProtocol):
    """Refuses a head that is too long, and hangs up on one that does not come to its end."""

    _taken = 0
    """Bytes that came in since a head or a piece of a body was last complete."""
    _is_in_head = True
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # As uvicorn's own.
        super().connection_made(transport)
        self._waiting = self.loop.call_later(LONGEST_HEAD_S, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._taken += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._taken > MOST_HEAD_BYTES:
            self.send_400_response("The head of the request is too long")
        elif self._is_in_head and self._waiting is None:
            self._waiting = self.loop.call_later(LONGEST_HEAD_S, self.transport.abort)

    def on_message_begin(self) -> None:
        self._is_in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._taken, self._is_in_head = 0, False
        self._stop_waiting()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._taken = 0
        super().on_body(body)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
