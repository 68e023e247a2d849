"""What was bought, over HTTP: whom it is shown to, and as what it is downloaded."""

import io
from collections.abc import Callable, Iterator

import httpx
import pytest
from pypdf import PdfReader
from sqlalchemy import update

from server.accounts.service import create_key
from server.context import Context
from server.fulfilment.links import signed_link
from server.ids import now_ms
from server.orders.models import PurchaseItem
from tests.factories import Club, booking_body, make_club
from tests.server.conftest import next_prefix
from tests.server.fulfilment.selling import (
    Sold,
    check_out,
    entitlement_of,
    item_of,
    make_download,
    make_product,
    sell,
)
from tests.serving import RunningServer

HOUR_MS = 3_600_000


@pytest.fixture
def stranger(shared_server: RunningServer) -> Iterator[httpx.Client]:
    """HTTP without any proof."""
    with httpx.Client(base_url=shared_server.url, timeout=30) as opened:
        yield opened


@pytest.fixture
def other(server_context: Context) -> Club:
    return make_club(server_context, prefix=next_prefix(), name="Other")


@pytest.fixture
def ticket(server_context: Context, club: Club) -> Sold:
    return sell(server_context, club, club.product_id, 2)


@pytest.fixture
def everything(server_context: Context, club: Club) -> Sold:
    """An order with an item of each kind but tickets."""
    kinds = ("subscription", "course", "shipment", "service")
    products = [make_product(server_context, club, kind) for kind in kinds] + [make_download(server_context, club)]
    return sell(server_context, club, "", items=[{"productId": product} for product in products])


def _paths(context: Context, ticket: Sold, everything: Sold) -> list[str]:
    """Every route that shows what was bought."""
    ids = {entitlement_of(context, item).kind: entitlement_of(context, item).id for item in everything.item_ids}
    ticket_id = item_of(context, ticket.item_id).fulfillment_data["ticketId"]
    return [
        f"/api/v1/purchase-items/{everything.item_id}",
        f"/api/v1/purchase-items/{everything.item_id}/download",
        f"/api/v1/purchase-items/{everything.item_id}/download?order=1",
        f"/api/v1/purchase-items/{ticket.item_id}/download",
        f"/api/v1/tickets/{ticket_id}/download",
        f"/api/v1/tickets/{ticket_id}/download?order=1",
        f"/api/v1/subscriptions/{ids['subscription']}",
        f"/api/v1/subscriptions/{ids['subscription']}/access",
        f"/api/v1/enrolments/{ids['course']}/access",
        f"/enroll/{ids['course']}",
        f"/api/v1/downloads/{ids['download']}",
    ]


def _with(path: str, query: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{query}"


def test_the_organizations_key_the_buyers_token_and_a_signed_link_open_every_route(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, ticket: Sold, everything: Sold
) -> None:
    for path in _paths(server_context, ticket, everything):
        token = ticket.token if "/tickets/" in path or ticket.item_id in path else everything.token
        link = signed_link(server_context.vault, "", path, now_ms() + HOUR_MS)
        answers = [
            client.get(path),
            stranger.get(_with(path, f"token={token}")),
            stranger.get(path, headers={"Authorization": f"Bearer {token}"}),
            stranger.get(link),
        ]
        assert [answer.status_code for answer in answers] == [200] * 4, path


@pytest.mark.parametrize("token", ["é", "%FF", "x" * 43])
def test_a_token_that_is_none_opens_no_booking_by_api_either(
    client: httpx.Client, stranger: httpx.Client, club: Club, token: str
) -> None:
    ticket_id = client.post("/api/v1/bookings/create", json=booking_body(club)).json()["tickets"][0]["ticketId"]

    assert stranger.get(f"/api/v1/tickets/{ticket_id}/download?token={token}").status_code == 404


def test_nobody_else_opens_any_of_them(
    stranger: httpx.Client, server_context: Context, other: Club, ticket: Sold, everything: Sold
) -> None:
    theirs = sell(server_context, other, other.product_id)
    for path in _paths(server_context, ticket, everything):
        link = signed_link(server_context.vault, "", path, now_ms() + HOUR_MS)
        old = signed_link(server_context.vault, "", path, now_ms() - 1)
        elsewhere = signed_link(server_context.vault, "", "/api/v1/purchase-items/pit_other", now_ms() + HOUR_MS)
        tampered = link[:-1] + ("A" if link[-1] != "A" else "B")
        longer = link.replace("expires=1", "expires=2", 1)
        answers = {
            "nothing": (stranger.get(path), 401),
            "a wrong key": (stranger.get(path, headers={"Authorization": "Bearer org_x_y"}), 401),
            "another organization's key": (stranger.get(path, headers=other.headers), 404),
            "another buyer's token": (stranger.get(_with(path, f"token={theirs.token}")), 404),
            "no token at all": (stranger.get(_with(path, "token=")), 404),
            "a link that is over": (stranger.get(old), 410),
            "a tampered signature": (stranger.get(tampered), 404),
            "a longer life": (stranger.get(longer), 404),
            "a link to something else": (stranger.get(_with(path, elsewhere.partition("?")[2])), 404),
            "half a link": (stranger.get(_with(path, f"expires={now_ms() + HOUR_MS}")), 404),
            "a strange time": (stranger.get(_with(path, "expires=%D9%A1&signature=x")), 404),
        }
        assert {why: answer.status_code for why, (answer, _) in answers.items()} == {
            why: status for why, (_, status) in answers.items()
        }, path


def test_a_link_to_one_ticket_opens_no_others_of_its_order(
    stranger: httpx.Client, server_context: Context, ticket: Sold
) -> None:
    ticket_id = item_of(server_context, ticket.item_id).fulfillment_data["ticketId"]
    link = signed_link(server_context.vault, "", f"/api/v1/tickets/{ticket_id}/download", now_ms() + HOUR_MS)

    assert stranger.get(link).status_code == 200
    assert stranger.get(f"{link}&order=1").status_code == 404


def test_a_link_to_one_item_opens_no_others_of_its_order(
    stranger: httpx.Client, server_context: Context, everything: Sold
) -> None:
    path = f"/api/v1/purchase-items/{everything.item_id}/download"
    link = signed_link(server_context.vault, "", path, now_ms() + HOUR_MS)

    assert stranger.get(link).status_code == 200
    assert stranger.get(f"{link}&order=1").status_code == 404


def test_the_token_of_one_item_opens_it_and_not_all_of_its_order(
    client: httpx.Client, stranger: httpx.Client, everything: Sold
) -> None:
    path = f"/api/v1/purchase-items/{everything.item_ids[1]}"
    access = client.get(path).json()["fulfillmentData"]["accessUrl"]
    token = access.partition("token=")[2]

    assert stranger.get(f"{path}/download", params={"token": token}).status_code == 200
    assert stranger.get(f"{path}/download", params={"token": token, "order": 1}).status_code == 404


def test_an_item_is_given_back_as_the_source_has_it(client: httpx.Client, server_context: Context, club: Club) -> None:
    sold = sell(server_context, club, make_product(server_context, club, "course", courseId="c"), 1)

    body = client.get(f"/api/v1/purchase-items/{sold.item_id}").json()
    expected = {
        "type": "purchase_item",
        "subtype": "course",
        "quantity": 1,
        "pricePerUnit": 1_000,
        "totalPrice": 1_000,
        "currency": "eur",
        "buyerEmail": "jo@buyer.org",
        "buyerName": "Jo Doe",
        "buyerPhone": "",
        "fulfillmentType": "course",
        "fulfillmentStatus": "fulfilled",
        "transactionId": sold.order_id,
        "organizationId": club.organization_id,
    }
    assert {name: body[name] for name in expected} == expected
    assert "registrationData" not in body
    address = f"{client.base_url}/enroll/{body['fulfillmentData']['enrollmentId']}?token="
    assert body["fulfillmentData"]["accessUrl"].startswith(address.replace("//enroll", "/enroll"))


def test_a_tickets_item_tells_its_attendees_phone_and_what_was_registered(client: httpx.Client, club: Club) -> None:
    event = client.get(f"/api/v1/events/{club.event_id}").json()
    booked = client.post("/api/v1/bookings/create", json=booking_body(club, guests=1)).json()
    items = [client.get(f"/api/v1/purchase-items/{item_id}").json() for item_id in booked["purchaseItemIds"]]

    assert [item["buyerPhone"] for item in items] == [ticket["attendeePhone"] for ticket in booked["tickets"]]
    assert all(item["buyerPhone"] for item in items)
    expected = {"eventId": club.event_id, "eventName": event["name"], "source": "web"}
    assert all(expected.items() <= item["registrationData"].items() for item in items)
    assert items[0]["registrationData"].get("eventDate") == items[0]["fulfillmentData"].get("eventDate")


def test_the_link_to_a_course_opens_it(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club
) -> None:
    sold = sell(server_context, club, make_product(server_context, club, "course", durationWeeks=1))
    url = client.get(f"/api/v1/purchase-items/{sold.item_id}").json()["fulfillmentData"]["accessUrl"]

    answer = stranger.get(url).json()
    assert (answer["hasAccess"], answer["status"]) == (True, "active")
    assert answer["endDate"] - answer["startDate"] == 7 * 24 * HOUR_MS


def test_a_key_that_only_reads_is_shown_no_links(
    stranger: httpx.Client, server_context: Context, club: Club, everything: Sold
) -> None:
    with server_context.database.transaction() as session:
        key = create_key(session, club.organization_id, name="reader", scopes=["bookings:read"]).secret
    items = stranger.get("/api/v1/purchase-items", headers={"Authorization": f"Bearer {key}"}).json()["purchaseItems"]

    told = {name for item in items for name in item["fulfillmentData"]}
    assert told.isdisjoint({"accessUrl", "downloadUrl", "appointmentToken"})


def test_a_key_without_the_scope_is_refused(stranger: httpx.Client, server_context: Context, club: Club) -> None:
    with server_context.database.transaction() as session:
        key = create_key(session, club.organization_id, name="other", scopes=["catalog:read"]).secret

    assert stranger.get("/api/v1/purchase-items", headers={"Authorization": f"Bearer {key}"}).status_code == 403


def test_items_are_listed_by_order_in_pages(client: httpx.Client, everything: Sold, ticket: Sold) -> None:
    first = client.get("/api/v1/purchase-items", params={"orderId": everything.order_id, "limit": 3}).json()
    rest = client.get(
        "/api/v1/purchase-items",
        params={"orderId": everything.order_id, "limit": 3, "cursor": first["nextCursor"]},
    ).json()

    listed = [item["id"] for item in first["purchaseItems"] + rest["purchaseItems"]]
    assert sorted(listed) == sorted(everything.item_ids)
    assert "nextCursor" not in rest
    assert len(client.get("/api/v1/purchase-items").json()["purchaseItems"]) == 7


def test_a_buyer_lists_their_own_order_only(stranger: httpx.Client, everything: Sold, ticket: Sold) -> None:
    path = "/api/v1/purchase-items"
    own = stranger.get(path, params={"token": ticket.token}).json()["purchaseItems"]

    assert sorted(item["id"] for item in own) == sorted(ticket.item_ids)
    assert stranger.get(path, params={"token": ticket.token, "orderId": everything.order_id}).status_code == 404
    assert stranger.get(path, params={"token": "A" * 43}).status_code == 404


def _pages(answer: httpx.Response) -> int:
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    return len(PdfReader(io.BytesIO(answer.content)).pages)


def test_a_ticket_is_a_page_and_an_order_is_all_its_pages(
    client: httpx.Client, server_context: Context, ticket: Sold
) -> None:
    ticket_id = item_of(server_context, ticket.item_id).fulfillment_data["ticketId"]

    assert _pages(client.get(f"/api/v1/tickets/{ticket_id}/download")) == 1
    assert _pages(client.get(f"/api/v1/tickets/{ticket_id}/download", params={"order": 1})) == 2
    assert _pages(client.get(f"/api/v1/purchase-items/{ticket.item_id}/download")) == 1


def _texts(answer: httpx.Response) -> list[str]:
    assert answer.headers["Content-Type"] == "application/pdf"
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]


def test_an_order_is_its_tickets_and_the_receipts_of_the_rest_in_one_pdf(
    client: httpx.Client, server_context: Context, club: Club
) -> None:
    goods = [make_product(server_context, club, "course"), make_download(server_context, club)]
    lines = [{"productId": goods[0]}, {"productId": club.product_id, "quantity": 2}, {"productId": goods[1]}]
    sold = sell(server_context, club, "", items=lines)
    path = f"/api/v1/purchase-items/{sold.item_id}/download"
    pages = _texts(client.get(path, params={"order": 1}))

    assert len(pages) == 4
    assert ["Receipt" in page for page in pages] == [False, False, True, True]
    assert all("1/2" in page or "2/2" in page for page in pages[:2])
    assert all(sold.order_id in page for page in pages)
    assert len(_texts(client.get(path))) == 1

    _set_status(server_context, sold.item_id, "revoked")
    assert len(_texts(client.get(path, params={"order": 1}))) == 3


def test_an_order_of_which_nothing_can_be_printed_says_why(
    client: httpx.Client, server_context: Context, club: Club, everything: Sold
) -> None:
    waiting = check_out(server_context, club, make_product(server_context, club, "course"), 2)
    for item_id in everything.item_ids:
        _set_status(server_context, item_id, "revoked")

    asked = {"order": 1}
    assert client.get(f"/api/v1/purchase-items/{waiting.item_id}/download", params=asked).status_code == 402
    assert client.get(f"/api/v1/purchase-items/{everything.item_id}/download", params=asked).status_code == 410


def test_a_download_leads_to_its_file(client: httpx.Client, stranger: httpx.Client, everything: Sold) -> None:
    answer = stranger.get(
        f"/api/v1/purchase-items/{everything.item_ids[4]}/download", params={"token": everything.token}
    )
    assert answer.status_code == 303
    assert stranger.get(answer.headers["Location"]).content == b"0123456789" * 100


def test_anything_else_is_a_receipt(client: httpx.Client, everything: Sold) -> None:
    answer = client.get(f"/api/v1/purchase-items/{everything.item_ids[2]}/download")

    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Receipt" in text
    assert "€10.00" in text
    assert everything.order_id in text


def _set_status(context: Context, item_id: str, status: str) -> None:
    with context.database.transaction() as session:
        session.execute(update(PurchaseItem).where(PurchaseItem.id == item_id).values(fulfillment_status=status))


@pytest.mark.parametrize(("status", "code"), [("failed", "CONFLICT"), ("revoked", "EXPIRED")])
def test_what_was_not_given_or_was_taken_back_is_not_downloaded(
    client: httpx.Client, server_context: Context, everything: Sold, status: str, code: str
) -> None:
    _set_status(server_context, everything.item_id, status)

    answer = client.get(f"/api/v1/purchase-items/{everything.item_id}/download")
    assert answer.json()["details"]["code"] == code


def test_an_unpaid_ticket_is_not_printed(client: httpx.Client, server_context: Context) -> None:
    club = make_club(server_context, prefix=next_prefix(), price_cents=500)
    sold = check_out(server_context, club, club.product_id)
    ticket_id = item_of(server_context, sold.item_id).fulfillment_data["ticketId"]

    for path in (f"/api/v1/tickets/{ticket_id}/download", f"/api/v1/purchase-items/{sold.item_id}/download"):
        assert client.get(path, headers=club.headers).status_code == 402
    assert client.get(f"/api/v1/tickets/{ticket_id}/download?order=1", headers=club.headers).status_code == 402


def _retry(client: httpx.Client, item_id: str) -> httpx.Response:
    return client.post(f"/api/v1/purchase-items/{item_id}/retry")


def test_a_failed_item_is_tried_again(client: httpx.Client, server_context: Context, club: Club) -> None:
    product = make_product(server_context, club, "download")
    sold = sell(server_context, club, product)
    still = _retry(client, sold.item_id).json()
    client.put(f"/api/v1/products/{product}/file", params={"fileName": "a.txt"}, content=b"file")
    now = _retry(client, sold.item_id).json()

    assert (still["fulfillmentStatus"], still["fulfillmentData"]["error"]) == ("failed", "The product has no file yet")
    assert now["fulfillmentStatus"] == "fulfilled"
    assert _retry(client, sold.item_id).json() == now


def test_only_failed_items_of_ones_own_are_tried_again(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club, other: Club
) -> None:
    waiting = check_out(server_context, club, make_product(server_context, club, "course"))
    refusals: list[tuple[Callable[[], httpx.Response], int]] = [
        (lambda: _retry(client, waiting.item_id), 409),
        (lambda: _retry(client, "pit_unknown"), 404),
        (lambda: _retry(stranger, waiting.item_id), 401),
        (lambda: stranger.post(f"/api/v1/purchase-items/{waiting.item_id}/retry", headers=other.headers), 404),
        (lambda: stranger.post(f"/api/v1/purchase-items/{waiting.item_id}/retry?token={waiting.token}"), 401),
    ]
    assert [ask().status_code for ask, _ in refusals] == [status for _, status in refusals]


def test_a_subscription_gives_access_until_it_is_cancelled_now(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club
) -> None:
    sold = sell(server_context, club, make_product(server_context, club, "subscription", billingCycle="yearly"))
    subscription_id = entitlement_of(server_context, sold.item_id).id
    path = f"/api/v1/subscriptions/{subscription_id}"
    before = client.get(f"{path}/access").json()
    own = client.get(f"/api/v1/purchase-items/{sold.item_id}").json()["fulfillmentData"]["accessUrl"]
    by_own_token = stranger.get(own).json()
    answer = stranger.post(f"{path}/cancel", params={"token": sold.token}, json={"atPeriodEnd": False})
    again = stranger.post(f"{path}/cancel", params={"token": sold.token}, json={"atPeriodEnd": False})

    assert (before["hasAccess"], by_own_token) == (True, before)
    assert (answer.json()["status"], again.json()) == ("cancelled", answer.json())
    assert client.get(f"{path}/access").json()["hasAccess"] is False
    listed = client.get("/api/v1/subscriptions", params={"status": "cancelled"}).json()["subscriptions"]
    assert [one["id"] for one in listed] == [subscription_id]


def test_a_subscription_is_cancelled_by_its_buyer_and_its_organization_only(
    client: httpx.Client, stranger: httpx.Client, server_context: Context, club: Club, other: Club
) -> None:
    sold = sell(server_context, club, make_product(server_context, club, "subscription"))
    subscription_id = entitlement_of(server_context, sold.item_id).id
    path = f"/api/v1/subscriptions/{subscription_id}/cancel"
    access = client.get(f"/api/v1/purchase-items/{sold.item_id}").json()["fulfillmentData"]["accessUrl"]
    link = signed_link(server_context.vault, "", f"/api/v1/subscriptions/{subscription_id}/access", now_ms() + HOUR_MS)
    with server_context.database.transaction() as session:
        reader = create_key(session, club.organization_id, name="reader", scopes=["bookings:read"]).secret

    assert stranger.post(path).status_code == 401
    assert stranger.post(path, headers=other.headers).status_code == 404
    assert stranger.post(path, headers={"Authorization": f"Bearer {reader}"}).status_code == 403
    assert stranger.post(f"{path}?{access.partition('?')[2]}").status_code == 404
    assert stranger.post(f"{path}?{link.partition('?')[2]}").status_code == 404
    assert client.post(path).json()["status"] == "cancelled"
