"""A manager's word against the rule's: the PIN, its tries and its pauses. All without a server."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from nacl import pwhash

from scanner_app.door.manager import FIRST_PAUSE_S, FREE_TRIES, pause_after
from scanner_app.door.shown import Act, Source
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.alone import MINUTE_MS, LoneDoor, a_policy, a_ticket, doors, seen

PIN = "4711"
PIN_HASH = pwhash.argon2id.str(
    PIN.encode(), opslimit=pwhash.argon2id.OPSLIMIT_MIN, memlimit=pwhash.argon2id.MEMLIMIT_MIN
).decode()
TICKET = a_ticket().ticket_id
ADMITTED, ALREADY_INSIDE = (Outcome.ADMITTED, Reason.ADMITTED), (Outcome.REFUSED, Reason.ALREADY_INSIDE)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[LoneDoor]:
    with doors(tmp_path, a_policy("a", pin_hash=PIN_HASH), "a") as [opened]:
        yield opened


def refuse(door: LoneDoor) -> None:
    door.put(a_ticket(holder="Ana Sousa", status=TicketStatus.CANCELLED))
    door.last = door.scan(TICKET)
    assert door.last.verdict.outcome is Outcome.REFUSED


def override(door: LoneDoor, pin: str = PIN) -> Act:
    assert door.last is not None
    return door.session.override(door.last, pin, "Marta").act


def test_a_managers_pin_lets_in_whom_the_rule_refused(door: LoneDoor) -> None:
    refuse(door)
    assert door.last is not None
    done = door.session.override(door.last, PIN, "Marta")
    assert (done.act, seen(done.scan)) == (Act.OVERRIDDEN, (Outcome.ADMITTED, Reason.OVERRIDDEN))
    assert done.scan is not None
    assert (done.scan.holder, done.scan.basis, done.scan.operator) == ("Ana Sousa", Basis.OVERRIDE, "Marta")
    entry = door.entries()[-1]
    assert (entry.kind, entry.basis, entry.target) == (Kind.ADMIT, Basis.OVERRIDE, door.last.entry)
    assert door.log.inside() == 1
    assert door.session.incidents() == []


def test_an_override_counts_once_and_can_be_undone(door: LoneDoor) -> None:
    refuse(door)
    assert door.last is not None
    done = door.session.override(door.last, PIN, "Marta")
    assert override(door) is Act.ALREADY_OVERRIDDEN
    assert done.scan is not None
    assert done.scan.entry is not None
    assert door.session.undo(done.scan.entry).is_done
    assert door.log.inside() == 0


def test_a_double_admission_by_a_manager_is_no_incident(door: LoneDoor) -> None:
    door.scan(TICKET)
    door.last = door.scan(TICKET)
    assert override(door) is Act.OVERRIDDEN
    assert door.session.incidents() == []


def test_only_a_refused_ticket_of_the_event_can_be_overridden(door: LoneDoor) -> None:
    admitted, strange = door.scan(TICKET), door.session.scan("https://example.com", Source.CAMERA)
    for result in (admitted, strange):
        assert door.session.override(result, PIN, "Marta").act is Act.NOTHING_TO_OVERRIDE
    door.session.direction = Direction.LOOK
    assert door.session.override(door.scan(TICKET), PIN, "Marta").act is Act.NOTHING_TO_OVERRIDE


def test_without_a_pin_nobody_overrides(door: LoneDoor) -> None:
    refuse(door)
    door.follow(pin_hash="")
    assert override(door, "") is Act.NO_PIN
    door.follow(pin_hash="$argon2id$nonsense")
    assert override(door) is Act.WRONG_PIN
    door.follow(pin_hash="plain")
    assert override(door, "plain") is Act.WRONG_PIN


def test_wrong_pins_are_followed_by_a_pause_that_even_the_right_one_waits_out(door: LoneDoor) -> None:
    refuse(door)
    assert [override(door, "0000") for _ in range(FREE_TRIES)] == [Act.WRONG_PIN] * FREE_TRIES
    assert override(door) is Act.PIN_PAUSED
    door.clock.ms += int(FIRST_PAUSE_S * 1000) - 1
    assert override(door) is Act.PIN_PAUSED
    door.clock.ms += 1
    assert override(door) is Act.OVERRIDDEN


def test_the_pause_outlives_a_restart_and_grows(door: LoneDoor) -> None:
    refuse(door)
    for _ in range(FREE_TRIES):
        override(door, "0000")
    door.reopen()
    assert override(door) is Act.PIN_PAUSED
    door.clock.ms += int(FIRST_PAUSE_S * 1000)
    assert override(door, "0000") is Act.WRONG_PIN
    door.clock.ms += int(FIRST_PAUSE_S * 1000)
    assert override(door) is Act.PIN_PAUSED
    assert pause_after(FREE_TRIES + 1) == 2 * FIRST_PAUSE_S


def test_a_clock_set_back_does_not_keep_managers_out_for_ever(door: LoneDoor) -> None:
    refuse(door)
    for _ in range(FREE_TRIES):
        override(door, "0000")
    door.clock.ms -= 600 * MINUTE_MS
    assert door.last is not None
    assert door.session.override(door.last, PIN, "Marta").wait_s <= FIRST_PAUSE_S


def test_a_clock_set_forward_does_not_end_the_pause(door: LoneDoor) -> None:
    refuse(door)
    for _ in range(FREE_TRIES):
        override(door, "0000")
    door.clock.set_by_ms += 600 * MINUTE_MS
    assert override(door) is Act.PIN_PAUSED


def test_in_another_run_of_the_program_the_pause_begins_anew_whatever_the_clock_shows(door: LoneDoor) -> None:
    refuse(door)
    for _ in range(FREE_TRIES):
        override(door, "0000")
    door.clock.set_by_ms += 600 * MINUTE_MS
    door.clock.ms -= MINUTE_MS  # A monotonic clock begins where it likes.
    door.clock.boot_id = "another"
    door.reopen()
    assert override(door) is Act.PIN_PAUSED
    door.clock.ms += int(FIRST_PAUSE_S * 1000) - 1
    assert override(door) is Act.PIN_PAUSED
    door.clock.ms += 1
    assert override(door) is Act.OVERRIDDEN


def test_guesses_made_at_once_count_each(door: LoneDoor) -> None:
    guessers = 4 * FREE_TRIES
    begin = threading.Barrier(guessers)

    def guess(_number: int) -> Act:
        begin.wait(10)
        return door.session.check_pin("0000").act

    with ThreadPoolExecutor(guessers) as pool:
        acts = list(pool.map(guess, range(guessers)))
    assert acts.count(Act.WRONG_PIN) == FREE_TRIES
    assert acts.count(Act.PIN_PAUSED) == guessers - FREE_TRIES


def test_the_right_pin_forgives_the_wrong_ones(door: LoneDoor) -> None:
    refuse(door)
    for _ in range(FREE_TRIES - 1):
        override(door, "0000")
    assert override(door) is Act.OVERRIDDEN
    door.last = door.scan(TICKET)
    assert override(door, "0000") is Act.WRONG_PIN
    assert override(door) is Act.OVERRIDDEN
