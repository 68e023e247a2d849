"""Rate limits, and the headers that every answer carries."""
