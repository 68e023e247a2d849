"""Incidents: what the log shows went wrong is listed with both sides, goes when it is undone, and is acknowledged."""

import random
import time
from collections.abc import Sequence
from typing import Any

import pytest
from nacl.signing import VerifyKey

from server.doors.ingest import check_entries
from sync.protocol.log import Happening, Reading, next_entry, past_scan_of
from sync.protocol.messages import Door as DoorOfPolicy
from sync.protocol.messages import Entry
from sync.rules.clock import Offset
from sync.rules.door_log import Kind
from sync.rules.gate import Direction, EntryRule, ReEntry
from sync.rules.ids import LARGEST_WHOLE, TicketId
from sync.rules.incidents import ACKNOWLEDGED, find_incidents
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue, wait_until

SINGLE = str(EntryRule())
NOON = 1_893_495_600_000


def _admit(door: Door, ticket_id: str, **fields: Any) -> Entry:
    return door.entry(Kind.ADMIT, ticket_id, **{"rule": SINGLE, **fields})


def _admit_at(door: Door, ticket_id: str, at: int, error_ms: int = 1) -> Entry:
    """An admission by a clock that shows ``at`` (Unix ms) and is right to within ``error_ms``."""
    what = Happening(
        event=door.event_id,
        ticket_id=TicketId(ticket_id),
        kind=Kind.ADMIT,
        basis=Basis.LOCAL,
        gate=door.enrolled.gate_id,
        direction=Direction.ENTRY,
        rule=SINGLE,
    )
    entry, door.head = next_entry(door.head, what, Reading(at, at, "boot", Offset(0, error_ms)), door.key)
    return entry


def _incidents(venue: Venue, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = venue.get(f"/api/v1/events/{venue.club.event_id}/incidents", **asked)["incidents"]
    return found


def _acknowledge(venue: Venue, incident: dict[str, Any]) -> dict[str, Any]:
    return venue.post(f"/api/v1/events/{venue.club.event_id}/incidents/{incident['id']}/acknowledge")


def _desk(door: Door) -> DoorOfPolicy:
    """The server's own place in the log, as a door knows it from the policy."""

    def look() -> DoorOfPolicy | None:
        doors = door.opened(door.pull(policy=0).policy).doors
        return next((each for each in doors if each.is_desk), None)

    found = wait_until(look, "the policy names the desk")
    assert found is not None
    return found


def _double(venue: Venue) -> tuple[Door, Door, str]:
    """Two doors that both let one ticket in, the first one first."""
    first, second = venue.door("North"), venue.door("South", venue.gate("Back door"))
    [ticket] = venue.tickets()
    early, late = _admit(first, ticket["ticketId"], operator="Ana"), _admit(second, ticket["ticketId"])
    second.push(late)
    first.push(early)
    return first, second, ticket["ticketId"]


def test_a_double_admission_is_told_with_both_its_sides_by_name(any_venue: Venue) -> None:
    first, second, ticket_id = _double(any_venue)
    [incident] = _incidents(any_venue)
    assert (incident["kind"], incident["ticketId"]) == ("double_admission", ticket_id)
    late, early = incident["entry"], incident["against"]
    assert (late["deviceName"], late["gateName"], late["deviceId"]) == ("South", "Back door", second.enrolled.device_id)
    assert (early["deviceName"], early["operator"], early["logId"]) == ("North", "Ana", first.log_id)
    assert "acknowledged" not in incident


def test_a_single_admission_is_no_incident(any_venue: Venue) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    door.push(_admit(door, ticket["ticketId"]))
    assert _incidents(any_venue) == []


@pytest.mark.parametrize(("gap_ms", "error_ms", "is_uncertain"), [(2_000, 900, False), (2_000, 1_000, True)])
def test_where_clocks_cannot_tell_who_was_first_the_order_is_uncertain(
    venue: Venue, gap_ms: int, error_ms: int, is_uncertain: bool
) -> None:
    [ticket] = venue.tickets()
    for at in (NOON, NOON + gap_ms):
        door = venue.door()
        door.push(_admit_at(door, ticket["ticketId"], at, error_ms))
    [incident] = _incidents(venue)
    assert incident["isOrderUncertain"] is is_uncertain
    assert incident["entry"]["at"] - incident["against"]["at"] == gap_ms


def test_undoing_either_admission_takes_the_incident_away(any_venue: Venue) -> None:
    first, second, ticket_id = _double(any_venue)
    assert len(_incidents(any_venue)) == 1
    first.push(first.entry(Kind.VOID, ticket_id, target=(second.log_id, 1), reason="turned away"))
    assert _incidents(any_venue) == []


def test_a_managers_override_and_practice_are_no_incidents(venue: Venue) -> None:
    first, second = venue.door(), venue.door()
    ids = [ticket["ticketId"] for ticket in venue.tickets(2)]
    first.push(*(_admit(first, ticket_id) for ticket_id in ids))
    second.push(_admit(second, ids[0], basis=Basis.OVERRIDE), _admit(second, ids[1], training=True))
    assert _incidents(venue) == []


def test_a_group_is_one_incident_only_for_who_came_in_beyond_it(venue: Venue) -> None:
    first, second = venue.door(), venue.door()
    [ticket] = venue.tickets()
    first.push(_admit(first, ticket["ticketId"], people=2, party=3))
    second.push(_admit(second, ticket["ticketId"], people=1, party=3))
    assert _incidents(venue) == []
    beyond = _admit(second, ticket["ticketId"], people=1, party=3)
    second.push(beyond)
    [incident] = _incidents(venue)
    assert incident["entry"]["seq"] == beyond.seq


def test_an_admission_after_a_refund_is_an_incident_and_one_before_it_is_none(any_venue: Venue) -> None:
    door = any_venue.door()
    bookings = [any_venue.book() for _ in range(3)]
    in_time, told_late, too_late = (booking["tickets"][0]["ticketId"] for booking in bookings)
    now = time.time_ns() // 1_000_000
    door.push(_admit_at(door, in_time, now - 5_000))
    for booking in bookings:
        any_venue.cancel(booking["bookingId"])
    door.push(_admit_at(door, told_late, now - 5_000), _admit_at(door, too_late, now + 60_000))
    [incident] = _incidents(any_venue)
    assert (incident["kind"], incident["ticketId"]) == ("admitted_after_revocation", too_late)


def test_an_admission_whose_refund_comes_to_light_later_is_an_incident_too(any_venue: Venue) -> None:
    """The door's clock is right and the server's was not told yet: whichever is heard of first, the end is the same."""
    door = any_venue.door()
    booking = any_venue.book()
    door.push(_admit_at(door, booking["tickets"][0]["ticketId"], time.time_ns() // 1_000_000 + 60_000))
    assert _incidents(any_venue) == []
    any_venue.cancel(booking["bookingId"])
    [incident] = _incidents(any_venue)
    assert incident["kind"] == "admitted_after_revocation"


def test_a_ticket_that_nobody_sold_is_an_incident(venue: Venue) -> None:
    door = venue.door()
    stranger = f"{venue.tickets()[0]['ticketId'][:-4]}ZZZZ"
    door.push(_admit(door, stranger))
    [incident] = _incidents(venue)
    assert (incident["kind"], incident["ticketId"]) == ("unknown_ticket", stranger)


def test_what_an_organizer_acknowledges_reaches_every_door_signed_by_the_server(any_venue: Venue) -> None:
    first, second, ticket_id = _double(any_venue)
    cursors = {door.log_id: door.settle().cursor for door in (first, second)}
    [incident] = _incidents(any_venue)
    answered = _acknowledge(any_venue, incident)
    assert answered["acknowledged"]["by"]
    for door in (first, second):
        heard = door.pull(cursors[door.log_id], wait_s=5)
        [note] = heard.entries
        assert (note.kind, note.reason, note.ticket_id) == (Kind.NOTE, ACKNOWLEDGED, ticket_id)
        assert note.target == (incident["entry"]["logId"], incident["entry"]["seq"])
        desk = _desk(door)
        [checked] = check_entries((note,), {desk.device_id: VerifyKey(desk.public_key)})
        assert checked.is_signed
    assert _incidents(any_venue, status="open") == []
    [known] = _incidents(any_venue, status="acknowledged")
    assert known == {**answered, "success": True}


def test_acknowledging_twice_writes_one_note(any_venue: Venue) -> None:
    first, _, _ = _double(any_venue)
    [incident] = _incidents(any_venue)
    answers = [_acknowledge(any_venue, incident) for _ in range(2)]
    assert answers[0] == answers[1]
    assert [entry.kind for entry in first.settle().entries if entry.kind is Kind.NOTE] == [Kind.NOTE]


def test_the_servers_log_is_one_chain(any_venue: Venue) -> None:
    first, second = any_venue.door(), any_venue.door()
    for ticket in any_venue.tickets(3):
        first.push(_admit(first, ticket["ticketId"]))
        second.push(_admit(second, ticket["ticketId"]))
    for incident in _incidents(any_venue):
        _acknowledge(any_venue, incident)
    notes = [entry for entry in first.settle().entries if entry.kind is Kind.NOTE]
    assert [note.seq for note in notes] == [1, 2, 3]
    assert len({note.log_id for note in notes}) == 1
    assert notes[0].hlc < notes[1].hlc < notes[2].hlc


def test_a_note_of_a_door_acknowledges_as_well(venue: Venue) -> None:
    first, second, ticket_id = _double(venue)
    first.push(
        first.entry(Kind.NOTE, ticket_id, reason=ACKNOWLEDGED, target=(second.log_id, 1), operator="Bo at the north")
    )
    [incident] = _incidents(venue)
    acknowledged = incident["acknowledged"]
    assert (acknowledged["by"], acknowledged["deviceName"]) == ("Bo at the north", "North")


def test_a_note_about_something_else_acknowledges_nothing(venue: Venue) -> None:
    first, second, ticket_id = _double(venue)
    first.push(
        first.entry(Kind.NOTE, ticket_id, reason="seen", target=(second.log_id, 1)),
        first.entry(Kind.NOTE, ticket_id, reason=ACKNOWLEDGED, target=(first.log_id, 1)),
    )
    assert len(_incidents(venue, status="open")) == 1


def test_the_desk_can_be_neither_revoked_nor_seen_among_doors_that_pair(venue: Venue) -> None:
    first, _, _ = _double(venue)
    _acknowledge(venue, _incidents(venue)[0])
    answer = venue.api.post(f"/api/v1/devices/{_desk(first).device_id}/revoke", json={})
    assert answer.status_code == 404


def test_pages_hold_every_incident_once_latest_first(venue: Venue) -> None:
    first, second = venue.door(), venue.door()
    for ticket in venue.tickets(5):
        first.push(_admit(first, ticket["ticketId"]))
        second.push(_admit(second, ticket["ticketId"]))
    path = f"/api/v1/events/{venue.club.event_id}/incidents"
    seen: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = venue.get(path, limit=2, **cursor)
        assert page["open"] == 5
        seen += page["incidents"]
        if "nextCursor" not in page:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert len({incident["id"] for incident in seen}) == len(seen) == 5
    assert [incident["at"] for incident in seen] == sorted((incident["at"] for incident in seen), reverse=True)


@pytest.mark.parametrize(
    "asked", [{"cursor": "x"}, {"cursor": "9" * 30}, {"status": "both"}, {"limit": "0"}, {"limit": "201"}]
)
def test_a_senseless_question_is_refused_in_words(any_venue: Venue, asked: dict[str, str]) -> None:
    answer = any_venue.api.get(f"/api/v1/events/{any_venue.club.event_id}/incidents", params=asked)
    assert answer.status_code == 400
    assert next(iter(asked)) in answer.json()["error"]


def test_another_organization_neither_reads_nor_acknowledges(any_venue: Venue) -> None:
    _double(any_venue)
    [incident] = _incidents(any_venue)
    event = any_venue.club.event_id
    with open_venue(any_venue.server, any_venue.context) as other:
        assert other.api.get(f"/api/v1/events/{event}/incidents").status_code == 404
        for named in (event, other.club.event_id):
            path = f"/api/v1/events/{named}/incidents/{incident['id']}/acknowledge"
            assert other.api.post(path, json={}).status_code == 404
    assert len(_incidents(any_venue, status="open")) == 1


def test_the_server_finds_what_every_door_finds_in_the_same_entries_however_they_arrive(venue: Venue) -> None:
    seed = random.Random(20_30)
    doors = [venue.door(f"Door {number}") for number in range(3)]
    ids = [ticket["ticketId"] for ticket in venue.tickets(6)]
    written: dict[str, list[Entry]] = {door.log_id: [] for door in doors}
    for _ in range(60):
        door, ticket_id = seed.choice(doors), seed.choice(ids)
        written[door.log_id].append(_anything(seed, door, ticket_id, written[door.log_id]))
    while any(written.values()):
        door = seed.choice([door for door in doors if written[door.log_id]])
        waiting = written[door.log_id]
        count = seed.randint(1, len(waiting))
        door.push(*waiting[:count])
        del waiting[:count]
    entries = _everything(venue)
    expected = {
        (incident.kind.value, incident.entry.name, incident.acknowledged is not None)
        for ticket_id in ids
        for incident in find_incidents(
            TicketId(ticket_id),
            [past_scan_of(entry) for entry in entries if entry.ticket_id == ticket_id],
            Ticket(TicketId(ticket_id), doors[0].event_id, doors[0].policy.products[0].number),
            "UTC",
            LARGEST_WHOLE,
        )
    }
    listed = _incidents(venue, limit=200)
    assert expected
    assert {
        (each["kind"], (each["entry"]["logId"], each["entry"]["seq"]), "acknowledged" in each) for each in listed
    } == expected


def _anything(seed: random.Random, door: Door, ticket_id: str, own: Sequence[Entry]) -> Entry:
    rule = seed.choice([SINGLE, str(EntryRule(ReEntry.AFTER_EXIT)), str(EntryRule(ReEntry.MULTI, 2))])
    target = (door.log_id, seed.choice(own).seq) if own else None
    match seed.randint(0, 9):
        case 0 | 1 if target is not None:
            return door.entry(Kind.VOID, ticket_id, target=target)
        case 2 | 3 if target is not None:
            return door.entry(Kind.NOTE, ticket_id, reason=ACKNOWLEDGED, target=target)
        case 4:
            return door.entry(Kind.EXIT, ticket_id)
    return door.entry(Kind.ADMIT, ticket_id, rule=rule)


def _everything(venue: Venue) -> list[Entry]:
    """All entries of the event, as a door that has none of its own hears them."""
    door, entries, cursor = venue.door("Listener"), list[Entry](), 0
    while True:
        answer = door.pull(cursor)
        entries += answer.entries
        cursor = answer.cursor
        if not answer.more:
            return entries
