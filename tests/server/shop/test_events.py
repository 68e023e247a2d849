"""Published events for whoever asks, over HTTP, and their list on both databases."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import update

from server.catalog.models import Event
from server.catalog.schemas import EventRequest
from server.catalog.service import create_event
from server.context import Context
from server.errors import InvalidRequestError
from server.ids import now_ms
from server.orders.models import Order
from server.shop.checkout import begin_checkout
from server.shop.events import Sought, page_of_events, read_since
from server.shop.schemas import CheckoutRequest
from tests.factories import START_MS, Club, make_club
from tests.server.conftest import next_prefix
from tests.server.media.test_media import MP4, picture, upload
from tests.serving import RunningServer

SITE = "https://tickets.example"
DAY_MS = 24 * 3600 * 1000
PLACE = {
    "name": "Vound Brand",
    "address": {"street": "Am Markt 11", "city": "Pasewalk"},
    "geo": {"lat": 53.5, "lng": 14},
}


@pytest.fixture
def public(shared_server: RunningServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shared_server.url, timeout=30) as opened:
        yield opened


def _list(public: httpx.Client, club: Club, **params: Any) -> dict[str, Any]:
    answer = public.get("/api/events", params={"organization": club.organization_id, **params})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _names(answer: dict[str, Any]) -> list[str]:
    return [event["name"] for event in answer["events"]]


def _add(client: httpx.Client, name: str, **fields: Any) -> str:
    body = {"name": name, "status": "published", **fields}
    return str(client.post("/api/v1/events", json=body).json()["id"])


def _at(start: int | str, **properties: Any) -> dict[str, Any]:
    return {"customProperties": {"startDate": start, **properties}}


def test_an_event_tells_what_when_where_and_what_it_sells(public: httpx.Client, server_context: Context) -> None:
    organization = f"Club {next_prefix()}"
    club = make_club(
        server_context, prefix=next_prefix(), name=organization, capacity=200, quantity=100, price_cents=5_000
    )
    said = {"description": "Reggaeton", "timeZone": "Europe/Madrid"}
    dates = {"endDate": START_MS + DAY_MS + 1, "location": PLACE, "internal": "fee 30 %"}
    changed = public.patch(
        f"/api/v1/events/{club.event_id}", json={**said, "customProperties": dates}, headers=club.headers
    )
    assert changed.status_code == 200

    answer = public.get("/api/events/Perreo%20Fridays", params={"organization": club.organization_id})

    assert answer.headers["cache-control"] == "public, max-age=2"
    assert answer.json() == {
        "success": True,
        "id": club.event_id,
        "name": "Perreo Fridays",
        "slug": "perreo-fridays",
        "subtype": "",
        "description": "Reggaeton",
        "organization": organization.lower().replace(" ", "-"),
        "organizationName": organization,
        "startsAt": START_MS,
        "endsAt": START_MS + DAY_MS + 1,
        "event_date": "2025-01-15T22:00:00Z",
        "event_end_date": "2025-01-16T22:00:00.001Z",
        "timeZone": "Europe/Madrid",
        "location": "Vound Brand, Am Markt 11, Pasewalk",
        "address": {**PLACE["address"], "postalCode": None, "region": None, "country": None},  # type: ignore[dict-item]
        "geo": PLACE["geo"],
        "pictures": [],
        "videos": [],
        "capacity": 200,
        "remaining": 200,
        "ticketTypes": [
            {
                "productId": club.product_id,
                "name": "VIP",
                "priceInCents": 5_000,
                "currency": "eur",
                "capacity": 100,
                "sold": 0,
                "available": 100,
                "salesOpen": True,
                "limitPerCustomer": None,
            }
        ],
    }
    assert _list(public, club)["events"] == [answer.json()]


def test_its_pictures_and_videos_are_shown_and_anybody_may_see_them(
    public: httpx.Client, client: httpx.Client, club: Club
) -> None:
    for content in (picture(), MP4):
        assert upload(client, content, params={"eventId": club.event_id}).status_code == 200
    upload(client, picture("PNG"))

    [event] = _list(public, club)["events"]

    assert [file["contentType"] for file in event["pictures"]] == ["image/jpeg"]
    assert [file["contentType"] for file in event["videos"]] == ["video/mp4"]
    assert public.get(event["pictures"][0]["url"]).headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize("status", ["draft", "cancelled", "ended"])
def test_events_that_are_not_published_are_told_to_nobody(
    public: httpx.Client, client: httpx.Client, club: Club, status: str
) -> None:
    client.patch(f"/api/v1/events/{club.event_id}", json={"status": status})

    assert _list(public, club)["events"] == []
    found = public.get("/api/events/perreo-fridays", params={"organization": club.organization_id})
    assert (found.status_code, found.json()["details"]["code"]) == (404, "NOT_FOUND")
    assert public.get("/api/events/perreo-fridays", headers=club.headers).status_code in (404, 409)


def test_a_name_that_several_organizations_have_lists_them(public: httpx.Client, server_context: Context) -> None:
    name = f"Shared Night {next_prefix()}"
    clubs = [
        make_club(server_context, prefix=next_prefix(), name=f"Club {next_prefix()}", event_name=name) for _ in range(2)
    ]

    answer = public.get(f"/api/events/{quote(name)}")

    owners = {_list(public, club)["events"][0]["organization"] for club in clubs}
    assert answer.status_code == 409
    assert set(answer.json()["details"]["organizations"].split(", ")) == owners


@pytest.mark.parametrize("name", ["AC/DC & Friends?", "100 % Techno #1", "Fête d’été"])
def test_names_of_all_kinds_are_found(public: httpx.Client, server_context: Context, name: str) -> None:
    club = make_club(server_context, prefix=next_prefix(), event_name=name)

    answer = public.get(f"/api/events/{quote(name, safe='')}", params={"organization": club.organization_id})

    assert answer.json()["id"] == club.event_id


def test_the_list_is_sorted_by_start_and_paged_without_gaps(
    public: httpx.Client, client: httpx.Client, club: Club
) -> None:
    _add(client, "Some day")
    _add(client, "Later", **_at(START_MS + DAY_MS))
    for number in range(3):
        _add(client, f"Same {number}", **_at(START_MS - DAY_MS))

    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = _list(public, club, limit=2, **cursor)
        seen += _names(page)
        if page["nextCursor"] is None:
            break
        cursor = {"cursor": page["nextCursor"]}

    assert seen == ["Same 0", "Same 1", "Same 2", "Perreo Fridays", "Later", "Some day"]


@pytest.mark.parametrize("cursor", ["x", "1", "evt_x", "-1.evt_x", f"{10**30}.evt_x", "१.evt_x", "\x00"])
def test_a_cursor_of_no_page_is_refused_or_leads_nowhere(public: httpx.Client, club: Club, cursor: str) -> None:
    answer = public.get("/api/events", params={"organization": club.organization_id, "cursor": cursor})

    assert answer.status_code in (200, 400)


def test_from_leaves_out_what_is_over_by_then(public: httpx.Client, client: httpx.Client, club: Club) -> None:
    _add(client, "Long", **_at(START_MS - DAY_MS, endDate=START_MS + DAY_MS))
    _add(client, "Over", **_at(START_MS - DAY_MS, endDate=START_MS - 1))
    _add(client, "Some day")

    for since in (START_MS, str(START_MS), "2025-01-15T22:00:00Z", "2025-01-15T23:00:00+01:00"):
        assert _names(_list(public, club, **{"from": since})) == ["Long", "Perreo Fridays", "Some day"]
    assert _names(_list(public, club, **{"from": START_MS + 1})) == ["Long", "Some day"]


@pytest.mark.parametrize("since", ["soon", "-1", "1e5", str(10**30), "2025-13-01"])
def test_a_from_that_is_no_time_is_refused(public: httpx.Client, since: str) -> None:
    answer = public.get("/api/events", params={"from": since})

    assert (answer.status_code, answer.json()["details"]["code"]) == (400, "INVALID_REQUEST")


@pytest.mark.parametrize("organization", ["id", "slug", "prefix"])
def test_organization_is_an_id_a_slug_or_a_prefix(
    public: httpx.Client, server_context: Context, organization: str
) -> None:
    prefix = next_prefix()
    club = make_club(server_context, prefix=prefix, name=f"Club {prefix}")
    named = {"id": club.organization_id, "slug": f"club-{prefix.lower()}", "prefix": prefix}[organization]

    found = public.get("/api/events", params={"organization": named}).json()

    assert [event["id"] for event in found["events"]] == [club.event_id]
    assert public.get("/api/events", params={"organization": "nobody"}).json()["events"] == []


def _listed(context: Context, sought: Sought) -> list[str]:
    with context.database.transaction() as session:
        return [event.name for event in page_of_events(session, sought, SITE, now_ms(), cursor=None, limit=50).events]


def test_text_is_found_in_names_and_descriptions_as_it_stands(context: Context) -> None:
    club = make_club(context, event_name="Été à Zürich")
    with context.database.transaction() as session:
        for name, description in (("100 % Techno", ""), ("Gala", "Eine NACHT in Zürich"), ("Under_score", "")):
            request = EventRequest(name=name, description=description, status="published")
            create_event(session, club.organization_id, request)

    assert _listed(context, Sought(text="zürich")) == ["Été à Zürich", "Gala"]
    assert _listed(context, Sought(text="nacht")) == ["Gala"]
    assert _listed(context, Sought(text="%")) == ["100 % Techno"]
    assert _listed(context, Sought(text="_")) == ["Under_score"]
    assert _listed(context, Sought(text="nowhere")) == []


def test_pages_and_seats_are_the_same_on_both_databases(context: Context) -> None:
    clubs = [
        make_club(context, prefix=prefix, name=f"Club {prefix}", capacity=5, quantity=4, price_cents=500)
        for prefix in ("AAA", "BBB", "CCC")
    ]
    with context.database.transaction() as session:
        session.execute(update(Event).where(Event.id == clubs[0].event_id).values(starts_at=None))
        body = {"eventId": clubs[1].event_id, "ticketType": "VIP", "quantity": 3, "customerName": "Ana"}
        request = CheckoutRequest.model_validate({**body, "customerEmail": "ana@buyer.org"})
        begin_checkout(session, context, request, None)

    def pages() -> list[tuple[str, int | None, int | None]]:
        told, cursor = [], None
        while True:
            with context.database.transaction() as session:
                page = page_of_events(session, Sought(), SITE, now_ms(), cursor=cursor, limit=1)
            told += [(event.id, event.remaining, event.ticketTypes[0].available) for event in page.events]
            cursor = page.nextCursor
            if cursor is None:
                return told

    first, second, third = (club.event_id for club in clubs)
    assert pages() == [(second, 2, 1), (third, 5, 4), (first, 5, 4)]
    with context.database.transaction() as session:
        session.execute(update(Order).values(expires_at=now_ms() - 1))
    assert pages() == [(second, 5, 4), (third, 5, 4), (first, 5, 4)]


def test_a_moment_is_read_from_milliseconds_or_text() -> None:
    assert (read_since("0"), read_since(""), read_since(None)) == (0, None, None)
    with pytest.raises(InvalidRequestError):
        read_since("٣")
