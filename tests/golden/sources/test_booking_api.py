"""The booking API's own examples: what must be made first, a booking, an error."""

import pytest

from tests.golden.sources.conftest import Deployed
from tests.golden.sources.pinning import check_answer, request_of

BOOK = "/api/v1/bookings/create"


@pytest.fixture(scope="module")
def made(deployment: Deployed) -> dict[str, str]:
    """The event and the product that the source has made first, offered."""
    event = deployment.keyed.post("/api/v1/events", json=request_of("event_create"))
    product = deployment.keyed.post("/api/v1/products", json=request_of("product_create"))
    ids = {"event": str(event.json()["id"]), "product": str(product.json()["id"])}
    link = deployment.keyed.post("/api/v1/object-links", json=request_of("link_create", **ids))
    check_answer("event_create", event)
    check_answer("product_create", product)
    check_answer("link_create", link)
    return ids


def test_the_examples_booking_for_two_is_answered_as_the_source_says(deployed: Deployed, made: dict[str, str]) -> None:
    answer = deployed.keyed.post(BOOK, json=request_of("booking_create", **made))

    check_answer("booking_create", answer)
    assert answer.headers["X-Organization-Id"] == deployed.organization_id
    booked = answer.json()
    assert booked["bookingId"] == booked["transactionId"]
    assert [ticket["qrCode"] for ticket in booked["tickets"]] == [ticket["ticketId"] for ticket in booked["tickets"]]


def test_the_booking_made_with_curl_is_answered_as_the_source_says(deployed: Deployed, made: dict[str, str]) -> None:
    check_answer("booking_create_curl", deployed.keyed.post(BOOK, json=request_of("booking_create_curl", **made)))


def test_an_event_that_nobody_has_is_the_sources_error(deployed: Deployed) -> None:
    check_answer("booking_error", deployed.keyed.post(BOOK, json=request_of("booking_error")), status=400)


def test_without_a_key_the_answer_is_the_sources(deployed: Deployed) -> None:
    check_answer("booking_without_key", deployed.public.post(BOOK, json=request_of("booking_error")), status=401)


def test_an_organization_named_in_the_body_is_ignored(deployed: Deployed, made: dict[str, str]) -> None:
    body = request_of("booking_create_curl", **made) | {"organizationId": "o-of-somebody-else"}

    assert deployed.keyed.post(BOOK, json=body).headers["X-Organization-Id"] == deployed.organization_id
