"""The end of a night: all trouble stops, everyone talks until nothing is new, and then all must be one."""

import random

from sqlalchemy import select
from sqlalchemy.orm import Session

from scanner_app.door.shown import EntryName
from server.doors.models import Device, QuarantinedEntry
from server.outbox.feed import feed_position, server_epoch
from sync.device.errors import DeviceError
from sync.device.pairing import load_policy
from sync.rules.ids import LogId
from tests.simulation import invariants
from tests.simulation.ledger import InvariantError
from tests.simulation.network import Weather
from tests.simulation.replicas import View, view_of_door, view_of_server
from tests.simulation.scanner import Scanner
from tests.simulation.watch import look_at_door
from tests.simulation.world import DAY_MS, Door, World

_MOST_ROUNDS = 12
_DAYS_MS = 4 * DAY_MS
"""How long until all is compared: past any clock's error, so that each list is newer than what it is asked about."""


def heal(world: World) -> None:
    """End all trouble and talk until it is quiet. InvariantError (I12) where it never is."""
    world.tell("the world heals")
    world.network.weather = Weather()
    world.network.cut.clear()
    world.hub.run(world.hub.now + 200_000)  # What was on its way arrives; who was off is on again.
    world.network.cut.clear()
    world.hub.run(world.hub.now + _DAYS_MS)
    world.office.restart()
    for door in world.doors:
        door.machine.is_full = False
        door.machine.power.points_left = None
        door.boot()
    before = ""
    for _ in range(_MOST_ROUNDS):
        failures = _talk(world)
        after = _state_of(world)
        if after == before and not failures:
            break
        before = after
    for door in honest(world):
        scanner = _running(door)
        waiting = scanner.scan_log.waiting() + sum(
            log.last - log.confirmed for log in scanner.scan_log.behind(is_own=False)
        )
        invariants.nothing_waits(world.ledger, door.name, waiting, failures.get(door.name, ""))
    if after != before:
        raise InvariantError("I12", f"after {_MOST_ROUNDS} rounds there still is news")


def judge(world: World) -> None:
    """All that must hold of a healed world."""
    ledger, office = world.ledger, world.office
    server = view_of_server(office)
    doors = honest(world)
    views = [server, *(view_of_door(door.name, _running(door)) for door in doors)]
    union = server.held
    beyond = office.look(_held_of_revoked)
    invariants.no_fork_without_a_copy(ledger, _forks(world))
    for view in views:
        invariants.logs_are_chains(ledger, view, ledger.rotten)
    invariants.replicas_agree(ledger, views, ledger.rotten)
    for door in doors:
        scanner = _running(door)
        invariants.folds_agree(ledger, union, scanner, door.name)
        with scanner.store.reading() as connection:
            held = set(connection.execute("SELECT log_id, seq FROM entries").fetchall())
        invariants.entries_stay(ledger, door.name, held)
        invariants.cursor_passes_nothing(ledger, office, scanner)
    for door in world.doors:
        if door.scanner is not None:
            look_at_door(world, door, door.scanner, "")
    invariants.one_server_yes(ledger, union)
    invariants.doubles_were_warned_of(ledger, union)
    invariants.nothing_beyond_a_cut_counts(ledger, union, lambda name: _is_cut(name, beyond))
    invariants.no_green_is_lost(ledger, union, lambda name: _is_cut(name, beyond))
    invariants.fold_ignores_order(ledger, union, random.Random(world.seed))
    policy = load_policy(_running(doors[0]).store) if doors else None
    if policy is not None:
        invariants.incidents_agree(ledger, union, views, policy.event.time_zone)
    world.tell(f"{len(union)} entries, {len(server.incidents)} incidents")


def honest(world: World) -> list[Door]:
    """The doors whose devices were not revoked, as the server knows it in the end."""
    revoked = world.office.look(_revoked)
    return [door for door in world.doors if door.device_id not in revoked]


def _talk(world: World) -> dict[str, str]:
    """Everyone syncs with the server and gossips with everyone; who failed, and why."""
    failures: dict[str, str] = {}

    def sync(door: Door, scanner: Scanner) -> None:
        try:
            scanner.sync()
        except DeviceError as error:
            failures[door.name] = f"{type(error).__name__}: {error}"

    for door in honest(world):
        scanner = _running(door)
        door.machine.run("sync", lambda door=door, scanner=scanner: sync(door, scanner))  # type: ignore[misc]
        world.hub.run(world.hub.now + 30_000)
        for other in honest(world):
            if other.device_id > door.device_id:
                door.machine.run("gossip", lambda scanner=scanner, other=other: scanner.peers.talk(other.device_id))  # type: ignore[misc]
                world.hub.run(world.hub.now + 5_000)
    return failures


def _state_of(world: World) -> str:
    """What changes while there still is news."""

    def look(session: Session) -> tuple[str, int]:
        return server_epoch(session), feed_position(session, world.template.club.event_id)

    parts: list[object] = [world.office.look(look)]
    for door in honest(world):
        scanner = _running(door)
        policy = load_policy(scanner.store)
        parts.append((sorted(scanner.replica.vector().items()), policy.epoch, policy.version))
    return repr(parts)


def _running(door: Door) -> Scanner:
    if door.scanner is None:
        raise InvariantError("I12", f"{door.name} does not run again")
    return door.scanner


def _revoked(session: Session) -> set[str]:
    return set(session.scalars(select(Device.id).where(Device.revoked_at.is_not(None))))


def _held_of_revoked(session: Session) -> dict[str, dict[str, int]]:
    rows = session.execute(select(Device.id, Device.held).where(Device.revoked_at.is_not(None)))
    return {device_id: dict(held) for device_id, held in rows}


def _is_cut(name: tuple[str, int], beyond: dict[str, dict[str, int]]) -> bool:
    held = beyond.get(name[0].partition(".")[0])
    return held is not None and name[1] > held.get(name[0], 0)


def _forks(world: World) -> set[EntryName]:
    def look(session: Session) -> set[EntryName]:
        rows = session.execute(
            select(QuarantinedEntry.log_id, QuarantinedEntry.seq).where(QuarantinedEntry.why == "fork")
        )
        return {(LogId(log_id), seq) for log_id, seq in rows}

    found = world.office.look(look)
    for door in honest(world):
        with _running(door).store.reading() as connection:
            found |= set(connection.execute("SELECT log_id, seq FROM forks").fetchall())
    return found


__all__ = ["View", "heal", "honest", "judge"]
