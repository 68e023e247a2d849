"""Doors: pairing, the door protocol's server side, and what the doors wrote."""
