"""Who came when is counted as entries come, by the same rules as who is inside."""

from datetime import date

import msgspec
import pytest

from scanner_app.door.evening import MOST_GROUPS, By, days_of, look_at_evening
from scanner_app.door.statistics import CHUNK, Came, Night
from sync.device.ticket_cache import put_tickets
from sync.protocol.log import Happening, LogHead, next_entry
from sync.protocol.messages import Entry
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import EventId, GateId, LogId, ProductNumber, TicketId
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis
from tests.scanner_app.door.place import Place, cut, own_ticket, scan, sync

AT = 1_763_759_040_000
"""21 November 2025, 21:04 UTC."""
MINUTE = 60_000
GATE_A, GATE_B = GateId("gat_a"), GateId("gat_b")


def _count(place: Place, night: Night | None = None) -> Night:
    night = Night(place.station.pairing.event_id) if night is None else night
    while night.count_on(place.station.store):
        pass
    return night


def _write(place: Place, entries: list[Entry]) -> None:
    """Entries of other doors, as they lie in the store; their signatures are nobody's business here."""
    scan_log = place.station.scan_log
    with place.station.store.writing() as connection:
        for entry in entries:
            scan_log.hold(connection, entry)


def _entry(place: Place, log: str, seq: int, kind: Kind = Kind.ADMIT, **fields: object) -> Entry:
    pairing = place.station.pairing
    what = Happening(pairing.event_id, TicketId(f"T-{log}-{seq}"), kind, Basis.LOCAL, GATE_A, Direction.ENTRY)
    entry, _ = next_entry(LogHead(LogId(log)), what, place.station.clock.read(), pairing.signing_key)
    return msgspec.structs.replace(entry, **{"seq": seq, "wall": AT, "offset": 0, **fields})


def test_who_was_let_in_is_counted_by_minute_gate_door_and_ticket_type(place: Place) -> None:
    [ticket] = place.tickets(1)
    cut(place)
    scan(place.station, ticket)
    [(came, people)] = _count(place).came.items()
    pairing = place.station.pairing
    with place.station.store.reading() as connection:
        [(product,)] = connection.execute("SELECT product FROM tickets").fetchall()
    assert people == 1
    assert came == Came(came.minute, pairing.gate_id, pairing.device_id, product)


def test_people_count_and_not_tickets(place: Place) -> None:
    ticket = own_ticket(place, admits=5)
    cut(place)
    place.station.admit_by_hand(TicketId(ticket.ticket_id), "Rui", 4)
    assert _count(place).came.total() == 4


def test_exits_and_refusals_are_counted_apart(place: Place) -> None:
    _write(
        place,
        [
            _entry(place, "dev_b.1", 1, people=2),
            _entry(place, "dev_b.1", 2, Kind.EXIT),
            _entry(place, "dev_b.1", 3, Kind.DENY, reason="already_inside"),
            _entry(place, "dev_b.1", 4, Kind.DENY, reason="already_inside"),
        ],
    )
    night = _count(place)
    assert (night.came.total(), night.left.total()) == (2, 1)
    assert {reason: count for (_, reason), count in night.refused.items()} == {"already_inside": 2}


def test_practice_does_not_count(place: Place) -> None:
    _write(place, [_entry(place, "dev_b.1", 1, training=True)])
    assert _count(place).came.total() == 0


@pytest.mark.parametrize("is_counted_before", [True, False])
def test_what_was_undone_does_not_count(place: Place, *, is_counted_before: bool) -> None:
    night = Night(place.station.pairing.event_id)
    _write(place, [_entry(place, "dev_b.1", 1), _entry(place, "dev_b.1", 2)])
    if is_counted_before:
        assert _count(place, night).came.total() == 2
    _write(place, [_entry(place, "dev_a.1", 1, Kind.VOID, target=(LogId("dev_b.1"), 1))])
    assert _count(place, night).came.total() == 1
    _write(place, [_entry(place, "dev_a.1", 2, Kind.VOID, target=(LogId("dev_b.1"), 1))])
    assert _count(place, night).came.total() == 1


def _set_product(place: Place, ticket: Ticket, product: int) -> None:
    with place.station.store.writing() as connection:
        put_tickets(connection, [msgspec.structs.replace(ticket, product=ProductNumber(product))])


def test_an_undoing_is_taken_from_the_ticket_type_that_was_counted_whatever_the_list_says_since(place: Place) -> None:
    night = Night(place.station.pairing.event_id)
    ticket, other = own_ticket(place), own_ticket(place)
    admitted = [_entry(place, "dev_b.1", at, ticket_id=one.ticket_id) for at, one in enumerate((ticket, other), 1)]
    _write(place, admitted)
    [(general, people)] = _count(place, night).came.items()
    assert people == 2
    _set_product(place, ticket, 2)
    _write(place, [_entry(place, "dev_a.1", 1, Kind.VOID, target=(LogId("dev_b.1"), 1))])
    assert _standing(_count(place, night)) == {general: 1}
    assert _standing(_count(place)) == {general: 1}


def test_an_undoing_of_somebody_whose_ticket_was_not_known_yet_costs_no_other_type(place: Place) -> None:
    night = Night(place.station.pairing.event_id)
    known = own_ticket(place)
    unknown = msgspec.structs.replace(known, ticket_id=TicketId("T-late"))
    admitted = [_entry(place, "dev_b.1", at, ticket_id=one.ticket_id) for at, one in enumerate((unknown, known), 1)]
    _write(place, admitted)
    before = _standing(_count(place, night))
    assert {came.product: people for came, people in before.items()} == {None: 1, 1: 1}
    _set_product(place, unknown, 1)
    _write(place, [_entry(place, "dev_a.1", 1, Kind.VOID, target=(LogId("dev_b.1"), 1))])
    after = _standing(_count(place, night))
    assert {came.product: people for came, people in after.items()} == {1: 1}


def _standing(night: Night) -> dict[Came, int]:
    """What is counted, without what was counted and taken back."""
    return {came: people for came, people in night.came.items() if people}


def test_an_undoing_that_comes_first_counts_when_its_entry_comes(place: Place) -> None:
    night = Night(place.station.pairing.event_id)
    _write(place, [_entry(place, "dev_a.1", 1, Kind.VOID, target=(LogId("dev_b.1"), 1))])
    _count(place, night)
    _write(place, [_entry(place, "dev_b.1", 1)])
    assert _count(place, night).came.total() == 0


def test_what_comes_later_is_added_and_nothing_counted_twice(place: Place) -> None:
    night = Night(place.station.pairing.event_id)
    _write(place, [_entry(place, "dev_b.1", seq) for seq in range(1, 4)])
    assert _count(place, night).counted == 3
    assert _count(place, night).counted == 3
    _write(place, [_entry(place, "dev_b.1", 4), _entry(place, "dev_c.1", 1)])
    assert _count(place, night).came.total() == 5


def test_a_removed_devices_later_entries_are_taken_back(place: Place) -> None:
    night = Night(place.station.pairing.event_id)
    _write(place, [_entry(place, "dev_b.1", seq) for seq in range(1, 4)])
    assert _count(place, night).came.total() == 3
    with place.station.store.writing() as connection:
        connection.execute("UPDATE logs SET cut = 1 WHERE log_id = 'dev_b.1'")
    assert _count(place, night).came.total() == 1


def test_a_long_log_is_counted_in_pieces(place: Place) -> None:
    first = _entry(place, "dev_b.1", 1)
    with place.station.store.writing() as connection:
        place.station.scan_log.row(connection, first.log_id)
        connection.executemany(
            "INSERT INTO entries (log_id, seq, body) VALUES (?, ?, ?)",
            ((first.log_id, seq, msgspec.msgpack.encode(first)) for seq in range(1, CHUNK + 11)),
        )
    night = Night(place.station.pairing.event_id)
    assert night.count_on(place.station.store) == 10
    assert night.count_on(place.station.store) == 0
    assert night.came.total() == CHUNK + 10


def test_it_agrees_with_who_is_inside(place: Place) -> None:
    mine, theirs = place.tickets(2)
    scan(place.station, mine)
    other = place.venue.door("Door 2")
    other.push(other.entry(Kind.ADMIT, theirs["ticketId"], reason="admitted"))
    assert sync(place.station)
    assert _count(place).came.total() == place.station.status().inside == 2


# An evening as a person looks at it.


def _night(*came: tuple[int, GateId, int]) -> Night:
    night = Night(EventId("evt"))
    for at, gate, people in came:
        night.came[Came(at // MINUTE, gate, f"dev_{gate}", ProductNumber(1))] += people
    return night


ON = date(2025, 11, 21)
NAMES: dict[object, str] = {GATE_A: "Gate A", GATE_B: "Gate B", 1: "General", "dev_gat_a": "Door 1"}


def test_bars_are_stacked_by_gate_the_largest_first() -> None:
    night = _night((AT, GATE_A, 2), (AT + MINUTE, GATE_B, 3), (AT + 6 * MINUTE, GATE_B, 1))
    evening = look_at_evening(night, ON, 5, By.GATE, NAMES, "UTC")
    assert [(group.name, group.people) for group in evening.groups] == [("Gate B", (0, 3, 1)), ("Gate A", (2, 0, 0))]
    assert evening.starts == (AT - 4 * MINUTE, AT + MINUTE, AT + 6 * MINUTE)
    assert evening.totals == (2, 3, 1)
    assert (evening.came, evening.peak, evening.peak_at) == (6, 3, AT + MINUTE)


def test_bars_begin_at_full_hours_of_the_events_zone() -> None:
    evening = look_at_evening(_night((AT, GATE_A, 1)), ON, 60, By.GATE, NAMES, "Asia/Kolkata")
    assert evening.starts == (AT - 34 * MINUTE,)  # 02:00 there.


def test_an_evening_goes_on_after_midnight() -> None:
    night = _night((AT, GATE_A, 1), (AT + 5 * 60 * MINUTE, GATE_A, 1), (AT + 12 * 60 * MINUTE, GATE_A, 1))
    assert days_of(night, "UTC") == (ON, date(2025, 11, 22))
    assert look_at_evening(night, ON, 60, By.GATE, NAMES, "UTC").came == 2


def test_many_groups_become_few() -> None:
    night = _night(*((AT, GateId(f"gat_{number}"), 10 + number) for number in range(9)))
    names: dict[object, str] = {GateId(f"gat_{number}"): f"Gate {number}" for number in range(9)}
    groups = look_at_evening(night, ON, 5, By.GATE, names, "UTC").groups
    assert len(groups) == MOST_GROUPS
    assert (groups[-1].name, sum(group.total for group in groups)) == (None, 126)


def test_what_has_no_name_is_one_group() -> None:
    evening = look_at_evening(_night((AT, GATE_A, 1), (AT, GATE_B, 1)), ON, 5, By.GATE, {}, "UTC")
    assert [(group.name, group.total) for group in evening.groups] == [("", 2)]


def test_a_night_without_anybody_is_empty() -> None:
    evening = look_at_evening(_night(), ON, 5, By.GATE, NAMES, "UTC")
    assert (evening.starts, evening.groups, evening.came, evening.peak) == ((), (), 0, 0)
    assert days_of(_night(), "UTC") == ()


def test_an_impossible_clock_is_no_reason_to_fail(place: Place) -> None:
    _write(place, [_entry(place, "dev_b.1", 1, wall=2**60), _entry(place, "dev_b.1", 2, wall=0, offset=-(2**50))])
    night = _count(place)
    for on in days_of(night, "Europe/Lisbon"):
        assert look_at_evening(night, on, 5, By.GATE, NAMES, "Europe/Lisbon").came == 1
