"""Fake payment providers on loopback ports, and this server's providers that speak to them."""

from collections.abc import Iterator

import pytest

from server.payments.airwallex_client import AirwallexClient
from server.payments.airwallex_provider import AirwallexProvider
from server.payments.connect import StripeConnect
from server.payments.stripe_client import make_stripe
from server.payments.stripe_provider import StripeProvider
from tests.fakes.airwallex_server import API_KEY, CLIENT_ID, FakeAirwallex
from tests.fakes.airwallex_server import WEBHOOK_SECRET as AIRWALLEX_SECRET
from tests.fakes.stripe_server import SECRET_KEY, WEBHOOK_SECRET, FakeStripe


@pytest.fixture
def fake_stripe() -> Iterator[FakeStripe]:
    with FakeStripe() as fake:
        yield fake


@pytest.fixture
def stripe_provider(fake_stripe: FakeStripe) -> StripeProvider:
    return StripeProvider(make_stripe(SECRET_KEY, fake_stripe.url), WEBHOOK_SECRET)


@pytest.fixture
def stripe_connect(fake_stripe: FakeStripe) -> StripeConnect:
    return StripeConnect(make_stripe(SECRET_KEY, fake_stripe.url))


@pytest.fixture
def fake_airwallex() -> Iterator[FakeAirwallex]:
    with FakeAirwallex() as fake:
        yield fake


@pytest.fixture
def airwallex_provider(fake_airwallex: FakeAirwallex) -> AirwallexProvider:
    return AirwallexProvider(AirwallexClient(CLIENT_ID, API_KEY, fake_airwallex.url), AIRWALLEX_SECRET)
