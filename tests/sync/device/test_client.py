"""The client against servers that are none, or are broken: the right error each time, with a sentence for people."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sync.device.client import ServerClient, clean_address
from sync.device.errors import (
    DeviceError,
    DeviceNotAcceptedError,
    ServerGarbledError,
    ServerRefusedError,
    ServerUnreachableError,
)
from sync.protocol.codec import FRAME_HEAD, LARGEST_FRAME, FrameKind, encode_message, frame
from sync.protocol.messages import (
    ClaimRequest,
    EnrolRequest,
    ErrorAnswer,
    PullRequest,
    PushRequest,
    TimeAnswer,
)
from sync.rules.door_log import Kind
from sync.rules.ids import LogId
from tests.fakes.garbage_server import Answer, garbage_server, http, resets, sends, sends_for_ever, silent_server
from tests.sync.making import Chain, make_id

LOG_ID = LogId("dev_a.1")
PORTAL_PAGE = b"<!doctype html><html><body>Welcome! Please log in to the venue's Wi-Fi.</body></html>"
CLAIM = ClaimRequest((Chain().add(Kind.ATTEMPT, make_id(1)),), "code")
CALLS: dict[str, Callable[[ServerClient], Any]] = {
    "enrol": lambda client: client.enrol(EnrolRequest("code", bytes(32), "Door")),
    "time": lambda client: client.time(1),
    "push": lambda client: client.push(PushRequest(())),
    "claim": lambda client: client.claim(CLAIM),
    "pull": lambda client: client.pull(PullRequest(LOG_ID, "", 0, 0)),
    "snapshot": lambda client: list(client.snapshot(LOG_ID, "", "")),
}


def refusal(status: str, code: str) -> Answer:
    return sends(http(status, encode_message(ErrorAnswer(code, "The sentence that the server has for people."))))


ANSWERS: dict[str, tuple[Answer, type[DeviceError]]] = {
    "garbage": (sends(http("200 OK", b"\x00\xff{]garbage" * 9)), ServerGarbledError),
    "other JSON": (sends(http("200 OK", b'{"status":"ok","version":3}')), ServerGarbledError),
    "JSON null": (sends(http("200 OK", b"null      ")), ServerGarbledError),
    "a captive portal's page": (sends(http("200 OK", PORTAL_PAGE, "Content-Type: text/html")), ServerGarbledError),
    "a captive portal's redirect": (
        sends(http("302 Found", PORTAL_PAGE, "Location: http://login.example.org/")),
        ServerGarbledError,
    ),
    "a redirect without a word": (sends(http("307 Temporary Redirect", b"", "Location: /login")), ServerGarbledError),
    "a page that is not there": (sends(http("404 Not Found", b'{"detail":"Not Found"}')), ServerGarbledError),
    "a proxy that wants a login": (sends(http("401 Unauthorized", PORTAL_PAGE)), ServerGarbledError),
    "a page without end": (sends_for_ever(b"HTTP/1.1 200 OK\r\n\r\n", b"<p>more</p>" * 9_999), ServerGarbledError),
    "a refusal without end": (
        sends_for_ever(b"HTTP/1.1 404 Not Found\r\n\r\n", b"<p>more</p>" * 9_999),
        ServerGarbledError,
    ),
    "packed bytes that are not": (
        sends(http("200 OK", b"this is no gzip", "Content-Encoding: gzip")),
        ServerGarbledError,
    ),
    "a page that unpacks to gigabytes": (
        sends(http("200 OK", gzip.compress(b"<" * 64_000_000), "Content-Encoding: gzip")),
        ServerGarbledError,
    ),
    "half an answer": (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n\x00\x00\x00"), ServerUnreachableError),
    "half a head": (sends(b"HTTP/1.1 200 O"), ServerUnreachableError),
    "no answer at all": (sends(b""), ServerUnreachableError),
    "a reset": (resets(), ServerUnreachableError),
    "a reset in the middle": (
        resets(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n\x00\x00\x00"),
        ServerUnreachableError,
    ),
    "another protocol": (sends(b"SSH-2.0-OpenSSH_9.6\r\n"), ServerUnreachableError),
    "a proxy without a server behind": (sends(http("502 Bad Gateway", PORTAL_PAGE)), ServerUnreachableError),
    "a bug of the server": (sends(http("500 Internal Server Error", b"Internal Error")), ServerUnreachableError),
    "a bug of the server, told politely": (refusal("500 Internal Server Error", "INTERNAL"), ServerUnreachableError),
    "too many requests": (refusal("429 Too Many Requests", "RATE_LIMITED"), ServerUnreachableError),
    "too many requests for a proxy": (sends(http("429 Too Many Requests", PORTAL_PAGE)), ServerUnreachableError),
    "a revoked device": (refusal("401 Unauthorized", "DEVICE_UNKNOWN"), DeviceNotAcceptedError),
    "a forbidden device": (refusal("403 Forbidden", "FORBIDDEN"), DeviceNotAcceptedError),
    "a refusal": (refusal("400 Bad Request", "PAIRING_CODE"), ServerRefusedError),
}


def is_for_people(error: DeviceError) -> bool:
    text = str(error)
    return text[0].isupper() and text.endswith(".") and not {"Error", "httpx", "Errno", "None"} & set(text.split())


LARGE = ("a page without end", "a page that unpacks to gigabytes", "a refusal without end")
"""32 MB of each are read before it is refused: once by each of the two ways of reading is enough."""
TRIED = [(answer, call) for answer in ANSWERS for call in CALLS if answer not in LARGE or call in ("time", "snapshot")]


@pytest.mark.parametrize(("answer", "call"), TRIED)
def test_each_broken_answer_is_its_own_error_with_a_sentence_for_people(answer: str, call: str) -> None:
    behaviour, expected = ANSWERS[answer]
    with garbage_server(behaviour) as server:
        client = ServerClient(server.url)
        with pytest.raises(DeviceError) as caught:
            CALLS[call](client)
        client.close()
    assert type(caught.value) is expected
    assert is_for_people(caught.value)


@pytest.mark.parametrize("call", list(CALLS))
def test_where_nothing_listens_the_server_is_unreachable(call: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    client = ServerClient(f"http://127.0.0.1:{port}")
    with pytest.raises(ServerUnreachableError, match=r"Check the network; scanning goes on offline\.") as caught:
        CALLS[call](client)
    assert is_for_people(caught.value)
    client.close()


def test_a_claim_gives_a_silent_server_up_while_the_person_still_stands_there() -> None:
    with silent_server() as server:
        client = ServerClient(server.url)
        began = time.monotonic()
        with pytest.raises(ServerUnreachableError, match="did not answer in time"):
            client.claim(CLAIM)
        assert time.monotonic() - began < 2.0
        client.close()


@pytest.mark.parametrize("call", ["pull", "push", "snapshot"])
def test_hanging_up_wakes_whoever_waits_for_a_silent_server(call: str) -> None:
    caught: list[DeviceError] = []

    def wait_for_ever(client: ServerClient) -> None:
        try:
            CALLS[call](client)
        except DeviceError as error:
            caught.append(error)

    with silent_server() as server:
        client = ServerClient(server.url)
        waiting = threading.Thread(target=wait_for_ever, args=(client,))
        waiting.start()
        assert server.is_asked.wait(5)
        client.close()
        waiting.join(5)
    assert not waiting.is_alive()
    assert [type(error) for error in caught] == [ServerUnreachableError]


@pytest.mark.parametrize("call", list(CALLS))
def test_after_hanging_up_nothing_is_asked_any_more(call: str) -> None:
    with garbage_server(http("200 OK")) as server:
        client = ServerClient(server.url)
        client.close()
        with pytest.raises(ServerUnreachableError):
            CALLS[call](client)
        assert server.requests == []


def test_a_refusals_code_and_sentence_reach_the_caller() -> None:
    with garbage_server(refusal("400 Bad Request", "PAIRING_CODE")) as server:
        client = ServerClient(server.url)
        with pytest.raises(ServerRefusedError, match=r"^The sentence that the server has for people\.$") as caught:
            client.time(1)
        assert caught.value.code == "PAIRING_CODE"
        client.close()


def test_requests_carry_the_device_token_and_go_to_the_address_path() -> None:
    with garbage_server(http("200 OK", encode_message(TimeAnswer(5, 6, 7)))) as server:
        client = ServerClient(server.url + "/tickets/", "dvt_secret")
        assert client.time(5) == TimeAnswer(5, 6, 7)
        client.close()
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /tickets/door/v1/time HTTP/1.1\r\n")
    assert b"authorization: bearer dvt_secret" in head.lower()
    assert json.loads(body) == {"sent": 5}


def test_an_answer_with_fields_of_a_later_server_is_understood() -> None:
    with garbage_server(http("200 OK", b'{"sent":5,"server_received":6,"server_sent":7,"later":[]}')) as server:
        client = ServerClient(server.url)
        assert client.time(5) == TimeAnswer(5, 6, 7)
        client.close()


def test_the_environments_proxy_never_sees_a_device_token(monkeypatch: pytest.MonkeyPatch) -> None:
    with garbage_server(http("200 OK", b"{}")) as proxy, garbage_server(http("200 OK", b"{}")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        client = ServerClient(server.url, "dvt_secret")
        with pytest.raises(ServerGarbledError):
            client.time(1)
        client.close()
        assert proxy.requests == []
        assert len(server.requests) == 1


def frames_of(body: bytes) -> Iterator[tuple[FrameKind, bytes]]:
    with garbage_server(http("200 OK", body)) as server:
        client = ServerClient(server.url)
        yield from client.snapshot(LOG_ID, "epoch", "after this")
        client.close()


def test_a_snapshots_frames_come_in_order_up_to_the_end() -> None:
    body = frame(FrameKind.HEADER, b"{}") + frame(FrameKind.TICKETS, bytes(200_000)) + frame(FrameKind.END, b"")
    assert list(frames_of(body + b"something behind")) == [
        (FrameKind.HEADER, b"{}"),
        (FrameKind.TICKETS, bytes(200_000)),
    ]


@pytest.mark.parametrize("half", [b"", frame(FrameKind.TICKETS, b"body")[:-1], frame(FrameKind.TICKETS, b"")[:3]])
def test_a_snapshot_that_breaks_gives_what_came_and_then_says_so(half: bytes) -> None:
    frames = frames_of(frame(FrameKind.HEADER, b"{}") + half)
    assert next(frames) == (FrameKind.HEADER, b"{}")
    with pytest.raises(ServerUnreachableError, match="What has come is kept"):
        next(frames)


@pytest.mark.parametrize("head", [FRAME_HEAD.pack(77, 4), FRAME_HEAD.pack(FrameKind.TICKETS, LARGEST_FRAME + 1)])
def test_a_frame_of_an_unknown_kind_or_size_is_refused_before_it_is_read(head: bytes) -> None:
    with pytest.raises(ServerGarbledError):
        list(frames_of(head + b"body"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" https://tickets.example.org/ ", "https://tickets.example.org"),
        ("tickets.example.org", "https://tickets.example.org"),
        ("tickets.example.org:8443/door", "https://tickets.example.org:8443/door"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://example.org/?x=1#y", "https://example.org"),
    ],
)
def test_an_address_is_understood_as_people_type_it(typed: str, meant: str) -> None:
    assert clean_address(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "http://", "https://", "http://tickets.example.org", "http://192.168.1.4:8080", "ftp://example.org",
     "https://example.org:port", "https://example.org:99999", "http://localhost.example.org", "https://[::1",
     "javascript:alert(1)"],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"address") as caught:
        clean_address(typed)
    assert str(caught.value)[0].isupper()
