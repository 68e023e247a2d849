"""Whatever is wrong with a request, the answer has the one shape and says what."""

import contextlib
import socket

import httpx
import pytest

from server.boundary import MOST_BODY_BYTES
from tests.factories import Club, booking_body
from tests.serving import RunningServer

BOOK = "/api/v1/bookings/create"
JSON = {"Content-Type": "application/json"}


def _assert_shape(answer: httpx.Response, status: int, code: str, error: str | None = None) -> None:
    body = answer.json()
    assert (answer.status_code, body["details"]["code"]) == (status, code)
    assert body == {"success": False, "error": body["error"], "details": {"code": code, "message": body["error"]}}
    if error is not None:
        assert body["error"] == error


def test_without_a_key_the_source_s_words_are_said(shared_server: RunningServer) -> None:
    for headers in ({}, {"Authorization": "Basic abc"}, {"Authorization": "bearer x"}):
        answer = httpx.post(shared_server.url + BOOK, json={}, headers=headers)
        _assert_shape(answer, 401, "UNAUTHORIZED", "Missing or invalid Authorization header")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("key", ["", "x", "org_x_y", "org_" + "é" * 40])
def test_an_unknown_key_is_invalid(shared_server: RunningServer, key: str) -> None:
    headers = {b"Authorization": f"Bearer {key}x".encode()}
    _assert_shape(
        httpx.post(shared_server.url + BOOK, json={}, headers=headers), 401, "UNAUTHORIZED", "Invalid API key"
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 50_000, b'{"eventId": NaN', b'{"a":1}{"b":2}'],
)
def test_a_body_that_is_no_json_object_is_refused(client: httpx.Client, body: bytes) -> None:
    answer = client.post(BOOK, content=body, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["details"]["code"] == "INVALID_REQUEST"


def test_malformed_json_is_named(client: httpx.Client) -> None:
    answer = client.post(BOOK, content=b'{"eventId": ', headers=JSON)
    _assert_shape(answer, 400, "INVALID_REQUEST", "The body is not valid JSON")


def test_json_without_a_content_type_is_read(client: httpx.Client, club: Club) -> None:
    request = client.build_request("POST", BOOK, json=booking_body(club))
    del request.headers["Content-Type"]
    assert client.send(request).status_code == 200


@pytest.mark.parametrize(
    "piece", [b"X-Filler: " + b"a" * 1000 + b"\r\n", b"a" * 1000], ids=["many headers", "one endless header"]
)
def test_a_head_without_end_is_refused_and_not_kept(shared_server: RunningServer, piece: bytes) -> None:
    sent = 0
    with socket.create_connection(("127.0.0.1", shared_server.port), timeout=10) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nX-First: ")
        with contextlib.suppress(ConnectionError):
            while sent < 20_000_000:
                connection.sendall(piece)
                sent += len(piece)

    assert sent < 20_000_000
    assert httpx.get(f"{shared_server.url}/health", headers={"X-Long": "a" * 40_000}).status_code == 200


def test_a_body_over_one_mebibyte_is_refused_announced_or_not(client: httpx.Client) -> None:
    body = b"x" * (MOST_BODY_BYTES + 1)
    _assert_shape(client.post(BOOK, content=body, headers=JSON), 413, "BODY_TOO_LARGE")
    chunked = client.post(BOOK, content=iter([body[:600_000], body[600_000:]]), headers=JSON)
    _assert_shape(chunked, 413, "BODY_TOO_LARGE")


def test_unknown_routes_and_methods_have_the_same_shape(client: httpx.Client) -> None:
    _assert_shape(client.get("/api/v1/nothing"), 404, "NOT_FOUND")
    not_allowed = client.delete("/api/v1/events")
    _assert_shape(not_allowed, 405, "METHOD_NOT_ALLOWED")
    assert "POST" in not_allowed.headers["Allow"] or "GET" in not_allowed.headers["Allow"]


@pytest.mark.parametrize("path", ["events", "products", "bookings", "tickets"])
@pytest.mark.parametrize(
    "unknown", ["x", "evt_unknown", "..%2f..", "%F0%9F%8E%89", "'; DROP TABLE events;--", "a" * 5000]
)
def test_unknown_ids_are_not_found(client: httpx.Client, path: str, unknown: str) -> None:
    _assert_shape(client.get(f"/api/v1/{path}/{unknown}"), 404, "NOT_FOUND")


def test_a_nul_in_the_address_is_the_callers_mistake(client: httpx.Client) -> None:
    _assert_shape(client.get("/api/v1/events/a%00b"), 400, "INVALID_REQUEST")
    _assert_shape(client.get("/api/v1/events?cursor=a%00b"), 400, "INVALID_REQUEST")


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=" + "x" * 101])
def test_a_bad_page_is_refused(client: httpx.Client, query: str) -> None:
    _assert_shape(client.get(f"/api/v1/events?{query}"), 400, "INVALID_REQUEST")


def test_no_name_address_or_key_reaches_the_log(client: httpx.Client, club: Club, shared_server: RunningServer) -> None:
    client.post(BOOK, json=booking_body(club, email="secret.person@example.com"))
    client.get("/api/v1/bookings", params={"cursor": "queried"})
    log = shared_server.log.read_text()
    assert '"route": "/api/v1/bookings/create"' in log
    for secret in ("Mustermann", "secret.person", club.api_key, "queried", "+49123456789"):
        assert secret not in log


def test_the_openapi_document_has_examples_and_no_secrets(client: httpx.Client, club: Club) -> None:
    document = client.get("/openapi.json")
    schema = document.json()["components"]["schemas"]["BookingRequest"]
    assert schema["example"]["primaryAttendee"]["firstName"] == "Max"
    assert club.api_key not in document.text
    assert "sqlite" not in document.text
