"""A payment provider that does not answer: the same idempotency key goes on with what was begun."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from server.context import Context
from tests.factories import Club, make_club
from tests.fakes.loopback import Misbehaviour
from tests.fakes.stripe_server import SECRET_KEY, WEBHOOK_SECRET, FakeStripe
from tests.server.appointments.salon import sell_packages
from tests.serving import RunningServer, open_context, running_server

_FAILURES = 10
"""More than the SDK tries again by itself."""
Ask = Callable[[httpx.Client, Club], httpx.Response]


def _check_out(public: httpx.Client, club: Club) -> httpx.Response:
    body = {"eventId": club.event_id, "ticketType": "VIP", "customerEmail": "jo@buyer.org", "customerName": "Jo Doe"}
    return public.post("/api/orders/create-checkout", json=body, headers={"Idempotency-Key": "k"})


def _book(public: httpx.Client, club: Club) -> httpx.Response:
    body = {"packageId": "single", "customerEmail": "jo@buyer.org", "customerName": "Jo Doe", "idempotencyKey": "k"}
    return public.post("/functions/v1/booking-create", json=body)


@pytest.fixture
def stripe() -> Iterator[FakeStripe]:
    with FakeStripe() as fake:
        yield fake


@pytest.fixture
def server(tmp_path: Path, stripe: FakeStripe) -> Iterator[RunningServer]:
    keys = {
        "DOORWARD_STRIPE_SECRET_KEY": SECRET_KEY,
        "DOORWARD_STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "DOORWARD_STRIPE_URL": stripe.url,
    }
    with running_server(tmp_path, environment=keys) as running:
        yield running


@pytest.mark.parametrize("ask", [_check_out, _book])
def test_the_same_key_goes_on_where_the_provider_was_silent(
    server: RunningServer, stripe: FakeStripe, ask: Ask
) -> None:
    with open_context(server.config) as context, httpx.Client(base_url=server.url, timeout=60) as public:
        club = _sell(context)
        stripe.misbehave(Misbehaviour.SERVER_ERROR, times=_FAILURES)
        silent = ask(public, club)
        stripe.behave()
        answered = ask(public, club)
        again = ask(public, club)

    assert (silent.status_code, silent.json()["details"]["code"]) == (503, "PROVIDER_UNAVAILABLE")
    assert answered.status_code == 200, answered.text
    url = answered.json().get("checkoutUrl") or answered.json()["paymentUrl"]
    assert url.startswith("http")
    assert again.json() == answered.json()


def _sell(context: Context) -> Club:
    club = make_club(context, price_cents=5_000)
    sell_packages(context, club)
    return club
