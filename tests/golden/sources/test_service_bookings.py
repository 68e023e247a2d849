"""The service bookings' own examples with Airwallex and Cal.com, and each Airwallex event that they name."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.fakes.postman import Carrying
from tests.golden.sources.conftest import Deployed
from tests.golden.sources.pinning import check_answer, request_of

CREATE = "/functions/v1/booking-create"
SCHEDULE = "/functions/v1/booking-schedule"
STATUS = "/functions/v1/booking-status"
PRICES = {"discovery": 0, "single": 12_000, "monthly": 40_000, "quarterly": 100_000}
PATIENCE_S = 20.0


@pytest.fixture(scope="module", autouse=True)
def _packages(deployment: Deployed) -> None:
    """The source's four packages."""
    for package, price in PRICES.items():
        properties = {"packageId": package, "price": price, "currency": "cad"}
        body = {"subtype": "service", "name": f"{package.title()} Session", "customProperties": properties}
        assert deployment.keyed.post("/api/v1/products", json=body).status_code == 200


def _book(deployed: Deployed) -> dict[str, Any]:
    """The source's paid booking, not paid yet."""
    answer = deployed.public.post(CREATE, json=request_of("service_create_paid"))
    check_answer("service_create_paid", answer)
    found: dict[str, Any] = answer.json()
    return found


def _link_of(deployed: Deployed, booked: dict[str, Any]) -> str:
    """Airwallex's id of the payment link that the customer was sent to."""
    links = deployed.airwallex.links.values()
    return str(next(link["id"] for link in links if link["url"] == booked["paymentUrl"]))


def _status(deployed: Deployed, booked: dict[str, Any], wanted: str) -> Any:
    """The answer about the booking once its payment stands as wanted."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        answer = deployed.public.get(STATUS, params={"token": booked["bookingToken"]})
        if answer.json()["paymentStatus"] == wanted:
            return answer
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.05)


def _payment_of(deployed: Deployed, link_id: str) -> str:
    return str(deployed.airwallex.links[link_id]["metadata"]["payment_id"])


def _slot(booked: dict[str, Any]) -> dict[str, Any]:
    """The source's request to schedule, at the same hour of a day to come."""
    day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    times = {"start": f"{day}T10:00:00Z", "end": f"{day}T11:00:00Z"}
    return request_of("service_schedule", token=str(booked["bookingToken"]), **times)


def test_the_sources_free_session_is_paid_at_once(deployed: Deployed) -> None:
    created = deployed.public.post(CREATE, json=request_of("service_create_free"))

    check_answer("service_create_free", created)
    assert created.json()["requiresPayment"] is False
    assert _status(deployed, created.json(), "paid").json()["status"] == "paid"


def test_the_sources_steps_lead_from_a_payment_link_to_a_meeting(deployed: Deployed) -> None:
    booked = _book(deployed)
    check_answer("service_status", _status(deployed, booked, "pending"))
    check_answer("service_not_paid", deployed.public.post(SCHEDULE, json=_slot(booked)), status=402)

    deployed.airwallex.pay(_link_of(deployed, booked))
    assert _status(deployed, booked, "paid").json()["status"] == "paid"
    scheduled = deployed.public.post(SCHEDULE, json=_slot(booked))
    check_answer("service_schedule", scheduled)
    told = _status(deployed, booked, "paid")
    check_answer("service_status_scheduled", told)
    assert told.json()["calBookingId"] == str(scheduled.json()["calBookingId"])
    assert deployed.cal.state.bookings[-1].body["eventTypeId"] == 124


def test_the_customer_comes_back_to_the_sites_page_with_token_and_success(deployed: Deployed) -> None:
    booked = _book(deployed)
    way_back = urlsplit(deployed.airwallex.links[_link_of(deployed, booked)]["return_url"])

    assert (way_back.scheme, way_back.netloc, way_back.path) == ("https", "coach.example", "/book")
    assert parse_qs(way_back.query) == {"token": [booked["bookingToken"]], "payment": ["success"]}


def test_payment_succeeded_makes_the_booking_paid(deployed: Deployed) -> None:
    booked = _book(deployed)
    link_id = _link_of(deployed, booked)
    deployed.airwallex.postman.carrying = Carrying.NEVER
    intent = deployed.airwallex.pay(link_id)
    deployed.airwallex.postman.carrying = Carrying.ONCE
    deployed.airwallex.tell_as_older_setups_do("payment.succeeded", _payment_of(deployed, link_id), intent)

    assert _status(deployed, booked, "paid").json()["status"] == "paid"


def test_payment_failed_makes_the_payments_status_failed(deployed: Deployed) -> None:
    booked = _book(deployed)
    link_id = _link_of(deployed, booked)
    deployed.airwallex.postman.carrying = Carrying.NEVER
    deployed.airwallex.decline(link_id)
    intent = next(each["id"] for each in deployed.airwallex.intents.values() if each["payment_link_id"] == link_id)
    deployed.airwallex.postman.carrying = Carrying.ONCE
    deployed.airwallex.tell_as_older_setups_do("payment.failed", _payment_of(deployed, link_id), intent)

    assert _status(deployed, booked, "failed").json()["status"] == "pending"


def test_refund_received_makes_the_booking_refunded_and_cancelled(deployed: Deployed) -> None:
    booked = _book(deployed)
    link_id = _link_of(deployed, booked)
    intent = deployed.airwallex.pay(link_id)
    _status(deployed, booked, "paid")
    deployed.airwallex.refund_at_desk(intent, deployed.airwallex.intents[intent]["amount"])

    assert _status(deployed, booked, "refunded").json()["status"] == "cancelled"
