"""The payment providers that this server is configured for."""

from dataclasses import dataclass

from server.config import ServerConfig
from server.database import Database
from server.payments.airwallex_client import AirwallexClient
from server.payments.airwallex_provider import AirwallexProvider
from server.payments.connect import Connect, NoConnect, StripeConnect, TestConnect
from server.payments.provider import PaymentProvider
from server.payments.stripe_client import make_stripe
from server.payments.stripe_provider import StripeProvider
from server.payments.test_provider import TestProvider
from server.vault import Vault


@dataclass(frozen=True, slots=True)
class Providers:
    """Providers by name, and which one each way of selling uses."""

    by_name: dict[str, PaymentProvider]
    checkout: str
    """For the payment API and the shop: stripe where configured, else airwallex, else test."""
    services: str
    """For service bookings: airwallex where configured, else as ``checkout``."""
    connect: Connect
    """For payouts to organizers: stripe where configured, the built-in one where nothing is, else none."""

    def named(self, name: str) -> PaymentProvider | None:
        """The provider, None where it is not configured."""
        return self.by_name.get(name)


def make_providers(config: ServerConfig, database: Database, vault: Vault) -> Providers:
    """The providers whose keys are configured; where there are none, and only there, the built-in one."""
    live: list[PaymentProvider] = []
    connect: Connect = TestConnect()
    if config.stripe_secret_key:
        client = make_stripe(config.stripe_secret_key, config.stripe_url)
        connect = StripeConnect(client)
        live.append(StripeProvider(client, config.stripe_webhook_secret, config.base_url))
    if config.airwallex_client_id:
        account = AirwallexClient(config.airwallex_client_id, config.airwallex_api_key, config.airwallex_url)
        live.append(AirwallexProvider(account, config.airwallex_webhook_secret))
        if not config.stripe_secret_key:
            connect = NoConnect()
    providers = live or [TestProvider(database, vault, config.base_url)]
    by_name = {provider.name: provider for provider in providers}
    return Providers(by_name, checkout=providers[0].name, services=providers[-1].name, connect=connect)
