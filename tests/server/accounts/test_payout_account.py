"""Where an organization tells Stripe who it is, over HTTP against a running server and a Stripe of the tests."""

from pathlib import Path

import httpx

from tests.factories import make_club
from tests.fakes.stripe_server import SECRET_KEY, WEBHOOK_SECRET, FakeStripe
from tests.serving import open_context, running_server

PATH = "/api/v1/organization/payout-account"


def test_an_organization_is_sent_to_its_one_account(tmp_path: Path) -> None:
    with FakeStripe() as stripe:
        keys = {
            "DOORWARD_STRIPE_SECRET_KEY": SECRET_KEY,
            "DOORWARD_STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "DOORWARD_STRIPE_URL": stripe.url,
        }
        with running_server(tmp_path, environment=keys) as server, open_context(server.config) as context:
            club = make_club(context)
            with httpx.Client(base_url=server.url, headers=club.headers, timeout=30) as client:
                client.patch("/api/v1/organization", json={"country": "ES", "supportEmail": "help@maguey.org"})
                first = client.post(PATH, json={"returnUrl": "https://maguey.org/done"})
                again = client.post(PATH)
                organization = client.get("/api/v1/organization").json()
                refused = client.post(PATH, json={"returnUrl": "javascript:alert(1)"})

        assert (first.status_code, again.status_code, refused.status_code) == (200, 200, 400)
        (account,) = stripe.books.all_of("account")
        assert account["id"] in first.json()["url"]
        assert (account["country"], account["email"]) == ("ES", "help@maguey.org")
        assert (organization["hasPayoutAccount"], organization["canBePaidOut"]) == (True, False)
