"""The demo's cable carries everything while it is in, and nothing while it is out."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from doorward.demo.cable import Cable


class Echo:
    """A server that gives back what it gets."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._echo, args=(near,), daemon=True).start()

    @staticmethod
    def _echo(near: socket.socket) -> None:
        with near, contextlib.suppress(OSError):
            while data := near.recv(65_536):
                near.sendall(data)


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    yield server
    server.close()


@pytest.fixture
def cable(echo: Echo) -> Iterator[Cable]:
    plugged = Cable(echo.port)
    yield plugged
    plugged.pull()


def _connect(cable: Cable) -> socket.socket:
    return socket.create_connection(("127.0.0.1", cable.port), timeout=5)


def _exchange(end: socket.socket, data: bytes) -> bytes:
    end.sendall(data)
    got = b""
    while len(got) < len(data):
        got += end.recv(65_536)
    return got


def test_it_carries_both_ways(cable: Cable) -> None:
    with _connect(cable) as end:
        assert _exchange(end, b"hello") == b"hello"
        large = bytes(range(256)) * 4_000
        sending = threading.Thread(target=end.sendall, args=(large,))
        sending.start()
        got = b""
        while len(got) < len(large):
            got += end.recv(65_536)
        sending.join(5)
        assert got == large


def test_pulled_it_cuts_what_is_connected(cable: Cable) -> None:
    with _connect(cable) as end:
        assert _exchange(end, b"a") == b"a"
        cable.pull()
        with contextlib.suppress(ConnectionError):
            assert end.recv(10) == b""


def test_pulled_it_takes_no_connection(cable: Cable) -> None:
    cable.pull()
    with pytest.raises(ConnectionRefusedError):
        _connect(cable)


def test_plugged_in_again_it_works_at_the_same_port(cable: Cable) -> None:
    port = cable.port
    for _ in range(5):
        cable.pull()
        cable.plug_in()
        assert cable.port == port
        with _connect(cable) as end:
            assert _exchange(end, b"again") == b"again"


def test_pulling_and_plugging_twice_changes_nothing(cable: Cable) -> None:
    cable.plug_in()
    cable.pull()
    cable.pull()
    cable.plug_in()
    with _connect(cable) as end:
        assert _exchange(end, b"x") == b"x"


def test_a_server_that_is_gone_hangs_up(cable: Cable, echo: Echo) -> None:
    echo.close()
    with _connect(cable) as end, contextlib.suppress(ConnectionError):
        assert end.recv(10) == b""
