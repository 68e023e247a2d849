"""Where events are, events by their slug, and drafts that are deleted, over HTTP against a running server."""

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from server.catalog.models import Event
from server.catalog.places import place_line, place_of
from server.context import Context
from server.delivery.compose import compose_mail
from server.delivery.models import Delivery
from server.fulfilment.documents import ticket_sheets
from server.tickets.models import Ticket
from tests.factories import Club, booking_body, make_club
from tests.server.conftest import next_prefix
from tests.server.delivery.arranging import change_event, paid_order, post

OBJECT = {
    "name": "Vound Brand",
    "address": {"street": "Am Markt 11", "postalCode": "17309", "city": "Pasewalk", "country": "DE"},
    "geo": {"lat": 53.5, "lng": 14},
}
LINE = "Vound Brand, Am Markt 11, 17309 Pasewalk, DE"


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


@pytest.mark.parametrize(
    ("properties", "line"),
    [
        ({"location": "  Vound\nBrand "}, "Vound Brand"),
        ({"location": OBJECT}, LINE),
        ({"location": {"name": "Vound Brand"}, "address": OBJECT["address"]}, LINE),
        ({"location": "Vound Brand", "address": "Am Markt 11"}, "Vound Brand, Am Markt 11"),
        ({"location": {"name": "Am Markt 11", "address": "Am Markt 11"}}, "Am Markt 11"),
        ({"address": {"city": "Pasewalk", "floor": 2}}, "Pasewalk"),
        ({"location": {"hall": "B", "geo": OBJECT["geo"]}}, "B"),
        ({"location": {"geo": OBJECT["geo"]}}, ""),
        ({"location": None}, ""),
        ({"location": 7, "address": ["a"]}, ""),
        ({}, ""),
    ],
)
def test_a_place_is_told_in_one_line_however_it_was_said(properties: dict[str, Any], line: str) -> None:
    assert place_line(properties) == line


def test_what_stands_in_the_location_comes_before_what_stands_beside_it() -> None:
    place = place_of({"location": OBJECT, "address": "Elsewhere 1", "geo": {"lat": 0, "lng": 0}})
    beside = place_of({"location": "Vound Brand", "address": "Am Markt 11", "geo": {"lat": 1, "lng": 2}})

    assert place.geo is not None
    assert (place.line, place.geo.lat) == (LINE, 53.5)
    assert beside.geo is not None
    assert (beside.address, beside.geo.lng) == ("Am Markt 11", 2)


def test_a_place_kept_before_places_were_checked_is_told_as_far_as_it_goes() -> None:
    place = place_of({"location": "Vound Brand", "geo": "53.5,14"})

    assert (place.line, place.address, place.geo) == ("Vound Brand", None, None)


def test_the_mail_and_the_printed_ticket_tell_a_place_that_is_an_object(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    change_event(sqlite_context, club, custom_properties={"location": OBJECT})
    order_id = paid_order(sqlite_context, club)
    delivery_id = post(sqlite_context, "order_confirmation", order_id)

    with sqlite_context.database.transaction() as session:
        mail = compose_mail(sqlite_context, session, session.get_one(Delivery, delivery_id))
        tickets = session.scalars(select(Ticket).where(Ticket.order_id == order_id)).all()
        [sheet] = ticket_sheets(session, tickets)
        assert session.get_one(Event, club.event_id).custom_properties == {"location": OBJECT}
    assert (LINE in mail.text, LINE in mail.html) == (True, True)
    assert sheet.place == LINE
