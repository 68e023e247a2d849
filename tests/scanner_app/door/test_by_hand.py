"""Acts by hand: undo, turning away, letting in by name, overriding, acknowledging. All without a server."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from scanner_app.door.shown import Act
from sync.device.errors import StoreFullError
from sync.rules.door_log import Kind
from sync.rules.gate import Direction, ReEntry
from sync.rules.incidents import ACKNOWLEDGED, IncidentKind
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.alone import MINUTE_MS, LoneDoor, StillClock, a_policy, a_ticket, doors, seen
from tests.sync.making import GATE, NOW

TICKET = a_ticket().ticket_id
ADMITTED, ALREADY_INSIDE = (Outcome.ADMITTED, Reason.ADMITTED), (Outcome.REFUSED, Reason.ALREADY_INSIDE)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[LoneDoor]]:
    """Two doors that hear nothing of each other by themselves."""
    with doors(tmp_path, a_policy("a", "b"), "a", "b") as opened:
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
