"""The calendar in which sessions are booked: Cal.com over HTTP, or one of our own where none is configured."""

from dataclasses import dataclass

from server.config import ServerConfig


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar."""


def make_calendar(config: ServerConfig) -> Calendar:
    """The calendar for this configuration."""
    return Calendar()
