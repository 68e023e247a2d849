"""Who carries messages: mail by SMTP, Resend or a folder; WhatsApp by Meta."""

from dataclasses import dataclass

from server.config import ServerConfig


@dataclass(frozen=True, slots=True)
class Carriers:
    """The carriers that are configured."""


def make_carriers(config: ServerConfig) -> Carriers:
    """The carriers for this configuration."""
    return Carriers()
