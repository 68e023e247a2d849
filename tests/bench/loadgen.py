"""A load generator for loopback servers: HTTP/1.1 over kept-alive connections, in a process of its own.

It measures the server, so it does as little as it can for each request: the requests are finished bytes, an answer is
only framed (RFC 9112: Content-Length, chunked, or no body) and its status counted.
"""

import asyncio
import ipaddress
import multiprocessing
import socket
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from time import perf_counter
from typing import TypeAlias, cast

from tests.bench.harness import percentile

__all__ = ["LoadError", "LoadResult", "drive"]

# What starting the other process and handing over the requests may take on top of the load itself.
START_S = 60.0
_HEAD_END = b"\r\n\r\n"

Requests: TypeAlias = Sequence[bytes] | Callable[[], Sequence[bytes]]


class LoadError(Exception):
    """The load could not be driven at all: the server refused every connection, or the driving process ended."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What the server did: answers a second, latencies from sending to the last byte, and what went wrong.

    `statuses` counts answers by HTTP status. `broken` counts requests whose connection ended or whose answer was not
    HTTP; `unsent` counts requests never sent and those still without an answer when the time was up.
    """

    requests_per_s: float
    p50_ms: float
    p99_ms: float
    statuses: dict[int, int]
    broken: int
    unsent: int
    elapsed_s: float


def drive(
    host: str, port: int, requests: Requests, *, concurrency: int, timeout_s: float, in_lanes: bool = False
) -> LoadResult:
    """Send every request once over `concurrency` connections and wait for the answers, at most `timeout_s` seconds.

    With `in_lanes` the requests are dealt out beforehand, number i to connection i modulo `concurrency`, and each
    connection keeps their order; else a connection takes the next that waits.
    `requests` may be a module-level function that makes them, which then runs in the driving process. Raises
    ValueError for an address that is not loopback, LoadError when no load could be driven.
    """
    if not _is_loopback(host):
        raise ValueError(f"the load generator drives loopback addresses only, not {host}")
    if concurrency < 1 or timeout_s <= 0:
        raise ValueError("a load needs at least one connection and some time")
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve_one, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        ours.send((host, port, requests, concurrency, timeout_s, in_lanes))
        answer = ours.recv() if ours.poll(timeout_s + START_S) else LoadError("the driving process did not end in time")
    except (EOFError, OSError) as error:
        raise LoadError("the driving process ended without a result") from error
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()
    if isinstance(answer, LoadResult):
        return answer
    raise answer if isinstance(answer, LoadError) else LoadError(str(answer))


@dataclass(slots=True)
class _Tally:
    """What all connections share: what came of the requests sent."""

    latencies_s: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0


class _Lane(asyncio.Protocol):
    """One connection: sends a request, frames the answer, sends the next. `done` resolves when the connection ends."""

    def __init__(self, tally: _Tally, waiting: deque[bytes], done: asyncio.Future[None]) -> None:
        self._tally = tally
        self._waiting = waiting
        self._done = done
        self._buffer = b""
        self._sent_at = 0.0
        self._in_flight = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # An answer is waited for before the next request, so nothing may be held back to fill a packet.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # uvloop's transports are not asyncio's by class, only by what they can do.
        self._transport = cast("asyncio.Transport", transport)

    def send_next(self) -> None:
        """Send the next request that waits, or end the connection when there is none."""
        assert self._transport is not None
        if not self._waiting:
            self._transport.close()
            return
        request = self._waiting.popleft()
        self._in_flight = True
        self._sent_at = perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        try:
            framed = _frame(self._buffer)
        except ValueError:
            self._abandon()
            return
        if framed is None:
            return
        status, length, closes = framed
        if not self._in_flight or length != len(self._buffer):
            # More bytes than were asked for: whatever this is, it does not speak HTTP.
            self._abandon()
            return
        self._in_flight = False
        self._tally.latencies_s.append(perf_counter() - self._sent_at)
        self._tally.statuses[status] += 1
        self._buffer = b""
        if closes:
            assert self._transport is not None
            self._transport.close()
        else:
            self.send_next()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._in_flight:
            self._in_flight = False
            self._tally.broken += 1
        if not self._done.done():
            self._done.set_result(None)

    def _abandon(self) -> None:
        assert self._transport is not None
        self._transport.abort()


def _frame(buffer: bytes) -> tuple[int, int, bool] | None:
    """Status, length in bytes and "closes the connection" of the answer in front of the buffer; None while incomplete.

    Raises ValueError for what is not an HTTP/1 answer with a length.
    """
    end = buffer.find(_HEAD_END)
    if end < 0:
        return None
    if not buffer.startswith(b"HTTP/1."):
        raise ValueError("not an HTTP/1 answer")
    status = int(buffer[9:12])
    head = buffer[:end].lower() + b"\r\n"
    start = end + len(_HEAD_END)
    closes = b"\r\nconnection: close\r\n" in head
    at = head.find(b"\r\ncontent-length:")
    if at >= 0:
        length = start + int(head[at + 17 : head.index(b"\r\n", at + 17)])
    elif b"\r\ntransfer-encoding: chunked\r\n" in head:
        length = _chunked_end(buffer, start)
    elif status in {204, 304}:
        length = start
    else:
        raise ValueError("an answer without a length")
    return (status, length, closes) if 0 <= length <= len(buffer) else None


def _chunked_end(buffer: bytes, at: int) -> int:
    """Where a chunked body that starts at `at` ends; -1 while incomplete. Trailers are not looked for."""
    while True:
        line_end = buffer.find(b"\r\n", at)
        if line_end < 0:
            return -1
        size = int(buffer[at:line_end].partition(b";")[0], 16)
        at = line_end + 2 + size + 2
        if size == 0:
            return at
        if at > len(buffer):
            return -1


async def _lane(
    host: str, port: int, tally: _Tally, waiting: deque[bytes], first: tuple[_Lane, asyncio.Future[None]]
) -> None:
    """Keep one connection at work until no request waits; a connection that ended is opened again."""
    lane, done = first
    while True:
        lane.send_next()
        await done
        if not waiting:
            return
        try:
            lane, done = await _connect(host, port, tally, waiting)
        except OSError:
            return


async def _connect(host: str, port: int, tally: _Tally, waiting: deque[bytes]) -> tuple[_Lane, asyncio.Future[None]]:
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    _, lane = await loop.create_connection(lambda: _Lane(tally, waiting, done), host, port)
    return lane, done


async def _load(
    host: str, port: int, requests: Sequence[bytes], concurrency: int, timeout_s: float, in_lanes: bool
) -> LoadResult:
    """Drive the load in this process. Opening the connections is not part of the time."""
    tally, count = _Tally(), min(concurrency, max(len(requests), 1))
    shared = deque(requests)
    queues = [deque(requests[number::count]) if in_lanes else shared for number in range(count)]
    try:
        lanes = [await _connect(host, port, tally, waiting) for waiting in queues]
    except OSError as error:
        raise LoadError(f"no connection to {host}:{port}: {error}") from error
    start = perf_counter()
    running = [asyncio.ensure_future(_lane(host, port, tally, *each)) for each in zip(queues, lanes, strict=True)]
    await asyncio.wait(running, timeout=timeout_s)
    elapsed_s = perf_counter() - start
    answered, broken = len(tally.latencies_s), tally.broken
    for task in running:
        task.cancel()
    return LoadResult(
        requests_per_s=answered / elapsed_s,
        p50_ms=percentile(tally.latencies_s, 50) * 1000 if answered else 0.0,
        p99_ms=percentile(tally.latencies_s, 99) * 1000 if answered else 0.0,
        statuses=dict(sorted(tally.statuses.items())),
        broken=broken,
        unsent=len(requests) - answered - broken,
        elapsed_s=elapsed_s,
    )


def _serve_one(pipe: Connection) -> None:
    """The other process: take one load from the pipe, drive it, put the result or the error back."""
    host, port, requests, concurrency, timeout_s, in_lanes = pipe.recv()
    prepared = list(requests() if callable(requests) else requests)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        try:
            pipe.send(runner.run(_load(host, port, prepared, concurrency, timeout_s, in_lanes)))
        except LoadError as error:
            pipe.send(error)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The event loop of uvloop where it is installed: the driver must cost less than what it drives."""
    try:
        from uvloop import new_event_loop  # There is none for Windows.
    except ImportError:
        return None
    return new_event_loop


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
