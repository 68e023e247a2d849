"""One connection between two doors: HTTP/1.1 messages over TLS, each within a size and a time that are fixed before.

The standard library's clients and servers bound the wait for the next byte; a peer that sends one byte a second holds
those for ever. Here a deadline is the moment by which the whole message is through.
"""

import contextlib
import socket
import ssl
import time

import h11

from sync.device.errors import PeerUnreachableError

LARGEST_BODY = 4 * 1024 * 1024
"""As for the server's messages: 1,000 entries of the longest kind stay under it."""
_LARGEST_HEAD = 8 * 1024
_CHUNK = 64 * 1024
_SHORTEST_WAIT_S = 0.001

Head = h11.Request | h11.Response


class BodyTooLargeError(PeerUnreachableError):
    """More than a message may be; what was to come was not read."""


class Line:
    """A TLS connection after its handshake. Every method raises PeerUnreachableError, and the line is then dead."""

    def __init__(self, connection: ssl.SSLSocket, *, is_asking: bool) -> None:
        """Speak over ``connection``, as the side that asks or as the one that answers."""
        self._connection = connection
        self._http = h11.Connection(h11.CLIENT if is_asking else h11.SERVER, max_incomplete_event_size=_LARGEST_HEAD)

    def send(self, head: Head, body: bytes, deadline: float) -> None:
        """Send a whole message by ``deadline`` (monotonic seconds); ``head`` says how long ``body`` is."""
        try:
            raw = b"".join(self._http.send(event) or b"" for event in (head, h11.Data(data=body), h11.EndOfMessage()))
            sent = 0
            while sent < len(raw):
                self._wait_until(deadline)
                sent += self._connection.send(raw[sent : sent + _CHUNK])
        except (OSError, h11.ProtocolError) as error:
            raise PeerUnreachableError("The other door did not take the message.") from error

    def wait(self, deadline: float) -> bool:
        """Whether anything came by ``deadline``; what came is kept for ``receive``."""
        try:
            self._take_bytes(deadline)
        except PeerUnreachableError:
            return False
        return True

    def receive(self, deadline: float) -> tuple[Head, bytes]:
        """The next whole message, which is here by ``deadline``."""
        head: Head | None = None
        body = bytearray()
        while True:
            event = self._next_event(deadline)
            if isinstance(event, h11.Request | h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > LARGEST_BODY:
                    raise BodyTooLargeError("The other door sent more than a message may be.")
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                return head, bytes(body)
            elif isinstance(event, h11.ConnectionClosed | h11.PAUSED):
                raise PeerUnreachableError("The other door closed the connection.")

    def turn(self) -> None:
        """Make ready for the next message of the other side, after one was answered."""
        try:
            self._http.start_next_cycle()
        except h11.LocalProtocolError as error:  # One of the two wants the connection to end here.
            raise PeerUnreachableError("The connection ends here.") from error

    def cut(self) -> None:
        """End it at once, from any thread; whoever waits for it gets PeerUnreachableError, and closes it."""
        shut(self._connection)

    def close(self) -> None:
        """End it, and give back what it takes; only by whoever speaks over it."""
        shut(self._connection)
        self._connection.close()

    def _next_event(self, deadline: float) -> object:
        try:
            while (event := self._http.next_event()) is h11.NEED_DATA:
                self._take_bytes(deadline)
        except h11.RemoteProtocolError as error:
            raise PeerUnreachableError("What came is not a message.") from error
        return event

    def _take_bytes(self, deadline: float) -> None:
        try:
            self._wait_until(deadline)
            self._http.receive_data(self._connection.recv(_CHUNK))
        except (OSError, h11.RemoteProtocolError) as error:
            raise PeerUnreachableError("The other door said nothing, or not in time.") from error

    def _wait_until(self, deadline: float) -> None:
        """Wait no longer from now on; TimeoutError where the time is up, also for one who goes on sending."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        with contextlib.suppress(OSError):  # Closed meanwhile: the call that follows says so.
            self._connection.settimeout(max(_SHORTEST_WAIT_S, left))


def shut(connection: socket.socket) -> None:
    """End a connection for both sides at once; closing alone would not wake a thread that reads from it."""
    with contextlib.suppress(OSError):  # Already closed.
        # The plain method, also of a TLS socket: its own would wait for the other side's farewell.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
