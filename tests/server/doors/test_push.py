"""PUSH: each entry judged on its own, all repeatable, none in the way of those behind it."""

import json
from typing import Any

import msgspec
import pytest
from nacl.signing import SigningKey
from sqlalchemy import select

from server.doors.ingest import LONGEST_ENTRY, MOST_LOGS_A_DEVICE, encode_entry
from server.doors.models import QuarantinedEntry
from sync.protocol.codec import encode_message
from sync.protocol.messages import MOST_ENTRIES_A_PUSH, Entry, EntryStatus, PushRequest
from sync.protocol.signing import sign_entry
from sync.rules.door_log import Kind
from sync.rules.ids import EventId, LogId, TicketId
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue

ACCEPTED, KNOWN, QUARANTINED, GAP = (
    EntryStatus.ACCEPTED,
    EntryStatus.KNOWN,
    EntryStatus.QUARANTINED,
    EntryStatus.GAP,
)


def _quarantined(venue: Venue, door: Door) -> dict[int, str]:
    """Why each entry of the door's log is in quarantine."""
    with venue.context.database.transaction() as session:
        rows = session.execute(
            select(QuarantinedEntry.seq, QuarantinedEntry.why).where(QuarantinedEntry.log_id == door.log_id)
        )
        return {row.seq: row.why for row in rows}


def _resigned(entry: Entry, key: SigningKey, **changes: Any) -> Entry:
    return sign_entry(msgspec.structs.replace(entry, **changes), key)[0]


def _kept(venue: Venue, door: Door) -> list[int]:
    return [entry["seq"] for entry in venue.entries() if entry["logId"] == door.log_id]


def test_entries_are_accepted_in_order_and_kept(any_venue: Venue) -> None:
    door = any_venue.door()
    answer = door.push(*(door.entry() for _ in range(5)))
    assert answer.results == (ACCEPTED,) * 5
    assert answer.vector == {door.log_id: 5}
    assert answer.epoch == door.enrolled.epoch
    assert _kept(any_venue, door) == [1, 2, 3, 4, 5]


def test_the_same_batch_again_changes_nothing(any_venue: Venue) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    batch = [door.entry(), door.entry(Kind.ADMIT, ticket["ticketId"])]
    assert door.push(*batch).results == (ACCEPTED, ACCEPTED)
    again = door.push(*batch)
    assert again.results == (KNOWN, KNOWN)
    assert again.vector == {door.log_id: 2}
    assert _kept(any_venue, door) == [1, 2]
    assert any_venue.attendance()["inside"] == 1


def test_the_same_entry_twice_in_one_batch_is_kept_once(venue: Venue, door: Door) -> None:
    entry = door.entry()
    assert door.push(entry, entry).results == (ACCEPTED, KNOWN)
    assert _kept(venue, door) == [1]


def test_an_overlapping_batch_adds_only_what_is_new(venue: Venue, door: Door) -> None:
    batch = [door.entry() for _ in range(4)]
    door.push(*batch[:3])
    assert door.push(*batch[1:]).results == (KNOWN, KNOWN, ACCEPTED)
    assert _kept(venue, door) == [1, 2, 3, 4]


def test_a_gap_is_told_and_closed_by_what_was_missing(any_venue: Venue) -> None:
    door = any_venue.door()
    first, second, third = (door.entry() for _ in range(3))
    answer = door.push(second, third)
    assert answer.results == (GAP, GAP)
    assert answer.vector == {door.log_id: 0}
    assert _kept(any_venue, door) == []
    assert door.push(first, second, third).results == (ACCEPTED,) * 3


def test_a_bad_signature_is_quarantined_and_what_follows_it_counts(any_venue: Venue) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    first, bad, good = door.entry(), door.entry(), door.entry(Kind.ADMIT, ticket["ticketId"])
    forged = msgspec.structs.replace(bad, sig=bytes(64))
    assert door.push(first, forged, good).results == (ACCEPTED, QUARANTINED, ACCEPTED)
    assert _kept(any_venue, door) == [1, 3]
    assert _quarantined(any_venue, door) == {2: "bad_signature"}
    assert any_venue.attendance()["inside"] == 1


@pytest.mark.parametrize("sig", [b"", b"x", bytes(63), bytes(65), bytes(10_000)])
def test_a_signature_of_any_length_is_judged_and_not_tripped_over(venue: Venue, door: Door, sig: bytes) -> None:
    assert door.push(msgspec.structs.replace(door.entry(), sig=sig), door.entry()).results == (QUARANTINED, ACCEPTED)


def test_another_devices_signature_is_a_bad_one(venue: Venue, door: Door) -> None:
    forged = _resigned(door.entry(), venue.door().key)
    assert door.push(forged).results == (QUARANTINED,)
    assert _quarantined(venue, door) == {1: "bad_signature"}


def test_a_broken_chain_is_quarantined_and_what_follows_it_counts(any_venue: Venue) -> None:
    door = any_venue.door()
    first, broken = door.entry(), _resigned(door.entry(), door.key, prev_hash=bytes(32))
    behind = _resigned(door.entry(), door.key, prev_hash=sign_entry(broken, door.key)[1])
    assert door.push(first, broken, behind).results == (ACCEPTED, QUARANTINED, ACCEPTED)
    assert _quarantined(any_venue, door) == {2: "broken_chain"}
    assert _kept(any_venue, door) == [1, 3]


def test_a_fork_is_kept_apart_and_the_log_goes_on(any_venue: Venue) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    before = door.head
    first, second = door.entry(), door.entry()
    assert door.push(first, second).results == (ACCEPTED, ACCEPTED)
    after, door.head = door.head, before
    other = door.entry(Kind.ADMIT, ticket["ticketId"])
    door.head = after
    third = door.entry()
    assert door.push(other, third).results == (QUARANTINED, ACCEPTED)
    assert _quarantined(any_venue, door) == {1: "fork"}
    assert any_venue.attendance()["inside"] == 0
    assert door.push(other).results == (KNOWN,)


def test_an_entry_of_another_event_is_quarantined_and_what_follows_it_counts(any_venue: Venue) -> None:
    with open_venue(any_venue.server, any_venue.context) as other:
        door = any_venue.door()
        [theirs], [ours] = other.tickets(), any_venue.tickets()
        strange = door.entry(Kind.ADMIT, theirs["ticketId"], event=EventId(other.club.event_id))
        good = door.entry(Kind.ADMIT, ours["ticketId"])
        assert door.push(strange, good).results == (QUARANTINED, ACCEPTED)
        assert _quarantined(any_venue, door) == {1: "other_event"}
        assert other.attendance()["inside"] == 0
        assert any_venue.attendance()["inside"] == 1


def test_a_log_of_nobody_is_quarantined_and_what_follows_it_counts(any_venue: Venue) -> None:
    door = any_venue.door()
    stray = _resigned(door.entry(), door.key, log_id=LogId("dev_nobody.0123456789ab"))
    door.new_log()
    assert door.push(stray, door.entry()).results == (QUARANTINED, ACCEPTED)


def test_of_nobodys_entries_nothing_is_kept(any_venue: Venue) -> None:
    door = any_venue.door()
    first = door.entry()
    strays = [msgspec.structs.replace(first, log_id=LogId(f"nobody.{number}"), sig=b"") for number in range(50)]
    assert door.push(*strays).results == (QUARANTINED,) * len(strays)
    with any_venue.context.database.transaction() as session:
        query = select(QuarantinedEntry.seq).where(QuarantinedEntry.log_id.startswith("nobody."))
        assert session.scalars(query).all() == []


def _padded(door: Door, size: int) -> Entry:
    """An entry of exactly so many bytes."""
    missing = size - len(encode_entry(door.entry(Kind.NOTE, operator="x" * 1_000)))
    door.new_log()
    entry = door.entry(Kind.NOTE, operator="x" * (1_000 + missing))
    assert len(encode_entry(entry)) == size
    return entry


def test_an_entry_that_is_too_long_is_quarantined_and_the_log_goes_on(any_venue: Venue) -> None:
    door, other = any_venue.door(), any_venue.door("Other")
    [ticket] = any_venue.tickets()
    start = other.settle().cursor
    fitting = _padded(door, LONGEST_ENTRY)
    assert door.push(fitting).results == (ACCEPTED,)
    long, admit = _padded(door, LONGEST_ENTRY + 1), door.entry(Kind.ADMIT, ticket["ticketId"])
    answer = door.push(long, admit)
    assert answer.results == (QUARANTINED, ACCEPTED)
    assert answer.vector == {door.log_id: 2}
    assert door.push(long).results[0] in (KNOWN, QUARANTINED)
    assert other.pull(start).entries == (fitting, admit)
    assert any_venue.attendance()["inside"] == 1


def test_entries_as_long_as_a_message_may_be_keep_no_other_door_from_hearing(any_venue: Venue) -> None:
    door, other = any_venue.door(), any_venue.door("Other")
    start = other.settle().cursor
    for _ in range(3):
        assert set(door.push(*(door.entry(Kind.NOTE, operator="x" * 30_000) for _ in range(50))).results) == {
            QUARANTINED
        }
    [ticket] = any_venue.tickets()
    answer = other.pull(start)
    assert answer.entries == ()
    assert [seen.ticket_id for seen in answer.tickets] == [ticket["ticketId"]]


def test_a_full_batch_of_the_longest_entries_is_taken(venue: Venue, door: Door) -> None:
    first = _padded(door, LONGEST_ENTRY)
    rest = [door.entry(Kind.NOTE, operator=first.operator[:-8]) for _ in range(MOST_ENTRIES_A_PUSH - 1)]
    assert set(door.push(first, *rest).results) == {ACCEPTED}


def test_a_device_may_carry_anothers_entries(any_venue: Venue) -> None:
    writer, carrier = any_venue.door("Writer"), any_venue.door("Carrier")
    [ticket] = any_venue.tickets()
    carried = [writer.entry(), writer.entry(Kind.ADMIT, ticket["ticketId"])]
    answer = carrier.push(*carried, carrier.entry())
    assert answer.results == (ACCEPTED,) * 3
    assert answer.vector == {writer.log_id: 2, carrier.log_id: 1}
    assert writer.push(*carried).results == (KNOWN, KNOWN)
    assert any_venue.attendance()["inside"] == 1


def test_a_forgery_in_anothers_name_does_not_take_the_place_of_the_real_entry(any_venue: Venue) -> None:
    victim, forger = any_venue.door("Victim"), any_venue.door("Forger")
    [ticket] = any_venue.tickets()
    real = victim.entry(Kind.ADMIT, ticket["ticketId"])
    forged = msgspec.structs.replace(real, ticket_id=TicketId("XXX"), sig=bytes(64))
    spoiled = msgspec.structs.replace(real, sig=bytes(64))
    assert forger.push(forged, spoiled).results == (QUARANTINED, QUARANTINED)
    assert victim.push(real).results == (ACCEPTED,)
    assert any_venue.attendance()["inside"] == 1


@pytest.mark.parametrize(
    "ticket_id", ["\x00", "A\x00B", "x" * 100_000, "\u202e", ""], ids=["nul", "inner-nul", "long", "bidi", "empty"]
)
def test_a_ticket_id_that_no_database_takes_is_quarantined(any_venue: Venue, ticket_id: str) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    strange, good = door.entry(Kind.ADMIT, ticket_id), door.entry(Kind.ADMIT, ticket["ticketId"])
    assert door.push(strange, good).results == (QUARANTINED, ACCEPTED)
    assert any_venue.attendance()["inside"] == 1


@pytest.mark.parametrize(("wall", "offset"), [(-1, 0), (0, -1), (2**62, 0), (0, 2**62), (2**62, 2**62)])
def test_a_time_that_no_calendar_has_is_quarantined(any_venue: Venue, wall: int, offset: int) -> None:
    door = any_venue.door()
    strange = _resigned(door.entry(), door.key, wall=wall, offset=offset)
    assert door.push(strange).results == (QUARANTINED,)
    assert _quarantined(any_venue, door) == {1: "bad_time"}


@pytest.mark.parametrize("incarnation", ["\x00", "x" * 100_000], ids=["nul", "long"])
def test_a_log_name_that_no_database_takes_is_refused_in_words(any_venue: Venue, incarnation: str) -> None:
    door = any_venue.door()
    strange = _resigned(door.entry(), door.key, log_id=LogId(f"{door.enrolled.device_id}.{incarnation}"))
    status, why = door.refusal("push", encode_message(PushRequest((strange,))))
    assert (status, why.code) == (400, "INVALID_REQUEST")


@pytest.mark.parametrize("seq", [0, -1, -(2**62)])
def test_a_place_before_the_first_is_quarantined(any_venue: Venue, seq: int) -> None:
    door = any_venue.door()
    assert door.push(_resigned(door.entry(), door.key, seq=seq)).results == (QUARANTINED,)


@pytest.mark.parametrize(
    ("field", "value"), [("seq", 2**70), ("wall", 2**70), ("hlc", 2**70), ("target", ["dev.1", 2**70])]
)
def test_a_number_that_fits_nowhere_is_refused_in_words(any_venue: Venue, field: str, value: object) -> None:
    door = any_venue.door()
    body = json.loads(encode_message(PushRequest((door.entry(),))))
    body["entries"][0][field] = value
    status, why = door.refusal("push", json.dumps(body).encode())
    assert (status, why.code) == (400, "INVALID_MESSAGE")


def test_a_device_that_begins_logs_without_end_is_stopped(any_venue: Venue) -> None:
    door = any_venue.door()
    first, following = door.entry(), door.entry()
    entries = [first]
    while len(entries) <= MOST_LOGS_A_DEVICE:
        door.new_log()
        entries.append(door.entry())
    results = [
        result
        for at in range(0, len(entries), MOST_ENTRIES_A_PUSH)
        for result in door.push(*entries[at : at + MOST_ENTRIES_A_PUSH]).results
    ]
    assert results == [ACCEPTED] * MOST_LOGS_A_DEVICE + [QUARANTINED]
    assert _quarantined(any_venue, door) == {1: "too_many_logs"}
    assert door.push(following).results == (ACCEPTED,)


def test_a_full_batch_is_taken_and_one_more_is_refused(venue: Venue, door: Door) -> None:
    batch = [door.entry() for _ in range(MOST_ENTRIES_A_PUSH + 1)]
    status, why = door.refusal("push", encode_message(PushRequest(tuple(batch))))
    assert (status, why.code) == (400, "INVALID_REQUEST")
    assert "1000" in why.message
    assert door.push(*batch[:-1]).vector == {door.log_id: MOST_ENTRIES_A_PUSH}


def test_an_empty_push_is_answered(door: Door) -> None:
    answer = door.push()
    assert (answer.results, answer.vector) == ((), {})


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[]", b"{}", b'{"entries": 3}', b'{"entries": [{}]}', b"\xff", b"[" * 100_000]
)
def test_what_is_no_push_is_refused_in_words(door: Door, body: bytes) -> None:
    status, why = door.refusal("push", body)
    assert (status, why.code) == (400, "INVALID_MESSAGE")
    assert "PushRequest" in why.message


def test_an_endless_body_is_refused(door: Door) -> None:
    answer = door.http.post("push", content=b" " * (17 * 1024 * 1024))
    assert answer.status_code == 413
