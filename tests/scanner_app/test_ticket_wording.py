"""What rows of people and scans say, and a ticket's facts: as much as whoever looks may see."""

from dataclasses import replace

import pytest

from scanner_app.door.past_scans import OwnScan
from scanner_app.door.shown import FoundPerson
from scanner_app.door.ticket_history import PastEvent, TicketSheet, Undoing
from scanner_app.names import Names
from scanner_app.ticket_wording import event_row, facts, person_row, scan_row, standing, validity
from scanner_app.wording import ColourRole, Shape
from sync.rules.door_log import Kind
from sync.rules.ids import LogId, TicketId
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Basis, Reason
from tests.screenshots.window import AT

TICKET = TicketId("MGY-PF-20250115-7K3M9QXZ5")
SHEET = TicketSheet(
    TICKET, is_on_list=True, holder="Ana Sousa", order="ORD-17", email="ana@example.com", phone="+351 912", party=5
)
SECRETS = (TICKET, "ORD-17", "ana@example.com", "+351 912", "Sousa")
EVENT = PastEvent((LogId("dev_1.a"), 1), Kind.ADMIT, AT, "Gate A", "Door 1", reason=Reason.ADMITTED)


def all_text(*texts: object) -> str:
    return " ".join(map(str, texts))


@pytest.mark.parametrize(
    ("status", "inside", "party", "was_in", "word", "shape"),
    [
        (TicketStatus.ACTIVE, 0, 1, False, "Not in yet", None),
        (TicketStatus.ACTIVE, 1, 1, True, "Inside", Shape.TICK),
        (TicketStatus.ACTIVE, 0, 1, True, "Has left", Shape.RETURN),
        (TicketStatus.ACTIVE, 2, 5, True, "2 of 5 in", None),
        (TicketStatus.ACTIVE, 5, 5, True, "5 of 5 in", Shape.TICK),
        (TicketStatus.UNPAID, 0, 1, False, "Not paid", Shape.CROSS),
        (TicketStatus.REFUNDED, 1, 1, True, "Refunded", Shape.CROSS),
        (TicketStatus.REVOKED, 0, 5, False, "Blocked", Shape.CROSS),
        (TicketStatus.CANCELLED, 0, 1, False, "Cancelled", Shape.CROSS),
    ],
)
def test_a_ticket_stands_as_word_and_shape(
    status: TicketStatus, inside: int, party: int, was_in: bool, word: str, shape: Shape | None
) -> None:
    sign = standing(status, inside, party, was_in=was_in)
    assert (sign.word, sign.shape) == (word, shape)


def test_the_ring_of_a_group_fills_as_its_people_come_in() -> None:
    shares = [standing(TicketStatus.ACTIVE, inside, 5).share for inside in range(5)]
    assert shares == [0.0, 0.2, 0.4, 0.6, 0.8]


def test_staff_tell_two_people_apart_by_initial_and_type_and_see_no_code() -> None:
    person = FoundPerson(TICKET, "Sousa, Ana", "VIP", TicketStatus.ACTIVE, "Check ID")
    row = person_row(person, Names.FIRST)
    assert (row.title, row.lines) == ("Ana S.", ("Not in yet · VIP · Check ID",))
    assert TICKET not in row.spoken
    assert "Sousa" not in row.spoken


def test_a_manager_sees_the_name_the_code_and_how_to_reach_who_was_found() -> None:
    person = FoundPerson(
        TICKET, "Sousa, Ana", "VIP", TicketStatus.ACTIVE, "", 1, 0, "ORD-17", "ana@example.com", "+351"
    )
    row = person_row(person, Names.FULL)
    assert row.title == "Sousa, Ana"
    assert row.lines[-1] == f"{TICKET} · ORD-17 · ana@example.com · +351"
    assert "ana@example.com" not in person_row(person, Names.FIRST).spoken


def test_who_has_left_again_is_told_from_who_never_came() -> None:
    person = FoundPerson(TICKET, "Ana", "VIP", TicketStatus.ACTIVE, was_in=True)
    assert person_row(person, Names.FULL).sign.word == "Has left"


def test_a_tickets_facts_for_staff_leave_out_what_managers_see() -> None:
    for_staff = all_text(*facts(SHEET, Names.FIRST))
    for_managers = all_text(*facts(SHEET, Names.FULL))
    for secret in SECRETS[:-1]:
        assert secret not in for_staff
        assert secret in for_managers
    assert "0 of 5 in" in for_staff


@pytest.mark.parametrize(
    ("opens", "ends", "said"),
    [
        (None, None, ""),
        (AT, None, "From 21 Nov 2025, 22:04"),
        (None, AT, "Until 21 Nov 2025, 22:04"),
        (AT, AT + 86_400_000, "21 Nov 2025, 22:04 to 22 Nov 2025, 22:04"),
    ],
)
def test_validity_is_said_in_the_events_time_zone(opens: int | None, ends: int | None, said: str) -> None:
    assert validity(replace(SHEET, valid_from=opens, valid_until=ends, time_zone="Europe/Berlin")) == said


def test_a_past_event_says_when_where_by_whom_and_how_many() -> None:
    row = event_row(replace(EVENT, operator="Rui", people=2, reason=Reason.ADMITTED_BY_HAND), "UTC")
    assert (row.title, row.aside) == ("Let in by hand", "21 Nov 2025, 21:04")
    assert row.lines == ("Gate A · Door 1 · by Rui · 2 people",)


def test_what_was_undone_is_no_green_tick_any_more() -> None:
    undone = replace(EVENT, undone=Undoing(AT + 60_000, "Gate B", "Door 2", "Eva", "Wrong person"))
    row = event_row(undone, "UTC")
    assert (row.title, row.sign.shape) == ("Admitted, undone", None)
    assert row.lines[-1] == "Undone 21 Nov 2025, 21:05 · Gate B · Door 2 · by Eva · “Wrong person”"


@pytest.mark.parametrize(
    ("event", "title", "role"),
    [
        (replace(EVENT, kind=Kind.DENY, reason=Reason.REFUNDED), "Refused: Refunded", ColourRole.REFUSED),
        (replace(EVENT, kind=Kind.DENY, reason=None), "Refused", ColourRole.REFUSED),
        (replace(EVENT, kind=Kind.EXIT, reason=Reason.EXIT_RECORDED), "Left", ColourRole.EXIT),
        (replace(EVENT, reason=Reason.NEEDS_LOOK), "Check first", ColourRole.LOOK),
        (replace(EVENT, reason=None), "Admitted", ColourRole.ADMITTED),
        (replace(EVENT, basis=Basis.OVERRIDE, reason=Reason.OVERRIDDEN), "Let in by the manager", ColourRole.ADMITTED),
        (replace(EVENT, kind=Kind.VOID, reason=None), "Undone", None),
        (replace(EVENT, kind=Kind.NOTE, reason=None, text="No phone"), "Note", None),
        (replace(EVENT, kind=Kind.NOTE, reason=None), "Incident dealt with", None),
        (replace(EVENT, kind=Kind.ATTEMPT, reason=None), "Asked, without an answer", None),
    ],
)
def test_every_kind_of_entry_has_its_words_and_colour(event: PastEvent, title: str, role: ColourRole | None) -> None:
    row = event_row(event, "UTC")
    assert (row.title, row.sign.role) == (title, role)


def test_practice_says_that_it_does_not_count() -> None:
    assert event_row(replace(EVENT, is_training=True), "UTC").lines[-1] == "Training: this does not count."


def test_a_scan_of_another_day_has_its_date() -> None:
    scan = OwnScan((LogId("dev_1.a"), 1), Kind.ADMIT, AT, TICKET, Reason.ADMITTED, "Ana Sousa", "VIP", "Gate A")
    assert scan_row(scan, Names.FULL, "UTC", AT).aside == "21:04"
    assert scan_row(scan, Names.FULL, "UTC", AT + 86_400_000).aside == "21 Nov, 21:04"


def test_staff_see_first_names_in_the_list_of_scans_and_never_a_code() -> None:
    scan = OwnScan((LogId("dev_1.a"), 1), Kind.ADMIT, AT, TICKET, Reason.ADMITTED, "Ana Sousa", "VIP", "Gate A")
    assert scan_row(scan, Names.FIRST, "UTC", AT).title == "Ana"
    assert scan_row(replace(scan, holder=""), Names.FIRST, "UTC", AT).title == "No name"
    assert scan_row(replace(scan, holder=""), Names.FULL, "UTC", AT).title == TICKET
    assert scan_row(replace(scan, holder="", ticket_id=None), Names.FIRST, "UTC", AT).title == "Unreadable code"
