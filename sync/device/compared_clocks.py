"""How far this device's clock is from the server's, learned over the network (door.md: the best of 8 round trips)."""

from sync.device.client import ServerClient
from sync.device.clock import LARGEST_JUMP_MS, Clock
from sync.rules.clock import RoundTrip, estimate_offset

CLOCK_ROUND_TRIPS = 8


def compare_clocks(client: ServerClient, clock: Clock) -> str:
    """Have ``clock`` learn its offset; the server's program as the server says, empty where it does not.

    Nothing is learned when the wall clock was set meanwhile: the trips would be of two clocks. Raises the errors of
    the client.
    """
    version = ""
    before = clock.read()
    trips = []
    for _ in range(CLOCK_ROUND_TRIPS):
        sent = clock.read().wall
        answer = client.time(sent)
        version = answer.version
        trips.append(RoundTrip(sent, answer.server_received, answer.server_sent, clock.read().wall))
    after = clock.read()
    offset = estimate_offset(trips)
    if offset is not None and abs((after.wall - after.mono) - (before.wall - before.mono)) <= LARGEST_JUMP_MS:
        clock.learn(offset)
    return version
