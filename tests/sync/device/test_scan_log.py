"""The device's log: a chain without a gap, a tail that waits for the server, and other doors' entries beside it."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.device.database import Store
from sync.device.scan_log import ScanLog
from sync.protocol.log import Happening, Reading, past_scan_of
from sync.protocol.messages import Entry
from sync.protocol.signing import CHAIN_START, entry_hash, is_signed_by, sign_entry
from sync.rules.clock import Offset
from sync.rules.door_log import NEVER_SEEN, Kind, fold_ticket
from sync.rules.gate import Direction
from sync.rules.ids import EventId, LogId, TicketId
from sync.rules.verdict import Basis
from tests.sync.device.conftest import LOG_ID, SECRET, OpenStore
from tests.sync.making import EVENT, GATE, KEY, NOW, OTHER_KEY, Chain, make_id

ANNA, MAX = make_id(1), make_id(2)


class CrashError(Exception):
    """Ends a transaction in the middle."""


def reading(at: int = NOW) -> Reading:
    return Reading(at, at - NOW, "boot", Offset(0, 0))


def write(store: Store, log: ScanLog, kind: Kind, ticket_id: TicketId | None = ANNA, *, at: int = NOW) -> Entry:
    what = Happening(EVENT.event_id, ticket_id, kind, Basis.LOCAL, GATE.gate_id, Direction.ENTRY)
    with store.writing() as connection:
        return log.append(connection, what, reading(at))


def write_and_crash(store: Store, log: ScanLog) -> None:
    what = Happening(EVENT.event_id, ANNA, Kind.ADMIT, Basis.LOCAL, GATE.gate_id, Direction.ENTRY)
    with store.writing() as connection:
        log.append(connection, what, reading())
        log.append(connection, what, reading())
        raise CrashError


def absorb(store: Store, log: ScanLog, *entries: Entry, at: int = NOW) -> None:
    with store.writing() as connection:
        log.absorb(connection, entries, reading(at))


def absorb_and_crash(store: Store, log: ScanLog, entry: Entry) -> None:
    with store.writing() as connection:
        log.absorb(connection, [entry], reading())
        raise CrashError


def is_chain(entries: tuple[Entry, ...]) -> bool:
    """Numbered from 1 without a gap, each linked to the one before and signed."""
    links = [CHAIN_START, *map(entry_hash, entries)]
    return all(
        entry.seq == at and entry.prev_hash == links[at - 1] and is_signed_by(entry, links[at], KEY.verify_key)
        for at, entry in enumerate(entries, 1)
    ) and all(before.hlc < after.hlc for before, after in pairwise(entries))


def test_entries_form_a_signed_chain_that_goes_on_after_a_restart(open_store: OpenStore) -> None:
    for _ in range(3):
        store = open_store()
        log = ScanLog(store, LOG_ID, KEY)
        for kind in (Kind.ATTEMPT, Kind.ADMIT):
            write(store, log, kind)
    assert len(log.tail(100)) == 6
    assert is_chain(log.tail(100))


def test_hybrid_time_rises_even_when_the_clock_is_set_back_between_starts(open_store: OpenStore) -> None:
    for at in (NOW, NOW - 3_600_000):
        store = open_store()
        log = ScanLog(store, LOG_ID, KEY)
        write(store, log, Kind.ADMIT, at=at)
    assert is_chain(log.tail(100))


def test_a_crash_in_the_middle_leaves_no_gap(store: Store, scan_log: ScanLog) -> None:
    write(store, scan_log, Kind.ADMIT)
    with pytest.raises(CrashError):
        write_and_crash(store, scan_log)
    assert scan_log.waiting() == 1
    write(store, scan_log, Kind.EXIT)
    assert [entry.kind for entry in scan_log.tail(100)] == [Kind.ADMIT, Kind.EXIT]
    assert is_chain(scan_log.tail(100))


def test_the_tail_is_what_the_server_has_not_confirmed(store: Store, scan_log: ScanLog) -> None:
    written = [write(store, scan_log, Kind.ADMIT) for _ in range(5)]
    assert (scan_log.waiting(), scan_log.tail(2)) == (5, tuple(written[:2]))
    scan_log.confirm({LOG_ID: 3})
    assert (scan_log.waiting(), scan_log.tail(100)) == (2, tuple(written[3:]))
    scan_log.confirm({LOG_ID: 5})
    assert (scan_log.waiting(), scan_log.tail(100)) == (0, ())


def test_a_server_that_was_restored_is_offered_again_what_it_lost(store: Store, scan_log: ScanLog) -> None:
    written = [write(store, scan_log, Kind.ADMIT) for _ in range(5)]
    scan_log.confirm({LOG_ID: 5})
    scan_log.confirm({LOG_ID: 1})
    assert (scan_log.waiting(), scan_log.tail(100)) == (4, tuple(written[1:]))


def test_what_a_server_says_of_other_logs_confirms_nothing_here(store: Store, scan_log: ScanLog) -> None:
    write(store, scan_log, Kind.ADMIT)
    scan_log.confirm({LogId("dev_other.1"): 9})
    scan_log.confirm({})
    assert scan_log.waiting() == 1


def test_a_confirmation_survives_a_restart(open_store: OpenStore) -> None:
    store = open_store()
    log = ScanLog(store, LOG_ID, KEY)
    write(store, log, Kind.ADMIT)
    write(store, log, Kind.EXIT)
    log.confirm({LOG_ID: 1})
    assert [entry.seq for entry in ScanLog(open_store(), LOG_ID, KEY).tail(9)] == [2]


def test_confirmed_entries_are_kept(store: Store, scan_log: ScanLog) -> None:
    entry = write(store, scan_log, Kind.ADMIT)
    scan_log.confirm({LOG_ID: 1})
    assert scan_log.recent(9) == [entry]
    assert scan_log.entries_of(ANNA) == [entry]


def test_other_doors_entries_count_and_do_not_wait_for_upload(store: Store, scan_log: ScanLog) -> None:
    chain = Chain()
    absorb(
        store, scan_log, chain.add(Kind.ADMIT, ANNA), chain.add(Kind.ADMIT, MAX), chain.add(Kind.EXIT, MAX, at=NOW + 1)
    )
    assert (scan_log.inside(), scan_log.waiting(), scan_log.tail(9), scan_log.recent(9)) == (1, 0, (), [])
    with store.writing() as connection:
        assert scan_log.history(connection, ANNA).is_inside
        assert not scan_log.history(connection, MAX).is_inside
        assert scan_log.history(connection, make_id(3)) == NEVER_SEEN


def test_the_same_entries_again_change_nothing(store: Store, scan_log: ScanLog) -> None:
    entries = [(chain := Chain()).add(Kind.ADMIT, ANNA), chain.add(Kind.DENY, ANNA)]
    absorb(store, scan_log, *entries, *entries)
    absorb(store, scan_log, *reversed(entries))
    assert sorted(scan_log.entries_of(ANNA), key=lambda entry: entry.seq) == entries
    assert scan_log.inside() == 1


def test_of_a_fork_the_first_version_is_kept(store: Store, scan_log: ScanLog) -> None:
    genuine = Chain().add(Kind.ADMIT, ANNA)
    forked, _ = sign_entry(msgspec.structs.replace(genuine, kind=Kind.EXIT), OTHER_KEY)
    absorb(store, scan_log, genuine)
    absorb(store, scan_log, forked, Chain("dev_third.1").add(Kind.ADMIT, MAX))
    assert scan_log.entries_of(ANNA) == [genuine]
    assert scan_log.inside() == 2


def test_what_is_heard_moves_this_doors_next_entry_behind_it(store: Store, scan_log: ScanLog) -> None:
    heard = Chain().add(Kind.ADMIT, ANNA, at=NOW + 50_000)
    absorb(store, scan_log, heard)
    assert write(store, scan_log, Kind.ADMIT, MAX).hlc > heard.hlc


def test_a_door_whose_clock_is_far_ahead_moves_nothing(store: Store, scan_log: ScanLog) -> None:
    heard = Chain().add(Kind.ADMIT, ANNA, at=NOW + 61_000)
    absorb(store, scan_log, heard)
    assert write(store, scan_log, Kind.ADMIT, MAX).hlc < heard.hlc


def test_a_void_brings_the_count_back(store: Store, scan_log: ScanLog) -> None:
    admit = write(store, scan_log, Kind.ADMIT)
    assert scan_log.inside() == 1
    absorb(store, scan_log, Chain().add(Kind.VOID, ANNA, target=(admit.log_id, admit.seq)))
    assert scan_log.inside() == 0


def test_a_page_that_was_not_committed_does_not_count(store: Store, scan_log: ScanLog) -> None:
    write(store, scan_log, Kind.ADMIT, MAX)
    with pytest.raises(CrashError):
        absorb_and_crash(store, scan_log, Chain().add(Kind.ADMIT, ANNA))
    assert scan_log.inside() == 1
    assert scan_log.entries_of(ANNA) == []


def test_a_new_incarnation_begins_a_chain_of_its_own_and_keeps_the_old_one(store: Store, scan_log: ScanLog) -> None:
    write(store, scan_log, Kind.ADMIT)
    second = ScanLog(store, LogId("dev_here.2"), KEY)
    assert write(store, second, Kind.EXIT).seq == 1
    assert (scan_log.tail(9)[0].kind, second.tail(9)[0].kind) == (Kind.ADMIT, Kind.EXIT)
    assert second.tail(9, scan_log.log_id) == scan_log.tail(9)
    assert second.unconfirmed() == [LOG_ID, second.log_id]
    assert second.waiting() == 2
    second.confirm({LOG_ID: 1})
    assert (second.unconfirmed(), second.waiting()) == ([second.log_id], 1)
    assert {entry.log_id for entry in second.entries_of(ANNA)} == {LOG_ID, second.log_id}


def test_scans_of_another_event_do_not_wait_for_this_ones_server(store: Store) -> None:
    here = ScanLog(store, LogId("dev_here.1"), KEY, EVENT.event_id)
    there = ScanLog(store, LogId("dev_there.1"), KEY, EventId("evt_other"))
    write(store, there, Kind.ADMIT)
    assert (here.waiting(), here.unconfirmed(), here.recent(9)) == (0, [], [])
    assert (there.waiting(), there.unconfirmed()) == (1, [there.log_id])
    there.confirm({there.log_id: 1})
    with store.writing() as connection:
        here.offer_again(connection)
    assert there.waiting() == 0


def test_what_was_offered_again_waits_from_its_first_entry_on_in_every_chain(store: Store, scan_log: ScanLog) -> None:
    written = [write(store, scan_log, Kind.ADMIT), write(store, scan_log, Kind.EXIT)]
    second = ScanLog(store, LogId("dev_here.2"), KEY)
    written.append(write(store, second, Kind.NOTE))
    second.confirm({LOG_ID: 2, second.log_id: 1})
    assert second.waiting() == 0
    with store.writing() as connection:
        second.offer_again(connection)
    assert [*second.tail(9, LOG_ID), *second.tail(9)] == written


def test_what_a_server_sends_of_this_very_log_is_passed_over(store: Store, scan_log: ScanLog) -> None:
    own = write(store, scan_log, Kind.ADMIT)
    invented, _ = sign_entry(msgspec.structs.replace(own, seq=own.seq + 1, kind=Kind.EXIT), OTHER_KEY)
    absorb(store, scan_log, invented)
    assert (scan_log.recent(9), scan_log.inside()) == ([own], 1)
    write(store, scan_log, Kind.DENY)
    assert is_chain(scan_log.tail(9))


def test_the_last_entries_of_earlier_starts_are_looked_back_on_once(open_store: OpenStore) -> None:
    store = open_store()
    first = ScanLog(store, LOG_ID, KEY)
    write(store, first, Kind.ATTEMPT)
    last = write(store, first, Kind.ADMIT)
    store = open_store()
    empty, current = ScanLog(store, LogId("dev_here.2"), KEY), ScanLog(store, LogId("dev_here.3"), KEY)
    write(store, current, Kind.NOTE)
    assert empty.waiting() == current.waiting()
    with store.writing() as connection:
        assert current.unsettled(connection) == [last]
        assert current.unsettled(connection) == []


steps = st.lists(
    st.tuples(
        st.sampled_from(["here", "other", "crash", "restart"]),
        st.sampled_from([Kind.ADMIT, Kind.EXIT, Kind.VOID, Kind.DENY]),
        st.sampled_from([ANNA, MAX]),
        st.integers(0, 5),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None)
@given(steps)
def test_count_chain_and_history_stay_what_the_entries_say_through_crashes_and_restarts(
    steps: list[tuple[str, Kind, TicketId, int]],
) -> None:
    with TemporaryDirectory() as folder:
        store = Store(Path(folder), SECRET)
        log, chain = ScanLog(store, LOG_ID, KEY), Chain()
        for where, kind, ticket_id, later in steps:
            if where == "restart":
                store.close()
                store = Store(Path(folder), SECRET)
                log = ScanLog(store, LOG_ID, KEY)
            elif where == "crash":
                with pytest.raises(CrashError):
                    write_and_crash(store, log)
            elif where == "here":
                write(store, log, kind, ticket_id, at=NOW + later)
            else:
                target = (LOG_ID, later) if kind is Kind.VOID else None
                absorb(store, log, chain.add(kind, ticket_id, at=NOW + later, target=target))
        inside = 0
        for ticket_id in (ANNA, MAX):
            expected = fold_ticket(map(past_scan_of, log.entries_of(ticket_id)))
            with store.writing() as connection:
                assert log.history(connection, ticket_id) == expected
            inside += expected.is_inside
        assert log.inside() == ScanLog(store, LOG_ID, KEY).inside() == inside
        assert is_chain(log.tail(1_000))
        store.close()
