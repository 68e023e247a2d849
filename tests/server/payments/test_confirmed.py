"""What checkout gives back over HTTP: the caller's own metadata, and links to all that was bought."""

import io
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from server.context import Context
from tests.factories import Club
from tests.server.appointments.salon import sell_packages
from tests.server.fulfilment.selling import make_download, make_product

METADATA: dict[str, Any] = {"campaign": "spring", "seat": {"row": 4, "near": None}}


def _sell(client: httpx.Client, *products: str, **fields: Any) -> dict[str, Any]:
    """A checkout session that is paid."""
    body = {"items": [{"productId": product} for product in products], "customerEmail": "jo@buyer.org", **fields}
    answer = client.post("/api/v1/checkout/sessions", json=body)
    assert answer.status_code == 200, answer.text
    session: dict[str, Any] = answer.json()
    paid = client.post(f"/api/v1/test-payments/{session['transactionId']}/pay", json={"outcome": "succeeded"})
    assert paid.status_code == 200, paid.text
    return session


def _confirm(client: httpx.Client, session: dict[str, Any]) -> dict[str, Any]:
    answer = client.post("/api/v1/checkout/confirm", json={"sessionId": session["sessionId"]})
    assert answer.status_code == 200, answer.text
    confirmed: dict[str, Any] = answer.json()
    return confirmed


@pytest.fixture
def course(server_context: Context, club: Club) -> str:
    return make_product(server_context, club, "course")


def test_metadata_comes_back_with_the_session_its_confirmation_and_the_booking(
    client: httpx.Client, course: str
) -> None:
    session = _sell(client, course, metadata=METADATA)
    answers = [
        session,
        client.get(f"/api/v1/checkout/sessions/{session['sessionId']}").json(),
        _confirm(client, session),
        client.get(f"/api/v1/bookings/{session['orderId']}").json(),
        client.get("/api/v1/bookings").json()["bookings"][0],
    ]

    assert [answer["metadata"] for answer in answers] == [METADATA] * 5


def test_where_nothing_was_given_there_is_no_metadata(client: httpx.Client, course: str) -> None:
    session = _sell(client, course)
    answers = [session, _confirm(client, session), client.get(f"/api/v1/bookings/{session['orderId']}").json()]

    assert all("metadata" not in answer for answer in answers)


@pytest.mark.parametrize("metadata", [METADATA, None])
def test_a_service_bookings_metadata_comes_back_without_what_is_kept_beside_it(
    client: httpx.Client, server_context: Context, club: Club, metadata: dict[str, Any] | None
) -> None:
    sell_packages(server_context, club)
    body = {"packageId": "single", "customerName": "Jo Doe", "customerEmail": "jo@buyer.org", "notes": "Hello"}
    path = f"/functions/v1/booking-create?organization={club.organization_id}"
    assert client.post(path, json=body | ({"metadata": metadata} if metadata else {})).status_code == 200

    assert client.get("/api/v1/bookings").json()["bookings"][0].get("metadata") == metadata


def test_the_link_of_several_items_is_one_pdf_of_them_all(
    client: httpx.Client, server_context: Context, club: Club, course: str
) -> None:
    url = _confirm(client, _sell(client, course, make_download(server_context, club)))["downloadUrls"]["purchaseItems"]
    answer = httpx.get(url)

    assert "download?order=1&expires=" in url
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2


def test_the_link_of_a_single_file_leads_to_the_file(client: httpx.Client, server_context: Context, club: Club) -> None:
    url = _confirm(client, _sell(client, make_download(server_context, club)))["downloadUrls"]["purchaseItems"]

    assert httpx.get(url, follow_redirects=True).content == b"0123456789" * 100
