"""A door that never reaches the server, and one that meets it: what the first one did arrives all the same."""

from collections import Counter
from typing import Any

from tests.server.doors.venue import wait_until
from tests.story.scanner import Hall, Scanner


def _held_of(hall: Hall, scanner: Scanner) -> list[tuple[str, int]]:
    """The entries of the door that the server holds, by name."""
    return [(each["logId"], each["seq"]) for each in hall.venue.entries() if each["deviceId"] == scanner.device]


def _admitted(hall: Hall, scanner: Scanner) -> Counter[str]:
    entries: list[dict[str, Any]] = hall.venue.entries()
    return Counter(
        each["ticketId"] for each in entries if each["deviceId"] == scanner.device and each["kind"] == "admit"
    )


def test_a_door_offline_all_night_is_on_the_server_by_way_of_one_that_saw_it(hall: Hall) -> None:
    office, cellar = hall.open("office"), hall.open("cellar")
    tickets = hall.venue.tickets(12)
    assert all(scanner.tell("sync")["is_done"] for scanner in (office, cellar))
    cellar.server_link.cut()
    hall.wait_for("offline", cellar)
    for ticket in tickets:
        assert cellar.scan(ticket)["outcome"] == "admitted"
    assert _held_of(hall, cellar) == []
    hall.introduce(office, cellar)  # Somebody carries it up the stairs, into sight.
    wanted = Counter({ticket["ticketId"]: 1 for ticket in tickets})
    wait_until(lambda: _admitted(hall, cellar) == wanted, "the server has the cellar's night")
    assert office.scan(tickets[0])["reason"] == "already_inside"
    assert hall.venue.attendance()["inside"] == len(tickets)


def test_what_a_door_handed_over_arrives_though_it_never_comes_back(hall: Hall) -> None:
    office, cellar = hall.open("office"), hall.open("cellar")
    hall.introduce(office, cellar)
    tickets = hall.venue.tickets(5)
    assert all(scanner.tell("sync")["is_done"] for scanner in (office, cellar))
    for scanner in (office, cellar):
        scanner.server_link.cut()
    hall.wait_for("offline", office, cellar)
    for ticket in tickets:
        assert cellar.scan(ticket)["outcome"] == "admitted"
    wait_until(lambda: office.tell("status")["inside"] == len(tickets), "the office has heard")
    cellar.process.kill()  # It falls into the water.
    office.server_link.mend()
    wait_until(lambda: hall.venue.attendance()["inside"] == len(tickets), "the office tells the server")
    held = _held_of(hall, cellar)
    assert len(held) == len(set(held))


def test_a_door_that_comes_back_to_the_server_uploads_nothing_twice(hall: Hall) -> None:
    office, cellar = hall.open("office"), hall.open("cellar")
    tickets = hall.venue.tickets(5)
    assert all(scanner.tell("sync")["is_done"] for scanner in (office, cellar))
    cellar.server_link.cut()
    hall.wait_for("offline", cellar)
    for ticket in tickets:
        assert cellar.scan(ticket)["outcome"] == "admitted"
    hall.introduce(office, cellar)
    cellar.server_link.mend()
    wait_until(lambda: cellar.tell("status")["waiting"] == 0, "nothing waits")
    wait_until(lambda: len(_admitted(hall, cellar)) == len(tickets), "the server has all")
    held = _held_of(hall, cellar)
    assert len(held) == len(set(held))
    assert hall.incidents() == []
