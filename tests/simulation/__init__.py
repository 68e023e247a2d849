"""A seeded world: real doors and a real server on a made-up network, clock and disk. One seed is one night, exactly."""
