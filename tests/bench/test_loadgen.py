import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.bench.loadgen import LoadError, drive

GET = b"GET / HTTP/1.1\r\nHost: door.test\r\n\r\n"
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
CHUNKED = b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1;note=x\r\nd\r\n0\r\n\r\n"
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
EMPTY = b"HTTP/1.1 204 No Content\r\n\r\n"

Answer = Callable[[bytes], bytes]


class SmallServer(asyncio.Protocol):
    """Answers each request with what `answer` gives for it, in two writes, and ends when told to close."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        answer = self._answer(data)
        self._transport.write(answer[:20])
        self._transport.write(answer[20:])
        if b"Connection: close" in answer or not answer:
            self._transport.close()


@contextmanager
def serving(answer: Answer) -> Iterator[int]:
    """A server on a thread of its own; yields its port."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: SmallServer(answer), "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(server.wait_closed())
        loop.close()


def many_requests() -> list[bytes]:
    return [GET] * 300


def test_every_request_is_sent_once_and_its_status_counted() -> None:
    seen: list[bytes] = []

    def answer(request: bytes) -> bytes:
        seen.append(request)
        return PLAIN if b"GET /0" in request else EMPTY

    requests = [
        f"GET /{number % 2} HTTP/1.1\r\nHost: door.test\r\nX-Id: {number}\r\n\r\n".encode() for number in range(101)
    ]
    with serving(answer) as port:
        result = drive("127.0.0.1", port, requests, concurrency=4, timeout_s=20)
    assert sorted(seen) == sorted(requests)
    assert result.statuses == {200: 51, 204: 50}
    assert (result.broken, result.unsent) == (0, 0)
    assert 0 < result.p50_ms <= result.p99_ms
    assert result.requests_per_s == pytest.approx(101 / result.elapsed_s)


def test_requests_may_be_made_in_the_driving_process() -> None:
    with serving(lambda _: CHUNKED) as port:
        result = drive("127.0.0.1", port, many_requests, concurrency=8, timeout_s=20)
    assert result.statuses == {201: 300}


def test_a_server_that_closes_after_each_answer_is_connected_to_again() -> None:
    with serving(lambda _: CLOSING) as port:
        result = drive("127.0.0.1", port, [GET] * 20, concurrency=2, timeout_s=20)
    assert result.statuses == {200: 20}
    assert result.broken == 0


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-door\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\nno length", PLAIN + PLAIN])
def test_an_answer_that_is_not_http_is_counted_as_broken(answer: bytes) -> None:
    with serving(lambda _: answer) as port:
        result = drive("127.0.0.1", port, [GET] * 6, concurrency=2, timeout_s=20)
    assert result.statuses == {}
    assert (result.broken, result.unsent) == (6, 0)


def test_a_silent_server_costs_no_more_than_the_time_given() -> None:
    with serving(lambda _: b"HTTP/1.1 200 OK\r\n") as port:
        result = drive("127.0.0.1", port, [GET] * 6, concurrency=2, timeout_s=0.3)
    assert result.statuses == {}
    assert result.unsent == 6
    assert result.elapsed_s < 5


def test_nobody_listening_is_an_error() -> None:
    with serving(lambda _: PLAIN) as port:
        pass
    with pytest.raises(LoadError, match="no connection"):
        drive("127.0.0.1", port, [GET], concurrency=1, timeout_s=5)


@pytest.mark.parametrize("host", ["192.0.2.1", "door.example", "::", "127.0.0.1.door.example"])
def test_only_loopback_is_driven(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        drive(host, 80, [GET], concurrency=1, timeout_s=1)


def test_a_load_without_requests_ends_at_once() -> None:
    with serving(lambda _: PLAIN) as port:
        result = drive("127.0.0.1", port, [], concurrency=3, timeout_s=5)
    assert result.requests_per_s == 0
    assert result.statuses == {}
