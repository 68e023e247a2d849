"""Acts by hand: undo, turning away, letting in by name, overriding, acknowledging. All without a server."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from nacl import pwhash

from scanner_app.door.manager import FIRST_PAUSE_S, FREE_TRIES, pause_after
from scanner_app.door.shown import Act, Source
from sync.device.errors import StoreFullError
from sync.rules.door_log import Kind
from sync.rules.gate import Direction, ReEntry
from sync.rules.incidents import ACKNOWLEDGED, IncidentKind
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.alone import MINUTE_MS, LoneDoor, StillClock, a_policy, a_ticket, doors, seen
from tests.sync.making import GATE, NOW

PIN = "4711"
PIN_HASH = pwhash.argon2id.str(
    PIN.encode(), opslimit=pwhash.argon2id.OPSLIMIT_MIN, memlimit=pwhash.argon2id.MEMLIMIT_MIN
).decode()
TICKET = a_ticket().ticket_id
ADMITTED, ALREADY_INSIDE = (Outcome.ADMITTED, Reason.ADMITTED), (Outcome.REFUSED, Reason.ALREADY_INSIDE)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[LoneDoor]]:
    """Two doors that hear nothing of each other by themselves."""
    with doors(tmp_path, a_policy("a", "b", pin_hash=PIN_HASH), "a", "b") as opened:
        yield opened


@pytest.fixture
def door(pair: list[LoneDoor]) -> LoneDoor:
    return pair[0]


def last(door: LoneDoor) -> tuple[Kind, str, str]:
    entry = door.entries()[-1]
    return entry.kind, entry.reason, entry.operator


# Undo.


def test_an_undone_admission_lets_the_ticket_in_again(door: LoneDoor) -> None:
    admitted = door.scan(TICKET)
    assert admitted.entry is not None
    undone = door.session.undo(admitted.entry, "Wrong person", "Rui")
    assert (undone.act, undone.is_done, undone.holder) == (Act.UNDONE, True, "Ana Sousa")
    assert last(door) == (Kind.VOID, "Wrong person", "Rui")
    assert door.entries()[-1].target == admitted.entry
    assert door.log.inside() == 0
    assert seen(door.scan(TICKET)) == ADMITTED


def test_a_second_undo_is_refused_and_writes_nothing(door: LoneDoor) -> None:
    admitted = door.scan(TICKET)
    assert admitted.entry is not None
    door.session.undo(admitted.entry)
    count = len(door.entries())
    assert door.session.undo(admitted.entry).act is Act.ALREADY_UNDONE
    assert len(door.entries()) == count


def test_an_undone_exit_leaves_the_guest_inside(door: LoneDoor) -> None:
    door.scan(TICKET)
    door.session.direction = Direction.EXIT
    left = door.scan(TICKET)
    assert door.log.inside() == 0
    assert left.entry is not None
    assert door.session.undo(left.entry).is_done
    assert door.log.inside() == 1
    assert door.entries()[-1].direction is Direction.EXIT


def test_another_door_undoes_what_it_has_heard_of(pair: list[LoneDoor]) -> None:
    here, there = pair
    admitted = here.scan(TICKET)
    there.hear(here.entries())
    assert admitted.entry is not None
    assert there.session.undo(admitted.entry, "", "Eva").is_done
    here.hear(there.entries())
    assert here.log.inside() == there.log.inside() == 0
    assert seen(here.scan(TICKET)) == ADMITTED


def test_a_refusal_a_stranger_and_an_undo_cannot_be_undone(door: LoneDoor) -> None:
    admitted, refused = door.scan(TICKET), door.scan(TICKET)
    assert admitted.entry is not None
    assert refused.entry is not None
    assert door.session.undo(refused.entry).act is Act.NOTHING_TO_UNDO
    assert door.session.undo((admitted.entry[0], 999)).act is Act.NOTHING_TO_UNDO
    door.session.undo(admitted.entry)
    void = door.entries()[-1]
    assert door.session.undo((void.log_id, void.seq)).act is Act.NOTHING_TO_UNDO


def test_undoing_the_last_twice_does_not_send_out_the_one_before(door: LoneDoor) -> None:
    door.put(a_ticket(900, holder="Bo"))
    door.scan(TICKET)
    door.scan(a_ticket(900).ticket_id)
    door.scan(TICKET)  # Refused: not what is undone.
    assert door.session.undo_last().holder == "Bo"
    assert door.session.undo_last().act is Act.ALREADY_UNDONE
    assert door.log.inside() == 1


def test_the_last_admission_can_be_undone_after_a_restart(door: LoneDoor) -> None:
    door.scan(TICKET)
    door.reopen()
    assert door.session.undo_last().is_done
    assert door.log.inside() == 0


def test_before_any_scan_there_is_nothing_to_undo(door: LoneDoor) -> None:
    assert door.session.undo_last().act is Act.NOTHING_TO_UNDO


def test_who_was_looked_at_and_turned_away_is_not_inside(door: LoneDoor) -> None:
    door.put(a_ticket(needs_look=True, note="Check ID"))
    looked_at = door.scan(TICKET)
    assert seen(looked_at) == (Outcome.LOOK, Reason.NEEDS_LOOK)
    assert door.log.inside() == 1
    assert looked_at.entry is not None
    assert door.session.turn_away(looked_at.entry, "Rui").is_done
    assert last(door) == (Kind.VOID, "Turned away at the door", "Rui")
    assert door.log.inside() == 0


def test_what_cannot_be_written_down_was_not_undone(door: LoneDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    admitted = door.scan(TICKET)

    def full(*_: object) -> None:
        raise StoreFullError("This device's storage is full.")

    monkeypatch.setattr(door.log, "append", full)
    assert admitted.entry is not None
    assert door.session.undo(admitted.entry).act is Act.NOT_RECORDED
    assert door.log.inside() == 1


# By name or code.


def test_who_is_let_in_by_hand_is_let_in_at_somebodys_word(door: LoneDoor) -> None:
    result = door.session.admit_by_hand(TICKET, "Rui", why="Phone is dead")
    assert seen(result) == (Outcome.ADMITTED, Reason.ADMITTED_BY_HAND)
    assert (result.holder, result.operator, result.basis) == ("Ana Sousa", "Rui", Basis.LOCAL)
    note, admit = door.entries()
    assert (note.kind, note.reason, note.operator) == (Kind.NOTE, "By hand: Phone is dead", "Rui")
    assert (admit.kind, admit.reason, admit.operator) == (Kind.ADMIT, "admitted_by_hand", "Rui")
    assert seen(door.scan(TICKET)) == ALREADY_INSIDE


def test_by_hand_a_refusal_stays_a_refusal(door: LoneDoor) -> None:
    door.put(a_ticket(status=TicketStatus.REFUNDED))
    assert seen(door.session.admit_by_hand(TICKET, "Rui")) == (Outcome.REFUSED, Reason.REFUNDED)
    assert last(door) == (Kind.DENY, "refunded", "Rui")


def test_why_somebody_was_let_in_cannot_pass_for_an_acknowledgement(pair: list[LoneDoor]) -> None:
    here, there = pair
    here.scan(TICKET)
    here.session.admit_by_hand(TICKET, "Rui", why=ACKNOWLEDGED)
    there.scan(TICKET)
    here.hear(there.entries())
    assert all(incident.is_open for incident in here.session.incidents())


def test_long_words_of_people_still_make_an_entry_that_counts(door: LoneDoor) -> None:
    door.session.admit_by_hand(TICKET, "É" * 5_000, why="ü" * 5_000)
    assert max(len(msgspec.msgpack.encode(entry)) for entry in door.entries()) < 2_048


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jose", ["José Ávila", "Maria José Pinto"]),
        ("JOSÉ AV", ["José Ávila"]),
        ("pin mar", ["Maria José Pinto"]),
        ("josé-ávila", ["José Ávila"]),
        ("zzz", []),
        ("  ", []),
        ("%", []),
    ],
)
def test_people_are_found_by_name_whatever_the_accents(door: LoneDoor, text: str, found: list[str]) -> None:
    names = ("Maria José Pinto", "José Ávila", "Ana Costa")
    door.put(*(a_ticket(1_000 + 100 * at, holder=name) for at, name in enumerate(names)))
    assert [person.holder for person in door.session.find_people(text)] == found


def test_people_are_found_by_the_end_of_their_code_and_shown_as_they_stand(door: LoneDoor) -> None:
    door.put(a_ticket(5_000, holder="Bo", admits=4, status=TicketStatus.UNPAID, note="VIP"))
    door.scan(TICKET)
    [person] = door.session.find_people(TICKET[-6:].lower())
    assert (person.holder, person.ticket_type, person.inside) == ("Ana Sousa", "General admission", 1)
    [other] = door.session.find_people("bo")
    assert (other.status, other.party, other.note, other.inside) == (TicketStatus.UNPAID, 4, "VIP", 0)


def test_no_more_people_are_found_than_asked_for(door: LoneDoor) -> None:
    door.put(*(a_ticket(10_000 + 100 * at, holder=f"Guest {at}") for at in range(12)))
    assert len(door.session.find_people("guest", 5)) == 5


# A manager's word against the rule's.


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


def test_the_right_pin_forgives_the_wrong_ones(door: LoneDoor) -> None:
    refuse(door)
    for _ in range(FREE_TRIES - 1):
        override(door, "0000")
    assert override(door) is Act.OVERRIDDEN
    door.last = door.scan(TICKET)
    assert override(door, "0000") is Act.WRONG_PIN
    assert override(door) is Act.OVERRIDDEN


# Incidents.


def test_a_double_admission_is_told_at_both_doors_and_acknowledged_for_both(pair: list[LoneDoor]) -> None:
    here, there = pair
    here.scan(TICKET)
    there.clock = there.session._book.clock = StillClock(NOW + MINUTE_MS)
    there.scan(TICKET)
    assert here.session.incidents() == []
    here.hear(there.entries())
    there.hear(here.entries())
    [at_here], [at_there] = here.session.incidents(), there.session.incidents()
    assert at_here == at_there
    assert at_here.incident.kind is IncidentKind.DOUBLE_ADMISSION
    assert (at_here.against_door, at_here.door, at_here.gate) == ("Door a", "Door b", "Main entrance")
    assert at_here.holder == "Ana Sousa"
    assert here.session.acknowledge(at_here.incident, "Rui").act is Act.ACKNOWLEDGED
    there.hear(here.entries())
    assert not there.session.incidents()[0].is_open
    assert there.session.incidents()[0].acknowledged_door == "Door a"
    assert there.session.acknowledge(at_there.incident, "Eva").act is Act.ALREADY_ACKNOWLEDGED
    assert last(here)[1:] == (ACKNOWLEDGED, "Rui")


def test_undoing_one_of_two_admissions_ends_the_incident(pair: list[LoneDoor]) -> None:
    here, there = pair
    here.scan(TICKET)
    second = there.scan(TICKET)
    here.hear(there.entries())
    assert second.entry is not None
    assert here.session.undo(second.entry).is_done
    assert here.session.incidents() == []


def test_a_gates_rule_is_written_with_each_admission(tmp_path: Path) -> None:
    gate = msgspec.structs.replace(GATE, re_entry=ReEntry.MULTI, most_entries=3)
    with doors(tmp_path, a_policy("a", gate=gate), "a") as [door]:
        door.scan(TICKET)
        assert door.entries()[-1].rule == "multi:3"
        door.follow(gates=(GATE,))
        door.put(a_ticket(777))
        door.scan(a_ticket(777).ticket_id)
        assert door.entries()[-1].rule == ""
