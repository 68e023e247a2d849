"""A night with copied tickets, told with three scanner processes and one server process."""

import time
from typing import Any

from tests.server.doors.venue import wait_until
from tests.story.scanner import Hall, Scanner

SECONDS = 10.0
"""Within how many all must agree once everything is back, on a machine that does other things too."""


def _pairs(incidents: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """Doors' incidents by what names them."""
    return sorted((each["kind"], each["log"], each["seq"]) for each in incidents)


def _on_server(hall: Hall) -> list[tuple[str, str, int]]:
    return sorted((each["kind"], each["entry"]["logId"], each["entry"]["seq"]) for each in hall.incidents())


def _scan_at_once(ticket: dict[str, Any], *scanners: Scanner) -> list[dict[str, Any]]:
    """The same code held to several scanners at one moment."""
    for scanner in scanners:
        scanner.send("scan", code=ticket["signedCode"])
    return [scanner.hear() for scanner in scanners]


def test_a_copied_ticket_is_caught_while_doors_see_each_other_and_told_of_when_they_did_not(hall: Hall) -> None:
    north, south, cellar = (hall.open(name) for name in ("north", "south", "cellar"))
    hall.introduce(north, south, cellar)
    copied, raced, torn, clean = hall.venue.tickets(4)
    for scanner in hall.scanners:
        assert scanner.tell("sync")["is_done"]

    # The server is gone. Two doors that see each other catch the copy.
    hall.stop_server()
    hall.wait_for("offline", *hall.scanners)
    first = north.scan(copied)
    assert (first["outcome"], first["basis"], first["duplicates_possible"]) == ("admitted", "local", False)
    second = south.scan(copied)
    assert (second["outcome"], second["reason"]) == ("refused", "already_inside")

    # Two copies at one moment: one gets in.
    outcomes = sorted(each["outcome"] for each in _scan_at_once(raced, north, south))
    assert outcomes == ["admitted", "refused"]

    # The LAN is cut. Both let the copy in, and say that this may be.
    hall.cut_lan()
    for scanner in (north, south):
        offline = scanner.scan(torn)
        assert (offline["outcome"], offline["basis"]) == ("admitted", "local")
        assert offline["duplicates_possible"]
        assert offline["unseen_doors"] == 2
        assert offline["took_s"] < 1.0
    assert north.scan(clean)["outcome"] == "admitted"
    assert north.incidents() == []

    # The LAN heals. The doors find out by themselves.
    hall.mend_lan()
    wait_until(lambda: all(len(each.incidents()) == 1 for each in hall.scanners), "the doors see the incident")
    [found] = _pairs(north.incidents())
    assert found[0] == "double_admission"
    assert all(_pairs(each.incidents()) == [found] for each in hall.scanners)

    # The server is back. It sees the same one, within seconds.
    hall.start_server()
    began = time.monotonic()
    wait_until(lambda: _on_server(hall) == [found], "the server shows the same incident")
    assert time.monotonic() - began < SECONDS
    [shown] = hall.incidents()
    assert shown["ticketId"] == torn["ticketId"]
    assert {shown["entry"]["deviceName"], shown["against"]["deviceName"]} == {"north", "south"}
    assert cellar.tell("status")["incidents_open"] == 1

    # Somebody deals with it at one door; everybody hears of that.
    south.tell("acknowledge", operator="Ana")
    wait_until(lambda: all("acknowledged" in each for each in hall.incidents()), "the organizer sees it acknowledged")
    wait_until(lambda: all(each.tell("status")["incidents_open"] == 0 for each in hall.scanners), "so do all doors")
    wait_until(lambda: all(each.tell("status")["waiting"] == 0 for each in hall.scanners), "nothing waits")
    assert hall.venue.attendance()["inside"] == 4


def test_with_no_way_but_the_server_both_doors_and_the_server_show_the_same_incident(hall: Hall) -> None:
    north, south = hall.open("north"), hall.open("south")
    [torn] = hall.venue.tickets(1)
    for scanner in hall.scanners:
        assert scanner.tell("sync")["is_done"]
        scanner.server_link.cut()
    hall.wait_for("offline", north, south)
    for scanner in (north, south):
        offline = scanner.scan(torn)
        assert (offline["outcome"], offline["unseen_doors"], offline["duplicates_possible"]) == ("admitted", 1, True)
    began = time.monotonic()
    for scanner in (north, south):
        scanner.server_link.mend()
    wait_until(lambda: len(_on_server(hall)) == 1, "the server shows it")
    wait_until(lambda: all(_pairs(each.incidents()) == _on_server(hall) for each in (north, south)), "so do the doors")
    assert time.monotonic() - began < SECONDS
    assert not north.scan(torn)["duplicates_possible"]
