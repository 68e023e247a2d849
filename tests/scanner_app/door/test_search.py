"""At a whole station: guests are looked up while the server is away, and other systems' codes open its door."""

import pytest

from scanner_app.door.shown import Connection, Source
from scanner_app.door.station import Station
from sync.device.search_index import SearchIndex
from sync.rules.verdict import Outcome, Reason
from tests.scanner_app.door.place import Place, sync, wait_for
from tests.server.doors.venue import wait_until

BARCODE = "Tkt-4006381-x"


def hand_over(place: Place, **ticket: str) -> str:
    """A ticket of another system on the server; its id."""
    body = {"productId": place.venue.club.product_id, "tickets": [{"code": BARCODE, **ticket}]}
    answer = place.venue.post(f"/api/v1/events/{place.venue.club.event_id}/foreign-tickets", body)
    return str(answer["tickets"][0]["ticketId"])


def is_indexed(station: Station) -> bool:
    index = SearchIndex(station.store)
    try:
        return index.missing_after() is None
    finally:
        index.close()


def test_a_guest_is_found_by_name_booking_address_and_phone_without_a_network(place: Place) -> None:
    station = place.station
    station.follow()
    wait_for(station, Connection.ONLINE)
    booking = place.venue.book()
    [ticket] = booking["tickets"]
    name, ticket_id = ticket["attendeeName"], ticket["ticketId"]
    wait_until(lambda: is_indexed(station) and station.find_people(name), "the guest is known")
    place.cable.pull()
    for text in (name.lower(), name[:3], booking["bookingId"], ticket["attendeeEmail"], "123456789", ticket_id[-5:]):
        assert [person.ticket_id for person in station.find_people(text)] == [ticket_id], text
    [person] = station.find_people(name)
    assert (person.reference, person.email) == (booking["bookingId"], ticket["attendeeEmail"])
    wait_until(lambda: station.store.get("search_key"), "there is an index")


def test_people_are_found_before_anything_keeps_an_index(place: Place) -> None:
    [ticket] = place.tickets()
    assert place.station.store.get("search_key") is None
    assert [person.ticket_id for person in place.station.find_people("max")] == [ticket["ticketId"]]


@pytest.mark.parametrize("source", [Source.CAMERA, Source.HANDHELD, Source.TYPED])
@pytest.mark.parametrize("is_online", [True, False])
def test_another_systems_code_opens_the_door(place: Place, source: Source, *, is_online: bool) -> None:
    ticket_id = hand_over(place, holder="Zoë Ångström")
    assert sync(place.station)
    if not is_online:
        place.cable.pull()
    payload = BARCODE.lower() if source is Source.TYPED else BARCODE
    first = place.station.scan(payload, source)
    assert (first.verdict.outcome, first.verdict.ticket_id, first.holder) == (
        Outcome.ADMITTED,
        ticket_id,
        "Zoë Ångström",
    )
    assert place.station.scan(BARCODE, source).verdict.reason is Reason.ALREADY_INSIDE
    assert [person.holder for person in place.station.find_people("angstrom zoe")] == ["Zoë Ångström"]
    assert [person.holder for person in place.station.find_people("tkt 4006")] == ["Zoë Ångström"]


def test_a_code_that_nobody_handed_over_is_no_ticket(place: Place) -> None:
    assert place.station.scan(BARCODE, Source.CAMERA).verdict.reason is Reason.MALFORMED


def test_a_wiped_device_keeps_no_index(place: Place) -> None:
    station = place.station
    station.follow()
    place.venue.book()
    wait_until((station.store.path.parent / "search.db").exists, "there is an index")
    station.wipe()
    assert [file.name for file in station.store.path.parent.glob("search*")] == []
