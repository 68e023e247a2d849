"""Of doors that see each other, exactly one lets a copied ticket in, without a server and whatever their clocks say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.rules.clock import Instant, merge_hlc, next_hlc
from sync.rules.door_log import OPEN_ATTEMPT_MS, Kind, PastScan, find_rival, fold_ticket
from sync.rules.ids import LogId
from sync.rules.verdict import Reason
from tests.sync.making import NOW
from tests.sync.rules.scans import HOUR, scan

SKEWS = [0, 0, 7, -40, 30_000, -90_000, 24 * HOUR, -24 * HOUR]


class Door:
    """A door that asks the others before it decides about the one ticket, a step at a time."""

    def __init__(self, name: str, skew_ms: int) -> None:
        self.log_id = LogId(name)
        self.skew_ms = skew_ms
        self.held: dict[tuple[LogId, int], PastScan] = {}
        self.hlc = 0
        self.answers: dict[LogId, list[PastScan]] = {}

    def write(self, kind: Kind, now: int, **more: Any) -> PastScan:
        self.hlc = next_hlc(self.hlc, now + self.skew_ms)
        seq = 1 + sum(log_id == self.log_id for log_id, _ in self.held)
        entry = PastScan(self.log_id, seq, kind, now + self.skew_ms, _GATE, hlc=self.hlc, **more)
        self.held[entry.name] = entry
        return entry

    def take(self, entries: list[PastScan], now: int) -> None:
        for entry in entries:
            if entry.name not in self.held:
                self.held[entry.name] = entry
                self.hlc = merge_hlc(self.hlc, entry.hlc, now + self.skew_ms)

    def attempt(self, now: int) -> None:
        self.own = self.write(Kind.ATTEMPT, now)

    def ask(self, peer: "Door", now: int) -> None:
        peer.take([self.own], now)
        self.answers[peer.log_id] = list(peer.held.values())

    def hear(self, peer: "Door", now: int) -> None:
        self.take(self.answers[peer.log_id], now)

    def decide(self, now: int) -> bool:
        scans = self.held.values()
        rival = find_rival(scans, self.own, Instant(now + self.skew_ms))
        is_yes = rival is None and not fold_ticket(scans).admits
        reason = Reason.ADMITTED if is_yes else Reason.BEING_ADMITTED if rival else Reason.ALREADY_INSIDE
        self.write(Kind.ADMIT if is_yes else Kind.DENY, now, target=self.own.name, reason=reason)
        return is_yes


_GATE = scan(Kind.ADMIT).gate
Step = tuple[str, int, int]


def _steps(door: int, order: list[int]) -> list[Step]:
    """What ``door`` does, in its order: attempt, ask each other door and hear its answer, decide."""
    asks = [step for peer in order if peer != door for step in (("ask", door, peer), ("hear", door, peer))]
    return [("attempt", door, door), *asks, ("decide", door, door)]


@st.composite
def interleavings(draw: st.DrawFn, doors: int) -> list[Step]:
    """All doors' steps, each door's in its order, mixed in any way."""
    waiting = [_steps(door, draw(st.permutations(range(doors)))) for door in range(doors)]
    mixed = []
    while any(waiting):
        steps = draw(st.sampled_from([steps for steps in waiting if steps]))
        mixed.append(steps.pop(0))
    return mixed


@pytest.mark.parametrize("count", [2, 3])
@given(data=st.data())
def test_exactly_one_of_the_doors_that_see_each_other_lets_the_ticket_in(count: int, data: st.DataObject) -> None:
    skews = [data.draw(st.sampled_from(SKEWS)) for _ in range(count)]
    doors = [Door(f"dev_{letter}.1", skew) for letter, skew in zip("abc", skews, strict=False)]
    admitted = 0
    for at, (step, door, peer) in enumerate(data.draw(interleavings(count))):
        now = NOW + at * 3
        match step:
            case "attempt":
                doors[door].attempt(now)
            case "ask":
                doors[door].ask(doors[peer], now)
            case "hear":
                doors[door].hear(doors[peer], now)
            case _:
                admitted += doors[door].decide(now)
    assert admitted == 1


THEIRS = scan(Kind.ATTEMPT, 0, 1, "dev_b.1", hlc=5)
OWN = scan(Kind.ATTEMPT, 0, 1, "dev_a.1", hlc=7)
SENT_AWAY = scan(Kind.DENY, 0, 2, "dev_a.1", hlc=8, target=OWN.name, reason=Reason.BEING_ADMITTED)


def retry(after_ms: int) -> PastScan | None:
    again = scan(Kind.ATTEMPT, after_ms, 3, "dev_a.1", hlc=9)
    return find_rival([THEIRS, OWN, SENT_AWAY, again], again, Instant(NOW + after_ms))


def test_an_open_attempt_of_another_door_that_came_before_stands_in_the_way() -> None:
    assert find_rival([OWN, THEIRS], OWN, Instant(NOW)) == THEIRS


def test_an_attempt_that_came_later_does_not() -> None:
    assert find_rival([OWN, THEIRS], THEIRS, Instant(NOW)) is None


@pytest.mark.parametrize("kind", [Kind.ADMIT, Kind.DENY])
def test_an_answered_attempt_does_not(kind: Kind) -> None:
    answer = scan(kind, 1, 2, "dev_b.1", hlc=6, target=THEIRS.name)
    assert find_rival([answer, OWN, THEIRS], OWN, Instant(NOW)) is None


def test_an_attempt_that_a_third_door_answered_still_stands_in_the_way() -> None:
    answer = scan(Kind.DENY, 1, 2, "dev_c.1", hlc=6, target=THEIRS.name)
    assert find_rival([answer, OWN, THEIRS], OWN, Instant(NOW)) == THEIRS


def test_an_attempt_of_this_devices_earlier_start_does_not() -> None:
    earlier = scan(Kind.ATTEMPT, 0, 1, "dev_a.0", hlc=5)
    assert find_rival([earlier, OWN], OWN, Instant(NOW)) is None


def test_practice_at_another_door_does_not() -> None:
    practice = scan(Kind.ATTEMPT, 0, 1, "dev_b.1", hlc=5, training=True)
    assert find_rival([practice, OWN], OWN, Instant(NOW)) is None


def test_of_several_the_first_is_named() -> None:
    first = scan(Kind.ATTEMPT, 0, 1, "dev_c.1", hlc=4)
    assert find_rival([THEIRS, first, OWN], OWN, Instant(NOW)) == first


def test_a_door_that_died_with_its_attempt_open_holds_the_ticket_up_for_ten_seconds() -> None:
    assert retry(OPEN_ATTEMPT_MS - 1) == THEIRS
    assert retry(OPEN_ATTEMPT_MS) is None


def test_having_waited_for_one_door_is_no_pass_by_another_that_came_since() -> None:
    since = scan(Kind.ATTEMPT, 0, 1, "dev_c.1", hlc=9)
    again = scan(Kind.ATTEMPT, OPEN_ATTEMPT_MS, 3, "dev_a.1", hlc=10)
    assert find_rival([THEIRS, OWN, SENT_AWAY, since, again], again, Instant(NOW + OPEN_ATTEMPT_MS)) == since
