"""Fake payment providers on loopback ports, and this server's providers that speak to them."""

from collections.abc import Iterator

import pytest

from server.payments.connect import StripeConnect
from server.payments.stripe_client import make_stripe
from server.payments.stripe_provider import StripeProvider
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
