"""A device's own scans, page by page, out of its log."""

import pytest

from scanner_app.door import past_scans
from scanner_app.door.past_scans import OwnScan, Wanted, read_scans
from scanner_app.door.shown import EntryName, Source
from scanner_app.door.station import Station
from sync.protocol.log import Happening
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import GateId
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Basis, Reason
from tests.scanner_app.door.place import Place, cut, own_ticket, scan, sync

MANY = 5_000


def all_scans(station: Station, wanted: Wanted = Wanted.ALL, most: int = 3) -> list[OwnScan]:
    """Every page, one after the other."""
    found: list[OwnScan] = []
    after: EntryName | None = None
    while True:
        page = read_scans(station, wanted, after, most)
        found += page.scans
        after = page.after
        if after is None:
            return found


def names(scans: list[OwnScan]) -> list[str]:
    return [each.holder for each in scans]


def write_refusals(station: Station, count: int) -> None:
    """As many refusals of a code that nobody could read."""
    place, event = station.place(), station.place().session.policy.event.event_id
    what = Happening(
        event=event,
        ticket_id=None,
        kind=Kind.DENY,
        basis=Basis.LOCAL,
        gate=GateId(""),
        direction=Direction.ENTRY,
        reason=Reason.MALFORMED,
        operator="",
    )
    with station.store.writing() as connection:
        for _ in range(count):
            place.scan_log.append(connection, what, station.clock.read())


def test_scans_come_the_newest_first_over_pages_and_restarts(place: Place) -> None:
    cut(place)
    for at in range(4):
        place.station.admit_by_hand(own_ticket(place, holder=f"Guest {at}").ticket_id, "Rui")
    place.reopen()
    for at in range(4, 7):
        place.station.admit_by_hand(own_ticket(place, holder=f"Guest {at}").ticket_id, "Rui")
    for most in (1, 2, 3, 100):
        assert names(all_scans(place.station, most=most)) == [f"Guest {at}" for at in reversed(range(7))]


def test_each_filter_gives_what_it_says(place: Place) -> None:
    cut(place)
    good, refunded = own_ticket(place, holder="Ana"), own_ticket(place, holder="Bo", status=TicketStatus.REFUNDED)
    place.station.scan(good.ticket_id, Source.TYPED)
    place.station.scan(refunded.ticket_id, Source.TYPED)
    place.station.scan("https://example.com", Source.CAMERA)
    place.station.admit_by_hand(own_ticket(place, holder="Cy").ticket_id, "Rui", why="No phone")
    assert names(all_scans(place.station)) == ["Cy", "", "Bo", "Ana"]
    assert names(all_scans(place.station, Wanted.ADMITTED)) == ["Cy", "Ana"]
    assert names(all_scans(place.station, Wanted.REFUSED)) == ["", "Bo"]
    assert names(all_scans(place.station, Wanted.BY_HAND)) == ["Cy"]
    assert all_scans(place.station)[2].reason is Reason.REFUNDED


def test_a_scan_that_was_undone_says_so(place: Place) -> None:
    cut(place)
    result = place.station.admit_by_hand(own_ticket(place).ticket_id, "Rui")
    assert result.entry is not None
    place.station.undo(result.entry)
    [only] = all_scans(place.station)
    assert only.is_undone


def test_other_doors_scans_are_not_listed(place: Place) -> None:
    other = place.open_station("door-2")
    [ticket] = place.tickets()
    scan(other, ticket)
    assert sync(other)
    assert sync(place.station)
    assert len(all_scans(other)) == 1
    assert all_scans(place.station) == []


def test_an_unused_device_has_one_empty_page(place: Place) -> None:
    page = read_scans(place.station)
    assert (page.scans, page.after) == ((), None)


@pytest.mark.parametrize("wanted", Wanted)
def test_a_page_of_a_long_log_is_not_held_up_by_the_rest_of_it(place: Place, wanted: Wanted) -> None:
    cut(place)
    place.station.admit_by_hand(own_ticket(place, holder="First").ticket_id, "Rui")
    write_refusals(place.station, MANY)
    newest = place.station.scan_log.recent(1)[0]
    page = read_scans(place.station, wanted)
    assert page.after is not None
    assert newest.seq - page.after[1] < past_scans.READ_AT_ONCE
    assert len(page.scans) == (past_scans.PAGE if wanted in (Wanted.ALL, Wanted.REFUSED) else 0)
    if wanted in (Wanted.ADMITTED, Wanted.BY_HAND):
        assert names(all_scans(place.station, wanted)) == ["First"]
