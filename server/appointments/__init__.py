"""Service bookings: packages, tokens, scheduled sessions."""
