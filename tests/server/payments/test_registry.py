from dataclasses import replace
from typing import Any

import pytest

from server.context import Context
from server.payments.registry import make_providers
from tests.serving import RunningServer

STRIPE = {"stripe_secret_key": "sk", "stripe_webhook_secret": "wh"}
AIRWALLEX = {"airwallex_client_id": "id", "airwallex_api_key": "key", "airwallex_webhook_secret": "wh"}


@pytest.mark.parametrize(
    ("keys", "names", "checkout", "services", "connect"),
    [
        ({}, ["test"], "test", "test", "test"),
        (STRIPE, ["stripe"], "stripe", "stripe", "stripe"),
        (AIRWALLEX, ["airwallex"], "airwallex", "airwallex", "none"),
        ({**STRIPE, **AIRWALLEX}, ["stripe", "airwallex"], "stripe", "airwallex", "stripe"),
    ],
)
def test_who_takes_payments_follows_from_the_keys_and_play_money_never_stands_beside_real(
    sqlite_context: Context, keys: dict[str, Any], names: list[str], checkout: str, services: str, connect: str
) -> None:
    config = replace(sqlite_context.config, **keys)
    providers = make_providers(config, sqlite_context.database, sqlite_context.vault)
    assert list(providers.by_name) == names
    assert (providers.checkout, providers.services, providers.connect.name) == (checkout, services, connect)
    assert [provider.name for provider in providers.by_name.values()] == names
    assert providers.named("another") is None


def test_a_server_without_keys_warns_that_it_takes_test_money(shared_server: RunningServer) -> None:
    assert "no_payment_provider_configured" in shared_server.log.read_text()
    assert "no_mail_carrier_configured" in shared_server.log.read_text()
