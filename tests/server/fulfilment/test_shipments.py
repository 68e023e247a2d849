"""The warehouse's side: what is to be sent, to whom, and what became of it."""

import csv
import io
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import select

from server.context import Context
from server.delivery.models import Delivery
from server.fulfilment.spreadsheet import to_csv
from tests.factories import Club, make_club
from tests.server.conftest import next_prefix
from tests.server.fulfilment.selling import ADDRESS, Sold, entitlement_of, item_of, make_product, sell
from tests.serving import RunningServer

PATH = "/api/v1/shipments"


@pytest.fixture
def stranger(shared_server: RunningServer) -> Iterator[httpx.Client]:
    """HTTP without any proof."""
    with httpx.Client(base_url=shared_server.url, timeout=30) as opened:
        yield opened


@pytest.fixture
def parcel(server_context: Context, club: Club) -> Sold:
    product = make_product(server_context, club, "shipment")
    return sell(server_context, club, product, 2, shippingAddress={**ADDRESS, "name": "=HYPERLINK(1)"})


@pytest.fixture
def shipment_id(server_context: Context, parcel: Sold) -> str:
    return entitlement_of(server_context, parcel.item_id).id


def _mails(context: Context, order_id: str) -> list[str]:
    statement = select(Delivery.template).where(Delivery.order_id == order_id, Delivery.template == "shipment_sent")
    return list(context.database.read_now(lambda session: session.scalars(statement).all()))


def test_what_waits_is_listed_with_its_address(client: httpx.Client, parcel: Sold, shipment_id: str) -> None:
    (shipment,) = client.get(PATH, params={"status": "pending"}).json()["shipments"]

    assert (shipment["id"], shipment["transactionId"], shipment["quantity"]) == (shipment_id, parcel.order_id, 2)
    assert (shipment["recipientEmail"], shipment["status"]) == ("jo@buyer.org", "pending")
    assert shipment["shippingAddress"]["city"] == "Pasewalk"
    assert client.get(f"{PATH}/{shipment_id}").json()["id"] == shipment_id
    assert client.get(PATH, params={"status": "shipped"}).json()["shipments"] == []


def test_a_spreadsheet_runs_nothing_that_a_buyer_wrote(client: httpx.Client, shipment_id: str) -> None:
    answer = client.get(PATH, headers={"Accept": "text/csv"})

    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert (row["id"], row["recipientName"], row["address.postalCode"]) == (shipment_id, "'=HYPERLINK(1)", "17309")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\uff1d1"])
def test_every_way_to_begin_a_formula_is_neutralised(text: str) -> None:
    line = to_csv(["a"], [[text]]).partition("\r\n")[2]
    assert next(csv.reader(io.StringIO(line, newline="")))[0] == f"'{text}"


def test_csv_comes_in_pages(client: httpx.Client, server_context: Context, club: Club) -> None:
    product = make_product(server_context, club, "shipment")
    for _ in range(3):
        sell(server_context, club, product)
    first = client.get(PATH, params={"limit": 2}, headers={"Accept": "text/csv"})
    rest = client.get(
        PATH, params={"limit": 2, "cursor": first.headers["X-Next-Cursor"]}, headers={"Accept": "text/csv"}
    )

    assert [answer.text.count("\r\n") for answer in (first, rest)] == [3, 2]
    assert "X-Next-Cursor" not in rest.headers


def test_the_buyer_is_told_once_that_it_was_sent(
    client: httpx.Client, server_context: Context, parcel: Sold, shipment_id: str
) -> None:
    body = {
        "carrier": "DHL",
        "trackingNumber": "0034",
        "trackingUrl": "https://dhl.example/0034",
        "status": "shipped",
    }
    for _ in range(2):
        answer = client.patch(f"{PATH}/{shipment_id}", json=body).json()

    assert {name: answer[name] for name in body} == body
    assert _mails(server_context, parcel.order_id) == ["shipment_sent"]
    data = item_of(server_context, parcel.item_id).fulfillment_data
    assert (data["shipmentStatus"], data["trackingNumber"]) == ("shipped", "0034")


def test_a_parcel_goes_only_forward_unless_it_came_back(client: httpx.Client, shipment_id: str) -> None:
    def become(status: str) -> int:
        return client.patch(f"{PATH}/{shipment_id}", json={"status": status}).status_code

    assert [become(status) for status in ("delivered", "shipped", "delivered", "pending", "returned", "shipped")] == [
        409,
        200,
        200,
        409,
        200,
        200,
    ]


@pytest.mark.parametrize("body", [{}, {"trackingUrl": "javascript:alert(1)"}, {"status": "lost"}])
def test_a_change_that_says_nothing_good_is_refused(client: httpx.Client, shipment_id: str, body: object) -> None:
    assert client.patch(f"{PATH}/{shipment_id}", json=body).status_code == 400


def test_only_the_organization_sees_and_changes_them(
    stranger: httpx.Client, server_context: Context, parcel: Sold, shipment_id: str
) -> None:
    other = make_club(server_context, prefix=next_prefix(), name="Other")
    path = f"{PATH}/{shipment_id}"

    assert stranger.get(PATH).status_code == 401
    assert stranger.get(path, params={"token": parcel.token}).status_code == 401
    assert stranger.get(path, headers=other.headers).status_code == 404
    assert stranger.patch(path, json={"status": "shipped"}, headers=other.headers).status_code == 404
    assert stranger.get(PATH, headers=other.headers).json()["shipments"] == []
