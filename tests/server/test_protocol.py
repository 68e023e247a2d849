"""Connections that never come to the point."""

import asyncio
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from server import protocol
from server.protocol import BoundedProtocol

HEAD_S = 0.3
REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def _answer_late(_scope: Any, _receive: Any, send: Any) -> None:
    await asyncio.sleep(2 * HEAD_S)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def _talk(*pieces: bytes) -> bytes:
    """What comes back until the server hangs up, or the answer is there."""
    config = uvicorn.Config(_answer_late, lifespan="off", log_config=None)
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: BoundedProtocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    async with server, asyncio.timeout(10):
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        said = b""
        for piece in pieces:
            writer.write(piece)
            if piece.endswith(b"\r\n\r\n"):
                said += await reader.readuntil(b"ok")
        if not pieces or not pieces[-1].endswith(b"\r\n\r\n"):
            try:
                said += await reader.read()
            except ConnectionError:
                said += b" hung up"
        writer.close()
        return said


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "LONGEST_HEAD_S", HEAD_S)


@pytest.mark.parametrize("beginning", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_who_does_not_come_to_the_point_is_hung_up_on(beginning: bytes) -> None:
    assert asyncio.run(_talk(*([beginning] if beginning else []))) in (b"", b" hung up")


def test_also_in_a_second_request() -> None:
    said = asyncio.run(_talk(REQUEST, b"GET / HTTP/1.1\r\n"))
    assert said.startswith(b"HTTP/1.1 200")
    assert said.count(b"HTTP/1.1") == 1


def test_an_answer_may_take_longer_than_a_question() -> None:
    assert asyncio.run(_talk(REQUEST, REQUEST)).count(b"HTTP/1.1 200") == 2
