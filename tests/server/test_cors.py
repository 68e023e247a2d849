"""Pages of other sites may call the public routes, and no others."""

import httpx
import pytest

_PREFLIGHT = {
    "Origin": "https://shop.example",
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type",
}


@pytest.mark.parametrize("path", ["/functions/v1/booking-create", "/api/orders/create-checkout"])
def test_a_page_of_another_site_may_call_the_public_routes(client: httpx.Client, path: str) -> None:
    answer = client.options(path, headers=_PREFLIGHT)

    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/api/v1/bookings/create", "/door/v1/push", "/api/v1/auth/login", "/api/v1/events"])
def test_a_page_of_another_site_may_not_call_the_others(client: httpx.Client, path: str) -> None:
    assert "access-control-allow-origin" not in client.options(path, headers=_PREFLIGHT).headers


def test_a_page_of_another_site_may_list_events(client: httpx.Client) -> None:
    answer = client.get("/api/events", params={"limit": 1}, headers={"Origin": "https://shop.example"})

    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")


def test_an_error_of_a_public_route_can_be_read_by_the_page_too(client: httpx.Client) -> None:
    answer = client.get("/api/events/nowhere/availability", headers={"Origin": "https://shop.example"})

    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (404, "*")
