"""Offers that are changed, withdrawn, or made because a ticket names its event; over HTTP and on both databases."""

import threading
from typing import Any

import httpx
import pytest

from server.catalog.models import Offer
from server.catalog.offers import withdraw_offer
from server.context import Context
from server.errors import ConflictError, DoorwardError
from tests.factories import Club, book, booking_body, make_club
from tests.server.conftest import next_prefix

LINKS = "/api/v1/object-links"


def _change(client: httpx.Client, club: Club, **properties: Any) -> httpx.Response:
    return client.patch(f"{LINKS}/{club.offer_id}", json={"properties": properties})


def _book(client: httpx.Client, club: Club, guests: int = 0, **fields: Any) -> httpx.Response:
    return client.post("/api/v1/bookings/create", json=booking_body(club, guests=guests, **fields))


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["details"]["code"]


def _offers(client: httpx.Client, **ends: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(LINKS, params=ends).json()["objectLinks"]
    return found


def _ticket(client: httpx.Client, event_id: object, **facts: Any) -> httpx.Response:
    properties = {"priceInCents": 0, "eventId": event_id, **facts}
    return client.post("/api/v1/products", json={"name": "Event Admission", "customProperties": properties})


def test_properties_of_an_offer_are_merged_and_null_removes_one(client: httpx.Client, club: Club) -> None:
    _change(client, club, quantity=10, colour="red", salesEnd=4_000_000_000_000)
    changed = _change(client, club, quantity=12, colour=None, isFeatured=True).json()

    kept = changed["properties"]
    assert (kept["quantity"], kept["isFeatured"], kept["salesEnd"]) == (12, True, 4_000_000_000_000)
    assert "colour" not in kept
    assert _offers(client, fromObjectId=club.event_id) == [changed]


def test_what_is_changed_holds_for_the_next_booking(client: httpx.Client, club: Club) -> None:
    _change(client, club, quantity=1)
    assert _code(_book(client, club, guests=1)) == (409, "SOLD_OUT")
    _change(client, club, quantity=None, limitPerCustomer=1)
    assert _code(_book(client, club, guests=1)) == (409, "LIMIT_REACHED")
    _change(client, club, limitPerCustomer=None, salesEnd=1)
    assert _code(_book(client, club, guests=1)) == (409, "SALES_CLOSED")
    _change(client, club, salesEnd=None)
    assert _book(client, club, guests=1).status_code == 200


def test_no_fewer_are_offered_than_are_taken(client: httpx.Client, club: Club) -> None:
    _book(client, club, guests=2)

    assert _code(_change(client, club, quantity=2, colour="red")) == (409, "CONFLICT")
    assert "colour" not in _offers(client, fromObjectId=club.event_id)[0]["properties"]
    assert _change(client, club, quantity=3).json()["taken"] == 3
    assert _code(_book(client, club)) == (409, "SOLD_OUT")


@pytest.mark.parametrize(
    "said", [{"quantity": -1}, {"limitPerCustomer": 0}, {"salesStart": "x"}, {"displayOrder": "x"}]
)
def test_a_change_that_makes_no_sense_is_refused_with_the_property(
    client: httpx.Client, club: Club, said: dict[str, Any]
) -> None:
    answer = _change(client, club, **said)

    assert _code(answer) == (400, "INVALID_REQUEST")
    assert next(iter(said)) in answer.json()["error"]


def test_an_offer_is_withdrawn_while_nothing_of_it_is_taken(client: httpx.Client, club: Club) -> None:
    booked = _book(client, club).json()
    refused = client.delete(f"{LINKS}/{club.offer_id}")
    assert _code(refused) == (409, "CONFLICT")
    assert "salesEnd" in refused.json()["error"]

    client.post(f"/api/v1/bookings/{booked['bookingId']}/cancel")
    assert client.delete(f"{LINKS}/{club.offer_id}").json()["id"] == club.offer_id

    assert _offers(client, fromObjectId=club.event_id) == []
    assert _code(_book(client, club)) == (400, "INVALID_PRODUCT")
    assert client.delete(f"{LINKS}/{club.offer_id}").status_code == 404


def test_another_organizations_offer_and_a_tickets_links_cannot_be_changed(
    client: httpx.Client, club: Club, server_context: Context
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    ticket_id = _book(client, club).json()["tickets"][0]["ticketId"]

    for link_id in (other.offer_id, f"{ticket_id}.admits_to", "lnk_unknown"):
        assert client.patch(f"{LINKS}/{link_id}", json={"properties": {"quantity": 5}}).status_code == 404
        assert client.delete(f"{LINKS}/{link_id}").status_code == 404


def test_changes_of_offers_are_in_the_audit_trail(client: httpx.Client, club: Club) -> None:
    _change(client, club, quantity=5)
    client.delete(f"{LINKS}/{club.offer_id}")

    entries = client.get("/api/v1/audit", params={"objectId": club.offer_id}).json()["entries"]
    assert [entry["action"] for entry in entries] == ["offer.withdrawn", "offer.changed"]


def test_a_booking_and_a_withdrawal_at_once_never_both_succeed(context: Context) -> None:
    clubs = [make_club(context, prefix=next_prefix(), name=f"Club {number}") for number in range(8)]
    for club in clubs:
        outcomes: list[str] = []
        start = threading.Barrier(2)

        def withdraw(club: Club = club, outcomes: list[str] = outcomes, start: threading.Barrier = start) -> None:
            start.wait()
            try:
                with context.database.transaction() as session:
                    withdraw_offer(session, club.organization_id, club.offer_id)
                outcomes.append("withdrawn")
            except ConflictError:
                pass

        other = threading.Thread(target=withdraw)
        other.start()
        start.wait()
        try:
            book(context, club)
            outcomes.append("booked")
        except DoorwardError:
            pass
        other.join()
        with context.database.transaction() as session:
            left = session.get(Offer, club.offer_id)
        assert len(outcomes) == 1
        assert (None if left is None else left.taken) == (1 if outcomes == ["booked"] else None)


def test_a_ticket_that_names_its_event_is_offered_there(client: httpx.Client, club: Club) -> None:
    made = _ticket(client, club.event_id).json()

    [offer] = _offers(client, toObjectId=made["id"])
    assert (offer["fromObjectId"], offer["properties"]) == (club.event_id, {})
    assert _book(client, club, productId=made["id"]).status_code == 200


def test_a_link_after_that_says_more_of_the_same_offer(client: httpx.Client, club: Club) -> None:
    made = _ticket(client, club.event_id).json()
    link = {"fromObjectId": club.event_id, "toObjectId": made["id"], "linkType": "offers"}

    first = client.post(LINKS, json=link | {"properties": {"quantity": 5, "displayOrder": 2}}).json()
    again = client.post(LINKS, json=link | {"properties": {"quantity": 6}}).json()

    assert again["id"] == first["id"]
    assert again["properties"] == {"quantity": 6, "displayOrder": 2}
    assert len(_offers(client, toObjectId=made["id"])) == 1


def test_a_product_changed_to_name_an_event_is_offered_there_from_then_on(client: httpx.Client, club: Club) -> None:
    made = client.post("/api/v1/products", json={"name": "Late"}).json()
    path = f"/api/v1/products/{made['id']}"
    assert _offers(client, toObjectId=made["id"]) == []

    for _ in range(2):
        assert client.patch(path, json={"customProperties": {"eventId": club.event_id}}).status_code == 200
    [offer] = _offers(client, toObjectId=made["id"])
    assert offer["fromObjectId"] == club.event_id

    client.delete(f"{LINKS}/{offer['id']}")
    client.patch(path, json={"customProperties": {"price": 100}})
    assert _offers(client, toObjectId=made["id"]) == []


@pytest.mark.parametrize("unknown", ["evt_unknown", "", 7, ["evt_unknown"]])
def test_a_ticket_cannot_name_an_event_that_is_not_there(client: httpx.Client, club: Club, unknown: object) -> None:
    assert _code(_ticket(client, unknown)) == (400, "INVALID_EVENT")
    changed = client.patch(f"/api/v1/products/{club.product_id}", json={"customProperties": {"eventId": unknown}})
    assert _code(changed) == (400, "INVALID_EVENT")


def test_a_ticket_cannot_name_another_organizations_event(client: httpx.Client, server_context: Context) -> None:
    other = make_club(server_context, prefix=next_prefix())

    assert _code(_ticket(client, other.event_id)) == (400, "INVALID_EVENT")


def test_what_is_no_ticket_is_offered_by_no_event(client: httpx.Client, club: Club) -> None:
    said = {"name": "Course", "subtype": "course", "customProperties": {"eventId": club.event_id}}
    made = client.post("/api/v1/products", json=said).json()

    assert _offers(client, toObjectId=made["id"]) == []
