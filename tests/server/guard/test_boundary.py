"""What the boundary does around every request, seen over HTTP."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.factories import Club, booking_body, make_club
from tests.server.doors.venue import wait_until
from tests.serving import RunningServer, open_context, running_server

BOUND = 30


@pytest.fixture(scope="module")
def strict_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server behind a proxy that allows thirty requests a minute."""
    environment = {"DOORWARD_REQUESTS_PER_MINUTE": str(BOUND), "DOORWARD_BEHIND_PROXY": "yes"}
    with running_server(tmp_path_factory.mktemp("strict"), environment=environment) as server:
        yield server


def _ask(server: RunningServer, address: str, path: str = "/health", **headers: str) -> httpx.Response:
    return httpx.get(server.url + path, headers={"X-Forwarded-For": address, **headers})


def test_too_many_requests_are_refused_in_the_api_s_shape_with_retry_after(strict_server: RunningServer) -> None:
    answers = [_ask(strict_server, "203.0.113.1") for _ in range(BOUND + 1)]
    assert [answer.status_code for answer in answers] == [200] * BOUND + [429]
    refused = answers[-1]
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.json() == {
        "success": False,
        "error": "Too many requests; try again later",
        "details": {"code": "TOO_MANY_REQUESTS", "message": "Too many requests; try again later"},
    }
    assert _ask(strict_server, "203.0.113.2").status_code == 200


def test_a_key_counts_for_itself_whatever_its_address(strict_server: RunningServer) -> None:
    with open_context(strict_server.config) as context:
        club = make_club(context)
    statuses = [
        _ask(strict_server, f"198.51.100.{number}", "/api/v1/events", **club.headers).status_code
        for number in range(BOUND + 3)
    ]
    # The first answer proves the key; until then it counts for its address.
    assert statuses == [200] * (BOUND + 1) + [429] * 2


def test_a_door_that_is_refused_is_told_in_the_protocol_s_shape(strict_server: RunningServer) -> None:
    answers = [
        httpx.post(f"{strict_server.url}/door/v1/enrol", json={}, headers={"X-Forwarded-For": "203.0.113.3"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [400, 429]
    assert answers[1].json()["code"] == "TOO_MANY_REQUESTS"
    assert int(answers[1].headers["Retry-After"]) >= 1


def test_without_a_proxy_nobody_chooses_the_address_that_they_count_for(tmp_path: Path) -> None:
    with running_server(tmp_path, environment={"DOORWARD_REQUESTS_PER_MINUTE": "5"}) as server:
        statuses = [_ask(server, f"203.0.113.{number}").status_code for number in range(8)]
    # The server's own start may have asked for its health once.
    assert statuses[-2:] == [429, 429]


@pytest.mark.parametrize("path", ["/health", "/api/v1/events", "/api/v1/nothing", "/door/v1/snapshot", "/openapi.json"])
def test_every_answer_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert re.fullmatch(r"req_[0-9a-f]{16}", headers["X-Request-Id"])
    assert "Strict-Transport-Security" not in headers


def test_refusals_carry_them_too(client: httpx.Client) -> None:
    too_large = client.post("/api/v1/events", content=b"x" * 1_100_000)
    assert too_large.status_code == 413
    assert too_large.headers["X-Content-Type-Options"] == "nosniff"
    assert too_large.headers["X-Request-Id"]


def test_a_route_s_own_cache_control_stands(client: httpx.Client, club: Club) -> None:
    ticket_id = client.post("/api/v1/bookings/create", json=booking_body(club)).json()["tickets"][0]["ticketId"]
    picture = client.get(f"/api/v1/tickets/{ticket_id}/qr.png")
    assert picture.headers.get_list("Cache-Control") == ["private, no-store"]


def test_over_tls_browsers_are_told_to_stay_with_it(strict_server: RunningServer) -> None:
    answer = _ask(strict_server, "203.0.113.4", **{"X-Forwarded-Proto": "https"})
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_an_answer_s_request_id_is_in_the_log_line(client: httpx.Client, shared_server: RunningServer) -> None:
    request_id = client.get("/api/v1/events").headers["X-Request-Id"]

    def told() -> list[tuple[str, str, int]]:
        lines = [json.loads(line) for line in shared_server.log.read_text().splitlines() if request_id in line]
        return [(line["event"], line["route"], line["status"]) for line in lines]

    # The line is written when all is done, and the answer is here before that.
    assert wait_until(told, "the log line") == [("request_served", "/api/v1/events", 200)]
