"""Addresses that somebody else chose: which are refused, and that nothing gets around it."""

import socket
from pathlib import Path

import pytest

from server.config import ServerConfig, read_config
from server.delivery.receivers import ForbiddenAddressError, Target, check_url, find_target, post
from server.errors import InvalidRequestError, ProviderUnavailableError
from tests.fakes.garbage_server import garbage_server, http, sends_for_ever, silent_server

PRIVATE = [
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104  It is refused.
    "224.0.0.1",
    "[fe80::1]",
    "[fd00::1]",
    "[::]",
    "[::ffff:10.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[64:ff9b::a9fe:a9fe]",
    "[2002:a9fe:a9fe::1]",
    "[fd00:ec2::254]",
    "[fec0::1]",
]
LOCAL = ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1.2.3"]


def public_server(**options: object) -> ServerConfig:
    return read_config({}, {"host": "0.0.0.0", "behind_proxy": True, **options})  # noqa: S104  A server for the world.


def local_server() -> ServerConfig:
    return read_config({})


@pytest.mark.parametrize("host", PRIVATE)
@pytest.mark.parametrize("config", [public_server(), local_server()], ids=["public", "local"])
def test_a_private_or_metadata_address_is_refused_when_it_is_made_and_when_it_is_sent_to(
    config: ServerConfig, host: str
) -> None:
    with pytest.raises(InvalidRequestError):
        check_url(f"https://{host}/hook", config)
    with pytest.raises(ForbiddenAddressError):
        find_target(f"https://{host}/hook", config)


@pytest.mark.parametrize("host", LOCAL)
def test_a_server_for_the_world_never_talks_to_its_own_machine(host: str) -> None:
    proxied = read_config({}, {"host": "127.0.0.1", "behind_proxy": True})
    named = read_config({}, {"host": "127.0.0.1", "base_url": "https://tickets.example.com"})
    for config in (public_server(), proxied, named):
        with pytest.raises(ForbiddenAddressError):
            find_target(f"https://{host}/hook", config)
        with pytest.raises(InvalidRequestError):
            check_url(f"http://{host}/hook", config)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "https://user:secret@example.com/",
        "https:///path",
        "example.com",
        "https://example.com/#part",
        "https://example.com/" + "a" * 2000,
        "https://exa mple.com/",
        "https://[::1",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_cannot_be_a_receivers_is_refused(url: str) -> None:
    with pytest.raises(InvalidRequestError):
        check_url(url, local_server())


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0"])
def test_an_old_spelling_of_an_address_is_seen_through_when_it_is_sent_to(host: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        find_target(f"https://{host}/", public_server())


def test_a_name_that_leads_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("169.254.169.254", 443)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(ForbiddenAddressError):
        find_target("https://rebinding.example.com/", public_server())


def test_the_request_goes_to_the_address_that_was_checked_and_names_the_host_it_was_asked_for() -> None:
    with garbage_server(http("204 No Content")) as server:
        port = int(server.url.rpartition(":")[2])
        target = find_target(f"http://localhost:{port}/hook?a=1", local_server())
        assert post(Target(target.url, "127.0.0.1"), {}, b"{}") == 204
    head = server.requests[0].lower()
    assert head.startswith(b"post /hook?a=1 ")
    assert f"host: localhost:{port}".encode() in head


def test_a_name_without_an_address_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ProviderUnavailableError):
        find_target("https://example.com/", public_server())


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with (
        garbage_server(http("200 OK")) as inner,
        garbage_server(http("302 Found", b"", f"Location: {inner.url}/")) as outer,
    ):
        assert post(find_target(outer.url, local_server()), {}, b"{}") == 302
        assert inner.requests == []


def test_an_endless_answer_is_not_read_to_its_end() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n"
    with garbage_server(sends_for_ever(head, b"x" * 65_536)) as server:
        assert post(find_target(server.url, local_server()), {}, b"{}") == 200


def test_a_receiver_that_says_nothing_or_a_letter_at_a_time_is_left_after_the_whole_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import time

    from server.delivery import receivers

    monkeypatch.setattr(receivers, "TIMEOUT_S", 0.6)

    def drip(connection: socket.socket) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 100:
            connection.sendall(bytes([letter]))
            time.sleep(0.1)

    with garbage_server(drip) as slow, silent_server() as silent:
        for server in (slow, silent):
            began = time.monotonic()
            with pytest.raises(ProviderUnavailableError):
                post(find_target(server.url, local_server()), {}, b"{}")
            assert time.monotonic() - began < 3


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with garbage_server(http("200 OK")) as server, garbage_server(http("500 No")) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        assert post(find_target(server.url, local_server()), {}, b"{}") == 200
        assert proxy.requests == []
