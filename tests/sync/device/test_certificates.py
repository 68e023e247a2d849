"""A certificate that is not believed is said in words: a wrong date, or another than the server."""

import contextlib
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sync.device.client import ServerClient
from sync.device.errors import ServerUnreachableError, ServerUntrustedError
from tests.fakes.certificate import make_certificate


@contextlib.contextmanager
def tls_server(certificate: Path) -> Iterator[int]:
    """Something that speaks TLS; its port."""
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def said_of(certificate: Path) -> str:
    """What a device says that meets this certificate."""
    with tls_server(certificate) as port:
        client = ServerClient(f"https://localhost:{port}")
        try:
            with pytest.raises(ServerUntrustedError) as told:
                client.time(0)
        finally:
            client.close()
    return str(told.value)


def test_a_certificate_of_nobody_known_is_another_than_the_server(tmp_path: Path) -> None:
    assert "cannot prove" in said_of(make_certificate(tmp_path))


@pytest.mark.parametrize("days", [-10, 10], ids=["expired", "not-yet"])
def test_a_certificate_of_another_day_points_to_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    certificate = make_certificate(tmp_path, days_off=days)
    # Who is believed is the system's to say; here it is whoever made this certificate.
    context = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr("httpx._transports.default.create_ssl_context", lambda *_, **__: context)
    assert "date and time" in said_of(certificate)


def test_a_port_that_speaks_no_tls_is_a_server_that_is_not_there(unused_port: int) -> None:
    client = ServerClient(f"https://localhost:{unused_port}")
    try:
        with pytest.raises(ServerUnreachableError):
            client.time(0)
    finally:
        client.close()


@pytest.fixture
def unused_port() -> int:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        return int(server.server_port)
