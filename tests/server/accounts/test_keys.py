"""API keys: what they open, what they do not, and how their use is counted."""

import re
import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, text, update

from server.accounts.gatekeeper import REMEMBERED_S
from server.accounts.models import ApiKey
from server.context import Context
from tests.factories import Club, booking_body, make_club
from tests.server.conftest import next_prefix
from tests.serving import RunningServer, open_context, running_server


def test_a_key_has_the_sources_form_and_is_nowhere_in_the_database(client: httpx.Client, club: Club) -> None:
    made = client.post("/api/v1/api-keys", json={"name": "frontend"}).json()

    assert re.fullmatch(rf"org_{club.organization_id}_[0-9A-Za-z]{{32}}", made["key"])
    assert "_" not in club.organization_id
    listed = client.get("/api/v1/api-keys").json()["apiKeys"]
    assert listed[0]["name"] == "frontend"
    assert made["key"] not in str(listed)


def test_a_stored_database_holds_no_key(sqlite_context: Context, tmp_path: Path) -> None:
    club = make_club(sqlite_context)
    with sqlite_context.database.transaction() as session:
        session.execute(text("SELECT 1"))
    sqlite_context.database.close()

    stored = b"".join(path.read_bytes() for path in tmp_path.glob("doorward.db*"))
    assert club.organization_id.encode() in stored
    assert club.api_key.rpartition("_")[2].encode() not in stored


def test_the_organization_comes_from_the_record_not_from_the_keys_text(
    shared_server: RunningServer, server_context: Context, club: Club
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    forged = f"org_{other.organization_id}_{club.api_key.rpartition('_')[2]}"

    answer = httpx.get(f"{shared_server.url}/api/v1/events", headers={"Authorization": f"Bearer {forged}"})

    assert answer.status_code == 401


def test_a_revoked_key_is_refused_within_two_seconds(client: httpx.Client) -> None:
    made = client.post("/api/v1/api-keys", json={"name": "lost"}).json()
    headers = {"Authorization": f"Bearer {made['key']}"}
    assert client.get("/api/v1/events", headers=headers).status_code == 200

    revoked = client.delete(f"/api/v1/api-keys/{made['id']}").json()

    assert revoked["revokedAt"] > 0
    assert client.get("/api/v1/events", headers=headers).json()["error"] == "Invalid API key"


def test_a_key_revoked_elsewhere_is_refused_once_its_memory_is_over(
    client: httpx.Client, server_context: Context, club: Club
) -> None:
    assert client.get("/api/v1/events").status_code == 200
    with server_context.database.transaction() as session:
        session.execute(update(ApiKey).where(ApiKey.organization_id == club.organization_id).values(revoked_at=1))
    assert REMEMBERED_S < 2
    time.sleep(REMEMBERED_S + 0.1)

    assert client.get("/api/v1/events").status_code == 401


def test_every_use_is_counted_also_over_a_clean_stop(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        with open_context(server.config) as context:
            club = make_club(context)
        for _ in range(7):
            httpx.get(f"{server.url}/api/v1/events", headers=club.headers)
        listed = httpx.get(f"{server.url}/api/v1/api-keys", headers=club.headers).json()["apiKeys"]
        assert listed[0]["requestCount"] == 8
        assert abs(listed[0]["lastUsedAt"] - time.time() * 1000) < 60_000
        for _ in range(5):
            httpx.get(f"{server.url}/api/v1/events", headers=club.headers)
    with open_context(server.config) as context, context.database.transaction() as session:
        assert session.scalar(select(ApiKey.request_count)) == 13


def test_a_key_does_no_more_than_its_scopes(client: httpx.Client, club: Club) -> None:
    scopes = ["bookings:write"]
    made = client.post("/api/v1/api-keys", json={"name": "till", "scopes": scopes}).json()
    headers = {"Authorization": f"Bearer {made['key']}"}

    booked = client.post("/api/v1/bookings/create", json=booking_body(club), headers=headers)
    refused = client.get("/api/v1/contacts", headers=headers)

    assert booked.status_code == 200
    assert (refused.status_code, refused.json()["details"]["code"]) == (403, "FORBIDDEN")


def test_a_key_makes_no_key_stronger_than_itself(client: httpx.Client) -> None:
    weak = client.post("/api/v1/api-keys", json={"name": "weak", "scopes": ["keys:write"]}).json()
    headers = {"Authorization": f"Bearer {weak['key']}"}

    stronger = client.post("/api/v1/api-keys", json={"name": "s", "scopes": ["*"]}, headers=headers)
    same = client.post("/api/v1/api-keys", json={"name": "s"}, headers=headers)

    assert stronger.status_code == 403
    assert same.json()["scopes"] == ["keys:write"]
    assert client.post("/api/v1/api-keys", json={"name": "s", "scopes": ["nonsense"]}).status_code == 400


def test_a_key_is_not_given_the_answer_that_made_a_stronger_one(client: httpx.Client) -> None:
    weak = client.post("/api/v1/api-keys", json={"name": "weak", "scopes": ["keys:write"]}).json()
    once, body = {"Idempotency-Key": "1"}, {"name": "backend"}
    strong = client.post("/api/v1/api-keys", json=body, headers=once).json()

    theirs = once | {"Authorization": f"Bearer {weak['key']}"}
    answer = client.post("/api/v1/api-keys", json=body, headers=theirs)

    assert (answer.status_code, answer.json()["details"]["code"]) == (422, "IDEMPOTENCY_CONFLICT")
    assert strong["key"] not in answer.text


@pytest.mark.parametrize("what", ["event", "product", "booking", "ticket", "cancel", "key", "patch", "link"])
def test_another_organizations_things_are_unknown(
    client: httpx.Client, club: Club, server_context: Context, what: str
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    booked = client.post("/api/v1/bookings/create", json=booking_body(other), headers=other.headers).json()
    ticket_id = booked["tickets"][0]["ticketId"]
    key_id = client.get("/api/v1/api-keys", headers=other.headers).json()["apiKeys"][0]["id"]
    requests = {
        "event": ("GET", f"events/{other.event_id}", None),
        "product": ("GET", f"products/{other.product_id}", None),
        "booking": ("GET", f"bookings/{booked['bookingId']}", None),
        "ticket": ("GET", f"tickets/{ticket_id}/qr.png", None),
        "cancel": ("POST", f"bookings/{booked['bookingId']}/cancel", None),
        "key": ("DELETE", f"api-keys/{key_id}", None),
        "patch": ("PATCH", f"events/{other.event_id}", {"name": "Mine"}),
        "link": ("GET", f"object-links?fromObjectId={ticket_id}", None),
    }
    method, path, body = requests[what]

    answer = client.request(method, f"/api/v1/{path}", json=body)

    if what == "link":
        assert answer.json()["objectLinks"] == []
    else:
        assert (answer.status_code, answer.json()["details"]["code"]) == (404, "NOT_FOUND")


def test_another_organizations_event_and_product_cannot_be_booked_or_offered(
    client: httpx.Client, club: Club, server_context: Context
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    stranger = client.post("/api/v1/bookings/create", json=booking_body(other))
    mixed = client.post("/api/v1/bookings/create", json=booking_body(club, productId=other.product_id))
    link = {"fromObjectId": club.event_id, "toObjectId": other.product_id, "linkType": "offers"}

    assert stranger.json()["details"]["code"] == "INVALID_EVENT"
    assert mixed.json()["details"]["code"] == "INVALID_PRODUCT"
    assert client.post("/api/v1/object-links", json=link).json()["details"]["code"] == "INVALID_PRODUCT"
    assert client.get("/api/v1/bookings").json()["bookings"] == []
