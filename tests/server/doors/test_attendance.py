"""Attendance counts people, by gate and by product, as the rules count them, however the entries came in."""

import random
import time
from typing import Any

import pytest
from sqlalchemy import insert

from server.context import Context
from server.doors.headcounts import HeadcountBook
from server.doors.ingest import encode_entry
from server.doors.models import DoorEntry
from server.outbox.feed import renew_epoch, take_positions
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry
from sync.rules.door_log import Kind, fold_ticket
from sync.rules.gate import EntryRule, ReEntry
from sync.rules.headcount import count_inside
from tests.factories import make_club
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue

AFTER_EXIT = str(EntryRule(ReEntry.AFTER_EXIT))
EXPECTED_SPEED_UP = 5
"""Some hundred times in fact; a busy machine must not fail the test."""


def _counts(venue: Venue) -> tuple[int, int, int]:
    seen = venue.attendance()
    return seen["expected"], seen["admitted"], seen["inside"]


def test_a_group_counts_as_many_as_came_in_on_its_ticket(any_venue: Venue) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    door.push(door.entry(Kind.ADMIT, ticket["ticketId"], people=3, party=5))
    assert _counts(any_venue)[1:] == (3, 3)
    door.push(door.entry(Kind.ADMIT, ticket["ticketId"], people=2, party=5))
    door.push(door.entry(Kind.EXIT, ticket["ticketId"], people=1, party=5))
    assert _counts(any_venue)[1:] == (5, 4)


def test_who_comes_in_again_is_nobody_new(any_venue: Venue) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    for _ in range(3):
        door.push(door.entry(Kind.ADMIT, ticket["ticketId"], rule=AFTER_EXIT))
        door.push(door.entry(Kind.EXIT, ticket["ticketId"]))
    door.push(door.entry(Kind.ADMIT, ticket["ticketId"], rule=AFTER_EXIT))
    seen = any_venue.attendance()
    assert (seen["admitted"], seen["inside"]) == (1, 1)
    assert seen["gates"][0]["cameIn"] == 4


def test_people_are_told_by_gate_and_by_product(any_venue: Venue) -> None:
    north = any_venue.door("North", any_venue.gate("Main entrance"))
    south = any_venue.door("South", any_venue.gate("Back door"))
    any_venue.gate("Never opened")
    ids = [ticket["ticketId"] for ticket in any_venue.tickets(4)]
    north.push(north.entry(Kind.ADMIT, ids[0]), north.entry(Kind.ADMIT, ids[1]))
    south.push(south.entry(Kind.ADMIT, ids[2]), south.entry(Kind.EXIT, ids[0]))
    seen = any_venue.attendance()
    assert {gate["name"]: (gate["inside"], gate["cameIn"]) for gate in seen["gates"]} == {
        "Main entrance": (1, 2),
        "Back door": (1, 1),
        "Never opened": (0, 0),
    }
    [product] = seen["products"]
    assert product["productId"] == any_venue.club.product_id
    assert (product["expected"], product["admitted"], product["inside"]) == (4, 3, 2)


def test_practice_does_not_count(any_venue: Venue) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    door.push(door.entry(Kind.ADMIT, ticket["ticketId"], training=True))
    assert _counts(any_venue)[1:] == (0, 0)
    [entry] = any_venue.attendance()["entries"]
    assert entry["kind"] == "admit"


def test_what_is_undone_after_it_was_counted_counts_no_more(any_venue: Venue) -> None:
    door, other = any_venue.door(), any_venue.door()
    [ticket] = any_venue.tickets()
    admit = door.entry(Kind.ADMIT, ticket["ticketId"])
    door.push(admit)
    assert _counts(any_venue) == (1, 1, 1)
    other.push(other.entry(Kind.VOID, ticket["ticketId"], target=(admit.log_id, admit.seq)))
    assert _counts(any_venue) == (1, 0, 0)


def test_whoever_is_cancelled_is_expected_no_more(any_venue: Venue) -> None:
    booking = any_venue.book(3)
    assert _counts(any_venue)[0] == 3
    any_venue.cancel(booking["bookingId"])
    assert _counts(any_venue)[0] == 0
    any_venue.book(2)
    assert _counts(any_venue)[0] == 2


def test_the_count_is_the_rules_own_at_every_moment_in_any_order_of_arrival(venue: Venue) -> None:
    seed = random.Random(1_848)
    doors = [venue.door(f"Door {number}") for number in range(3)]
    ids = [ticket["ticketId"] for ticket in venue.tickets(8)]
    written: dict[str, list[Entry]] = {door.log_id: [] for door in doors}
    for _ in range(90):
        door = seed.choice(doors)
        written[door.log_id].append(_anything(seed, door, seed.choice(ids), written[door.log_id]))
    arrived: list[Entry] = []
    while any(written.values()):
        door = seed.choice([door for door in doors if written[door.log_id]])
        count = seed.randint(1, 12)
        batch, written[door.log_id] = written[door.log_id][:count], written[door.log_id][count:]
        door.push(*batch)
        arrived += batch
        histories = [fold_ticket(past_scan_of(entry) for entry in arrived if entry.ticket_id == one) for one in ids]
        right = count_inside((history, None) for history in histories)
        seen = venue.attendance()
        assert seen["inside"] == right.inside
        assert {gate["gateId"]: gate["inside"] for gate in seen["gates"] if gate["inside"]} == right.by_gate
        assert sum(product["inside"] for product in seen["products"]) == right.inside


def _anything(seed: random.Random, door: Door, ticket_id: str, own: list[Entry]) -> Entry:
    fields: dict[str, Any] = {"people": seed.randint(1, 3), "party": 4, "rule": seed.choice(["single", AFTER_EXIT])}
    kind = seed.choice([Kind.ADMIT, Kind.ADMIT, Kind.EXIT, Kind.VOID, Kind.ATTEMPT])
    if kind is Kind.VOID and own:
        target = seed.choice(own)
        return door.entry(kind, target.ticket_id, target=(target.log_id, target.seq))
    return door.entry(Kind.EXIT if kind is Kind.VOID else kind, ticket_id, **fields)


def _write(context: Context, event_id: str, entries: list[Entry]) -> None:
    with context.database.transaction() as session:
        first = take_positions(session, event_id, len(entries))
        rows = [
            {
                "log_id": entry.log_id,
                "seq": entry.seq,
                "event_id": event_id,
                "ticket_id": entry.ticket_id,
                "digest": b"",
                "body": encode_entry(entry),
                "feed_position": position,
                "received_at": entry.wall,
            }
            for position, entry in enumerate(entries, first)
        ]
        session.execute(insert(DoorEntry), rows)


@pytest.fixture
def crowd(sqlite_context: Context, door: Door) -> tuple[Context, str, list[Entry]]:
    """A database with a few thousand admissions of an event."""
    club = make_club(sqlite_context, prefix="CRD")
    entries = [door.entry(Kind.ADMIT, f"CRD-PF-20250115-{number:09d}") for number in range(4_000)]
    _write(sqlite_context, club.event_id, entries)
    return sqlite_context, club.event_id, entries


def test_asked_again_only_what_is_new_is_looked_at(crowd: tuple[Context, str, list[Entry]], door: Door) -> None:
    context, event_id, entries = crowd
    book = HeadcountBook()
    started = time.perf_counter()
    assert context.database.read_now(lambda session: book.read(session, event_id)).inside.total() == len(entries)
    first_s = time.perf_counter() - started
    _write(context, event_id, [door.entry(Kind.EXIT, entries[0].ticket_id)])
    started = time.perf_counter()
    assert context.database.read_now(lambda session: book.read(session, event_id)).inside.total() == len(entries) - 1
    assert time.perf_counter() - started < first_s / EXPECTED_SPEED_UP


def test_in_another_life_of_the_database_nothing_is_remembered(crowd: tuple[Context, str, list[Entry]]) -> None:
    context, event_id, entries = crowd
    book = HeadcountBook()
    context.database.read_now(lambda session: book.read(session, event_id))
    with context.database.transaction() as session:
        renew_epoch(session)
        session.delete(session.get_one(DoorEntry, (entries[0].log_id, entries[0].seq)))
    assert context.database.read_now(lambda session: book.read(session, event_id)).inside.total() == len(entries) - 1
