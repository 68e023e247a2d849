"""Doors for the tests of what an organizer tells them."""

from tests.server.doors.conftest import any_venue, postgres_pair

__all__ = ["any_venue", "postgres_pair"]
