"""What waits is shown with why it waits, a page at a time."""

from scanner_app.door.queue import Why, look_at_queue
from scanner_app.door.shown import Connection
from sync.rules.door_log import Kind
from tests.scanner_app.door.place import Place, cut, scan, sync


def test_what_is_not_sent_is_listed_newest_or_oldest_first(place: Place) -> None:
    tickets = place.tickets(3)
    cut(place)
    for ticket in tickets:
        scan(place.station, ticket)
    queue = look_at_queue(place.station, 10)
    assert queue.counts == {Why.NOT_SENT: 3}
    assert [row.ticket_id for row in queue.rows] == [ticket["ticketId"] for ticket in reversed(tickets)]
    assert {(row.kind, row.gate, row.door) for row in queue.rows} == {(Kind.ADMIT, "Main entrance", "door-1")}
    oldest = look_at_queue(place.station, 1, newest_first=False)
    assert [row.ticket_id for row in oldest.rows] == [tickets[0]["ticketId"]]
    second = look_at_queue(place.station, 1, 1)
    assert [row.ticket_id for row in second.rows] == [tickets[1]["ticketId"]]


def test_nothing_waits_once_all_went_up(place: Place) -> None:
    [ticket] = place.tickets(1)
    cut(place)
    scan(place.station, ticket)
    place.cable.plug_in()
    assert sync(place.station)
    assert look_at_queue(place.station, 10).total == 0
    assert place.station.status().connection is Connection.ONLINE


def test_what_the_server_cannot_take_is_kept_aside(place: Place) -> None:
    [ticket] = place.tickets(1)
    cut(place)
    scan(place.station, ticket)
    place.reopen()
    log_id = place.station.scan_log.unconfirmed()[0]
    with place.station.store.writing() as connection:
        place.station.scan_log.set_aside(connection, log_id)
    queue = look_at_queue(place.station, 10)
    assert queue.counts == {Why.KEPT_ASIDE: 1}
    assert [row.why for row in queue.rows] == [Why.KEPT_ASIDE]


def test_what_is_carried_for_other_doors_and_the_sealed_copy_are_told(place: Place) -> None:
    [ticket] = place.tickets(1)
    other = place.venue.door("Door 2")
    assert sync(place.station)
    cut(place)
    entry = other.entry(Kind.ADMIT, ticket["ticketId"], reason="admitted")
    station = place.station
    with station.store.writing() as connection:
        station.scan_log.hold(connection, entry)
    assert look_at_queue(station, 10).counts == {Why.CARRIED: 1}
    assert not look_at_queue(station, 10).has_sealed_copy
    station.place().sealed.seal_now()
    assert look_at_queue(station, 10).has_sealed_copy
