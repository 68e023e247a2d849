"""Who did what, and a person's own data."""
