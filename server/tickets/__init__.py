"""Tickets: the right of one named holder to enter one event, and the keys that sign it."""
