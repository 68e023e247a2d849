"""What is looked at while a night goes on: after every light, and after everything that a door did."""

from dataclasses import dataclass

from scanner_app.door.shown import ScanResult
from sync.device.pairing import load_policy
from sync.rules.verdict import Reason
from tests.simulation import invariants
from tests.simulation.scanner import Scanner
from tests.simulation.world import Door, World

LIGHT_IS_OWED_MS = 100_000
"""A little less than the product's own two minutes."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A scan that has not shown its light: of which ticket, since when, and how far off the door's clock was then."""

    ticket_id: str
    since_ms: int
    clock_off_ms: int


def look_at_light(world: World, door: Door, ticket_id: str, result: ScanResult) -> None:
    """I1, I8 and I10 of the light that was just shown."""
    scanner = door.scanner
    if scanner is None or result.verdict.reason is Reason.NOT_RECORDED:
        return
    invariants.green_is_on_the_disk(world.ledger, scanner.store, result, scanner.session.direction)
    invariants.ticket_is_its_parsed_id(world.ledger, result, ticket_id)
    if result.entry is not None:
        invariants.known_time_is_true(world.ledger, result.entry)


def look_at_owed(world: World, door: Door, owed: Owed, ticket_id: str, result: ScanResult) -> None:
    """That a person whose light a power cut kept dark is not turned away at the same door, while nobody else came."""
    is_same = owed.ticket_id == ticket_id and world.hub.now - owed.since_ms <= LIGHT_IS_OWED_MS
    if is_same and owed.clock_off_ms == door.quartz.off_ms and not world.ledger.twins:
        invariants.owed_light_is_shown(world.ledger, door.name, ticket_id, owed.since_ms, result)


def look_at_door(world: World, door: Door, scanner: Scanner, lane: str) -> None:
    """I11 of a door that just did something, and I6 where it heard the server."""
    if door.scanner is not scanner:
        return
    policy = load_policy(scanner.store)
    before, door.policy_seen = door.policy_seen, (policy.epoch, policy.version)
    invariants.policy_never_goes_back(world.ledger, before, door.policy_seen)
    if lane == "sync" and door.device_id not in world.ledger.revoked:
        invariants.cursor_passes_nothing(world.ledger, world.office, scanner)
