"""What a sync changed is counted and told: tickets, entries both ways, and the organizer's rules."""

from collections.abc import Callable

import msgspec
import pytest

from scanner_app.door.rate import Rate
from scanner_app.door.shown import SyncPhase
from scanner_app.door.sync_summary import Changed, RuleChange, SyncSummary, compare_policies
from scanner_app.sync_wording import describe_changes
from sync.device.changes import Changes
from sync.device.pairing import load_policy
from sync.protocol.messages import Policy
from sync.rules.door_log import Kind
from tests.scanner_app.door.place import Place, cut, scan, sync
from tests.server.doors.venue import wait_until


def _synced(place: Place, *, full: bool = False) -> Changes:
    before = place.station.place().round.changes
    assert sync(place.station, full=full)
    return place.station.place().round.changes - before


@pytest.mark.parametrize("full", [False, True], ids=["by the feed", "by another list"])
def test_tickets_are_counted_by_what_became_of_them(place: Place, *, full: bool) -> None:
    booked = place.venue.book(2)
    assert _synced(place, full=full) == Changes(new=2)
    place.venue.cancel(booked["bookingId"])
    place.venue.tickets(3)
    assert _synced(place, full=full) == Changes(new=3, cancelled=2)
    assert _synced(place, full=full) == Changes()


def _policy(place: Place, is_heard: Callable[[Policy], object]) -> Policy:
    """The policy as soon as it says so: the server makes a new one no more than once in a while."""

    def look() -> Policy | None:
        assert sync(place.station)
        policy = load_policy(place.station.store)
        return policy if is_heard(policy) else None

    heard = wait_until(look, "the door hears of it")
    assert heard is not None
    return heard


def test_entries_are_counted_both_ways(place: Place) -> None:
    mine, theirs = place.tickets(2)
    cut(place)
    scan(place.station, mine)
    place.cable.plug_in()
    other = place.venue.door("Door 2")
    other.push(other.entry(Kind.ADMIT, theirs["ticketId"], reason="admitted"))
    changes = _synced(place)
    assert (changes.entries_up, changes.entries_down) == (1, 1)
    assert _synced(place) == Changes()


def test_what_the_organizer_changed_is_named(place: Place) -> None:
    before = load_policy(place.station.store)
    place.venue.gate("Gate C")
    gate = place.station.pairing.gate_id
    answer = place.venue.api.patch(f"/api/v1/gates/{gate}", json={"name": "Gate B"})
    assert answer.is_success, answer.text
    answer = place.venue.api.patch(f"/api/v1/events/{place.venue.club.event_id}", json={"doorPin": "4711"})
    assert answer.is_success, answer.text
    after = _policy(place, lambda policy: policy.pin_hash)
    assert set(compare_policies(before, after)) == {
        Changed(RuleChange.PIN_SET),
        Changed(RuleChange.GATE_ADDED, "Gate C"),
        Changed(RuleChange.GATE_RENAMED, "Gate B", "Main entrance"),
    }


@pytest.mark.parametrize("has_scanned", [True, False])
def test_a_removed_door_is_named(place: Place, *, has_scanned: bool) -> None:
    other = place.venue.door("Door 2")
    if has_scanned:
        other.push(other.entry(Kind.DENY, reason="malformed"))
    before = _policy(place, lambda policy: len(policy.doors) == 2)
    place.venue.post(f"/api/v1/devices/{other.enrolled.device_id}/revoke")
    after = _policy(place, lambda policy: policy.version > before.version)
    assert compare_policies(before, after) == (Changed(RuleChange.DOOR_REMOVED, "Door 2"),)


def test_the_same_rules_are_no_change(place: Place) -> None:
    policy = load_policy(place.station.store)
    assert compare_policies(policy, policy) == ()
    assert compare_policies(policy, msgspec.structs.replace(policy, version=policy.version + 1)) == ()


def test_a_summary_is_said_in_a_few_words() -> None:
    changes = Changes(new=3, cancelled=1, entries_up=1_200, entries_down=1)
    rules = (Changed(RuleChange.GATE_RENAMED, "Gate B", "Gate A"),)
    assert describe_changes(SyncSummary(SyncPhase.DONE, 0, changes=changes, rules=rules)) == (
        "3 new tickets, 1 cancelled",
        "1,200 scans sent, 1 scan of other doors got",
        "The gate Gate A is called Gate B now.",
    )
    assert describe_changes(SyncSummary(SyncPhase.DONE, 0)) == ("Nothing was new.",)
    assert describe_changes(SyncSummary(SyncPhase.FAILED, 0)) == ()


def test_many_changes_of_the_rules_are_summed_up() -> None:
    rules = tuple(Changed(RuleChange.DOOR_ADDED, f"Door {number}") for number in range(40))
    lines = describe_changes(SyncSummary(SyncPhase.DONE, 0, rules=rules))
    assert len(lines) == 13
    assert lines[-1] == "And 28 more changes of the rules."


def test_a_rate_is_of_the_last_seconds() -> None:
    assert Rate().a_second is None
    rate = Rate()
    rate.tell(0, 0.0)
    rate.tell(1_000, 1.0)
    assert rate.a_second == 1_000
    for second in range(2, 30):
        rate.tell(1_000 + 10 * second, float(second))
    assert rate.a_second == pytest.approx(10)
    assert rate.left_s(1_290 + 100) == pytest.approx(10)
    assert rate.left_s(None) is None


def test_another_count_begins_anew() -> None:
    rate = Rate()
    rate.tell(0, 0.0)
    rate.tell(500, 1.0)
    rate.tell(0, 2.0)
    assert rate.a_second is None
