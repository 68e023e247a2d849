"""A door's port in a hall full of people with laptops: whatever they send, the doors go on talking."""

import contextlib
import random
import resource
import socket
import ssl
import threading
import time
from collections.abc import Iterator

import pytest

from sync.device import peer_server
from sync.device.mutual_tls import asking_context
from sync.device.peer_line import LARGEST_BODY
from sync.device.peer_server import GOSSIP_PATH, MOST_LINES_A_DEVICE, MOST_STRANGERS
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import GossipAnswer, GossipRequest
from sync.rules.door_log import Kind
from tests.sync.making import EVENT
from tests.sync.peers.doors import LOOPBACK, HereDoor, wait_until

Two = tuple[HereDoor, HereDoor]
SOON_S = 5.0
CROWD = 1_000


def _plain(door: HereDoor) -> socket.socket:
    return socket.create_connection((LOOPBACK, door.peers.port), timeout=SOON_S)


@contextlib.contextmanager
def _line(asking: HereDoor, asked: HereDoor) -> Iterator[ssl.SSLSocket]:
    with asking_context(asking.pairing).wrap_socket(_plain(asked)) as connection:
        yield connection


def _request(body: bytes, *, path: str = GOSSIP_PATH, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return f"POST {path} HTTP/1.1\r\nHost: door\r\nContent-Length: {size}\r\n\r\n".encode() + body


def _answer(connection: ssl.SSLSocket) -> tuple[int, bytes]:
    """The status and body of what comes back; (0, b"") where the other side hangs up."""
    raw = b""
    with contextlib.suppress(OSError):
        while b"\r\n\r\n" not in raw and (more := connection.recv(65_536)):
            raw += more
        head, _, body = raw.partition(b"\r\n\r\n")
        if not head:
            return 0, b""
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        while len(body) < length and (more := connection.recv(65_536)):
            body += more
        return int(head.split()[1]), body
    return 0, b""


def _gossip() -> bytes:
    return _request(encode_message(GossipRequest(EVENT.event_id, {})))


def _is_cut(connection: socket.socket) -> bool:
    try:
        while connection.recv(65_536):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def _answers_soon(asking: HereDoor, asked: HereDoor) -> bool:
    with _line(asking, asked) as connection:
        connection.sendall(_gossip())
        status, body = _answer(connection)
        return status == 200 and decode_message(body, GossipAnswer) is not None


def test_garbage_is_hung_up_on_and_the_doors_go_on(two: Two) -> None:
    north, south = two
    south.open()
    chance = random.Random(7)
    for size in (0, 1, 5, 100, 5_000, 200_000):
        with _plain(south) as stranger, contextlib.suppress(OSError):
            stranger.sendall(chance.randbytes(size))
            stranger.shutdown(socket.SHUT_WR)
            assert _is_cut(stranger)
    assert _answers_soon(north, south)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (_request(b"{}"), 400),
        (_request(b"\xff\xfe not json"), 400),
        (_request(b"[" * 100_000), 400),
        (_request(b"", path="/door/v1/push"), 404),
        (b"GET /door/v1/gossip HTTP/1.1\r\nHost: door\r\n\r\n", 404),
        (_request(encode_message(GossipRequest(EVENT.event_id, {})).replace(b"evt_1", b"evt_2")), 403),
    ],
)
def test_what_is_no_question_of_this_event_is_refused_in_words(two: Two, said: bytes, status: int) -> None:
    north, south = two
    south.open()
    with _line(north, south) as connection:
        connection.sendall(said)
        assert _answer(connection)[0] == status
    assert _answers_soon(north, south)


@pytest.mark.parametrize(
    "said",
    [
        b"\x00" * 20_000,
        b"POST / HTTP/1.1\r\n" + b"X-Long: y\r\n" * 5_000,
        b"POST /" + b"a" * 100_000,
        b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: door\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_listed_door_gone_mad_is_hung_up_on(two: Two, said: bytes) -> None:
    north, south = two
    south.open()
    with _line(north, south) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(said)
        assert _answer(connection)[0] in (0, 404)
    assert _answers_soon(north, south)


def test_a_body_that_is_too_large_is_refused_before_it_is_there(two: Two) -> None:
    north, south = two
    south.open()
    with _line(north, south) as connection:
        began = time.monotonic()
        connection.sendall(_request(b"", length=1 << 40))
        with contextlib.suppress(OSError):
            for _ in range(LARGEST_BODY // 65_536 + 8):
                connection.sendall(b" " * 65_536)
        assert _answer(connection)[0] in (0, 413)
        assert time.monotonic() - began < SOON_S / 2
    assert _answers_soon(north, south)


def test_a_request_that_dawdles_is_cut_off(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer_server, "MESSAGE_S", 0.5)
    north, south = two
    south.open()
    with _line(north, south) as connection:
        began = time.monotonic()
        with contextlib.suppress(OSError):
            for byte in _gossip() * 3:
                connection.sendall(bytes([byte]))
                time.sleep(0.02)
        assert time.monotonic() - began < 3.0
        assert _is_cut(connection)


def test_a_handshake_that_dawdles_is_cut_off(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer_server, "HANDSHAKE_S", 0.3)
    _, south = two
    south.open()
    with _plain(south) as silent:
        began = time.monotonic()
        assert _is_cut(silent)
        assert time.monotonic() - began < 2.0


def test_one_device_holds_no_more_than_a_few_connections(two: Two) -> None:
    north, south = two
    south.open()
    with contextlib.ExitStack() as opened:
        lines = [opened.enter_context(_line(north, south)) for _ in range(MOST_LINES_A_DEVICE + 3)]
        lines[-1].sendall(_gossip())
        assert _answer(lines[-1])[0] == 200
        assert _is_cut(lines[0])
    assert sum(thread.name == "peer-answer" for thread in threading.enumerate()) <= MOST_LINES_A_DEVICE + 3


def test_a_thousand_connections_that_say_nothing_stop_nobody(two: Two) -> None:
    north, south = two
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4 * CROWD)), hard))
    south.open()
    crowd: list[socket.socket] = []
    try:
        for number in range(CROWD):
            crowd.append(_plain(south))
            if number % 250 == 249:
                assert _answers_soon(north, south)
        wait_until(lambda: _answering() <= MOST_STRANGERS + MOST_LINES_A_DEVICE, "the crowd holds few threads")
        north.open(south.address)
        wait_until(north.peers.visible, "doors meet in the crowd")
        assert north.peers.tell(north.write(Kind.ATTEMPT), 1.0).heard == 1
    finally:
        for each in crowd:
            each.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_door_out_of_file_handles_answers_once_there_are_some_again(two: Two) -> None:
    north, south = two
    south.open()
    context = asking_context(north.pairing)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    knocking = socket.socket()
    knocking.settimeout(SOON_S)
    resource.setrlimit(resource.RLIMIT_NOFILE, (knocking.fileno() + 1, hard))
    try:
        knocking.connect((LOOPBACK, south.peers.port))
        time.sleep(0.2)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    with context.wrap_socket(knocking) as connection:
        connection.sendall(_gossip())
        assert _answer(connection)[0] == 200


def _answering() -> int:
    return sum(thread.name == "peer-answer" for thread in threading.enumerate())
