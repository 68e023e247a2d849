"""The policy: a number for a content, rising with every change, the same for whoever asks."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from server.context import Context
from server.doors.models import Gate as GateRow
from server.doors.pairing import change_gate, create_gate
from server.doors.policy import number_policy
from sync.protocol.codec import decode_message
from sync.protocol.messages import Policy
from sync.rules.gate import Gate
from sync.rules.ids import EventId, GateId
from tests.factories import make_club
from tests.server.doors.venue import Venue, wait_until


def _rename(venue: Venue, gate_id: str, name: str) -> None:
    with venue.context.database.transaction() as session:
        gate = decode_message(session.get_one(GateRow, gate_id).rules, Gate)
        change_gate(session, venue.club.organization_id, msgspec.structs.replace(gate, name=name))


def _names(policy: Policy) -> set[str]:
    return {gate.name for gate in policy.gates}


def test_a_changed_gate_is_at_the_waiting_door_within_a_second(any_venue: Venue) -> None:
    gate = any_venue.gate("Old name")
    door = any_venue.door(gate_id=gate)
    settled = door.settle()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(lambda: (door.pull(settled.cursor, wait_s=20), time.monotonic()))
        _rename(any_venue, gate, "New name")
        changed_at = time.monotonic()
        answer, answered_at = waiting.result()
    policy = door.opened(answer.policy)
    assert _names(policy) == {"New name"}
    assert policy.version > door.policy.version
    assert answered_at - changed_at < 1.0


def test_a_policy_that_is_known_is_not_sent_again(venue: Venue) -> None:
    door = venue.door()
    assert door.pull(policy=door.policy.version).policy is None


def test_a_door_that_knows_a_newer_policy_than_the_server_is_told_at_once(venue: Venue) -> None:
    door = venue.door()
    settled = door.settle()
    answer = door.pull(settled.cursor, policy=10**6, wait_s=20)
    assert door.opened(answer.policy).version == door.policy.version


def test_the_version_rises_with_every_change_and_never_falls(any_venue: Venue) -> None:
    gate = any_venue.gate("Turn 0")
    door = any_venue.door(gate_id=gate)
    seen: list[int] = [door.policy.version]
    for turn in range(1, 4):
        _rename(any_venue, gate, f"Turn {turn}")

        def look(name: str = f"Turn {turn}") -> bool:
            policy = door.opened(door.pull(policy=0).policy)
            seen.append(policy.version)
            return _names(policy) == {name}

        wait_until(look, "the new name")
    # Two processes may remember for a moment what they last saw, but each number is one content.
    assert len(set(seen)) >= 4
    if any_venue.context.database.is_sqlite:
        assert seen == sorted(seen)


def test_what_did_not_change_keeps_its_number(venue: Venue) -> None:
    door = venue.door()
    versions = set()
    for _ in range(3):
        venue.tickets()
        versions.add(door.opened(door.pull(policy=0).policy).version)
    assert versions == {door.policy.version}


def test_a_new_door_is_known_to_the_others_by_name(venue: Venue) -> None:
    first = venue.door("First")
    second = venue.door("Second")
    policy = first.opened(wait_until(lambda: first.pull(wait_s=1).policy, "a new policy"))
    seen = {door.device_id: (door.name, door.public_key, door.gate_id) for door in policy.doors}
    assert seen == {
        door.enrolled.device_id: (name, bytes(door.key.verify_key), door.enrolled.gate_id)
        for door, name in ((first, "First"), (second, "Second"))
    }


# SQLite has one writer at a time, so this cannot happen there.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_servers_that_number_at_once_never_give_one_number_to_two_contents(context: Context) -> None:
    club = make_club(context)
    event_id = EventId(club.event_id)
    gate = Gate(gate_id=GateId(""), event_id=event_id, name="One")
    with context.database.transaction() as session:
        made = create_gate(session, club.organization_id, gate)
        number_policy(session, club.event_id, context.vault)
    given: list[Policy] = []

    def change_and_number() -> None:
        with context.database.transaction() as session:
            change_gate(session, club.organization_id, msgspec.structs.replace(made, name="Three"))
        with context.database.transaction() as session:
            given.append(number_policy(session, club.event_id, context.vault))

    with context.database.transaction() as session:
        change_gate(session, club.organization_id, msgspec.structs.replace(made, name="Two"))
    with context.database.transaction() as session:
        given.append(number_policy(session, club.event_id, context.vault))
        other = threading.Thread(target=change_and_number)
        other.start()
        other.join(0.5)  # It may be held up by this transaction; it must not overtake it.
    other.join(20)
    assert [_names(policy) for policy in given] == [{"Two"}, {"Three"}]
    assert given[0].version < given[1].version
