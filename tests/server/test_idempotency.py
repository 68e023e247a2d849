"""The same request under the same key is done once."""

import asyncio
from typing import Any

import httpx
import pytest

from server.context import Context
from tests.factories import Club, booking_body, make_club
from tests.server.conftest import next_prefix
from tests.serving import open_context, running_server

BOOK = "/api/v1/bookings/create"


def test_the_same_key_gets_the_first_answer_again(client: httpx.Client, club: Club) -> None:
    headers = {"Idempotency-Key": "rsvp-1"}
    first = client.post(BOOK, json=booking_body(club), headers=headers)
    again = client.post(BOOK, json=booking_body(club), headers=headers)

    assert again.json() == first.json()
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(client.get("/api/v1/bookings").json()["bookings"]) == 1


def test_the_key_may_stand_in_the_body_and_spelling_does_not_matter(client: httpx.Client, club: Club) -> None:
    body = booking_body(club, idempotencyKey="rsvp-1")
    first = client.post(BOOK, json=body)
    again = client.post(BOOK, json=dict(reversed(body.items())))

    assert again.json() == first.json()


def test_the_same_key_for_another_request_is_a_conflict(client: httpx.Client, club: Club) -> None:
    headers = {"Idempotency-Key": "rsvp-1"}
    client.post(BOOK, json=booking_body(club), headers=headers)
    answer = client.post(BOOK, json=booking_body(club, guests=1), headers=headers)

    assert (answer.status_code, answer.json()["details"]["code"]) == (422, "IDEMPOTENCY_CONFLICT")
    assert client.get(f"/api/v1/events/{club.event_id}").json()["taken"] == 1


def test_organizations_do_not_share_keys(client: httpx.Client, club: Club, server_context: Context) -> None:
    other = make_club(server_context, prefix=next_prefix())
    key = {"Idempotency-Key": "rsvp-1"}
    first = client.post(BOOK, json=booking_body(club), headers=key)
    second = client.post(BOOK, json=booking_body(other), headers=other.headers | key)

    assert (first.status_code, second.status_code) == (200, 200)


def test_a_request_that_failed_may_be_tried_again_under_its_key(client: httpx.Client, club: Club) -> None:
    headers = {"Idempotency-Key": "rsvp-1"}
    client.patch(f"/api/v1/events/{club.event_id}", json={"capacity": 0})
    assert client.post(BOOK, json=booking_body(club), headers=headers).status_code == 409
    client.patch(f"/api/v1/events/{club.event_id}", json={"capacity": 1})

    assert client.post(BOOK, json=booking_body(club), headers=headers).status_code == 200


@pytest.mark.parametrize("key", ["x" * 256, "tab\there"])
def test_a_key_that_cannot_be_kept_is_refused(client: httpx.Client, club: Club, key: str) -> None:
    assert client.post(BOOK, json=booking_body(club), headers={"Idempotency-Key": key}).status_code == 400


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("events", {"name": "Once"}),
        ("products", {"name": "Once"}),
        ("api-keys", {"name": "Once"}),
    ],
)
def test_every_post_that_creates_takes_a_key(client: httpx.Client, path: str, body: dict[str, Any]) -> None:
    headers = {"Idempotency-Key": f"{path}-1"}
    first = client.post(f"/api/v1/{path}", json=body, headers=headers).json()
    again = client.post(f"/api/v1/{path}", json=body, headers=headers).json()

    assert first == again
    assert first["id"]


def test_many_at_once_under_one_key_are_one_booking(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async def send(url: str, club: Club) -> list[httpx.Response]:
        async with httpx.AsyncClient(base_url=url, headers=club.headers, timeout=30) as client:
            headers = {"Idempotency-Key": "one"}
            return await asyncio.gather(
                *(client.post(BOOK, json=booking_body(club), headers=headers) for _ in range(16))
            )

    workers = 1 if database_url.startswith("sqlite") else 2
    folder = tmp_path_factory.mktemp("once")
    with running_server(folder, database_url=database_url, workers=workers) as server:
        with open_context(server.config) as context:
            club = make_club(context)
        answers = asyncio.run(send(server.url, club))
        listed = httpx.get(f"{server.url}/api/v1/bookings", headers=club.headers).json()["bookings"]

    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["bookingId"] for answer in answers} == {listed[0]["bookingId"]}
    assert len(listed) == 1
