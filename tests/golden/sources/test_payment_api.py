"""The payment API's own products, sold by the same calls, with Stripe behind them."""

from typing import Any

import pytest

from tests.golden.sources.conftest import Deployed
from tests.golden.sources.pinning import check_answer, request_of

BUYER = {"customerEmail": "customer@example.com", "customerName": "John Doe"}
BUSINESS = {
    "name": "Doe GmbH",
    "vatId": "DE123456789",
    "address": {"line1": "Ring 1", "postalCode": "10115", "city": "Berlin", "country": "DE"},
}


@pytest.fixture(scope="module")
def products(deployment: Deployed) -> dict[str, str]:
    """The source's products by their subtype; the ticket names its event, which offers it."""
    event = {"name": "Admission Night", "status": "published", "customProperties": {"startDate": 1_893_452_400_000}}
    event_id = str(deployment.keyed.post("/api/v1/events", json=event).json()["id"])
    made = {}
    for subtype, real in (("ticket", {"event": event_id}), ("subscription", {}), ("course", {})):
        answer = deployment.keyed.post("/api/v1/products", json=request_of(f"product_{subtype}", **real))
        check_answer(f"product_{subtype}", answer)
        made[subtype] = str(answer.json()["id"])
    return made


def _buy(deployed: Deployed, product_id: str, **fields: Any) -> dict[str, Any]:
    """A session that its buyer has paid."""
    body = {"productId": product_id, "quantity": 1, **BUYER, **fields}
    answer = deployed.keyed.post("/api/v1/checkout/sessions", json=body)
    assert answer.status_code == 200, answer.text
    session: dict[str, Any] = answer.json()
    deployed.stripe.pay(session["transactionId"])
    return session


def test_the_sources_shortest_request_begins_to_sell_any_product(deployed: Deployed, products: dict[str, str]) -> None:
    body = request_of("session_create", product=products["course"])

    check_answer("session_create", deployed.keyed.post("/api/v1/checkout/sessions", json=body))


@pytest.mark.parametrize(
    ("case", "subtype", "fields"),
    [
        ("confirm_subscription", "subscription", {}),
        ("confirm_ticket", "ticket", {}),
        ("confirm_business", "course", {"billing": BUSINESS}),
    ],
)
def test_confirming_answers_what_was_bought_as_the_source_says(
    deployed: Deployed, products: dict[str, str], case: str, subtype: str, fields: dict[str, Any]
) -> None:
    session = _buy(deployed, products[subtype], **fields)

    check_answer(case, deployed.keyed.post("/api/v1/checkout/confirm", json={"sessionId": session["sessionId"]}))


@pytest.mark.parametrize("mode", ["intent", "page"])
def test_the_transaction_is_stripes_payment_however_it_was_paid(
    deployed: Deployed, products: dict[str, str], mode: str
) -> None:
    session = _buy(deployed, products["course"], mode=mode)
    confirmed = deployed.keyed.post("/api/v1/checkout/confirm", json={"sessionId": session["sessionId"]}).json()

    assert confirmed["transactionId"].startswith("pi_")


def test_a_purchase_item_is_the_sources_generic_record(deployed: Deployed, products: dict[str, str]) -> None:
    session = _buy(deployed, products["ticket"])
    confirmed = deployed.keyed.post("/api/v1/checkout/confirm", json={"sessionId": session["sessionId"]}).json()

    check_answer("purchase_item", deployed.keyed.get(f"/api/v1/purchase-items/{confirmed['purchaseItemIds'][0]}"))


def test_a_booking_made_before_is_paid_by_a_session_of_its_own(deployed: Deployed, products: dict[str, str]) -> None:
    properties = deployed.keyed.get(f"/api/v1/products/{products['ticket']}").json()["customProperties"]
    body = request_of("booking_create", event=properties["eventId"], product=products["ticket"])
    booked = deployed.keyed.post("/api/v1/bookings/create", json=body).json()
    session = deployed.keyed.post(f"/api/v1/bookings/{booked['bookingId']}/pay", json={}).json()
    deployed.stripe.pay(session["transactionId"])
    confirmed = deployed.keyed.post("/api/v1/checkout/confirm", json={"sessionId": session["sessionId"]}).json()

    assert confirmed["purchaseItemIds"] == booked["purchaseItemIds"]
    assert confirmed["ticketIds"] == [ticket["ticketId"] for ticket in booked["tickets"]]
    assert (confirmed["amount"], confirmed["status"]) == (10_000, "paid")
