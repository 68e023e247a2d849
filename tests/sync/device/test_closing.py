"""Hanging up: whoever waits for an answer is woken at once, also behind TLS, where a farewell could take for ever."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sync.device.client import ServerClient
from sync.device.errors import ServerUnreachableError, ServerUntrustedError
from sync.protocol.messages import PullRequest, PushRequest
from sync.rules.ids import LogId
from tests.fakes.certificate import make_certificate
from tests.fakes.garbage_server import GarbageServer, silent_server

AT_ONCE_S = 1.0
ASKING: dict[str, Callable[[ServerClient], object]] = {
    "pull": lambda client: client.pull(PullRequest(LogId("dev.1"), "", 0, 0, wait_s=20.0)),
    "push": lambda client: client.push(PushRequest(())),
    "time": lambda client: client.time(0),
    "snapshot": lambda client: list(client.snapshot(LogId("dev.1"), "", "")),
}


class SilentTlsServer(GarbageServer):
    """Takes connections over TLS, reads the request, and never says a word, not even good-bye."""

    def __init__(self, certificate: Path) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        super().__init__(lambda _: None)

    @property
    def url(self) -> str:
        return super().url.replace("http:", "https:")

    def _serve(self, connection: socket.socket) -> None:
        # The caller may not believe the certificate, or be gone before it has said good-bye.
        with contextlib.suppress(OSError), self._context.wrap_socket(connection, server_side=True) as secured:
            self.requests.append(secured.recv(65_536))
            self.is_asked.set()
            self.is_closing.wait(60)


def seconds_until_woken(server: GarbageServer, client: ServerClient, ask: Callable[[ServerClient], object]) -> float:
    """Ask, close the client once the server has the request, and see how long the asker still waited."""
    errors: list[type[BaseException]] = []

    def wait() -> None:
        try:
            ask(client)
        except ServerUnreachableError as error:
            errors.append(type(error))

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    assert server.is_asked.wait(10)
    time.sleep(0.05)  # Let the asker get from sending to waiting.
    began = time.monotonic()
    client.close()
    waiting.join(10)
    took = time.monotonic() - began
    assert errors == [ServerUnreachableError]
    return took


@pytest.mark.parametrize("what", ASKING)
def test_whoever_waits_is_woken_at_once(what: str) -> None:
    with silent_server() as server:
        assert seconds_until_woken(server, ServerClient(server.url), ASKING[what]) < AT_ONCE_S


@pytest.mark.parametrize("what", ASKING)
def test_whoever_waits_behind_tls_is_woken_at_once(what: str, tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    server = SilentTlsServer(certificate)
    client = ServerClient(server.url)
    # A device trusts the authorities that its system trusts; none of them signs certificates for tests.
    trusting = ssl.create_default_context(cafile=str(certificate))
    client._http = httpx.Client(base_url=client._http.base_url, verify=trusting, timeout=30, trust_env=False)
    try:
        assert seconds_until_woken(server, client, ASKING[what]) < AT_ONCE_S
    finally:
        server.close()


def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    server = SilentTlsServer(make_certificate(tmp_path))
    client = ServerClient(server.url, "token")
    with pytest.raises(ServerUntrustedError):
        client.time(0)
    assert server.requests == []
    client.close()
    server.close()


def test_a_connection_that_comes_about_after_closing_is_cut_off_too() -> None:
    with silent_server() as server:
        client = ServerClient(server.url)
        closing = threading.Event()
        real = client._notice

        def close_just_before(event: str, info: dict[str, object]) -> None:
            if event == "connection.connect_tcp.complete" and not closing.is_set():
                closing.set()
                client._is_closing = True
            real(event, info)

        client._notice = close_just_before  # type: ignore[method-assign,assignment]
        began = time.monotonic()
        with pytest.raises(ServerUnreachableError):
            client.time(0)
        assert time.monotonic() - began < AT_ONCE_S
        client.close()
