"""Pictures and videos of events."""
