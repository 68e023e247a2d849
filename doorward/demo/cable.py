"""A network cable that can be pulled: a TCP relay on loopback between the scanner and the server."""

import contextlib
import socket
import threading

_CHUNK = 65_536
_PATIENCE_S = 5.0


class Cable:
    """Relays connections to the server's port while it is plugged in; pulled, it cuts all and takes none."""

    def __init__(self, server_port: int) -> None:
        """Begin to relay, plugged in."""
        self._server_port = server_port
        self._lock = threading.Lock()
        self._ends: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.port = 0
        self.plug_in()

    def plug_in(self) -> None:
        """Take connections, at the same port as before."""
        with self._lock:
            if self._listener is not None:
                return
            self._listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
            self.port = self._listener.getsockname()[1]
            threading.Thread(target=self._accept, args=(self._listener,), name="cable", daemon=True).start()

    def pull(self) -> None:
        """Cut every connection and refuse new ones."""
        with self._lock:
            listener, self._listener = self._listener, None
            ends, self._ends = self._ends, set()
        if listener is not None:
            _shut(listener)
        for end in ends:
            _shut(end)

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):  # The listener was closed: the cable is out.
            while True:
                near, _ = listener.accept()
                self._join(near, listener)

    def _join(self, near: socket.socket, listener: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self._server_port), timeout=_PATIENCE_S)
        except OSError:
            _shut(near)
            return
        far.settimeout(None)
        with self._lock:
            is_in = self._listener is listener
            if is_in:
                self._ends |= {near, far}
        if not is_in:
            _shut(near)
            _shut(far)
            return
        for end in (near, far):
            # A request comes in two pieces; the second must not wait for the first to be acknowledged.
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=self._carry, args=(source, target), name="cable", daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):  # Either end may close at any time.
            while chunk := source.recv(_CHUNK):
                target.sendall(chunk)
        with self._lock:
            self._ends -= {source, target}
        _shut(source)
        _shut(target)


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):  # Already cut.
        end.shutdown(socket.SHUT_RDWR)
    end.close()
