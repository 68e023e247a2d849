"""What follows from the entries: the same whatever came first, kept in step, and gone with what was undone."""

import threading
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.device.database import put_values
from sync.device.errors import StoreFullError
from sync.device.presence import rebuild_presence, scans_of
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import Staging, put_tickets
from sync.protocol.codec import row_of
from sync.protocol.messages import Entry
from sync.rules.door_log import Kind, PastScan
from sync.rules.headcount import Headcount
from sync.rules.ids import LogId, ProductNumber, TicketId
from sync.rules.incidents import ACKNOWLEDGED, Incident, IncidentKind
from sync.rules.ticket import Ticket, TicketStatus
from tests.sync.device.doors import NAMES, POLICY, Device, chain_of, open_device, reading
from tests.sync.making import EVENT, GATE, NOW, Chain, make_id

ANNA, MAX, EVE = make_id(1), make_id(2), make_id(3)
HOUR = 3_600_000


@pytest.fixture
def here() -> Iterator[Device]:
    with open_device() as device:
        sell(device, ANNA, MAX)
        yield device


def sell(device: Device, *ticket_ids: TicketId, **fields: object) -> None:
    tickets = [Ticket(ticket_id, EVENT.event_id, ProductNumber(4), **fields) for ticket_id in ticket_ids]  # type: ignore[arg-type]
    with device.store.writing() as connection:
        put_tickets(connection, tickets)
        device.scan_log.facts_changed(connection, ticket_ids)


def list_as_of(device: Device, at: int) -> None:
    with device.store.writing() as connection:
        put_values(connection, synced_at=at)
        device.scan_log.list_is_newer(connection)


def kinds(device: Device) -> list[tuple[IncidentKind, TicketId | None]]:
    return [(incident.kind, incident.ticket_id) for incident in device.scan_log.incidents()]


def test_the_headcount_has_each_person_once_by_gate_and_product(here: Device) -> None:
    here.write(Kind.ADMIT, ANNA)
    here.write(Kind.ADMIT, ANNA, at=NOW + 1)
    here.write(Kind.ADMIT, MAX)
    here.write(Kind.ADMIT, EVE)
    here.write(Kind.EXIT, MAX, at=NOW + 2)
    assert here.scan_log.headcount() == Headcount(2, {GATE.gate_id: 2}, {ProductNumber(4): 1})


def test_a_product_is_known_once_the_list_has_the_ticket(here: Device) -> None:
    here.write(Kind.ADMIT, EVE)
    assert here.scan_log.headcount().by_product == {}
    sell(here, EVE)
    assert here.scan_log.headcount().by_product == {ProductNumber(4): 1}


def test_two_admissions_of_one_ticket_are_an_incident_until_one_is_undone(here: Device) -> None:
    here.write(Kind.ADMIT, ANNA)
    second = here.write(Kind.ADMIT, ANNA, at=NOW + 1)
    assert kinds(here) == [(IncidentKind.DOUBLE_ADMISSION, ANNA)]
    here.write(Kind.VOID, ANNA, at=NOW + 2, target=(second.log_id, second.seq))
    assert kinds(here) == []


def test_an_incident_is_acknowledged_by_a_note_of_any_door(here: Device) -> None:
    here.write(Kind.ADMIT, ANNA)
    second = here.write(Kind.ADMIT, ANNA, at=NOW + 1)
    note = chain_of("there").add(Kind.NOTE, ANNA, target=(second.log_id, second.seq))
    here.absorb(msgspec.structs.replace(note, reason=ACKNOWLEDGED))
    [incident] = here.scan_log.incidents()
    assert incident.acknowledged is not None


@pytest.mark.parametrize("status", [TicketStatus.REVOKED, TicketStatus.CANCELLED, TicketStatus.REFUNDED])
def test_who_was_let_in_after_a_cancellation_shows_when_it_is_heard_and_goes_when_it_is_taken_back(
    here: Device, status: TicketStatus
) -> None:
    here.write(Kind.ADMIT, ANNA)
    sell(here, ANNA, status=status, status_since=NOW - HOUR)
    assert kinds(here) == [(IncidentKind.ADMITTED_AFTER_REVOCATION, ANNA)]
    sell(here, ANNA)
    assert kinds(here) == []


def test_a_new_list_is_looked_at_for_what_it_says_of_those_let_in(here: Device) -> None:
    for ticket_id in (ANNA, MAX, EVE):
        here.write(Kind.ADMIT, ticket_id)
    staging = Staging(here.store)
    staging.begin("epoch", 1)
    gone = Ticket(MAX, EVENT.event_id, ProductNumber(5), status=TicketStatus.REFUNDED, status_since=NOW - HOUR)
    staging.add([row_of(gone), row_of(Ticket(EVE, EVENT.event_id, ProductNumber(5)))])
    staging.catch_up([], 1)
    assert staging.finish_if_newest(here.scan_log.list_is_another)
    assert kinds(here) == [(IncidentKind.ADMITTED_AFTER_REVOCATION, MAX)]
    assert here.scan_log.headcount() == Headcount(3, {GATE.gate_id: 3}, {ProductNumber(5): 2})


def test_who_is_on_no_list_was_never_sold_a_ticket_once_the_list_is_newer(here: Device) -> None:
    here.write(Kind.ADMIT, EVE)
    list_as_of(here, NOW)
    assert kinds(here) == []
    list_as_of(here, NOW + 1)
    assert kinds(here) == [(IncidentKind.UNKNOWN_TICKET, EVE)]
    sell(here, EVE)
    assert kinds(here) == []


def test_practice_counts_nowhere_but_in_practice(here: Device) -> None:
    practised = msgspec.structs.replace(chain_of("there").add(Kind.ADMIT, ANNA), training=True)
    here.absorb(practised)
    here.write(Kind.ADMIT, ANNA)
    assert (here.scan_log.inside(), kinds(here)) == (1, [])
    with here.store.reading() as connection:
        assert here.scan_log.history(connection, ANNA).admissions == 1
        assert here.scan_log.history(connection, ANNA, training=True).first == PastScan(
            LogId("dev_there.1"), 1, Kind.ADMIT, NOW, GATE.gate_id, hlc=practised.hlc, training=True
        )


def test_a_day_that_is_another_where_the_event_is_makes_another_verdict(here: Device) -> None:
    # 22:00 and 23:30 UTC: one day in London, two in Berlin.
    daily = [
        msgspec.structs.replace(entry, rule="per_day:1")
        for chain in [chain_of("there")]
        for entry in (chain.add(Kind.ADMIT, ANNA), chain.add(Kind.ADMIT, ANNA, at=NOW + HOUR + HOUR // 2))
    ]
    here.absorb(*daily)
    assert kinds(here) == [(IncidentKind.DOUBLE_ADMISSION, ANNA)]
    berlin = msgspec.structs.replace(EVENT, time_zone="Europe/Berlin")
    here.keep(msgspec.structs.replace(POLICY, version=5, event=berlin))
    assert kinds(here) == []


def test_a_full_disk_in_the_middle_of_a_page_leaves_nothing_of_it(here: Device) -> None:
    here.write(Kind.ADMIT, MAX)
    chain = chain_of("there")
    here.absorb(chain.add(Kind.ADMIT, ANNA, at=NOW + 30_000))
    with here.store.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreFullError):
        here.absorb(*(chain.add(Kind.ADMIT, make_id(50 * number)) for number in range(100, 600)))
    with here.store.writing() as connection:
        connection.execute("PRAGMA max_page_count=1073741823")
    assert here.replica.vector() == {here.scan_log.log_id: 1, LogId("dev_there.1"): 1}
    assert here.scan_log.inside() == 2
    # What was heard and committed before the disk was full still lies before what this door writes next.
    assert here.write(Kind.EXIT, MAX, at=NOW + 1).hlc > (NOW + 30_000) << 16


def test_two_threads_that_write_lose_nothing(here: Device) -> None:
    chain = chain_of("there")
    brought = [chain.add(Kind.ADMIT, make_id(1_000 + 50 * number)) for number in range(60)]

    def bring() -> None:
        for at in range(0, 60, 3):
            here.replica.take(brought[at : at + 3], reading())

    bringing = threading.Thread(target=bring)
    bringing.start()
    for number in range(60):
        here.write(Kind.ADMIT, make_id(50_000 + 50 * number))
    bringing.join()
    assert here.scan_log.inside() == 120
    assert here.replica.vector() == {here.scan_log.log_id: 60, LogId("dev_there.1"): 60}
    assert [entry.seq for entry in here.scan_log.tail(99)] == list(range(1, 61))


def test_rows_of_an_earlier_program_are_made_anew(here: Device) -> None:
    here.write(Kind.ADMIT, ANNA)
    here.write(Kind.ADMIT, ANNA, at=NOW + 1)
    with here.store.writing() as connection:
        connection.execute("DELETE FROM incidents")
        connection.execute("UPDATE presence SET inside = 9, scans = x'90'")
        put_values(connection, presence_format=1)
    again = ScanLog(here.store, here.scan_log.log_id, here.scan_log._key, EVENT.event_id)
    assert (again.inside(), len(again.incidents())) == (1, 1)


# Any door's log, of three, with tickets that are sold, cancelled and unknown; voids and notes may name any entry.
happenings = st.lists(
    st.tuples(
        st.sampled_from(NAMES[1:]),
        st.sampled_from([Kind.ADMIT, Kind.ADMIT, Kind.EXIT, Kind.VOID, Kind.DENY, Kind.NOTE]),
        st.sampled_from([ANNA, MAX, EVE]),
        st.integers(0, 3),
        st.integers(1, 6),
    ),
    max_size=16,
)
Seen = tuple[dict[LogId, int], dict[TicketId, list[PastScan]], list[Incident], Headcount]


def make_logs(steps: list[tuple[str, Kind, TicketId, int, int]]) -> dict[str, list[Entry]]:
    chains: dict[str, Chain] = {name: chain_of(name) for name in NAMES[1:]}
    logs: dict[str, list[Entry]] = {name: [] for name in NAMES[1:]}
    for name, kind, ticket_id, later, number in steps:
        target = (LogId("dev_there.1"), number) if kind in (Kind.VOID, Kind.NOTE) else None
        logs[name].append(chains[name].add(kind, ticket_id, at=NOW + later, target=target))
    return logs


def seen(device: Device) -> Seen:
    with device.store.reading() as connection:
        scans = {each: sorted(scans_of(connection, each), key=lambda scan: scan.name) for each in (ANNA, MAX, EVE)}
    return device.replica.vector(), scans, device.scan_log.incidents(), device.scan_log.headcount()


def prepared(device: Device) -> Device:
    sell(device, ANNA)
    sell(device, MAX, status=TicketStatus.REVOKED, status_since=NOW + 1)
    list_as_of(device, NOW + 2)
    return device


def rebuilt(device: Device) -> Seen:
    with device.store.writing() as connection:
        rebuild_presence(connection, EVENT.event_id)
    again = ScanLog(device.store, device.scan_log.log_id, device.scan_log._key, EVENT.event_id)
    return seen(Device(device.store, again, device.replica))


@settings(max_examples=40, deadline=None)
@given(happenings, st.data())
def test_any_order_repetition_and_split_through_doors_or_the_server_gives_the_same(
    steps: list[tuple[str, Kind, TicketId, int, int]], data: st.DataObject
) -> None:
    logs = make_logs(steps)
    everything = [entry for entries in logs.values() for entry in entries]
    shuffled = data.draw(st.permutations([*everything, *everything[: len(everything) // 2]]))
    with open_device() as whole, open_device() as split, open_device() as from_server:
        for device in (whole, split, from_server):
            prepared(device)
        whole.replica.take(everything, reading())
        at = 0
        while at < len(shuffled):  # In pieces; what came before its time comes again.
            size = data.draw(st.integers(1, 6))
            split.replica.take(shuffled[at : at + size], reading())
            at += size
        while split.replica.vector() != whole.replica.vector():
            split.replica.take(shuffled, reading())
        from_server.absorb(*shuffled)
        assert seen(split) == seen(whole)
        # The server leaves holes where something is in quarantine; it is believed in any order.
        assert seen(from_server)[1:] == seen(whole)[1:]
        assert rebuilt(whole) == seen(split)
