"""The ticket shop's own example, two VIP tickets of Perreo Fridays, and each Stripe event that it names."""

import json
import time
from typing import Any

import pytest

from tests.fakes.postman import Carrying
from tests.fakes.stripe_server import FakeStripe, sign
from tests.golden.sources.conftest import Deployed
from tests.golden.sources.pinning import check_answer, request_of

DAY_MS = 1_736_978_400_000
"""2025-01-15, the day in the source's ticket ids."""
PATIENCE_S = 20.0


@pytest.fixture(scope="module")
def event_id(deployment: Deployed) -> str:
    """Perreo Fridays with 100 VIP tickets at 50 dollars."""
    keyed = deployment.keyed
    event = {"name": "Perreo Fridays", "status": "published", "capacity": 500, "customProperties": {}}
    event["customProperties"] = {"startDate": DAY_MS}
    made = str(keyed.post("/api/v1/events", json=event).json()["id"])
    vip = {"name": "VIP", "customProperties": {"price": 5_000, "currency": "usd"}}
    product_id = keyed.post("/api/v1/products", json=vip).json()["id"]
    link = {"fromObjectId": made, "toObjectId": product_id, "linkType": "offers", "properties": {"quantity": 100}}
    assert keyed.post("/api/v1/object-links", json=link).status_code == 200
    check_answer("availability", deployment.public.get("/api/events/Perreo%20Fridays/availability"))
    return made


@pytest.fixture
def bought(deployed: Deployed, event_id: str) -> dict[str, Any]:
    """The source's order, not paid yet."""
    assert event_id
    answer = deployed.public.post("/api/orders/create-checkout", json=request_of("create_checkout"))
    check_answer("create_checkout", answer)
    found: dict[str, Any] = answer.json()
    return found


def _order(deployed: Deployed, bought: dict[str, Any], wanted: str) -> Any:
    """The answer about the order once it stands as wanted."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        answer = deployed.public.get(f"/api/tickets/{bought['orderId']}", params={"token": bought["orderToken"]})
        if answer.json()["status"] == wanted:
            return answer
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.05)


def _session(deployed: Deployed, bought: dict[str, Any]) -> str:
    """Stripe's id of the session that the buyer was sent to."""
    reference = str(bought["checkoutUrl"]).rpartition("/")[2]
    assert deployed.stripe.object(reference)["amount_total"] == 10_000
    return reference


def _hear_only(deployed: Deployed, stripe: FakeStripe, kind: str) -> None:
    """Of all that was told so far, the last of one kind arrives."""
    body = next(body for body in reversed(stripe.postman.bodies) if json.loads(body)["type"] == kind)
    check_answer("provider_event", deployed.public.post("/webhooks/stripe", content=body, headers=sign(body)))


def test_the_examples_two_tickets_are_sold_and_told(deployed: Deployed, bought: dict[str, Any]) -> None:
    deployed.stripe.pay(_session(deployed, bought))

    told = _order(deployed, bought, "paid")
    check_answer("order_tickets", told)
    assert [ticket["ticketId"][:16] for ticket in told.json()["tickets"]] == ["MGY-PF-20250115-"] * 2


@pytest.mark.parametrize("kind", ["payment_intent.succeeded", "checkout.session.completed"])
def test_either_event_of_a_payment_makes_the_tickets_good_by_itself(
    deployed: Deployed, bought: dict[str, Any], kind: str
) -> None:
    deployed.stripe.postman.carrying = Carrying.NEVER
    deployed.stripe.pay(_session(deployed, bought))
    _hear_only(deployed, deployed.stripe, kind)

    tickets = _order(deployed, bought, "paid").json()["tickets"]
    assert [ticket["status"] for ticket in tickets] == ["active", "active"]


def test_a_failed_payment_marks_the_order_as_failed(deployed: Deployed, bought: dict[str, Any]) -> None:
    deployed.stripe.postman.carrying = Carrying.NEVER
    deployed.stripe.decline(_session(deployed, bought))
    _hear_only(deployed, deployed.stripe, "payment_intent.payment_failed")

    assert _order(deployed, bought, "failed").json()["tickets"] == []


def test_the_name_that_the_source_gives_a_failure_is_taken_and_changes_nothing(
    deployed: Deployed, bought: dict[str, Any]
) -> None:
    intent = {"id": "pi_unknown", "object": "payment_intent", "metadata": {}}
    event = {"id": f"evt_{bought['orderId']}", "type": "payment_intent.failed", "data": {"object": intent}}
    body = json.dumps(event).encode()
    check_answer("provider_event", deployed.public.post("/webhooks/stripe", content=body, headers=sign(body)))

    assert _order(deployed, bought, "pending").json()["tickets"] == []


def test_a_refunded_charge_marks_the_tickets_as_refunded(deployed: Deployed, bought: dict[str, Any]) -> None:
    reference = _session(deployed, bought)
    deployed.stripe.pay(reference)
    _order(deployed, bought, "paid")
    deployed.stripe.postman.carrying = Carrying.NEVER
    deployed.stripe.refund_at_desk(reference, 10_000)
    _hear_only(deployed, deployed.stripe, "charge.refunded")

    tickets = _order(deployed, bought, "refunded").json()["tickets"]
    assert [ticket["status"] for ticket in tickets] == ["refunded", "refunded"]
