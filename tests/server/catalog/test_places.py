"""Where events are, events by their slug, and drafts that are deleted, over HTTP against a running server."""

import httpx
import pytest

from server.context import Context
from tests.factories import Club, booking_body, make_club
from tests.server.conftest import next_prefix


@pytest.mark.parametrize(
    "properties",
    [
        {"location": "Vound Brand, Am Markt 11, 17309 Pasewalk"},
        {"location": {"name": "Vound Brand", "address": "Am Markt 11", "geo": {"lat": 53.5, "lng": 14}}},
        {"location": {"address": {"street": "Am Markt 11", "city": "Pasewalk", "country": "DE", "floor": 2}}},
        {"address": "Am Markt 11", "geo": {"lat": -90, "lng": 180}},
        {"location": None, "geo": None},
    ],
)
def test_a_place_is_kept_as_it_was_said(client: httpx.Client, properties: dict[str, object]) -> None:
    made = client.post("/api/v1/events", json={"name": "Somewhere", "customProperties": properties}).json()
    assert client.get(f"/api/v1/events/{made['id']}").json()["customProperties"] == properties


@pytest.mark.parametrize(
    ("properties", "named"),
    [
        ({"geo": {"lat": 91, "lng": 0}}, "customProperties.geo.lat"),
        ({"geo": {"lat": 0}}, "customProperties.geo.lng"),
        ({"geo": "53.5,14"}, "customProperties.geo"),
        ({"location": {"geo": {"lat": 0, "lng": 181}}}, "customProperties.location.geo.lng"),
        ({"location": ["a", "b"]}, "customProperties.location"),
        ({"address": "x" * 501}, "customProperties.address"),
    ],
)
def test_a_place_that_cannot_be_is_refused(
    client: httpx.Client, club: Club, properties: dict[str, object], named: str
) -> None:
    answer = client.post("/api/v1/events", json={"name": "Nowhere", "customProperties": properties})
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(named)
    assert client.patch(f"/api/v1/events/{club.event_id}", json={"customProperties": properties}).status_code == 400


def test_an_event_is_found_by_its_slug_in_its_own_organization(
    client: httpx.Client, club: Club, server_context: Context
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    assert client.get("/api/v1/events/by-slug/perreo-fridays").json()["id"] == club.event_id
    theirs = client.get("/api/v1/events/by-slug/perreo-fridays", headers=other.headers).json()
    assert theirs["id"] == other.event_id
    assert client.get("/api/v1/events/by-slug/unknown").status_code == 404


def test_a_draft_is_deleted_with_all_that_hangs_on_it(client: httpx.Client, club: Club) -> None:
    draft = client.post("/api/v1/events", json={"name": "Never mind"}).json()
    link = {"fromObjectId": draft["id"], "toObjectId": club.product_id, "linkType": "offers"}
    assert client.post("/api/v1/object-links", json=link).status_code == 200
    gate = client.post(f"/api/v1/events/{draft['id']}/gates", json={"name": "Main"}).json()
    client.post(f"/api/v1/gates/{gate['id']}/pairing-codes")

    assert client.delete(f"/api/v1/events/{draft['id']}").json()["id"] == draft["id"]

    assert client.get(f"/api/v1/events/{draft['id']}").status_code == 404
    assert client.delete(f"/api/v1/events/{draft['id']}").status_code == 404


def test_an_event_that_was_published_or_booked_stays(client: httpx.Client, club: Club, server_context: Context) -> None:
    assert client.delete(f"/api/v1/events/{club.event_id}").status_code == 409
    client.post("/api/v1/bookings/create", json=booking_body(club))
    client.patch(f"/api/v1/events/{club.event_id}", json={"status": "draft"})
    assert client.delete(f"/api/v1/events/{club.event_id}").status_code == 409
    other = make_club(server_context, prefix=next_prefix(), status="draft")
    assert client.delete(f"/api/v1/events/{other.event_id}").status_code == 404
