"""What a door takes from other doors and what it gives them: whole chains of genuine entries, and nothing else."""

from collections.abc import Iterator

import msgspec
import pytest
from nacl.signing import SigningKey

from sync.device.pairing import find_policy_in
from sync.device.scan_log import ScanLog
from sync.protocol.messages import Entry, Policy
from sync.protocol.signing import entry_hash, sign_entry, sign_policy
from sync.rules.door_log import Kind
from sync.rules.ids import EventId, LogId, TicketId
from sync.rules.incidents import ACKNOWLEDGED, IncidentKind
from tests.sync.device.doors import DOORS, KEYS, POLICY, Device, chain_of, open_device, reading, revoking
from tests.sync.making import AUTHORITY, NOW, OTHER_KEY, Chain, make_id

ANNA, MAX, EVE = make_id(1), make_id(2), make_id(3)
THERE = LogId("dev_there.1")


@pytest.fixture
def here() -> Iterator[Device]:
    with open_device() as device:
        yield device


def log_of(chain: Chain, count: int, kind: Kind = Kind.ADMIT) -> list[Entry]:
    """Admissions of that many people, one after the other."""
    return [chain.add(kind, make_id(50 * number), at=NOW + number) for number in range(1, count + 1)]


def policy_of(device: Device) -> Policy:
    with device.store.reading() as connection:
        policy = find_policy_in(connection)
    assert policy is not None
    return policy


def test_what_another_door_brings_counts_and_can_be_passed_on(here: Device) -> None:
    entries = log_of(chain_of("there"), 3)
    taken = here.replica.take(entries, reading())
    assert (taken.new, taken.refused, taken.forks) == (tuple(entries), 0, 0)
    assert here.replica.vector() == {THERE: 3}
    assert here.scan_log.inside() == 3
    assert here.replica.lacking({THERE: 1}, 10) == tuple(entries[1:])
    assert here.replica.lacking({}, 2) == tuple(entries[:2])
    assert here.replica.lacking({THERE: 3}, 10) == ()


def test_own_entries_go_first_and_a_page_goes_on_with_others(here: Device) -> None:
    others = log_of(chain_of("there"), 2)
    here.replica.take(others, reading())
    own = here.write(Kind.ADMIT, EVE)
    assert here.replica.lacking({}, 2) == (own, others[0])


def test_the_same_again_is_nothing_new(here: Device) -> None:
    entries = log_of(chain_of("there"), 2)
    here.replica.take(entries, reading())
    taken = here.replica.take([*reversed(entries), *entries], reading())
    assert (taken.new, taken.refused, taken.forks) == ((), 0, 0)


def test_entries_of_one_batch_may_come_in_any_order(here: Device) -> None:
    entries = log_of(chain_of("there"), 4)
    assert len(here.replica.take(reversed(entries), reading()).new) == 4


def test_what_follows_a_missing_entry_is_refused_and_holds_up_no_other_log(here: Device) -> None:
    entries, third = log_of(chain_of("there"), 3), log_of(chain_of("third"), 1)
    taken = here.replica.take([entries[0], entries[2], *third], reading())
    assert (len(taken.new), taken.refused) == (2, 1)
    assert here.replica.vector() == {THERE: 1, LogId("dev_third.1"): 1}


def test_a_log_begins_with_its_first_entry(here: Device) -> None:
    entries = log_of(chain_of("there"), 2)
    assert here.replica.take(entries[1:], reading()).refused == 1
    assert here.replica.vector() == {}


def changed(entry: Entry, key: SigningKey = KEYS["there"], **fields: object) -> Entry:
    return sign_entry(msgspec.structs.replace(entry, **fields), key)[0]


GENUINE = log_of(chain_of("there"), 1)[0]
NOT_FIT = {
    "signed by another device": changed(GENUINE, OTHER_KEY),
    "changed after it was signed": msgspec.structs.replace(GENUINE, ticket_id=EVE),
    "of another event": changed(GENUINE, event=EventId("evt_2")),
    "of no door of the event": changed(GENUINE, log_id=LogId("dev_stranger.1")),
    "longer than any door writes": changed(GENUINE, reason="x" * 3_000),
    "of a time beyond all calendars": changed(GENUINE, wall=2**60),
    "numbered 0": changed(GENUINE, seq=0),
    "in a log whose name no server takes": changed(GENUINE, log_id=LogId("dev_there.\x1b[2J")),
    "in a log of too long a name": changed(GENUINE, log_id=LogId("dev_there." + "1" * 100)),
    "of a ticket that cannot be": changed(GENUINE, ticket_id=TicketId("log dev_here.1")),
    "not linked to what is before it": changed(GENUINE, prev_hash=bytes([1]) * 32),
}


@pytest.mark.parametrize("entry", NOT_FIT.values(), ids=NOT_FIT)
def test_what_is_not_genuine_or_not_fit_is_refused_beside_what_is(here: Device, entry: Entry) -> None:
    third = log_of(chain_of("third"), 1)
    taken = here.replica.take([entry, *third], reading())
    assert (taken.new, taken.refused) == (tuple(third), 1)
    assert here.scan_log.inside() == 1


def test_nobody_goes_on_with_the_log_that_this_device_writes(here: Device) -> None:
    last = here.write(Kind.ADMIT, ANNA)
    invented = changed(last, KEYS["here"], seq=2, prev_hash=entry_hash(last), ticket_id=EVE)
    assert here.replica.take([invented], reading()).refused == 1
    assert here.replica.vector() == {here.scan_log.log_id: 1}


def test_a_second_version_is_kept_as_evidence_reported_and_never_counted(here: Device) -> None:
    first = chain_of("there").add(Kind.ADMIT, ANNA)
    second = chain_of("there").add(Kind.ADMIT, MAX)
    here.replica.take([first], reading())
    assert here.replica.take([second], reading()).forks == 1
    assert here.replica.take([second], reading()).forks == 0
    assert here.scan_log.entries_of(MAX) == []
    assert here.replica.lacking({}, 9) == (first,)
    [incident] = here.scan_log.incidents()
    assert (incident.kind, incident.entry.name) == (IncidentKind.FORKED_LOG, (THERE, 1))


def test_a_fork_makes_the_same_incident_whichever_version_came_first() -> None:
    first, second = (chain_of("there").add(Kind.ADMIT, ticket) for ticket in (ANNA, MAX))
    found = []
    for order in ((first, second), (second, first)):
        with open_device() as device:
            for entry in order:
                device.replica.take([entry], reading())
            found.append(device.scan_log.incidents())
    assert found[0] == found[1]


@pytest.mark.parametrize("is_note_first", [True, False])
def test_a_forked_log_is_acknowledged_by_a_note_about_it(here: Device, is_note_first: bool) -> None:
    first, second = (chain_of("there").add(Kind.ADMIT, ticket) for ticket in (ANNA, MAX))
    note = changed(chain_of("third").add(Kind.NOTE, None, target=(THERE, 1)), KEYS["third"], reason=ACKNOWLEDGED)
    brought = [[first], [note], [second]] if is_note_first else [[first], [second], [note]]
    for batch in brought:
        assert here.replica.take(batch, reading()).refused == 0
    [incident] = here.scan_log.incidents()
    assert incident.acknowledged is not None
    assert incident.acknowledged.name == (note.log_id, note.seq)


def test_what_the_server_gives_stands_against_what_a_door_brought(here: Device) -> None:
    chain = chain_of("there")
    brought = [chain.add(Kind.ADMIT, ANNA), chain.add(Kind.ADMIT, MAX)]
    given = chain_of("there").add(Kind.ADMIT, EVE)
    here.replica.take(brought, reading())
    here.absorb(given)
    assert here.scan_log.inside() == 1
    assert here.scan_log.entries_of(EVE) == [given]
    assert here.replica.vector() == {THERE: 1}
    assert [incident.kind for incident in here.scan_log.incidents()] == [IncidentKind.FORKED_LOG]


def test_what_is_brought_moves_this_doors_next_entry_behind_it_unless_its_clock_is_mad(here: Device) -> None:
    heard = chain_of("there").add(Kind.ADMIT, ANNA, at=NOW + 50_000)
    mad = chain_of("third").add(Kind.ADMIT, MAX, at=NOW + 3_600_000)
    here.replica.take([mad, heard], reading())
    written = here.write(Kind.ADMIT, EVE)
    assert heard.hlc < written.hlc < mad.hlc


def test_what_lies_behind_a_hole_that_the_server_left_is_not_given_on(here: Device) -> None:
    entries = log_of(chain_of("there"), 4)
    here.absorb(*entries[:2], entries[3])
    assert here.replica.vector() == {THERE: 4}
    assert here.replica.lacking({}, 9) == tuple(entries[:2])
    assert here.replica.lacking({THERE: 2}, 9) == ()


def test_of_two_versions_that_the_server_gave_the_first_stands(here: Device) -> None:
    first, second = (chain_of("there").add(Kind.ADMIT, ticket) for ticket in (ANNA, MAX))
    here.absorb(first)
    here.absorb(second)
    assert here.scan_log.entries_of(ANNA) == [first]
    assert here.scan_log.entries_of(MAX) == []


def test_of_a_revoked_device_only_what_the_server_held_then_is_taken_or_given(here: Device) -> None:
    entries = log_of(chain_of("there"), 4)
    here.keep(revoking(POLICY, DOORS[1], {THERE: 2}))
    taken = here.replica.take(entries, reading())
    assert (len(taken.new), taken.refused) == (2, 2)
    later = log_of(chain_of("there", "2"), 1)
    assert here.replica.take(later, reading()).refused == 1
    assert here.replica.vector() == {THERE: 2}


def test_a_revocation_takes_back_what_came_before_it_was_known(here: Device) -> None:
    entries = log_of(chain_of("there"), 4)
    here.replica.take(entries, reading())
    double = here.write(Kind.ADMIT, entries[3].ticket_id, at=NOW + 60_000)
    assert [incident.entry.name for incident in here.scan_log.incidents()] == [(double.log_id, double.seq)]
    here.keep(revoking(POLICY, DOORS[1], {THERE: 2}))
    assert here.scan_log.inside() == 3
    assert here.scan_log.incidents() == []
    assert here.replica.vector() == {here.scan_log.log_id: 1, THERE: 2}
    assert [entry.seq for entry in here.replica.lacking({}, 9)] == [1, 1, 2]


def test_a_cut_holds_whatever_the_server_gives_afterwards_and_through_a_restart() -> None:
    entries = log_of(chain_of("there"), 3)
    with open_device(policy=revoking(POLICY, DOORS[1], {THERE: 1})) as device:
        device.absorb(*entries)
        assert (device.scan_log.inside(), device.replica.vector()) == (1, {THERE: 1})
        again = ScanLog(device.store, LogId("dev_here.2"), KEYS["here"], device.scan_log.event_id)
        assert again.inside() == 1


def test_a_revocation_that_another_epoch_does_not_know_is_taken_back(here: Device) -> None:
    here.replica.take(log_of(chain_of("there"), 3), reading())
    here.keep(revoking(POLICY, DOORS[1], {THERE: 1}))
    assert here.scan_log.inside() == 1
    here.keep(msgspec.structs.replace(POLICY, version=1, epoch="later", issued_at=NOW + 1))
    assert here.scan_log.inside() == 3
    assert here.replica.vector() == {THERE: 3}


def test_a_revoked_devices_own_later_scans_count_no_more_at_itself(here: Device) -> None:
    here.write(Kind.ADMIT, ANNA)
    here.write(Kind.ADMIT, MAX)
    here.keep(revoking(POLICY, DOORS[0], {here.scan_log.log_id: 1}))
    here.write(Kind.ADMIT, EVE)
    assert here.scan_log.inside() == 1
    assert len(here.scan_log.tail(9)) == 3


POLICIES = {
    "newer of the epoch": ({"version": 5}, True),
    "the same": ({}, False),
    "older of the epoch, issued later": ({"version": 3, "issued_at": NOW + 9}, False),
    "of another epoch, issued later": ({"version": 1, "epoch": "next", "issued_at": NOW + 1}, True),
    "of another epoch, issued earlier": ({"version": 9, "epoch": "last", "issued_at": NOW - 1}, False),
}


@pytest.mark.parametrize(("fields", "is_taken"), POLICIES.values(), ids=POLICIES)
def test_of_policies_that_doors_bring_the_later_one_stands(
    here: Device,
    fields: dict[str, object],
    is_taken: bool,
) -> None:
    brought = msgspec.structs.replace(POLICY, **fields)
    assert here.replica.take_policy(sign_policy(brought, AUTHORITY)) is is_taken
    assert policy_of(here) == (brought if is_taken else POLICY)


def test_a_policy_that_the_authority_did_not_sign_is_not_believed(here: Device) -> None:
    newer = msgspec.structs.replace(POLICY, version=9)
    assert not here.replica.take_policy(sign_policy(newer, OTHER_KEY))
    assert not here.replica.take_policy(msgspec.structs.replace(sign_policy(newer, AUTHORITY), body=b"{}"))
    assert policy_of(here) == POLICY


def test_within_an_epoch_not_even_the_server_takes_a_policy_back(here: Device) -> None:
    here.keep(msgspec.structs.replace(POLICY, version=3))
    assert policy_of(here) == POLICY
