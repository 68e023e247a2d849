"""A server deployed as the sources describe it: Stripe sells, Airwallex takes in for sessions, Cal.com keeps them."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from server.accounts.service import create_key, create_organization
from tests.fakes import airwallex_server, cal, stripe_server
from tests.fakes.airwallex_server import FakeAirwallex
from tests.fakes.cal import FakeCal
from tests.fakes.postman import Carrying
from tests.fakes.stripe_server import FakeStripe
from tests.serving import open_context, running_server

_EVENT_TYPES = {"DISCOVERY": 123, "SINGLE": 124, "MONTHLY": 125, "QUARTERLY": 126}
"""As the service bookings' configuration numbers them."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """The server with the services around it, HTTP with the organization's key, and HTTP as anybody."""

    stripe: FakeStripe
    airwallex: FakeAirwallex
    cal: FakeCal
    organization_id: str
    keyed: httpx.Client
    public: httpx.Client


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    with (
        FakeStripe() as stripe,
        FakeAirwallex() as airwallex,
        FakeCal(minutes=dict.fromkeys(_EVENT_TYPES.values(), 60)) as calendar,
        running_server(tmp_path_factory.mktemp("sources"), environment=_keys(stripe, airwallex, calendar)) as server,
    ):
        stripe.postman.url = f"{server.url}/webhooks/stripe"
        airwallex.postman.url = f"{server.url}/functions/v1/payment-webhook"
        with open_context(server.config) as context, context.database.transaction() as session:
            organization = create_organization(session, context.vault, name="Maguey Nights", ticket_prefix="MGY")
            key = create_key(session, organization.id, name="frontend", scopes=["*"])
            organization_id, headers = organization.id, {"Authorization": f"Bearer {key.secret}"}
        with (
            httpx.Client(base_url=server.url, headers=headers, timeout=30) as keyed,
            httpx.Client(base_url=server.url, timeout=30) as public,
        ):
            yield Deployed(stripe, airwallex, calendar, organization_id, keyed, public)


@pytest.fixture
def deployed(deployment: Deployed) -> Iterator[Deployed]:
    yield deployment
    deployment.stripe.postman.carrying = Carrying.ONCE
    deployment.airwallex.postman.carrying = Carrying.ONCE


def _keys(stripe: FakeStripe, airwallex: FakeAirwallex, calendar: FakeCal) -> dict[str, str]:
    return {
        "DOORWARD_STRIPE_SECRET_KEY": stripe_server.SECRET_KEY,
        "DOORWARD_STRIPE_WEBHOOK_SECRET": stripe_server.WEBHOOK_SECRET,
        "DOORWARD_STRIPE_URL": stripe.url,
        "DOORWARD_AIRWALLEX_CLIENT_ID": airwallex_server.CLIENT_ID,
        "DOORWARD_AIRWALLEX_API_KEY": airwallex_server.API_KEY,
        "DOORWARD_AIRWALLEX_WEBHOOK_SECRET": airwallex_server.WEBHOOK_SECRET,
        "DOORWARD_AIRWALLEX_URL": airwallex.url,
        "DOORWARD_CAL_API_KEY": cal.API_KEY,
        "DOORWARD_CAL_URL": calendar.url,
        "DOORWARD_SERVICE_SITE_URL": "https://coach.example",
        **{f"CAL_{package}_EVENT_TYPE_ID": str(number) for package, number in _EVENT_TYPES.items()},
    }
