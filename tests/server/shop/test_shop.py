"""The ticket shop over HTTP: what is left, checkout, and the buyer's tickets."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import select, update

from server.catalog.models import Event
from server.catalog.schemas import LinkRequest, ProductRequest
from server.catalog.service import create_offer, create_product
from server.context import Context
from server.ids import now_ms
from server.orders.models import Order
from server.shop.availability import find_event_named, read_availability
from server.shop.checkout import begin_checkout
from server.shop.schemas import CheckoutRequest
from server.tickets.models import Ticket
from tests.factories import Club, make_club
from tests.server.conftest import next_prefix
from tests.serving import RunningServer, open_context, running_server

CHECKOUT = "/api/orders/create-checkout"
BUYER = {"customerEmail": "ana@buyer.org", "customerName": "Ana Torres"}


@pytest.fixture
def public(shared_server: RunningServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shared_server.url, timeout=30) as opened:
        yield opened


def _club(context: Context, **fields: Any) -> Club:
    return make_club(context, prefix=next_prefix(), **{"price_cents": 5_000, **fields})


def _availability(public: httpx.Client, name: str, **params: str) -> dict[str, Any]:
    answer = public.get(f"/api/events/{quote(name, safe='')}/availability", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _buy(public: httpx.Client, club: Club, quantity: int = 2, **fields: Any) -> httpx.Response:
    body = {"eventId": club.event_id, "ticketType": "VIP", "quantity": quantity, **BUYER, **fields}
    return public.post(CHECKOUT, json=body)


def _pay(public: httpx.Client, url: str) -> httpx.Response:
    token = re.search(r'name="token" value="([^"]+)"', public.get(url).text)
    assert token is not None
    return public.post(url, data={"token": token[1], "outcome": "succeeded"})


def _tickets(public: httpx.Client, bought: dict[str, Any], wanted: str) -> dict[str, Any]:
    for _ in range(100):
        answer = public.get(f"/api/tickets/{bought['orderId']}", params={"token": bought["orderToken"]})
        if answer.json()["status"] == wanted:
            found: dict[str, Any] = answer.json()
            return found
        time.sleep(0.1)
    raise AssertionError(f"The order never became {wanted}: {answer.text}")


def test_the_sources_flow_from_availability_to_tickets(public: httpx.Client, server_context: Context) -> None:
    club = _club(server_context, capacity=200, quantity=100)
    slug = _availability(public, "Perreo Fridays", organization=club.organization_id)["organization"]
    before = _availability(public, "Perreo Fridays", organization=slug)
    assert (before["venue_capacity"], before["tickets_sold"], before["tickets_available"]) == (200, 0, 200)

    named = {"eventName": "Perreo Fridays", "organization": slug, "ticketType": "VIP", "quantity": 2}
    bought = public.post(CHECKOUT, json={**named, **BUYER}).json()
    assert (bought["success"], bought["totalAmountCents"], bought["currency"]) == (True, 10_000, "eur")
    held = _availability(public, "Perreo Fridays", organization=slug)
    assert (held["sold"], held["remaining"]) == (2, 198)
    assert _tickets(public, bought, "pending")["tickets"] == []

    way_back = _pay(public, bought["checkoutUrl"]).headers["location"]
    paid = _tickets(public, bought, "paid")
    assert [ticket["ticketType"] for ticket in paid["tickets"]] == ["VIP", "VIP"]
    first = paid["tickets"][0]
    assert first["ticketId"] == first["qr_code_data"] == first["qrCode"]
    assert (first["status"], first["holderName"], first["event"]["name"]) == ("active", "Ana Torres", "Perreo Fridays")
    page = public.get(way_back)
    assert (page.status_code, first["ticketId"] in page.text) == (200, True)
    assert public.get(first["pdfUrl"]).headers["content-type"] == "application/pdf"


def test_availability_tells_each_kind_of_ticket(public: httpx.Client, server_context: Context) -> None:
    club = _club(server_context, quantity=10, limit_per_customer=4)
    found = _availability(public, "perreo-fridays", organization=club.organization_id)

    assert (found["capacity"], found["remaining"], found["tickets_available"]) == (None, None, None)
    assert found["event_date"] == "2025-01-15T22:00:00Z"
    assert found["ticketTypes"] == [
        {
            "productId": club.product_id,
            "name": "VIP",
            "priceInCents": 5_000,
            "currency": "eur",
            "capacity": 10,
            "sold": 0,
            "available": 10,
            "salesOpen": True,
            "limitPerCustomer": 4,
        }
    ]


def test_holds_that_are_over_do_not_count_before_they_are_swept(context: Context) -> None:
    club = make_club(context, capacity=5, quantity=4, price_cents=500)
    request = CheckoutRequest.model_validate({"eventId": club.event_id, "ticketType": "VIP", "quantity": 3, **BUYER})
    with context.database.transaction() as session:
        begin_checkout(session, context, request, None)

    def left() -> tuple[int | None, int | None]:
        with context.database.transaction() as session:
            named = find_event_named(session, "Perreo Fridays", None)
            answer = read_availability(session, named, now_ms())
            return answer.remaining, answer.ticketTypes[0].available

    assert left() == (2, 1)
    with context.database.transaction() as session:
        session.execute(update(Order).values(expires_at=now_ms() - 1))
    assert left() == (5, 4)


def test_only_published_events_are_told_of(public: httpx.Client, server_context: Context) -> None:
    club = _club(server_context, status="draft")

    answer = public.get("/api/events/Perreo%20Fridays/availability", params={"organization": club.organization_id})
    assert (answer.status_code, answer.json()["details"]["code"]) == (404, "NOT_FOUND")
    assert _buy(public, club).json()["details"]["code"] == "INVALID_EVENT"


def test_a_name_that_several_organizations_have_lists_them(public: httpx.Client, server_context: Context) -> None:
    name = f"Shared Night {next_prefix()}"
    one, other = (_club(server_context, name=f"Club {next_prefix()}", event_name=name) for _ in range(2))
    answer = public.get(f"/api/events/{quote(name)}/availability")
    bought = public.post(CHECKOUT, json={"eventName": name, "ticketType": "VIP", **BUYER})

    slugs = [_availability(public, name, organization=club.organization_id)["organization"] for club in (one, other)]
    assert answer.status_code == bought.status_code == 409
    assert answer.json()["details"]["organizations"] == ", ".join(sorted(slugs))


@pytest.mark.parametrize("name", ["AC/DC & Friends?", "100 % Techno #1", "Fête d’été", "a.b..c"])
def test_names_of_all_kinds_are_found(public: httpx.Client, server_context: Context, name: str) -> None:
    club = _club(server_context, event_name=name)

    assert _availability(public, name, organization=club.organization_id)["name"] == name


def test_several_kinds_of_tickets_make_one_order(public: httpx.Client, server_context: Context) -> None:
    club = _club(server_context)
    with server_context.database.transaction() as session:
        facts = {"name": "Standing", "customProperties": {"price": 1_000, "currency": "eur"}}
        standing = create_product(session, club.organization_id, ProductRequest.model_validate(facts)).id
        link = LinkRequest(fromObjectId=club.event_id, toObjectId=standing, linkType="offers")
        create_offer(session, club.organization_id, link)
    items = [{"ticketType": "vip", "quantity": 1}, {"ticketType": standing, "quantity": 3}]

    assert _buy(public, club, items=items).json()["totalAmountCents"] == 8_000


def test_what_costs_nothing_is_paid_at_once(public: httpx.Client, server_context: Context) -> None:
    bought = _buy(public, _club(server_context, price_cents=0)).json()

    assert bought["status"] == "paid"
    assert "checkoutUrl" not in bought
    assert len(_tickets(public, bought, "paid")["tickets"]) == 2


@pytest.mark.parametrize(("size", "said"), [(5, True), (1, False)])
def test_the_orders_page_says_how_many_a_groups_ticket_admits(
    public: httpx.Client, server_context: Context, size: int, said: bool
) -> None:
    bought = _buy(public, _club(server_context, price_cents=0, product={"groupSize": size})).json()
    tickets = _tickets(public, bought, "paid")["tickets"]
    page = public.get(f"/shop/orders/{bought['orderId']}", params={"token": bought["orderToken"]})

    assert [ticket["groupSize"] for ticket in tickets] == [size, size]
    assert (f"Ana Torres · Admits {size}" in page.text) is said
    assert ("Admits" in page.text) is said


def test_a_ticket_says_where_it_admits_also_of_a_place_in_its_parts(
    public: httpx.Client, server_context: Context
) -> None:
    club = _club(server_context, price_cents=0)
    place = {"location": {"name": "Vound Brand", "address": {"city": "Pasewalk"}}}
    public.patch(f"/api/v1/events/{club.event_id}", json={"customProperties": place}, headers=club.headers)
    bought = _buy(public, club).json()

    assert _tickets(public, bought, "paid")["tickets"][0]["event"]["location"] == "Vound Brand, Pasewalk"


def test_the_same_key_makes_one_order(public: httpx.Client, server_context: Context) -> None:
    club = _club(server_context, capacity=2)
    first = _buy(public, club, idempotencyKey="k1")
    again = _buy(public, club, idempotencyKey="k1")

    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert _buy(public, club, quantity=1).json()["details"]["code"] == "SOLD_OUT"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ticketType": "Balcony"}, "INVALID_PRODUCT"),
        ({"ticketType": ""}, "INVALID_REQUEST"),
        ({"eventId": "evt_unknown"}, "INVALID_EVENT"),
        ({"eventId": None, "eventName": "No Such Night"}, "INVALID_EVENT"),
        ({"eventId": None}, "INVALID_REQUEST"),
        ({"quantity": 0}, "INVALID_REQUEST"),
        ({"quantity": 101}, "INVALID_REQUEST"),
        ({"quantity": -1}, "INVALID_REQUEST"),
        ({"customerEmail": "nobody"}, "INVALID_REQUEST"),
        ({"customerEmail": ""}, "INVALID_REQUEST"),
        ({"customerName": ""}, "INVALID_REQUEST"),
        ({"customerName": "x" * 201}, "INVALID_REQUEST"),
        ({"items": [{"ticketType": "VIP"}] * 21}, "INVALID_REQUEST"),
        ({"organization": "nobody"}, "INVALID_EVENT"),
        ({"successUrl": "https://evil.example/"}, "INVALID_REQUEST"),
        ({"successUrl": "javascript:alert(1)"}, "INVALID_REQUEST"),
        ({"cancelUrl": "//evil.example/"}, "INVALID_REQUEST"),
    ],
)
def test_a_checkout_that_cannot_be_is_refused(
    public: httpx.Client, server_context: Context, fields: dict[str, Any], code: str
) -> None:
    refused = _buy(public, _club(server_context), **fields)

    assert (refused.status_code, refused.json()["details"]["code"]) == (400, code)


@pytest.mark.parametrize("trick", ["@evil.example/", ".evil.example/", "\\@evil.example/", "1/", ":1@evil.example/"])
def test_no_spelling_leads_buyers_astray(public: httpx.Client, server_context: Context, trick: str) -> None:
    refused = _buy(public, _club(server_context), successUrl=f"{public.base_url!s}".rstrip("/") + trick)

    assert refused.status_code == 400


def test_this_servers_own_addresses_are_good_ways_back(public: httpx.Client, server_context: Context) -> None:
    back = f"{str(public.base_url).rstrip('/')}/thanks?x=1"
    bought = _buy(public, _club(server_context), successUrl=back).json()

    assert _pay(public, bought["checkoutUrl"]).headers["location"] == back


def test_only_the_orders_own_token_opens_its_tickets(public: httpx.Client, server_context: Context) -> None:
    club = _club(server_context, price_cents=0)
    one, other = _buy(public, club).json(), _buy(public, club).json()
    bearer = {"Authorization": f"Bearer {one['orderToken']}"}

    assert public.get(f"/api/tickets/{one['orderId']}", headers=bearer).status_code == 200
    for order, token in ((one, other["orderToken"]), (one, ""), (one, "A" * 43), ({"orderId": "ord_x"}, "x")):
        for path in (f"/api/tickets/{order['orderId']}", f"/shop/orders/{order['orderId']}"):
            assert public.get(path, params={"token": token}).status_code == 404


@pytest.mark.parametrize("workers", [1, 2])
def test_sixty_four_buyers_hold_exactly_fifty_seats(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, workers: int
) -> None:
    if workers > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite is served by one process")
    folder = tmp_path_factory.mktemp("sale")
    with (
        running_server(folder, database_url=database_url, workers=workers) as server,
        open_context(server.config) as context,
    ):
        club = make_club(context, capacity=50, price_cents=2_500)
        answers = asyncio.run(_all_at_once(server.url, club, buyers=64))
        held = context.database.read_now(
            lambda session: (
                session.get_one(Event, club.event_id).taken,
                Counter(session.scalars(select(Ticket.status).where(Ticket.event_id == club.event_id))),
            )
        )
        left = httpx.get(f"{server.url}/api/events/perreo-fridays/availability").json()

    assert Counter(answer.status_code for answer in answers) == {200: 50, 409: 14}
    assert {answer.json()["details"]["code"] for answer in answers if answer.status_code == 409} == {"SOLD_OUT"}
    assert held == (50, {"unpaid": 50})
    assert (left["sold"], left["remaining"]) == (50, 0)


async def _all_at_once(url: str, club: Club, *, buyers: int) -> list[httpx.Response]:
    limits = httpx.Limits(max_connections=buyers)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=90) as client:
        bodies = [
            {"eventId": club.event_id, "ticketType": "VIP", **BUYER, "customerEmail": f"b{number}@buyer.org"}
            for number in range(buyers)
        ]
        return await asyncio.gather(*(client.post(CHECKOUT, json=body) for body in bodies))
