"""Group tickets person by person, practice that counts for nothing, and lists that are too old to trust."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from scanner_app.door.shown import Act, Source
from sync.rules.door_log import Kind
from sync.rules.gate import Direction, ReEntry
from sync.rules.rotating import make_live_code, ticket_secret
from sync.rules.ticket import Rotation
from sync.rules.verdict import Outcome, Reason
from tests.scanner_app.door.alone import LoneDoor, StillClock, a_policy, a_ticket, doors, seen
from tests.sync.making import EVENT, GATE, NOW, make_id, make_token

TICKET = a_ticket().ticket_id
ADMITTED, ALREADY_INSIDE = (Outcome.ADMITTED, Reason.ADMITTED), (Outcome.REFUSED, Reason.ALREADY_INSIDE)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[LoneDoor]:
    with doors(tmp_path, a_policy("a"), "a") as [opened]:
        yield opened


# Groups.


def test_a_group_comes_in_together_or_one_by_one(door: LoneDoor) -> None:
    door.put(a_ticket(admits=5))
    first = door.scan(TICKET, 3)
    assert (seen(first), first.party, first.inside, first.verdict.left) == (ADMITTED, 5, 3, 2)
    second = door.scan(TICKET)
    assert (seen(second), second.inside, second.verdict.left) == (ADMITTED, 4, 1)
    assert [(entry.people, entry.party) for entry in door.entries()] == [(3, 5), (1, 5)]
    assert door.log.inside() == 4


def test_more_than_the_group_has_places_left_are_refused_all(door: LoneDoor) -> None:
    door.put(a_ticket(admits=5))
    door.scan(TICKET, 4)
    refused = door.scan(TICKET, 2)
    assert (seen(refused), refused.verdict.left) == ((Outcome.REFUSED, Reason.PARTY_TOO_LARGE), 1)
    assert (refused.inside, door.log.inside()) == (4, 4)
    door.scan(TICKET)
    assert seen(door.scan(TICKET)) == ALREADY_INSIDE


def test_a_groups_admission_is_undone_with_all_its_people(door: LoneDoor) -> None:
    door.put(a_ticket(admits=5))
    door.scan(TICKET, 1)
    second = door.scan(TICKET, 3)
    assert second.entry is not None
    assert door.session.undo(second.entry).is_done
    assert door.log.inside() == 1


def test_some_of_a_group_leave_and_come_back(tmp_path: Path) -> None:
    gate = msgspec.structs.replace(GATE, re_entry=ReEntry.AFTER_EXIT)
    with doors(tmp_path, a_policy("a", gate=gate), "a") as [door]:
        door.put(a_ticket(admits=3))
        door.scan(TICKET, 3)
        door.session.direction = Direction.EXIT
        left = door.scan(TICKET, 2)
        assert (left.verdict.outcome, left.inside) == (Outcome.EXIT, 1)
        door.session.direction = None
        assert door.scan(TICKET, 2).verdict.outcome is Outcome.ADMITTED
        assert door.log.inside() == 3


def test_a_group_let_in_by_hand_is_counted(door: LoneDoor) -> None:
    door.put(a_ticket(admits=5))
    assert door.session.admit_by_hand(TICKET, "Rui", 2).inside == 2


def test_after_an_abrupt_end_the_next_of_a_group_is_counted_as_the_next(door: LoneDoor) -> None:
    door.put(a_ticket(admits=3))
    door.scan(TICKET)
    door.reopen()
    assert door.scan(TICKET).inside == 2
    assert door.log.inside() == 2


def test_after_an_abrupt_end_the_last_of_a_group_is_shown_the_light_again(door: LoneDoor) -> None:
    door.put(a_ticket(admits=3))
    door.scan(TICKET, 3)
    door.reopen()
    again = door.scan(TICKET, 1)
    assert (seen(again), again.verdict.people) == (ADMITTED, 3)
    assert door.log.inside() == 3


def test_a_light_is_not_owed_for_what_was_undone_elsewhere(tmp_path: Path) -> None:
    with doors(tmp_path, a_policy("a", "b"), "a", "b") as [here, there]:
        admitted = here.scan(TICKET)
        there.hear(here.entries())
        assert admitted.entry is not None
        there.session.undo(admitted.entry)
        here.reopen()
        here.hear(there.entries())
        here.scan(TICKET)
        assert [entry.kind for entry in here.entries()] == [Kind.ADMIT, Kind.ADMIT]


# Practice.


def test_practice_shows_every_light_and_counts_for_nothing(door: LoneDoor) -> None:
    door.session.set_training(is_training=True)
    first, second = door.scan(TICKET), door.scan(TICKET)
    assert (seen(first), seen(second)) == (ADMITTED, ALREADY_INSIDE)
    assert first.is_training
    assert all(entry.training for entry in door.entries())
    assert door.log.inside() == 0
    door.session.set_training(is_training=False)
    assert seen(door.scan(TICKET)) == ADMITTED
    assert door.session.incidents() == []


def test_who_is_really_inside_may_be_practised_with(door: LoneDoor) -> None:
    door.scan(TICKET)
    door.session.set_training(is_training=True)
    assert seen(door.scan(TICKET)) == ADMITTED


def test_practice_outlives_a_restart(door: LoneDoor) -> None:
    door.session.set_training(is_training=True)
    door.reopen()
    assert door.session.is_training
    door.scan(TICKET)
    assert door.log.inside() == 0


def test_practice_and_what_counts_undo_nothing_of_each_other(door: LoneDoor) -> None:
    real = door.scan(TICKET)
    door.session.set_training(is_training=True)
    practised = door.scan(TICKET)
    assert real.entry is not None
    assert practised.entry is not None
    assert door.session.undo(real.entry).act is Act.IN_TRAINING
    assert door.session.undo(practised.entry).is_done
    assert door.entries()[-1].training
    door.session.set_training(is_training=False)
    assert door.session.undo(practised.entry).act is Act.IN_TRAINING
    assert door.session.undo_last().entry == real.entry


def test_practice_warns_of_no_duplicates(tmp_path: Path) -> None:
    with doors(tmp_path, a_policy("a", "b"), "a") as [door]:
        door.session.set_training(is_training=True)
        assert not door.scan(TICKET).duplicates_possible


def test_a_light_owed_in_practice_is_not_shown_for_real(door: LoneDoor) -> None:
    door.session.set_training(is_training=True)
    door.scan(TICKET)
    door.store.put(training=0)
    door.reopen()
    door.scan(TICKET)
    assert [(entry.kind, entry.training) for entry in door.entries()] == [(Kind.ADMIT, True), (Kind.ADMIT, False)]


def test_a_light_owed_in_practice_is_not_owed_once_practice_has_ended(door: LoneDoor) -> None:
    door.session.set_training(is_training=True)
    door.scan(TICKET)
    door.reopen()
    door.session.set_training(is_training=False)
    door.scan(TICKET)
    assert [(entry.kind, entry.training) for entry in door.entries()] == [(Kind.ADMIT, True), (Kind.ADMIT, False)]


# Lists that nobody confirms.


def test_an_old_list_asks_for_a_look_and_an_older_one_lets_nobody_in(tmp_path: Path) -> None:
    gate = msgspec.structs.replace(GATE, look_after_s=600, refuse_after_s=3_600)
    with doors(tmp_path, a_policy("a", gate=gate), "a") as [door]:
        for number, (age_s, reason) in enumerate(
            [(599, Reason.ADMITTED), (601, Reason.LIST_OLD), (3_601, Reason.LIST_TOO_OLD)]
        ):
            door.put(a_ticket(2_000 + 100 * number))
            door.clock.ms = NOW + age_s * 1000
            result = door.scan(a_ticket(2_000 + 100 * number).ticket_id)
            assert result.verdict.reason is reason
            assert result.list_age_s == pytest.approx(age_s)


def test_a_list_that_was_never_whole_is_older_than_any(tmp_path: Path) -> None:
    gate = msgspec.structs.replace(GATE, refuse_after_s=3_600)
    with doors(tmp_path, a_policy("a", gate=gate), "a") as [door]:
        door.store.put(synced_at=None)
        door.session.refresh()
        result = door.scan(TICKET)
        assert (result.verdict.reason, result.list_age_s) == (Reason.LIST_TOO_OLD, None)


def test_a_phones_changing_code_is_told_from_a_screenshot_offline(tmp_path: Path) -> None:
    event = msgspec.structs.replace(EVENT, rotation=Rotation.REQUIRED, rotation_key=bytes(32))
    token, secret = make_token(12_345), ticket_secret(bytes(32), EVENT.number, 12_345)
    with doors(tmp_path, a_policy("a", event=event), "a") as [door]:
        door.clock = door.session._book.clock = StillClock(NOW)
        screenshot = make_live_code(token, secret, NOW - 600_000)
        results = [
            door.session.scan(payload, Source.CAMERA).verdict
            for payload in (screenshot, token, make_live_code(token, secret, NOW))
        ]
        assert results[0].ticket_id == make_id(12_345)
        assert [(verdict.outcome, verdict.reason) for verdict in results[:2]] == [
            (Outcome.REFUSED, Reason.STALE_CODE),
            (Outcome.LOOK, Reason.LIVE_CODE_WANTED),
        ]
        assert results[2].reason is Reason.ALREADY_INSIDE
