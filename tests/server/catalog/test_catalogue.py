"""Events, products and offers over HTTP, and how codes begin."""

from typing import Any

import httpx
import pytest

from server.catalog.codes import day_of, event_code_of, free_code_prefix
from sync.rules.code import is_code_prefix
from tests.factories import Club

EVENT: dict[str, Any] = {
    "type": "event",
    "subtype": "meetup",
    "organizationId": "your-org-id",
    "name": "Geschlossene Gesellschaft - Pasewalk",
    "description": "Ein Abend der Begegnungen",
    "status": "published",
    "customProperties": {
        "startDate": 1704492000000,
        "endDate": 1704492000000,
        "location": "Vound Brand, Am Markt 11, 17309 Pasewalk",
        "displayDate": "6. Januar 2024",
        "displayTime": "19:00 Uhr",
        "nothing": None,
        "nested": {"list": [1, 2.5, "drei", None]},
    },
}


def test_the_sources_event_is_kept_and_given_back_whole(client: httpx.Client, club: Club) -> None:
    made = client.post("/api/v1/events", json=EVENT).json()
    read = client.get(f"/api/v1/events/{made['id']}").json()

    kept = ("type", "subtype", "name", "description", "status", "customProperties")
    assert {name: read[name] for name in kept} == {name: EVENT[name] for name in kept}
    assert read == made
    assert read["organizationId"] == club.organization_id
    assert made["id"].startswith("evt_")


def test_the_code_prefix_is_prefix_initials_and_local_date(client: httpx.Client, club: Club) -> None:
    prefix = club.code_prefix.partition("-")[0]
    late = {"startDate": 1_736_981_999_000}  # 22:59:59 UTC, in Madrid one second before midnight.
    request = {"name": "Perreo Fridays", "customProperties": late, "timeZone": "Europe/Madrid"}

    first = client.post("/api/v1/events", json=request | {"name": "Other"}).json()
    second = client.post("/api/v1/events", json=request | {"customProperties": {"startDate": 1_736_982_000_000}}).json()
    third = client.post("/api/v1/events", json=request | {"eventCode": "vip7"}).json()

    assert first["codePrefix"] == f"{prefix}-EV-20250115"
    assert second["codePrefix"] == f"{prefix}-PF-20250116"
    assert third["details"]["code"] == "INVALID_REQUEST"


def test_two_events_of_a_day_get_different_codes_and_keep_them(client: httpx.Client, club: Club) -> None:
    made = [client.post("/api/v1/events", json=EVENT).json() for _ in range(3)]
    moved = {"name": "Renamed", "customProperties": {"startDate": 1_800_000_000_000}}
    changed = client.patch(f"/api/v1/events/{made[0]['id']}", json=moved).json()

    codes = [event["codePrefix"].split("-")[1] for event in made]
    assert codes == ["GGP", "GGP2", "GGP3"]
    assert len({event["slug"] for event in made}) == 3
    assert changed["codePrefix"] == made[0]["codePrefix"]
    assert changed["startsAt"] == 1_800_000_000_000
    assert changed["customProperties"]["location"] == EVENT["customProperties"]["location"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Perreo Fridays", "PF"),
        ("Open Late In London", "EV"),
        ("Été à Zürich", "EAZ"),
        ("李白", "EV"),
        ("a b c d e f", "ABCD"),
        ("2025 Gala", "2G"),
    ],
)
def test_event_codes_are_initials_without_i_l_and_o(name: str, code: str) -> None:
    assert event_code_of(name) == code
    assert is_code_prefix(f"MGY-{event_code_of(name)}-20250115")


def test_a_long_code_makes_room_for_its_number() -> None:
    taken = {"MGY-ABCDEFGH-20250115"} | {f"MGY-ABCDEFG{n}-20250115" for n in range(2, 10)}

    assert free_code_prefix("MGY", "ABCDEFGH", "20250115", taken) == "MGY-ABCDEF10-20250115"


def test_a_day_is_the_events_own() -> None:
    assert day_of(0, "America/Los_Angeles") == "19691231"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"status": "open"}, "status"),
        ({"type": "product"}, "type"),
        ({"timeZone": "Mars/Olympus"}, "timeZone"),
        ({"timeZone": "../../etc/passwd"}, "timeZone"),
        ({"capacity": -1}, "capacity"),
        ({"customProperties": {"capacity": "many"}}, "capacity"),
        ({"customProperties": {"startDate": "soon"}}, "startDate"),
        ({"customProperties": {"startDate": 10**30}}, "customProperties"),
        ({"customProperties": []}, "customProperties"),
        ({"ticketFormat": "paper"}, "ticketFormat"),
        ({"eventCode": "OIL"}, "eventCode"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused_with_the_field(
    client: httpx.Client, change: dict[str, Any], word: str
) -> None:
    answer = client.post("/api/v1/events", json=EVENT | change)

    assert answer.status_code == 400
    assert word in answer.json()["error"]


def test_properties_nested_too_deeply_are_refused(client: httpx.Client) -> None:
    deep: dict[str, Any] = {}
    for _ in range(30):
        deep = {"deeper": deep}

    assert client.post("/api/v1/events", json=EVENT | {"customProperties": deep}).status_code == 400


def test_capacity_may_stand_in_the_properties_and_change(client: httpx.Client) -> None:
    made = client.post("/api/v1/events", json=EVENT | {"customProperties": {"maxCapacity": 80}}).json()
    changed = client.patch(f"/api/v1/events/{made['id']}", json={"capacity": 90}).json()
    unbounded = client.patch(
        f"/api/v1/events/{made['id']}", json={"capacity": None, "customProperties": {"maxCapacity": None}}
    ).json()

    assert (made["capacity"], changed["capacity"]) == (80, 90)
    assert "capacity" not in unbounded


@pytest.mark.parametrize(
    ("properties", "cents"), [({"price": 0}, 0), ({"priceInCents": 5000}, 5000), ({"price": 12.0}, 12), ({}, 0)]
)
def test_prices_are_minor_units_under_either_name(client: httpx.Client, properties: dict[str, Any], cents: int) -> None:
    made = client.post("/api/v1/products", json={"name": "VIP", "customProperties": properties}).json()

    assert (made["priceInCents"], made["currency"]) == (cents, "eur")
    assert made["customProperties"] == properties


@pytest.mark.parametrize("price", [-1, 12.5, "12", True, 10**13])
def test_a_price_that_is_no_amount_is_refused(client: httpx.Client, price: object) -> None:
    answer = client.post("/api/v1/products", json={"name": "VIP", "customProperties": {"price": price}})

    assert answer.status_code == 400
    assert "price" in answer.json()["error"]


@pytest.mark.parametrize("subtype", ["ticket", "subscription", "download", "shipment", "course", "service"])
def test_all_six_kinds_of_product_are_kept(client: httpx.Client, subtype: str) -> None:
    assert client.post("/api/v1/products", json={"name": "P", "subtype": subtype}).json()["subtype"] == subtype


def test_products_are_numbered_inside_their_organization(client: httpx.Client) -> None:
    numbers = [client.post("/api/v1/products", json={"name": "P"}).json()["number"] for _ in range(2)]

    assert numbers == [2, 3]


def test_a_patch_changes_only_what_it_names_and_null_removes_a_property(client: httpx.Client) -> None:
    made = client.post(
        "/api/v1/products", json={"name": "VIP", "customProperties": {"price": 900, "maxQuantity": 5, "x": 1}}
    ).json()

    changed = client.patch(
        f"/api/v1/products/{made['id']}", json={"customProperties": {"price": 1000, "maxQuantity": None}}
    ).json()

    assert changed["customProperties"] == {"price": 1000, "x": 1}
    assert (changed["priceInCents"], changed["name"]) == (1000, "VIP")
    assert "maxQuantity" not in changed


def test_an_offer_is_kept_with_its_properties_and_only_once(client: httpx.Client) -> None:
    event = client.post("/api/v1/events", json=EVENT).json()
    product = client.post("/api/v1/products", json={"name": "VIP"}).json()
    said = {"displayOrder": 0, "isFeatured": True, "quantity": 10, "limitPerCustomer": 2, "colour": "red"}
    request = {
        "fromObjectId": event["id"],
        "toObjectId": product["id"],
        "linkType": "offers",
        "properties": said,
    }

    made = client.post("/api/v1/object-links", json=request).json()
    again = client.post("/api/v1/object-links", json=request)

    assert made["properties"] == said
    assert again.status_code == 409
    listed = client.get("/api/v1/object-links", params={"fromObjectId": event["id"], "linkType": "offers"}).json()
    assert listed["objectLinks"] == [made]


@pytest.mark.parametrize("said", [{"quantity": -1}, {"limitPerCustomer": 0}, {"salesStart": "x"}, {"quantity": "x"}])
def test_an_offer_that_makes_no_sense_is_refused_with_the_property(
    client: httpx.Client, club: Club, said: dict[str, Any]
) -> None:
    product = client.post("/api/v1/products", json={"name": "VIP"}).json()
    request = {"fromObjectId": club.event_id, "toObjectId": product["id"], "linkType": "offers", "properties": said}

    answer = client.post("/api/v1/object-links", json=request)

    assert answer.status_code == 400
    assert next(iter(said)) in answer.json()["error"]


def test_lists_come_page_by_page_newest_first(client: httpx.Client, club: Club) -> None:
    made = [client.post("/api/v1/events", json=EVENT).json()["id"] for _ in range(4)]

    seen, cursor = [], None
    while True:
        page = client.get("/api/v1/events", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [event["id"] for event in page["events"]]
        cursor = page.get("nextCursor")
        if cursor is None:
            break

    assert seen == [*reversed(made), club.event_id]
