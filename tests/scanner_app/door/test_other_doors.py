"""Doors that hear each other, and doors that do not: one ticket, one admission, or a warning."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest

from scanner_app.door.shown import Source
from sync.device.gossip import Told
from sync.protocol.messages import Entry
from sync.rules.door_log import Kind
from sync.rules.gate import Direction, ReEntry
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.alone import MINUTE_MS, Hall, LoneDoor, a_policy, a_ticket, doors, seen
from tests.sync.making import GATE, NOW

TICKET = a_ticket().ticket_id
ADMITTED = (Outcome.ADMITTED, Reason.ADMITTED)


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def pair(tmp_path: Path, hall: Hall) -> Iterator[list[LoneDoor]]:
    """Two doors in one hall."""
    with doors(tmp_path, a_policy("a", "b"), "a", "b", hall=hall) as opened:
        yield opened


def kinds(door: LoneDoor) -> list[Kind]:
    return [entry.kind for entry in door.entries()]


def test_a_ticket_let_in_at_one_door_is_refused_at_the_next(pair: list[LoneDoor]) -> None:
    here, there = pair
    first, second = here.scan(TICKET), there.scan(TICKET)
    assert seen(first) == ADMITTED
    assert seen(second) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)
    assert second.earlier_door == "Door a"
    assert not first.duplicates_possible


def test_an_attempt_is_answered_by_name(pair: list[LoneDoor]) -> None:
    here, _ = pair
    here.scan(TICKET)
    attempt, admit = here.entries()
    assert (attempt.kind, admit.kind) == (Kind.ATTEMPT, Kind.ADMIT)
    assert admit.target == (attempt.log_id, attempt.seq)


class _Crowded(Hall):
    """Both doors have written their attempts and heard each other's before either decides."""

    def __init__(self) -> None:
        super().__init__()
        self._meeting = threading.Barrier(2, timeout=10)

    def tell(self, attempt: Entry, deadline_s: float) -> Told:
        if self._meeting.wait() == 0:
            self.spread()
        self._meeting.wait()
        return Told(heard=1, missing=0)


@pytest.mark.parametrize("ahead", [0, 1])
def test_of_two_doors_at_the_same_moment_exactly_one_lets_in(tmp_path: Path, ahead: int) -> None:
    hall = _Crowded()
    with doors(tmp_path, a_policy("a", "b"), "a", "b", hall=hall) as pair:
        pair[ahead].clock.ms += 3_000
        with ThreadPoolExecutor(2) as together:
            results = list(together.map(lambda door: door.scan(TICKET), pair))
        assert seen(results[1 - ahead]) == ADMITTED
        assert results[ahead].verdict.outcome is Outcome.REFUSED
        hall.spread()
        assert {door.log.inside() for door in pair} == {1}
        assert [door.session.incidents() for door in pair] == [[], []]


class _Dying(Hall):
    """Carries the attempt to another door, and then its own dies."""

    def __init__(self, to: LoneDoor, of: LoneDoor) -> None:
        super().__init__()
        self._to, self._of = to, of

    def tell(self, attempt: Entry, deadline_s: float) -> NoReturn:
        self._to.hear(self._of.entries())
        raise ConnectionAbortedError


def test_who_comes_while_another_door_decides_is_sent_away_for_a_moment(pair: list[LoneDoor]) -> None:
    here, there = pair
    there.session._peers = _Dying(here, there)
    with pytest.raises(ConnectionAbortedError):
        there.scan(TICKET)
    refused = here.scan(TICKET)
    assert seen(refused) == (Outcome.REFUSED, Reason.BEING_ADMITTED)
    assert refused.earlier_door == "Door b"


def test_a_door_that_died_with_its_attempt_holds_nobody_up_for_long(pair: list[LoneDoor]) -> None:
    here, there = pair
    there.session._peers = _Dying(here, there)
    with pytest.raises(ConnectionAbortedError):
        there.scan(TICKET)
    assert here.scan(TICKET).verdict.reason is Reason.BEING_ADMITTED
    here.clock.ms += MINUTE_MS
    assert seen(here.scan(TICKET)) == ADMITTED


def test_what_a_door_died_over_is_settled_at_its_next_start(pair: list[LoneDoor], hall: Hall) -> None:
    here, there = pair
    there.session._peers = _Dying(here, there)
    with pytest.raises(ConnectionAbortedError):
        there.scan(TICKET)
    there.reopen()
    assert kinds(there) == [Kind.ATTEMPT, Kind.DENY]
    hall.spread()
    assert seen(here.scan(TICKET)) == ADMITTED


def test_a_door_alone_among_others_says_that_duplicates_are_possible(tmp_path: Path) -> None:
    with doors(tmp_path, a_policy("a", "b", "c"), "a") as [door]:
        result = door.scan(TICKET)
        assert (result.basis, result.unseen_doors, result.duplicates_possible) == (Basis.LOCAL, 2, True)
        assert kinds(door) == [Kind.ADMIT]
        assert not door.scan(TICKET).duplicates_possible  # A refusal lets no duplicate in.


def test_the_only_door_of_an_event_warns_of_nothing(tmp_path: Path) -> None:
    with doors(tmp_path, a_policy("a"), "a") as [door]:
        assert not door.scan(TICKET).duplicates_possible


@pytest.mark.parametrize("change", [{"revoked_at": NOW}, {"gate_id": ""}])
def test_revoked_doors_and_the_office_are_no_doors_to_ask(tmp_path: Path, change: dict[str, object]) -> None:
    policy = a_policy("a", "b")
    gone = msgspec.structs.replace(policy.doors[1], **change)
    with doors(tmp_path, msgspec.structs.replace(policy, doors=(policy.doors[0], gone)), "a") as [door]:
        assert door.scan(TICKET).unseen_doors == 0


def test_where_anybody_may_come_in_any_number_of_times_nobody_is_asked(tmp_path: Path, hall: Hall) -> None:
    gate = msgspec.structs.replace(GATE, re_entry=ReEntry.UNLIMITED)
    with doors(tmp_path, a_policy("a", "b", gate=gate), "a", "b", hall=hall) as [here, _]:
        assert not here.scan(TICKET).duplicates_possible
        assert kinds(here) == [Kind.ADMIT]


@pytest.mark.parametrize("direction", [Direction.EXIT, Direction.LOOK])
def test_only_who_enters_is_asked_about(pair: list[LoneDoor], direction: Direction) -> None:
    here, _ = pair
    here.session.direction = direction
    assert not here.scan(TICKET).duplicates_possible
    assert Kind.ATTEMPT not in kinds(here)


def test_another_events_ticket_is_asked_about_nowhere(pair: list[LoneDoor]) -> None:
    here, _ = pair
    here.session.scan("https://example.com", Source.CAMERA)
    assert kinds(here) == [Kind.DENY]


def test_an_undo_elsewhere_lets_in_again_here(pair: list[LoneDoor], hall: Hall) -> None:
    here, there = pair
    admitted = here.scan(TICKET)
    assert admitted.entry is not None
    here.session.undo(admitted.entry)
    hall.spread()
    assert seen(there.scan(TICKET)) == ADMITTED


def test_practice_asks_nobody(pair: list[LoneDoor]) -> None:
    here, _ = pair
    here.session.set_training(is_training=True)
    here.scan(TICKET)
    assert kinds(here) == [Kind.ADMIT]
