"""A ticket's page as values: what the list says, and everything that happened, also offline."""

from typing import Any

from scanner_app.door.station import Station
from scanner_app.door.ticket_history import TicketSheet, read_ticket, result_of
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import TicketId
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Outcome, Reason
from tests.scanner_app.door.place import Place, cut, own_ticket, scan, sync

PIN = "4711"


def sheet_of(station: Station, ticket: dict[str, Any]) -> TicketSheet:
    return read_ticket(station, TicketId(ticket["ticketId"]))


def told(sheet: TicketSheet) -> list[tuple[Kind, Reason | None]]:
    return [(event.kind, event.reason) for event in sheet.history]


def test_a_ticket_never_scanned_shows_what_the_list_says(place: Place) -> None:
    bounds = {"valid_from": 1_000, "valid_until": 2_000}
    ticket = own_ticket(place, holder="Grupo Sousa", note="VIP", needs_look=True, admits=5, **bounds)
    sheet = read_ticket(place.station, ticket.ticket_id)
    assert (sheet.holder, sheet.note, sheet.needs_look) == ("Grupo Sousa", "VIP", True)
    assert (sheet.party, sheet.inside, sheet.left) == (5, 0, 5)
    assert (sheet.valid_from, sheet.valid_until) == (1_000, 2_000)
    assert (sheet.status, sheet.is_on_list, sheet.history) == (TicketStatus.ACTIVE, True, ())
    assert (sheet.to_undo, sheet.to_override) == (None, None)


def test_a_ticket_that_is_on_no_list_has_a_page_all_the_same(place: Place) -> None:
    sheet = read_ticket(place.station, TicketId("NOBODY-KNOWS-1"))
    assert not sheet.is_on_list
    assert (sheet.holder, sheet.history) == ("", ())


def test_every_entry_is_told_once_in_order_and_answered_attempts_by_their_answer(place: Place) -> None:
    [ticket] = place.tickets()
    scan(place.station, ticket)
    cut(place)
    scan(place.station, ticket)
    sheet = sheet_of(place.station, ticket)
    assert told(sheet) == [(Kind.ADMIT, Reason.ADMITTED), (Kind.DENY, Reason.ALREADY_INSIDE)]
    assert [event.door for event in sheet.history] == ["door-1", "door-1"]
    assert sheet.history[0].gate == place.station.status().gate
    assert sheet.history[0].at <= sheet.history[1].at
    assert (sheet.inside, sheet.was_in) == (1, True)
    assert len(place.station.scan_log.recent(10)) > len(sheet.history)  # The attempt is in the log.


def test_another_doors_scan_is_told_with_its_gate_and_name(place: Place) -> None:
    other = place.open_station("door-2", place.venue.gate("Side door"))
    [ticket] = place.tickets()
    scan(other, ticket)
    assert sync(other)
    assert sync(place.station)
    [event] = sheet_of(place.station, ticket).history
    assert (event.gate, event.door) == ("Side door", "door-2")


def test_a_group_comes_in_by_hand_in_parts_with_who_and_why(place: Place) -> None:
    cut(place)
    ticket = own_ticket(place, holder="Grupo Sousa", admits=5)
    place.station.admit_by_hand(ticket.ticket_id, "Rui", 2, "Phone is dead")
    sheet = read_ticket(place.station, ticket.ticket_id)
    assert (sheet.inside, sheet.left) == (2, 3)
    note, admitted = sheet.history
    assert (note.kind, note.text, note.operator) == (Kind.NOTE, "Phone is dead", "Rui")
    assert (admitted.kind, admitted.people, admitted.operator) == (Kind.ADMIT, 2, "Rui")


def test_what_was_undone_says_so_and_by_whom_and_the_passage_before_comes_next(place: Place) -> None:
    cut(place)
    ticket = own_ticket(place, admits=2)
    for _ in range(2):
        place.station.admit_by_hand(ticket.ticket_id, "Rui")
    first, second = read_ticket(place.station, ticket.ticket_id).history
    sheet = read_ticket(place.station, ticket.ticket_id)
    assert sheet.to_undo == second
    assert place.station.undo(second.name, "Wrong person", "Eva").is_done
    sheet = read_ticket(place.station, ticket.ticket_id)
    assert sheet.history[1].undone is not None
    assert (sheet.history[1].undone.operator, sheet.history[1].undone.reason) == ("Eva", "Wrong person")
    assert sheet.history[2].kind is Kind.VOID
    assert sheet.to_undo is not None
    assert sheet.to_undo.name == first.name
    assert place.station.undo(first.name).is_done
    assert read_ticket(place.station, ticket.ticket_id).to_undo is None


def test_nobodys_words_are_put_into_their_mouth(place: Place) -> None:
    cut(place)
    ticket = own_ticket(place)
    result = place.station.admit_by_hand(ticket.ticket_id, "Rui")
    assert result.entry is not None
    place.station.turn_away(result.entry)
    undone = read_ticket(place.station, ticket.ticket_id).history[0].undone
    assert undone is not None
    assert undone.reason == ""


def test_a_refusal_can_be_overruled_once_where_there_is_a_pin(place: Place) -> None:
    ticket = own_ticket(place, status=TicketStatus.REFUNDED, holder="Ana")
    cut(place)
    place.station.admit_by_hand(ticket.ticket_id, "Rui")
    assert read_ticket(place.station, ticket.ticket_id).to_override is None
    place.cable.plug_in()
    answer = place.venue.api.patch(f"/api/v1/events/{place.venue.club.event_id}", json={"doorPin": PIN})
    assert answer.is_success, answer.text
    assert sync(place.station)
    sheet = read_ticket(place.station, ticket.ticket_id)
    assert sheet.to_override is not None
    refused = result_of(sheet, sheet.to_override)
    assert (refused.verdict.outcome, refused.holder) == (Outcome.REFUSED, "Ana")
    assert place.station.override(refused, PIN, "Marta").is_done
    sheet = read_ticket(place.station, ticket.ticket_id)
    assert sheet.to_override is None
    assert [event.is_overridden for event in sheet.history] == [True, False]
    assert sheet.to_undo is not None
    assert sheet.to_undo.operator == "Marta"


def test_practice_is_shown_and_only_practice_is_undone_while_practising(place: Place) -> None:
    cut(place)
    ticket = own_ticket(place)
    place.station.admit_by_hand(ticket.ticket_id, "Rui")
    place.station.set_training(is_training=True)
    assert read_ticket(place.station, ticket.ticket_id).to_undo is None
    place.station.admit_by_hand(ticket.ticket_id, "Rui")
    sheet = read_ticket(place.station, ticket.ticket_id)
    assert [event.is_training for event in sheet.history] == [False, True]
    assert sheet.to_undo == sheet.history[1]
    place.station.set_training(is_training=False)
    assert read_ticket(place.station, ticket.ticket_id).to_undo == sheet.history[0]


def test_an_exit_is_told_and_can_be_taken_back(place: Place) -> None:
    cut(place)
    ticket = own_ticket(place)
    place.station.admit_by_hand(ticket.ticket_id, "Rui")
    place.station.set_direction(Direction.EXIT)
    place.station.admit_by_hand(ticket.ticket_id, "Rui")
    sheet = read_ticket(place.station, ticket.ticket_id)
    assert (sheet.inside, sheet.was_in) == (0, True)
    assert sheet.to_undo == sheet.history[-1]
    assert result_of(sheet, sheet.history[-1]).verdict.outcome is Outcome.EXIT
